"""Subject, phenotypic features, diseases and measurements of a phenopacket, as facts.

Phenopacket schema v2, elements Individual, VitalStatus, PhenotypicFeature, Disease and Measurement.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from fhir_adapters.node import Node
from fhir_adapters.phenopackets import ages
from fhir_adapters.phenopackets.sheet import Days, aged, date_of, term, unit, when
from matching.days import Duration, Span
from matching.facts import Condition, Measurement, Person, Sex

SEXES: dict[str, Sex] = {"MALE": "male", "FEMALE": "female", "OTHER_SEX": "other", "UNKNOWN_SEX": "unknown"}
KARYOTYPES = frozenset(("XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY"))
# VitalStatus.Status by its number, which protobuf's JSON may write.
_DECEASED = 2
# How long before the day of a packet its last encounter may have been.
_LIFETIME = Duration(100, "y")


def settle(days: Days, packet: Node, as_of: int | None) -> None:
    """Find the birth and the last encounter: as dated, else counted by the age given from when the packet was made.

    ``as_of`` is today. An encounter without a date was on the day on which the packet was made or before it, by up to
    a lifetime: the age then says that somebody is at least so old today, and never that they are at most.
    """
    subject = packet["subject"]
    seen = subject["timeAtLastEncounter"]
    age = aged(seen)
    days.birth = date_of(subject["dateOfBirth"])
    if age is None or days.birth:
        days.last_seen = when(seen, days.birth)
    if as_of is not None and days.last_seen is None:
        made = _made(packet["metaData"]["created"], as_of)
        days.last_seen = made or Span.on(as_of)
        if days.birth is None and age and made and made.exact:
            days.birth = _born(subject, age, made.first)
    if days.birth is None:
        what_next = "send dateOfBirth, or give the day of the last encounter; ages are read as undated"
        subject.note("information", "no-birth-date", "neither a birth date nor an age on a known day", what_next)


def _born(subject: Node, age: ages.Ages, made: int) -> Span | None:
    """The birthdays of somebody of that age on a day or before it; None beyond the calendar."""
    try:
        return Span(_LIFETIME.before(age.birth(made).first), age.birth(made).last)
    except ValueError:
        what_next = "send metaData.created, or dateOfBirth; ages are read as undated"
        subject.note("warning", "no-such-birth", "an age and a day without a birth between them", what_next)
        return None


def _made(created: Node, as_of: int) -> Span | None:
    """The day on which the packet was made; None where it is not known, or after today."""
    made = date_of(created)
    if made and made.last <= as_of:
        return made
    what = "made after today" if made else "an undated packet with an undated last encounter"
    what_next = "send metaData.created, or a dated last encounter; no birth, and statements are read as of today"
    created.note("warning", "no-created-date", what, what_next)
    return None


def _deceased(vital: Node) -> bool:
    """Whether the vital status, by its name or its number, or anything told of a death says so."""
    status = vital["status"]
    named = isinstance(status.json, str) and (status.text or "").casefold() == "deceased"
    return named or status.json == _DECEASED or bool(vital["timeOfDeath"] or vital["causeOfDeath"])


def person(days: Days, subject: Node) -> Person:
    """The subject: sex as said, karyotypic sex apart from it, deceased when its vital status says so."""
    sex, karyotype = subject["sex"].text, subject["karyotypicSex"].text
    if sex and sex not in SEXES:
        subject["sex"].note("warning", "not-in-schema", "not a value of Sex", "send one; read as not recorded")
    if karyotype and karyotype not in {*KARYOTYPES, "UNKNOWN_KARYOTYPE"}:
        what = "names no sex chromosomes that are known here"
        subject["karyotypicSex"].note("warning", "karyotype-not-named", what, "send the karyotype as an observation")
    return Person(
        **subject.where(days.patient),
        birth=days.birth,
        sex=SEXES.get(sex or ""),
        karyotype=karyotype if karyotype in KARYOTYPES else None,
        deceased=_deceased(subject["vitalStatus"]),
    )


def conditions(days: Days, packet: Node, unsolved: Container[str]) -> Iterator[Condition]:
    """Phenotypic features and diseases; ``excluded`` is a recorded absence, an ``unsolved`` disease is suspected."""
    for items, name in (("phenotypicFeatures", "type"), ("diseases", "term")):
        for item in packet[items]:
            code = term(item[name])
            if code is None:
                item.note("error", "no-term", "a statement without a term", "send its term; no fact made")
                continue
            onset = when(item["onset"], days.birth)
            excluded = bool(item["excluded"].flag)
            doubted = name == "term" and not excluded and code in unsolved
            if doubted:
                what = "a disease that its interpretation leaves unsolved"
                item.note("information", "diagnosis-unsolved", what, "send it as solved; read as suspected")
            yield Condition(
                **item.where(days.patient),
                code=code,
                certainty="absent" if excluded else "suspected" if doubted else "confirmed",
                when=_said(days, item, onset),
                onset=None if excluded else onset,
            )


def _said(days: Days, item: Node, onset: Span | None) -> Span | None:
    """Until when the statement held: its resolution where there is one, else the last encounter, else its onset."""
    if item["resolution"]:
        return when(item["resolution"], days.birth) or onset
    return days.last_seen or onset


def measurements(days: Days, packet: Node) -> Iterator[Measurement]:
    """Each quantity; a result without a number stays as "done, no number"."""
    for item in packet["measurements"]:
        if item["complexValue"]:
            for part in item["complexValue"]["typedQuantities"]:
                yield from _measurement(days, item, part["type"], part)
        else:
            yield from _measurement(days, item, item["assay"], item["value"])


def _measurement(days: Days, item: Node, assay: Node, result: Node) -> Iterator[Measurement]:
    code = term(assay)
    if code is None:
        item.note("error", "no-term", "a measurement without an assay", "send its assay; no fact made")
        return
    quantity, observed = result["quantity"], item["timeObserved"]
    value = quantity["value"].number
    if quantity["comparator"]:
        value = None
        what = "a result beyond a limit, for which the schema has no place"
        quantity["comparator"].note("warning", "no-number", what, "send it as FHIR; kept as done without a number")
    elif value is None:
        result.note(
            "warning", "no-number", "a result that is no number", "send a quantity; kept as done without a number"
        )
    sent = unit(quantity)
    low, high = _range(quantity["referenceRange"], sent)
    yield Measurement(
        **(item if assay.path == f"{item.path}.assay" else result).where(days.patient),
        code=code,
        when=when(observed, days.birth) if observed else days.last_seen,
        minute=ages.minute(observed["timestamp"].text),
        value=value,
        unit=sent,
        low=low,
        high=high,
    )


def _range(printed: Node, sent: str | None) -> tuple[float | None, float | None]:
    """The range printed with the result, if it is in the unit of the result."""
    if printed and printed["unit"] and unit(printed) != sent:
        what = "a range in another unit than its result"
        printed.note("warning", "range-in-other-unit", what, "send both in one unit; the range is not read")
        return None, None
    return printed["low"].number, printed["high"].number
