"""What a resource can be found by: its tokens and references as 64-bit numbers, its dates as spans of seconds.

A token answers to its code alone and to ``system|code``; without a system also to ``|code`` (FHIR R4, Search 3.1.1.4).
A number that two tokens share by chance would find one resource too many: `registry.store.search` reads no answer from
the index alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Literal

from fhir_adapters.tokens import Json
from matching.days import Span

Kind = Literal["token", "reference", "date"]


@dataclass(frozen=True, slots=True)
class Param:
    """A search parameter: what kind it is, and the elements it reads (dotted, arrays entered by themselves)."""

    kind: Kind
    paths: tuple[str, ...]


def _token(*paths: str) -> Param:
    return Param("token", paths)


def _reference(*paths: str) -> Param:
    return Param("reference", paths)


def _date(*paths: str) -> Param:
    return Param("date", paths)


_SUBJECT = {"patient": _reference("subject"), "subject": _reference("subject")}
_CODED = {"code": _token("code"), "status": _token("status"), "category": _token("category")}
_MEDICATION = {
    **_SUBJECT, "status": _token("status"), "code": _token("medicationCodeableConcept"),
    "medication": _reference("medicationReference"),
}  # fmt: skip
# The parameters of FHIR R4 over what we keep; those over identity (name, identifier of a patient, address ...) do not
# exist here, and the CapabilityStatement leaves them out.
PARAMS: Mapping[str, Mapping[str, Param]] = {
    "Patient": {
        "gender": _token("gender"), "birthdate": _date("birthDate"), "active": _token("active"),
        "organization": _reference("managingOrganization"), "death-date": _date("deceasedDateTime"),
        "link": _reference("link.other"),
    },
    "Condition": {
        **_SUBJECT, "code": _token("code"), "category": _token("category"),
        "clinical-status": _token("clinicalStatus"), "verification-status": _token("verificationStatus"),
        "severity": _token("severity"), "onset-date": _date("onsetDateTime", "onsetPeriod"),
        "abatement-date": _date("abatementDateTime", "abatementPeriod"), "recorded-date": _date("recordedDate"),
        "encounter": _reference("encounter"),
    },
    "Observation": {
        **_SUBJECT, **_CODED, "date": _date("effectiveDateTime", "effectivePeriod", "effectiveInstant"),
        "component-code": _token("component.code"), "combo-code": _token("code", "component.code"),
        "value-concept": _token("valueCodeableConcept"),
        "component-value-concept": _token("component.valueCodeableConcept"),
        "combo-value-concept": _token("valueCodeableConcept", "component.valueCodeableConcept"),
        "value-date": _date("valueDateTime", "valuePeriod"), "method": _token("method"),
        "specimen": _reference("specimen"), "has-member": _reference("hasMember"),
        "derived-from": _reference("derivedFrom"), "focus": _reference("focus"), "encounter": _reference("encounter"),
        "data-absent-reason": _token("dataAbsentReason"),
    },
    "DiagnosticReport": {
        **_SUBJECT, **_CODED, "date": _date("effectiveDateTime", "effectivePeriod"), "issued": _date("issued"),
        "conclusion": _token("conclusionCode"), "result": _reference("result"), "specimen": _reference("specimen"),
        "encounter": _reference("encounter"),
    },
    "MedicationStatement": {
        **_MEDICATION, "category": _token("category"), "effective": _date("effectiveDateTime", "effectivePeriod"),
    },
    "MedicationRequest": {**_MEDICATION, "intent": _token("intent"), "authoredon": _date("authoredOn")},
    "MedicationAdministration": {**_MEDICATION, "effective-time": _date("effectiveDateTime", "effectivePeriod")},
    "Medication": {"code": _token("code"), "status": _token("status")},
    "Procedure": {**_SUBJECT, **_CODED, "date": _date("performedDateTime", "performedPeriod")},
    "Immunization": {
        "patient": _reference("patient"), "status": _token("status"), "vaccine-code": _token("vaccineCode"),
        "date": _date("occurrenceDateTime"),
    },
    "FamilyMemberHistory": {
        "patient": _reference("patient"), "status": _token("status"), "relationship": _token("relationship"),
        "code": _token("condition.code"), "date": _date("date"),
    },
    "ResearchSubject": {
        "patient": _reference("individual"), "individual": _reference("individual"), "status": _token("status"),
        "date": _date("period"),
    },
    "Consent": {
        "patient": _reference("patient"), "status": _token("status"), "scope": _token("scope"),
        "category": _token("category"), "date": _date("dateTime"),
    },
    "Specimen": {**_SUBJECT, "type": _token("type"), "status": _token("status"),
                 "collected": _date("collection.collectedDateTime", "collection.collectedPeriod")},
    "Organization": {"identifier": _token("identifier"), "active": _token("active"), "type": _token("type")},
    "Encounter": {**_SUBJECT, "status": _token("status"), "class": _token("class"), "type": _token("type"),
                  "date": _date("period")},
    "AllergyIntolerance": {
        "patient": _reference("patient"), "code": _token("code"), "clinical-status": _token("clinicalStatus"),
        "verification-status": _token("verificationStatus"), "category": _token("category"),
        "date": _date("recordedDate"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entries:
    """Of one resource: distinct token numbers, and distinct (parameter, first second, last second)."""

    tokens: tuple[int, ...]
    dates: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=1 << 16)
def number(key: str) -> int:
    """A text as a signed 64-bit number."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def token_key(kind: str, param: str, system: str | None, code: str) -> int:
    """The number of a token asked for: ``system`` None is any, empty is none."""
    return number(f"{kind}?{param}={code}" if system is None else f"{kind}?{param}={system}|{code}")


