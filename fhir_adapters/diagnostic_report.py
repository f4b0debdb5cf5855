"""FHIR DiagnosticReport: a coded conclusion that names a disease; its results are resources of their own."""

from __future__ import annotations

from collections.abc import Iterator

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of, preferred
from fhir_adapters.elements import by_status, moment
from fhir_adapters.node import Node
from matching.facts import Condition, Fact

ORDER = ("ORPHA", "OMIM", "MONDO", "ICD10", "ICD10CM", "ICD11")
_FINAL = {"final": True, "amended": True, "corrected": True, "appended": True}


def to_facts(report: Node, about: About) -> Iterator[Fact]:
    """A suspected Condition for each conclusion coded as a disease: a report concludes, a clinician confirms."""
    if not by_status(report, _FINAL):
        return
    for form in report["presentedForm"]:
        form.note("information", "attachment-not-read", "an attached document", "send what it says as coded results")
    for concept in report["conclusionCode"]:
        code = preferred(codes_of(concept.json), ORDER)
        if code is None or code.split(":", maxsplit=1)[0] not in ORDER:
            concept.note("information", "conclusion-not-read", "a conclusion that names no disease", "send a Condition")
            continue
        when = moment(report, "effective").when
        yield Condition(**concept.where(about.patient), code=code, certainty="suspected", when=when)
