"""Any FHIR R4 resource or Bundle, or many of them, as facts and problems; nothing sent can make it raise.

Every reader is one file; here is which of them reads what, and what observations say about variants. The entries are
in `entries`, how they find one another in `references`, and whose they are in `whose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fhir_adapters import (
    condition,
    consent,
    diagnostic_report,
    family_history,
    genomics,
    immunization,
    medication,
    observation,
    patient,
    phase,
    procedure,
    research_subject,
)
from fhir_adapters.about import About
from fhir_adapters.elements import span
from fhir_adapters.entries import ASIDE, Limits, Sent
from fhir_adapters.node import Node
from fhir_adapters.problems import Problem
from fhir_adapters.references import Entry, Index, PatientOf, contained, index
from fhir_adapters.whose import Whose
from matching.days import Span
from matching.facts import Fact, Facts, Variant

Reader = Callable[[Node, About], Iterator[Fact]]
READERS: Mapping[str, Reader] = {
    "Patient": patient.to_facts,
    "Condition": condition.to_facts,
    "Observation": observation.to_facts,
    "DiagnosticReport": diagnostic_report.to_facts,
    "MedicationStatement": medication.statement,
    "MedicationRequest": medication.request,
    "MedicationAdministration": medication.administration,
    "Procedure": procedure.to_facts,
    "Immunization": immunization.to_facts,
    "FamilyMemberHistory": family_history.to_facts,
    "ResearchSubject": research_subject.to_facts,
    "Consent": consent.to_facts,
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One call: the entries to read, how they find one another, whose they are, and who was born when."""

    entries: list[Entry]
    index: Index
    whose: Whose
    births: dict[str, Span]


def to_facts(
    resource: object,
    *,
    patient_of: PatientOf | None = None,
    default_patient: str | None = None,
    limits: Limits | None = None,
) -> tuple[Facts, list[Problem]]:
    """The facts of a Bundle or of a single resource, given as parsed JSON.

    ``patient_of`` turns a reference that leads out of the input into a patient's id, or None; without it
    ``Patient/abc`` is ``abc``. ``default_patient`` is for an input without any Patient whose subjects are only named.
    """
    return read_many([resource], patient_of=patient_of, default_patient=default_patient, limits=limits)


def read_many(
    resources: Iterable[object],
    *,
    patient_of: PatientOf | None = None,
    default_patient: str | None = None,
    limits: Limits | None = None,
) -> tuple[Facts, list[Problem]]:
    """The facts of many Bundles or resources read together, so that references resolve across them."""
    sent = Sent(READERS, limits or Limits())
    for resource in resources:
        sent.collect(resource)
    found, entries = index(sent.entries)
    alone = not any(entry.type == "Patient" for entry in entries)
    whose = Whose(found, patient_of, default_patient if alone else None)
    facts = Facts()
    facts.extend(_facts(_Reading(_standing(entries, found), found, whose, _births(entries))))
    sent.note_unread()
    return facts, list(sent.problems)


def _standing(entries: list[Entry], found: Index) -> list[Entry]:
    """The entries without the results of reports that were taken back."""
    gone = diagnostic_report.withdrawn(entries, found)
    for entry in entries:
        if entry in gone:
            entry.node.note("information", "report-withdrawn", "its report was taken back", "it is no evidence")
    return [entry for entry in entries if entry not in gone]


def _births(entries: list[Entry]) -> dict[str, Span]:
    patients = [entry for entry in entries if entry.type == "Patient"]
    return {entry.id: born for entry in patients if entry.id and (born := span(entry.node["birthDate"]))}


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(reading: _Reading) -> Iterator[Fact]:
    heard = [entry for entry in reading.entries if entry.type == "Observation" and not entry.doubt]
    links = {entry: None for entry in heard if phase.is_one(entry.node)}
    said = _said(reading, links)
    variants: list[Variant] = []
    compound: dict[str, Node] = {}
    for entry in reading.entries:
        if entry in links or entry.type in ASIDE:
            continue
        for fact in _read(reading, entry):
            if not isinstance(fact, Variant):
                yield fact
            elif told := phase.tell(fact, entry.node, said):
                variants.append(told)
                if genomics.is_compound(entry.node):
                    compound[fact.record] = entry.node
    phase.note_unheard(said, variants, {entry.node.origin.record: entry.node for entry in reading.entries})
    yield from phase.pair(variants, compound, said)


def _said(reading: _Reading, links: Iterable[Entry]) -> phase.Said:
    theirs = [entry for entry in links if reading.whose.is_theirs(entry, reading.whose.patient(entry))]
    by_record = {entry.node.origin.record: entry for entry in theirs}

    def resolve(reference: Node, speaker: Node) -> Node | None:
        entry = by_record[speaker.origin.record]
        found = reading.index.find(reference, entry)
        if found is None or found.type != "Observation" or not _same_patient(reading, entry, found):
            return None
        return found.node

    return phase.gather((entry.node for entry in theirs), resolve)


def _same_patient(reading: _Reading, one: Entry, other: Entry) -> bool:
    """A statement without a subject is about whomever its variant is of; one of another patient is refused."""
    if not one.node["subject"]["reference"]:
        return True
    return reading.whose.patient(one) == reading.whose.patient(other)


def _read(reading: _Reading, entry: Entry) -> Iterator[Fact]:
    who = reading.whose.patient(entry)
    if who is None:
        _note_nobody(entry)
        return iter(())
    if not reading.whose.is_theirs(entry, who):
        return iter(())

    def resolve(reference: Node) -> Node | None:
        if inner := contained(reference, entry):
            return inner
        found = reading.index.find(reference, entry)
        return found.node if found and found.type == "Medication" else None

    def named(reference: Node) -> str | None:
        return reading.whose.named(reference, entry)

    about = About(who, reading.births.get(who), resolve, named)
    return _in_doubt(entry, about) if entry.doubt else READERS[entry.type](entry.node, about)


def _in_doubt(entry: Entry, about: About) -> Iterator[Fact]:
    """What is no evidence and counts all the same: a refusal, a result that is there and says nothing."""
    if entry.type == "Consent":
        return consent.in_doubt(entry.node, about, unread=entry.doubt == "unread")
    return observation.without_result(entry.node, about)


def _note_nobody(entry: Entry) -> None:
    """A resource of nobody; an opposition of nobody protects nobody, so it is an error."""
    if entry.type == "Consent" and consent.opposes(entry.node):
        what_next = "send a patient that can be found, by reference or identifier; nobody was withheld"
        entry.node.note("error", "no-patient", "an opposition whose patient cannot be found", what_next)
        return
    what_next = "send a subject that leads to a Patient; no fact made"
    entry.node.note("warning", "no-patient", "whose it is cannot be found", what_next)
