"""Any FHIR R4 resource or Bundle, or many of them, as facts and problems; nothing sent can make it raise.

Every reader is one file; here are the entries, their patients, what observations say about variants, and the types
that hold no fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

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
)
from fhir_adapters.about import About
from fhir_adapters.elements import span
from fhir_adapters.node import Node, Origin
from fhir_adapters.problems import Problem, Severity
from fhir_adapters.references import Entry, Index, PatientOf, contained, index, logical_patient
from fhir_adapters.resource_types import UNREAD
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
    "Consent": consent.to_facts,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How deep one resource, and how long one Bundle, may be."""

    depth: int = 64
    entries: int = 5000


@dataclass(slots=True)
class _Reading:
    """One call: what was sent, what was found, and what went wrong."""

    patient_of: PatientOf | None
    default_patient: str | None
    limits: Limits
    problems: dict[Problem, None] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    index: Index = field(default_factory=Index)
    births: dict[str, Span] = field(default_factory=dict)
    alone: bool = False

    def note(self, severity: Severity, code: str, element: str, what: str, what_next: str) -> None:
        self.problems[Problem(severity, code, "", element, what, what_next)] = None


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
    reading = _Reading(patient_of, default_patient, limits or Limits())
    for resource in resources:
        _collect(reading, resource)
    reading.index, reading.entries = index(reading.entries)
    facts = Facts()
    facts.extend(_facts(reading))
    _note_unread(reading)
    return facts, list(reading.problems)


# --- entries ---------------------------------------------------------------------------------------------------------


def _collect(reading: _Reading, resource: object) -> None:
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        reading.note("error", "not-a-resource", "", "not a FHIR resource", "send an object with a resourceType")
    elif resource["resourceType"] == "Bundle":
        _unpack(reading, resource)
    else:
        _enter(reading, resource, None)


def _unpack(reading: _Reading, bundle: dict[str, object]) -> None:
    sent = bundle.get("entry")
    if sent is None:
        return
    if not isinstance(sent, list):
        reading.note(
            "error", "wrong-type", "Bundle.entry", "not an array", "send an array of entries; nothing was read"
        )
        return
    if len(sent) > reading.limits.entries:
        what = f"more than {reading.limits.entries} entries"
        reading.note("error", "too-many-entries", "Bundle.entry", what, "send several Bundles; nothing was read")
        return
    for number, entry in enumerate(sent):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(resource, dict):
            what = "an entry without a resource"
            reading.note("information", "no-resource", f"Bundle.entry[{number}]", what, "nothing to read")
        elif resource.get("resourceType") == "Bundle":
            what_next = "send it on its own; it was not read"
            reading.note("warning", "nested-bundle", f"Bundle.entry[{number}]", "a Bundle inside a Bundle", what_next)
        else:
            url = entry.get("fullUrl")
            _enter(reading, resource, url if isinstance(url, str) else None)


def _enter(reading: _Reading, resource: dict[str, object], url: str | None, holder: Entry | None = None) -> None:
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or (kind not in READERS and kind != "Medication"):
        reading.unread[kind if isinstance(kind, str) and kind in UNREAD else "unknown"] += 1
        return
    entry = Entry(Node(resource, kind, Origin("", "", reading.problems)), kind, url, holder)
    name = f"{kind}/{entry.id}" if entry.id else f"{kind}[{len(reading.entries)}]"
    record = f"{holder.node.origin.record}#{entry.id or len(reading.entries)}" if holder else name
    meta = resource.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    entry.node = Node(resource, kind, Origin(record, version if isinstance(version, str) else "", reading.problems))
    if _too_deep(resource, reading.limits.depth):
        what = f"nested deeper than {reading.limits.depth}"
        entry.node.note("error", "too-deep", what, "send a flatter resource; it was not read")
        return
    if entry.node.modified:
        return
    if resource.get("implicitRules"):
        entry.node.note("warning", "modifier-not-understood", "implicit rules change its meaning", "it was not read")
        return
    reading.entries.append(entry)
    if not holder:
        _enter_contained(reading, entry)


