"""The door for phenopackets: ids of people are replaced, prose and people's names stay behind (schema v2).

Elements are allowed by name, wherever they stand; what is not named here is removed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fhir_adapters.door.identity import Identity
from fhir_adapters.phenopackets.sheet import camel_case
from fhir_adapters.tokens import Json

_ALLOWED = frozenset(
    {
        # the packet, its subject and samples
        "id", "subject", "dateOfBirth", "timeAtLastEncounter", "vitalStatus", "status", "timeOfDeath", "causeOfDeath",
        "survivalTimeInDays", "sex", "karyotypicSex", "gender", "taxonomy", "biosamples", "individualId",
        "derivedFromId", "sampledTissue", "sampleType", "timeOfCollection", "materialSample",
        # what is found
        "phenotypicFeatures", "type", "excluded", "severity", "modifiers", "onset", "resolution", "measurements",
        "assay", "value", "complexValue", "typedQuantities", "quantity", "unit", "referenceRange", "low", "high",
        "timeObserved", "ontologyClass", "label", "diseases", "term", "diseaseStage", "clinicalTnmFinding",
        "primarySite", "laterality",
        # times
        "age", "ageRange", "gestationalAge", "iso8601duration", "weeks", "days", "start", "end", "timestamp",
        "interval",
        # genes
        "interpretations", "progressStatus", "diagnosis", "disease", "genomicInterpretations", "interpretationStatus",
        "subjectOrBiosampleId", "gene", "valueId", "symbol", "variantInterpretation",
        "acmgPathogenicityClassification", "therapeuticActionability", "variationDescriptor", "variation",
        "copyNumber", "allele", "number", "definiteRange", "indefiniteRange", "comparator", "min", "max",
        "geneContext", "expressions", "syntax", "version", "vcfRecord", "genomeAssembly", "chrom", "pos", "ref",
        "alt", "moleculeContext", "structuralType", "vrsRefAlleleSeq", "allelicState", "extensions", "name",
        # what is done
        "medicalActions", "procedure", "code", "bodySite", "performed", "treatment", "agent", "routeOfAdministration",
        "doseIntervals", "scheduleFrequency", "drugType", "treatmentTarget", "treatmentIntent", "responseToTreatment",
        "treatmentTerminationReason", "adverseEvents", "radiationTherapy", "therapeuticRegimen", "regimenStatus",
        # the packet about itself
        "metaData", "created", "phenopacketSchemaVersion", "resources", "namespacePrefix", "iriPrefix", "url",
    }
)  # fmt: skip
_TELLING = 4
_OF_PEOPLE = ("individualId", "derivedFromId", "subjectOrBiosampleId")


def is_packet(document: object) -> bool:
    """Whether a document is a phenopacket and no FHIR resource."""
    return isinstance(document, dict) and "resourceType" not in document and isinstance(document.get("subject"), dict)


def identity_of(packet: Json) -> tuple[str, Identity]:
    """How its sender names whom a packet is about, and what stays behind of it.

    A subject's id is unique in its own publication only: the packet's id names the patient, else the subject's.
    """
    named = _camel_case(packet)
    subject = named["subject"] if isinstance(named.get("subject"), dict) else {}
    own, theirs = (_text(part.get("id")) for part in (named, subject))
    meta = named.get("metaData")
    removed = {
        "id": own,
        "subject": {key: subject[key] for key in ("id", "alternateIds") if key in subject},
        "metaData": {key: value for key, value in meta.items() if key not in _ALLOWED}
        if isinstance(meta, dict)
        else {},
    }
    sex = _text(subject.get("sex")).lower() or None
    return own or theirs, Identity(
        (), None, (), _text(subject.get("dateOfBirth"))[:10] or None, sex, removed, frozenset()
    )


def admit_packet(packet: Json, root: str) -> Json:
    """What may be stored of a packet, whoever it is about named by their root id."""
    named = _camel_case(packet)
    subject = _text(named["subject"].get("id")) if isinstance(named.get("subject"), dict) else ""
    counted = not named.get("biosamples") and not subject.isdecimal()
    names = {subject: root} if subject else {}

    def rename(value: str) -> str:
        if counted and value.isdecimal() and value != subject:
            return value  # the number of the finding: see `whose`
        return names.setdefault(value, f"{root}-{len(names)}")

    theirs = [name for name in (_text(named.get("id")), subject) if name]

    def identify(key: str, value: str) -> str:
        if key in _OF_PEOPLE or (key == "id" and _is_called_after(value, theirs)):
            return rename(value)
        return value

    kept: Json = _allowed(named, identify)
    kept["id"] = root
    if isinstance(kept.get("subject"), dict):
        kept["subject"]["id"] = root
    for sample in kept.get("biosamples", ()) if isinstance(kept.get("biosamples"), list) else ():
        if isinstance(sample, dict) and isinstance(sample.get("id"), str):
            sample["id"] = rename(sample["id"])
    return kept


def _camel_case(packet: Json) -> Json:
    found = camel_case(packet)
    return found if isinstance(found, dict) else {}


def _is_called_after(value: str, theirs: list[str]) -> bool:
    """Whether an id, of an interpretation as a rule, is a person's or made from it; a code is neither."""
    return value in theirs or (":" not in value and any(len(name) >= _TELLING and name in value for name in theirs))


def _allowed(value: Any, identify: Callable[[str, str], str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return [_allowed(one, identify) for one in value]
    if isinstance(value, dict):
        return {
            key: identify(key, one) if isinstance(one, str) else _allowed(one, identify)
            for key, one in value.items()
            if key in _ALLOWED
        }
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
