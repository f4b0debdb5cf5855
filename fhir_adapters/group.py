"""A cohort as a FHIR Group: who may enter, as characteristics that people and other registries can read.

FHIR R4, Group: ``actual`` is false (a definition, no members); each numbered criterion is a ``characteristic`` in both
languages, and an exclusion is the excluded fact with ``exclude`` true. ANS's guide ECLAIRE publishes French trials in
this form. An age range, a sex and one diagnosis also say themselves in codes; any other criterion is its sentence with
``valueBoolean`` true. The whole rule stands in the study (`fhir_adapters.research_study`), never here.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from fhir_adapters.codings import SYSTEMS, coding_of
from fhir_adapters.translation import texts
from matching.criteria import Age, Criterion, Diagnosis, Sex
from matching.days import Duration
from matching.trial import Cohort, Numbered, Trial

Json = dict[str, Any]
_UCUM = SYSTEMS["UCUM"][0]
_CODES = {Age: ("30525-0", "Age"), Sex: ("46098-0", "Sex"), Diagnosis: ("29308-4", "Diagnosis")}
_UNITS = {"d": "d", "wk": "wk", "mo": "mo", "y": "a"}


def from_cohort(trial: Trial, cohort: Cohort) -> Json:
    """The Group of a cohort."""
    named = texts("name", cohort.title or {"en": cohort.name})
    group: Json = {"resourceType": "Group", "id": group_id(trial, cohort), "type": "person", "actual": False, **named}
    characteristics = [_characteristic(numbered) for numbered in cohort.criteria]
    return group | ({"characteristic": characteristics} if characteristics else {})


def group_id(trial: Trial, cohort: Cohort) -> str:
    """The id of a cohort's Group."""
    return resource_id(f"{trial.id}-{cohort.name}")


def resource_id(text: str) -> str:
    """A name as a FHIR id (64 letters, digits, hyphens and dots); what had to change is told apart by a digest."""
    kept = re.sub(r"[^A-Za-z0-9.-]", "-", text)
    if kept == text and len(kept) <= 64:
        return kept
    return f"{kept[:51]}-{sha256(text.encode()).hexdigest()[:12]}"


def _characteristic(numbered: Numbered) -> Json:
    code, value = _native(numbered.criterion)
    return {
        "id": numbered.number,
        "code": code | texts("text", numbered.says),
        **value,
        "exclude": numbered.kind == "exclude",
    }


def _native(criterion: Criterion) -> tuple[Json, Json]:
    """The codes that say a simple criterion, and its value; for the others the sentence, which holds: true."""
    value: Json | None = None
    match criterion:
        case Age():
            value = _range(criterion)
        case Sex(is_=sex):
            value = _concept({"system": "http://hl7.org/fhir/administrative-gender", "code": sex})
        case Diagnosis(any_of=(code,)) if coding := coding_of(code):
            value = _concept(coding)
    if value is None:
        return {}, {"valueBoolean": True}
    loinc, display = _CODES[type(criterion)]
    return {"coding": [{"system": "http://loinc.org", "code": loinc, "display": display}]}, value


def _concept(coding: Json) -> Json:
    return {"valueCodeableConcept": {"coding": [coding]}}


def _range(age: Age) -> Json | None:
    """Completed units of age, both ends counting, as Range does: "below 18 y" is up to 17 completed years.

    None where the two ends are on different rulers, which are never converted, or where there are two upper ends.
    """
    if age.to and age.below:
        return None
    high = age.to or (age.below and Duration(age.below.count - 1, age.below.unit))
    ends = [end for end in (age.from_, high) if end]
    if len({end.unit for end in ends}) != 1 or any(end.count < 0 for end in ends):
        return None
    sides = {"low": age.from_, "high": high}
    return {"valueRange": {side: _age(end) for side, end in sides.items() if end}}


def _age(end: Duration) -> Json:
    return {"value": end.count, "unit": _UNITS[end.unit], "system": _UCUM, "code": _UNITS[end.unit]}
