"""FHIR R4 elements and resources as plain dictionaries."""

from __future__ import annotations

from functools import cache
from typing import Any

from fhir_adapters.codings import SYSTEMS
from registry.terminologies.service import starter

Json = dict[str, Any]
UCUM = SYSTEMS["UCUM"][0]
_OWN_PREFIX = ("HP", "HGNC", "GENO", "SO")
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"


@cache
def _spelled(code: str) -> tuple[str, str, str]:
    system, _, value = code.partition(":")
    label = starter().label(code, "fr")
    return SYSTEMS[system][0], code if system in _OWN_PREFIX else value, "" if label == code else label


def coding(code: str, display: str = "") -> Json:
    """A Coding from ``SYSTEM:code``, named in French where the starter terminologies name it."""
    system, value, label = _spelled(code)
    shown = display or label
    return {"system": system, "code": value, "display": shown} if shown else {"system": system, "code": value}


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
