"""FHIR Condition: diagnoses and phenotypes, confirmed, suspected or refuted.

One code is kept, in this order: ORPHA, OMIM, MONDO, HP, SNOMED, ICD10, ICD10CM, ICD11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.codings import fact_code
from fhir_adapters.elements import moment, span
from fhir_adapters.history import codes_of_status, complete, is_absence
from fhir_adapters.node import Node
from matching.facts import Certainty, Condition, Fact

ORDER = ("ORPHA", "OMIM", "MONDO", "HP", "SNOMED", "ICD10", "ICD10CM", "ICD11")
CERTAINTIES: Mapping[str, Certainty] = {
    "confirmed": "confirmed",
    "provisional": "suspected",
    "differential": "suspected",
    "unconfirmed": "suspected",
    "refuted": "absent",
}
_OVER = {"inactive", "remission", "resolved"}


def to_facts(condition: Node, about: About) -> Iterator[Fact]:
    """A Condition, or the History that a code like *no known problems* states."""
    onset = moment(condition, "onset", about.birth).when
    when = span(condition["recordedDate"]) or onset
    if is_absence(condition["code"]):
        yield from complete(condition, condition["code"], about, when)
        return
    certainty = _certainty(condition)
    code = fact_code(condition["code"], ORDER) if certainty else None
    if certainty is None or code is None:
        return
    _note_end(condition)
    onset = None if certainty == "absent" else onset
    yield Condition(**condition.where(about.patient), code=code, certainty=certainty, when=when, onset=onset)


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
    if not stated:
        if codes_of_status(condition["clinicalStatus"]):
            return "confirmed"
        node.note("information", "not-verified", "neither verification nor clinical status", "read as suspected")
        return "suspected"
    known = {CERTAINTIES[code] for code in stated if code in CERTAINTIES}
    if len(known) == 1:
        return known.pop()
    node.note("warning", "bad-code", "not one known verification status", "send one; read as suspected")
    return "suspected"


def _note_end(condition: Node) -> None:
    ended = any(condition[f"abatement{kind}"] for kind in ("DateTime", "Age", "Period", "Range", "String"))
    if ended or codes_of_status(condition["clinicalStatus"]) & _OVER:
        condition.note("information", "end-not-kept", "it is over", "the fact keeps that it was, not its end")
