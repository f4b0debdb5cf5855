"""Whose a resource is: its subject, and whether what it speaks of is somebody or something else.

Observation.focus names what is observed instead of the subject (FHIR R4, Observation.focus): a relative, a foetus, a
donor. A specimen of somebody else, or of a foetus, says nothing of the patient either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fhir_adapters.codings import codes_of, texts_of
from fhir_adapters.findings import plain
from fhir_adapters.node import Node
from fhir_adapters.references import Entry, Index, PatientOf, contained, logical_patient

_FETAL = {"SNOMED:119373006", "SNOMED:258565009", "SNOMED:737357006"}  # amniotic fluid, chorionic villi, fetal blood
_FETAL_V2 = {"AMN"}  # HL7 table 0487 and v3 SpecimenType
_NO_SAMPLE = {"unsatisfactory", "unavailable", "entered-in-error"}
_FETAL_WORDS = ("amnio", "chorion", "choria", "fetal", "foetal", "trophoblast")


@dataclass(frozen=True, slots=True)
class Whose:
    """Finds the patient of an entry, by reference or by identifier; identifiers are compared and never kept.

    ``default`` is whose an input is that has no Patient, where its subjects lead nowhere.
    """

    index: Index
    patient_of: PatientOf | None
    default: str | None

    def patient(self, entry: Entry) -> str | None:
        """The id of the patient that an entry is about."""
        if entry.type == "Patient":
            return entry.id
        reference = entry.node["subject"] or entry.node["patient"] or entry.node["individual"]
        if entry.holder and not reference["reference"] and not reference["identifier"]:
            return self.patient(entry.holder)
        if found := self.index.find(reference, entry):
            return found.patient_id
        return self._outside(reference, entry) or self.default

    def named(self, reference: Node, entry: Entry) -> str | None:
        """The id of the patient that a Reference of an entry leads to."""
        found = self.index.find(reference, entry)
        return found.patient_id if found else self._outside(reference, entry)

    def _outside(self, reference: Node, entry: Entry) -> str | None:
        """The id of the patient that a Reference names, where it leads out of what was sent."""
        text = reference["reference"].text
        if text is None:
            return None
        return self.patient_of(text) if self.patient_of else logical_patient(text, entry)

    def is_theirs(self, entry: Entry, who: str | None) -> bool:
        """Whether an entry speaks of that patient; where it does not, that is said."""
        for focus in entry.node["focus"] if entry.type == "Observation" else ():
            if who is None or self.named(focus, entry) != who:
                focus.note("warning", "not-the-patient", "about somebody or something else", "no fact made")
                return False
        for reference in _specimen_references(entry):
            if _sounds_fetal(reference["display"].text or ""):
                reference.note("warning", "not-the-patient", "the specimen is of a foetus", "no fact made")
                return False
        for reference, specimen, holder in self._specimens(entry):
            subject = specimen["subject"]
            if subject and self.named(subject, holder) != who:
                reference.note("warning", "not-the-patient", "the specimen is not the patient's", "no fact made")
                return False
            if specimen["status"].text in _NO_SAMPLE:
                reference.note("warning", "specimen-unusable", "the specimen is not fit to be examined", "no fact made")
                return False
            if _is_fetal(specimen["type"]):
                reference.note("warning", "not-the-patient", "the specimen is of a foetus", "no fact made")
                return False
        return True

    def _specimens(self, entry: Entry) -> Iterator[tuple[Node, Node, Entry]]:
        for reference in _specimen_references(entry):
            if inner := contained(reference, entry):
                yield reference, inner, entry
            elif (found := self.index.find(reference, entry)) and found.type == "Specimen":
                yield reference, found.node, found


def _specimen_references(entry: Entry) -> list[Node]:
    if entry.type not in {"Observation", "DiagnosticReport"}:
        return []
    sent = entry.node["specimen"]
    if not sent:
        return []
    return list(sent) if isinstance(sent.json, list) else [sent]


def _is_fetal(concept: Node) -> bool:
    bare = {coding["code"].text for coding in concept["coding"]}
    coded = _FETAL & set(codes_of(concept.json)) or _FETAL_V2 & bare
    return bool(coded) or any(map(_sounds_fetal, texts_of(concept)))


def _sounds_fetal(text: str) -> bool:
    words = plain(text)
    return any(word in words for word in _FETAL_WORDS)
