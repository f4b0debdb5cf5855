"""FHIR R4 elements and resources as plain dictionaries."""

from __future__ import annotations

from functools import cache
from typing import Any

from fhir_adapters.codings import SYSTEMS, coding_of
from registry.terminologies.service import starter

Json = dict[str, Any]
UCUM = SYSTEMS["UCUM"][0]
LEFT, RIGHT = "SNOMED:7771000", "SNOMED:24028007"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"


@cache
def _named(code: str) -> Json:
    found, label = coding_of(code), starter().label(code, "fr")
    if found is None:
        raise KeyError(code)
    return found if label == code else {**found, "display": label}


def coding(code: str, display: str = "") -> Json:
    """A Coding from ``SYSTEM:code``, named in French where the starter terminologies name it."""
    return {**_named(code), **({"display": display} if display else {})}


def concept(*codes: str, text: str = "") -> Json:
    """A CodeableConcept of several codings."""
    found: Json = {"coding": [coding(code) for code in codes]} if codes else {}
    return {**found, "text": text} if text else found


def hl7(system: str, code: str) -> Json:
    """A CodeableConcept from one of HL7's own code systems."""
    return {"coding": [{"system": _TERMINOLOGY + system, "code": code}]}


def quantity(value: float, unit: str | None, comparator: str = "") -> Json:
    """A Quantity; without a unit where the sender left it out."""
    found: Json = {"value": value}
    if comparator:
        found["comparator"] = comparator
    if unit is not None:
        found |= {"unit": unit, "system": UCUM, "code": unit}
    return found


def component(code: str, value: Json) -> Json:
    """A component of an Observation."""
    return {"code": {"coding": [coding(code)]}, **value}


def coded(code: str, display: str = "") -> Json:
    """A coded value."""
    return {"valueCodeableConcept": {"coding": [coding(code, display)]}}


def observation(code: Json, when: str, category: str = "laboratory", **rest: object) -> Json:
    """A final Observation."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [hl7("observation-category", category)],
        "code": code,
        "effectiveDateTime": when,
        **rest,
    }
