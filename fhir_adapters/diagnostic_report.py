"""FHIR DiagnosticReport: a coded conclusion that names a disease; its results are resources of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of, preferred
from fhir_adapters.elements import FINAL, by_status, moment
from fhir_adapters.node import Node
from fhir_adapters.references import Entry, Index
from matching.facts import Condition, Fact

ORDER = ("ORPHA", "OMIM", "MONDO", "ICD10", "ICD10CM", "ICD11")
_FINAL = {**FINAL, "appended": True}
_WITHDRAWN = {"entered-in-error", "cancelled"}


def withdrawn(entries: Sequence[Entry], index: Index) -> set[Entry]:
    """The observations that only reports entered in error, or cancelled, stand for."""
    reports = {entry for entry in entries if entry.type == "DiagnosticReport"}
    taken_back = {report for report in reports if report.node["status"].text in _WITHDRAWN}
    inside = {entry for entry in entries if entry.holder in taken_back}
    return (inside | _named(taken_back, index)) - _named(reports - taken_back, index)


def _named(reports: Iterable[Entry], index: Index) -> set[Entry]:
    """The results of reports, and the members of those that are panels."""
    found: set[Entry] = set()
    waiting = list(reports)
    while waiting:
        entry = waiting.pop()
        for reference in entry.node["result" if entry.type == "DiagnosticReport" else "hasMember"]:
            member = index.find(reference, entry)
            if member and member.type == "Observation" and member not in found:
                found.add(member)
                waiting.append(member)
    return found


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
