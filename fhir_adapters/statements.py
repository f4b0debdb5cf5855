"""Statements that only our own code system or a karyotype code can carry: answers, anchor dates, complete histories.

All are Observations with codes of ``https://genother.fr/fhir/CodeSystem/genother``:
``answer`` (valueBoolean; components ``question`` and ``who`` as strings, ``valid-until`` as a dateTime);
``anchor-dosing``, ``anchor-consent``, ... (valueDateTime or valuePeriod);
``complete-conditions``, ``complete-medications``, ``complete-procedures``, ... (valueBoolean true);
``trial-participation`` (effectivePeriod, going on while it has no end; components ``trial`` as a string, ``therapy``
and ``arm`` as codes); ``study-side`` (bodySite; component ``trial``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from fhir_adapters.about import About
from fhir_adapters.beside import sides
from fhir_adapters.codings import codes_of
from fhir_adapters.elements import moment, period, span, within
from fhir_adapters.node import Node
from matching.anchors import ANCHORS
from matching.facts import AnchorDate, Answer, Fact, History, Participation, Person, Scope, StudySide

SCOPES: Mapping[str, Scope] = {f"GENOTHER:complete-{scope}": scope for scope in get_args(Scope)}
_ANCHORS = {f"GENOTHER:anchor-{anchor}": anchor for anchor in ANCHORS}
PARTICIPATION, STUDY_SIDE = "GENOTHER:trial-participation", "GENOTHER:study-side"
# A trial whose number was not sent.
UNNAMED_TRIAL = "TEXT:trial"
ARMS: Mapping[str, Literal["treated", "control", "undisclosed"]] = {
    "GENOTHER:arm-treated": "treated", "GENOTHER:arm-control": "control", "GENOTHER:arm-undisclosed": "undisclosed",
}  # fmt: skip
KARYOTYPE_CODES = {"SNOMED:1296886006", "LOINC:29770-5", "GENOTHER:karyotype"}
# SNOMED CT cell structures and disorders that name sex chromosomes, as RareLink's value set has them.
KARYOTYPES: Mapping[str, str] = {
    "SNOMED:734875008": "XX", "SNOMED:734876009": "XY", "SNOMED:80427008": "XO", "SNOMED:65162001": "XXY",
    "SNOMED:35111009": "XXX", "SNOMED:403760006": "XXYY", "SNOMED:78317008": "XXXY", "SNOMED:10567003": "XXXX",
    "SNOMED:48930007": "XYY",
}  # fmt: skip
# ISCN: the number of chromosomes, a comma, the sex chromosomes; a mosaic names several and is not read. One X alone
# is a lost sex chromosome among 45; among 46 the other one is what the rest describes.
_ISCN = re.compile(r"(?:(?P<count>4[4-9]) ?, ?)?(?P<sex>X{1,5}Y{0,4}|X[O0])(?:,(?P<rest>.*))?", re.ASCII)
_SEVERAL = re.compile(r"mos|/|[0-9]{2} ?,.*[0-9]{2} ?,", re.IGNORECASE | re.ASCII)


def reader_of(codes: Sequence[str]) -> Callable[[Node, About], Iterator[Fact]] | None:
    """Which statement the codes make, if any."""
    found = set(codes)
    if found & KARYOTYPE_CODES:
        return karyotype
    if found & SCOPES.keys():
        return history
    if PARTICIPATION in found:
        return participation
    if STUDY_SIDE in found:
        return study_side
    if found & _ANCHORS.keys():
        return anchor
    return answer if "GENOTHER:answer" in found else None


def karyotype(observation: Node, about: About) -> Iterator[Fact]:
    """A Person row that says the sex chromosomes and nothing else."""
    value = observation["valueCodeableConcept"]
    said: set[str | None] = {KARYOTYPES[code] for code in codes_of(value.json) if code in KARYOTYPES}
    texts = [text for node in (observation["valueString"], value["text"]) if (text := node.text)]
    said |= {_sex_chromosomes(text) for text in texts if _is_iscn(text) or not said}
    said |= {_sex_chromosomes(text) for coding in value["coding"] if _is_iscn(text := coding["display"].text or "")}
    if len(said) == 1 and (found := said.pop()):
        yield Person(**observation.where(about.patient), karyotype=found)
    else:
        observation.note("warning", "karyotype-not-read", "no sex chromosomes could be read", "send 46,XY or its code")


def _is_iscn(text: str) -> bool:
    return bool(_ISCN.fullmatch(text) or _SEVERAL.search(text) or text[:2].isdecimal())


def _sex_chromosomes(text: str) -> str | None:
    read = None if _SEVERAL.search(text) else _ISCN.fullmatch(text)
    if read is None or (read["sex"] == "X" and read["count"] != "45"):
        return None
    return "XO" if read["sex"] in {"X", "X0"} else read["sex"]


def history(observation: Node, about: About) -> Iterator[Fact]:
    """That the recorded history is complete for a scope, up to the date of the observation."""
    scope = next(SCOPES[code] for code in codes_of(observation["code"].json) if code in SCOPES)
    if observation["valueBoolean"].flag is True:
        yield History(**observation.where(about.patient), scope=scope, when=moment(observation, "effective").when)
    else:
        observation.note("information", "not-complete", "the history is not said to be complete", "no fact made")


def anchor(observation: Node, about: About) -> Iterator[Fact]:
    """The date given for an anchor, such as a planned dosing."""
    name = next(_ANCHORS[code] for code in codes_of(observation["code"].json) if code in _ANCHORS)
    when = span(observation["valueDateTime"]) or within(observation["valuePeriod"])
    if when:
        yield AnchorDate(**observation.where(about.patient), anchor=name, when=when)
    else:
        observation.note("warning", "anchor-undated", "an anchor without its date", "send valueDateTime; no fact made")


def participation(observation: Node, about: About) -> Iterator[Fact]:
    """A trial that the patient is or was in; without its number it is a trial all the same."""
    parts = {code: part for part in observation["component"] for code in codes_of(part["code"].json)}
    start, end = period(observation["effectivePeriod"])
    start = start or moment(observation, "effective").when
    therapies = codes_of(parts["GENOTHER:therapy"]["valueCodeableConcept"].json) if "GENOTHER:therapy" in parts else []
    arms = codes_of(parts["GENOTHER:arm"]["valueCodeableConcept"].json) if "GENOTHER:arm" in parts else []
    yield Participation(
        **observation.where(about.patient),
        code=_trial(parts) or UNNAMED_TRIAL,
        status="past" if end else "current",
        when=start,
        until=end,
        therapy=next(iter(therapies), None),
        arm=next((ARMS[code] for code in arms if code in ARMS), None),
    )


def _trial(parts: Mapping[str, Node]) -> str | None:
    return parts["GENOTHER:trial"]["valueString"].text if "GENOTHER:trial" in parts else None


def study_side(observation: Node, about: About) -> Iterator[Fact]:
    """The eye or side that somebody chose for a trial."""
    parts = {code: part for part in observation["component"] for code in codes_of(part["code"].json)}
    trial, (side, *others) = _trial(parts), sides(observation["bodySite"])
    if trial is None or side is None or others:
        observation.note("warning", "side-unclear", "no trial, or not one side", "send both; no fact made")
        return
    when = moment(observation, "effective").when
    yield StudySide(**observation.where(about.patient), code=trial, side=side, when=when)


def answer(observation: Node, about: About) -> Iterator[Fact]:
    """A person's answer to a trial's question."""
    parts = {code: part for part in observation["component"] for code in codes_of(part["code"].json)}
    texts = {
        name: parts[f"GENOTHER:{name}"]["valueString"].text
        for name in ("question", "who")
        if f"GENOTHER:{name}" in parts
    }
    question, who, value = texts.get("question"), texts.get("who"), observation["valueBoolean"].flag
    if question is None or who is None or value is None:
        observation.note(
            "warning", "answer-incomplete", "no question, person or yes/no", "send all three; no fact made"
        )
        return
    until = span(parts["GENOTHER:valid-until"]["valueDateTime"]) if "GENOTHER:valid-until" in parts else None
    named = [code for part in observation["component"] for code in codes_of(part["code"].json)]
    endless = "GENOTHER:valid-until" in parts and until is None
    if endless or len(named) > len(parts) or observation["dataAbsentReason"]:
        what_next = "send one question, one person and dates that can be read; no fact made"
        what = "an answer that says two things, or until an unread date"
        observation.note("warning", "answer-unclear", what, what_next)
        return
    when = moment(observation, "effective").when
    yield Answer(**observation.where(about.patient), question=question, value=value, who=who, when=when, until=until)
