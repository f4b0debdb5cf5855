"""FHIR Condition: diagnoses and phenotypes, confirmed, suspected or refuted.

One row for each code, in this order: ORPHA, OMIM, MONDO, HP, SNOMED, ICD10, ICD10CM, ICD11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters import events
from fhir_adapters.about import About
from fhir_adapters.beside import sides
from fhir_adapters.codings import UNCODED, codes_of, fact_codes
from fhir_adapters.elements import moment, some_day, span
from fhir_adapters.history import codes_of_status, complete, is_absence
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import Certainty, Condition, Fact, Severity

ORDER = ("ORPHA", "OMIM", "MONDO", "HP", "SNOMED", "ICD10", "ICD10CM", "ICD11")
CERTAINTIES: Mapping[str, Certainty] = {
    "confirmed": "confirmed",
    "provisional": "suspected",
    "differential": "suspected",
    "unconfirmed": "suspected",
    "refuted": "absent",
}
SEVERITIES: Mapping[str, Severity] = {
    "SNOMED:255604002": "mild", "SNOMED:6736007": "moderate", "SNOMED:24484000": "severe",
    "HP:0012825": "mild", "HP:0012826": "moderate", "HP:0012828": "severe", "HP:0012829": "severe",
}  # fmt: skip
_OVER = {"inactive", "remission", "resolved"}


def to_facts(condition: Node, about: About) -> Iterator[Fact]:
    """A Condition, or the History that a code like *no known problems* states."""
    onset = moment(condition, "onset", about.birth).when
    when = span(condition["recordedDate"]) or onset
    if is_absence(condition["code"]):
        yield from complete(condition, condition["code"], about, when)
        return
    certainty = _certainty(condition)
    if certainty is None:
        return
    there = certainty != "absent"
    onset, until = (onset, _end(condition, about, onset or when)) if there else (None, None)
    for code, element in fact_codes(condition["code"], ORDER, condition.path).items():
        if there or code != UNCODED:
            where, severity = condition.where(about.patient, element), _severity(condition)
            for side in sides(*condition["bodySite"]):
                yield Condition(
                    **where, code=code, certainty=certainty, when=when, onset=onset, until=until, severity=severity,
                    side=side,
                )  # fmt: skip
    if certainty == "confirmed":
        yield from events.of_condition(condition, about, onset or when)


def _severity(condition: Node) -> Severity | None:
    """SNOMED CT severities, and HPO's; very mild and fatal are what lies next to them."""
    said = {SEVERITIES[code] for code in codes_of(condition["severity"].json) if code in SEVERITIES}
    return said.pop() if len(said) == 1 else None


def _certainty(condition: Node) -> Certainty | None:
    """Without a verification status, a condition is confirmed only where a clinical status is given.

    FHIR R4 leaves verificationStatus optional. A clinical status (active, resolved, ...) speaks of the condition as
    one that the patient has or had; without either, a code in a list is only suspected.
    """
    node = condition["verificationStatus"]
    stated = codes_of_status(node)
    if "entered-in-error" in stated:
        node.note("information", "entered-in-error", "entered in error", "it is no evidence")
        return None
    if not node:
        if codes_of_status(condition["clinicalStatus"]):
            return "confirmed"
        node.note("information", "not-verified", "neither verification nor clinical status", "read as suspected")
        return "suspected"
    ours = [coding for coding in node["coding"] if _is_verification(coding["system"].text)]
    known = {CERTAINTIES[code] for coding in ours if (code := coding["code"].text or "") in CERTAINTIES}
    if len(known) == 1:
        return known.pop()
    node.note("warning", "bad-code", "not one known verification status", "send one; read as suspected")
    return "suspected"


def _is_verification(system: str | None) -> bool:
    return system is None or system.rstrip("/").endswith("/condition-ver-status")


def _end(condition: Node, about: About, start: Span | None) -> Span | None:
    """The days in which it ended: its abatement, else, where it is only said to be over, any day since its start.

    FHIR R4 dates the record when it was first made, so an end may lie after ``recordedDate``; it does not lie after
    ``meta.lastUpdated``, when the status was there.
    """
    ended = any(condition[f"abatement{kind}"] for kind in ("DateTime", "Age", "Period", "Range", "String"))
    if when := moment(condition, "abatement", about.birth).when:
        return when
    if not ended and not codes_of_status(condition["clinicalStatus"]) & _OVER:
        return None
    condition.note("information", "end-undated", "it is over, since an unknown day", "send abatementDateTime")
    updated = span(condition["meta"]["lastUpdated"])
    return some_day(start, updated)