def _enter_contained(reading: _Reading, entry: Entry) -> None:
    """The results that a report carries inside itself are observations like any other; the rest is left aside."""
    results = (
        {result["reference"].text for result in entry.node["result"]} if entry.type == "DiagnosticReport" else set()
    )
    for inner in entry.node["contained"]:
        kind = inner["resourceType"].text
        if kind == "Observation" and isinstance(inner.json, dict) and f"#{inner['id'].text}" in results:
            _enter(reading, inner.json, None, entry)
        elif kind in READERS and kind != "Patient":
            inner.note("information", "contained-not-read", "a resource inside another", "send it on its own")


def _too_deep(resource: object, limit: int) -> bool:
    """Level by level, so that no depth can exhaust the stack."""
    level = [resource]
    for _ in range(limit):
        level = [child for item in level for child in _children(item) if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _children(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(reading: _Reading) -> Iterator[Fact]:
    reading.births = {
        entry.id: born for entry in reading.entries
        if entry.type == "Patient" and entry.id and (born := span(entry.node["birthDate"]))
    }  # fmt: skip
    reading.alone = not any(entry.type == "Patient" for entry in reading.entries)
    links = {entry: None for entry in reading.entries if entry.type == "Observation" and phase.is_one(entry.node)}
    said = _said(reading, links)
    variants: list[Variant] = []
    compound: dict[str, Node] = {}
    for entry in reading.entries:
        if entry in links or entry.type == "Medication":
            continue
        for fact in _read(reading, entry):
            if not isinstance(fact, Variant):
                yield fact
            elif told := phase.tell(fact, entry.node, said):
                variants.append(told)
                if genomics.is_compound(entry.node):
                    compound[fact.record] = entry.node
    phase.note_unheard(said, variants, {entry.node.origin.record: entry.node for entry in reading.entries})
    yield from phase.pair(variants, compound)


def _said(reading: _Reading, links: Iterable[Entry]) -> phase.Said:
    by_record = {entry.node.origin.record: entry for entry in links}

    def resolve(reference: Node, speaker: Node) -> Node | None:
        entry = by_record[speaker.origin.record]
        found = reading.index.find(reference, entry)
        if found is None or found.type != "Observation" or not _same_patient(reading, entry, found):
            return None
        return found.node

    return phase.gather((entry.node for entry in links), resolve)


def _same_patient(reading: _Reading, one: Entry, other: Entry) -> bool:
    """A statement without a subject is about whomever its variant is of; one of another patient is refused."""
    if not one.node["subject"]["reference"]:
        return True
    return _patient(reading, one) == _patient(reading, other)


def _read(reading: _Reading, entry: Entry) -> Iterator[Fact]:
    who = _patient(reading, entry)
    if who is None:
        what_next = "send a subject that leads to a Patient; no fact made"
        entry.node.note("warning", "no-patient", "whose it is cannot be found", what_next)
        return iter(())

    def resolve(reference: Node) -> Node | None:
        if inner := contained(reference, entry):
            return inner
        found = reading.index.find(reference, entry)
        return found.node if found and found.type == "Medication" else None

    return READERS[entry.type](entry.node, About(who, reading.births.get(who), resolve))


def _patient(reading: _Reading, entry: Entry) -> str | None:
    if entry.type == "Patient":
        return entry.id
    reference = entry.node["subject"] or entry.node["patient"]
    text = reference["reference"].text
    if text is None and entry.holder:
        return _patient(reading, entry.holder)
    if text is not None:
        if found := reading.index.find(reference, entry):
            return found.id if found.type == "Patient" else None
        outside = reading.patient_of(text) if reading.patient_of else logical_patient(text, entry)
        if outside:
            return outside
    return reading.default_patient if reading.alone else None


# --- what holds no fact ----------------------------------------------------------------------------------------------


def _note_unread(reading: _Reading) -> None:
    for kind, count in sorted(reading.unread.items()):
        what = f"{count} of type {kind}" if kind != "unknown" else f"{count} of a type that FHIR R4 does not define"
        reading.note("information", "type-not-read", "resourceType", what, "no facts are read from this type")
