"""FHIR Patient: birth, administrative sex, death and site.

Names, addresses and identifiers are never read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.elements import span
from fhir_adapters.node import Node
from matching.facts import Fact, Person, Sex

SEXES: Mapping[str, Sex] = {"male": "male", "female": "female", "other": "other", "unknown": "unknown"}


def to_facts(patient: Node, about: About) -> Iterator[Fact]:
    """One Person. A record marked not active, or replaced by another, says nothing (FHIR R4, Patient.active, .link)."""
    if patient["active"].flag is False:
        patient["active"].note("warning", "patient-not-active", "not to be used", "send the record in use; not read")
        return
    if any(link["type"].text == "replaced-by" for link in patient["link"]):
        patient["link"].note("warning", "patient-replaced", "another record replaces it", "send that one; not read")
        return
    yield Person(
        **patient.where(about.patient),
        birth=span(patient["birthDate"]),
        sex=_sex(patient["gender"]),
        deceased=_deceased(patient),
        site=_site(patient),
    )


def _sex(gender: Node) -> Sex | None:
    text = gender.text
    if text is not None and text not in SEXES:
        gender.note("warning", "bad-code", "not an administrative gender", "send male, female, other or unknown")
    return SEXES.get(text or "")


def _deceased(patient: Node) -> bool:
    """A date of death is a death, whatever it looks like: nobody is proposed a trial on the strength of a bad date."""
    return patient["deceasedBoolean"].flag is True or bool(patient["deceasedDateTime"])


def _site(patient: Node) -> str | None:
    reference = patient["managingOrganization"]["reference"].text
    return reference.rsplit("/", maxsplit=1)[-1].removeprefix("urn:uuid:") if reference else None