def reference_key(kind: str, param: str, target: str) -> int:
    """The number of a reference asked for: ``Patient/abc``."""
    return number(f"{kind}?{param}->{target}")


def date_key(kind: str, param: str) -> int:
    """The number of a date parameter of a type."""
    return number(f"{kind}?{param}")


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that parameters of a type read, walked to once for all of them: their names by kind."""

    path: tuple[str, ...]
    tokens: tuple[str, ...]
    references: tuple[str, ...]
    dates: tuple[str, ...]


@cache
def _elements(kind: str) -> tuple[_Element, ...]:
    params = PARAMS.get(kind, {})
    paths = dict.fromkeys(path for param in params.values() for path in param.paths)

    def reading(path: str, wanted: Kind) -> tuple[str, ...]:
        return tuple(name for name, param in params.items() if param.kind == wanted and path in param.paths)

    return tuple(
        _Element(tuple(path.split(".")), reading(path, "token"), reading(path, "reference"), reading(path, "date"))
        for path in paths
    )


def entries(resource: Json, patient: str | None) -> Entries:
    """What a resource is found by. ``patient`` is its root id; a reference to it is written ``Patient/<root>``."""
    kind = resource["resourceType"]
    tokens: set[int] = set()
    dates: set[tuple[int, int, int]] = set()
    for element in _elements(kind):
        if element.path[0] not in resource:
            continue
        for value in values(resource, element.path):
            if element.tokens:
                for system, code in codes(value):
                    tokens.update(_token_numbers(kind, element.tokens, system, code))
            for name in element.references:
                tokens.update(reference_key(kind, name, target) for target in targets(value))
            if element.dates and (bounds := seconds(value)):
                dates.update((date_key(kind, name), *bounds) for name in element.dates)
    if patient is not None:
        tokens.add(reference_key(kind, "patient", f"Patient/{patient}"))
    return Entries(tuple(sorted(tokens)), tuple(sorted(dates)))


def values(content: object, path: Sequence[str]) -> list[Any]:
    """Every value at the end of a path, arrays entered."""
    found = _each([content])
    for name in path:
        found = _each([one[name] for one in found if isinstance(one, dict) and name in one])
    return [one for one in found if one is not None]


def _each(found: list[Any]) -> list[Any]:
    """The values, with what is in an array in its place."""
    for one in found:
        if isinstance(one, list):
            return [part for one in found for part in (_each(one) if isinstance(one, list) else (one,))]
    return found


@lru_cache(maxsize=1 << 14)
def _token_numbers(kind: str, names: tuple[str, ...], system: str, code: str) -> tuple[int, ...]:
    return tuple(token_key(kind, name, asked, code) for name in names for asked in (None, system))


def codes(value: object) -> Iterator[tuple[str, str]]:
    """System (empty for none) and code of a code, Coding, CodeableConcept, Identifier or boolean."""
    if isinstance(value, bool):
        yield "", "true" if value else "false"
    elif isinstance(value, str):
        yield "", value
    elif isinstance(value, dict):
        if "coding" in value:
            for coding in values(value, ["coding"]):
                yield from codes(coding)
            return
        code = value.get("code", value.get("value"))
        if isinstance(code, str):
            system = value.get("system")
            yield system if isinstance(system, str) else "", code


def targets(value: object) -> Iterable[str]:
    """The literal reference, where it leads out of the resource."""
    target = value.get("reference") if isinstance(value, dict) else None
    return [target] if isinstance(target, str) and not target.startswith("#") else []


def seconds(value: object) -> tuple[int, int] | None:
    """The first and last second of a date, dateTime, instant or Period, or None where it cannot be read.

    A date without a time zone is read as UTC (FHIR R4, Search 3.1.1.4.4 leaves it to the server); an open Period
    reaches as far as the calendar does.
    """
    if isinstance(value, dict):
        start, end = (seconds(value.get(name)) for name in ("start", "end"))
        if start is None and end is None:
            return None
        return start[0] if start else _EARLIEST, end[1] if end else _LATEST
    return _instant(value) if isinstance(value, str) else None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
_EARLIEST, _LATEST = -62_135_596_800, 253_402_300_799


@lru_cache(maxsize=1 << 14)
def _instant(text: str) -> tuple[int, int] | None:
    try:
        if "T" not in text:
            span = Span.parse(text)
            return span.first * _DAY, span.last * _DAY + _DAY - 1
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        at = (moment - _EPOCH) // timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None
    exact = text.count(":", 0, text.find("T") + 9) > 1
    return at, at if exact else at + 59
