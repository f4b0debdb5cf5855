"""Small FHIR resources as a hospital would send them, and the two questions every test asks of them."""

from __future__ import annotations

from typing import Any

from fhir_adapters.bundle import to_facts
from matching.facts import Fact

Json = dict[str, Any]
SYSTEM = {
    "LOINC": "http://loinc.org", "SNOMED": "http://snomed.info/sct", "HP": "http://purl.obolibrary.org/obo/hp.owl",
    "ORPHA": "http://www.orpha.net", "ATC": "http://www.whocc.no/atc", "HGNC": "http://www.genenames.org",
    "SO": "http://www.sequenceontology.org", "UCUM": "http://unitsofmeasure.org", "OMIM": "http://www.omim.org",
    "GENOTHER": "https://genother.fr/fhir/CodeSystem/genother", "CVX": "http://hl7.org/fhir/sid/cvx",
    "GENO": "http://purl.obolibrary.org/obo/geno.owl", "HGVS": "http://varnomen.hgvs.org",
    "IPS": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
    "GENOMICS": "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs",
    "PHASE": "http://terminology.hl7.org/CodeSystem/sequence-phase-relationship-cs",
    "INTERPRETATION": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
    "ACTREASON": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
}  # fmt: skip


OWNER = {"ResearchSubject": "individual"} | dict.fromkeys(("Immunization", "FamilyMemberHistory", "Consent"), "patient")


def coded(*codes: str) -> Json:
    """A CodeableConcept: ``coded("LOINC:1742-6")``."""
    pairs = (code.split(":", maxsplit=1) for code in codes)
    return {"coding": [{"system": SYSTEM[prefix], "code": code} for prefix, code in pairs]}


def resource(kind: str, **elements: Any) -> Json:
    """A resource of patient p1, with id 1."""
    owner = OWNER.get(kind, "subject")
    return {"resourceType": kind, "id": "1", owner: {"reference": "Patient/p1"}} | elements


def observation(code: str, **elements: Any) -> Json:
    """A final observation of 9 March 2024."""
    return resource("Observation", status="final", code=coded(code), effectiveDateTime="2024-03-09") | elements


def ucum(value: float, unit: str, **more: Any) -> Json:
    """A quantity in a UCUM unit."""
    return {"value": value, "system": SYSTEM["UCUM"], "code": unit} | more


def bundle(*resources: Json) -> Json:
    """A collection, without fullUrls."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def read(sent: object) -> tuple[list[Fact], list[str]]:
    """Every fact, and the code of every problem."""
    facts, problems = to_facts(sent)
    return list(facts), [problem.code for problem in problems]


def only(sent: object) -> Fact:
    """The one fact of something sent without any problem."""
    facts, problems = to_facts(sent)
    assert problems == []
    (fact,) = facts
    return fact
