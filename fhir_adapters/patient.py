"""FHIR Patient: birth, administrative sex, country, death and site.

Names and identifiers are never read here; of an address, the country alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.elements import span
from fhir_adapters.node import Node
from matching.facts import COUNTRY, Fact, Person, Sex

# A bill may go to anybody, and a holiday may be spent anywhere.
_ELSEWHERE = {"billing", "temp", "old"}
SEXES: Mapping[str, Sex] = {"male": "male", "female": "female", "other": "other", "unknown": "unknown"}


def to_facts(patient: Node, about: About) -> Iterator[Fact]:
    """One Person. A record not active, or replaced by another, says only a death (FHIR R4, Patient.active, .link)."""
    replaced = [link for link in patient["link"] if link["type"].text == "replaced-by"]
    inactive = patient["active"].flag is False
    if inactive:
        what_next = "send the record in use; only a death was read"
        patient["active"].note("warning", "patient-not-active", "not to be used", what_next)
    if replaced:
        what_next = "send that one; only a death was read"
        patient["link"].note("warning", "patient-replaced", "another record replaces it", what_next)
    if inactive or replaced:
        yield from _out_of_use(patient, about, replaced)
        return
    yield Person(
        **patient.where(about.patient),
        birth=span(patient["birthDate"]),
        sex=_sex(patient["gender"]),
        deceased=_deceased(patient),
        site=_site(patient),
        country=_country(patient),
    )


def _out_of_use(patient: Node, about: About, replaced: list[Node]) -> Iterator[Fact]:
    """A Person that says nothing but whether they died; a death is that of the record put in its place too."""
    dead = _deceased(patient)
    yield Person(**patient.where(about.patient), deceased=dead)
    for link in replaced if dead else ():
        if other := about.named(link["other"]):
            yield Person(**link.where(other), deceased=True)


def _sex(gender: Node) -> Sex | None:
    text = gender.text
    if text is not None and text not in SEXES:
        gender.note("warning", "bad-code", "not an administrative gender", "send male, female, other or unknown")
    return SEXES.get(text or "")


def _deceased(patient: Node) -> bool:
    """A date of death is a death, whatever it looks like, a reason for its absence included.

    So is a deceasedBoolean that is anything but false: nobody is proposed a trial on the strength of a bad value.
    """
    dated = patient["deceasedDateTime"] or patient["_deceasedDateTime"]
    said = patient["deceasedBoolean"]
    return bool(dated) or (bool(said) and said.flag is not False)


def _country(patient: Node) -> str | None:
    """The country of residence, where the addresses in use agree (FHIR R4, Address.country: ISO 3166)."""
    found = set()
    for address in patient["address"]:
        code, elsewhere = address["country"], address["use"].text in _ELSEWHERE or bool(address["period"]["end"])
        if code.text and not elsewhere and COUNTRY.fullmatch(code.text):
            found.add(code.text)
        elif code.text and not elsewhere:
            code.note("information", "country-unread", "not an ISO 3166 code of two letters", "send one, such as FR")
    return found.pop() if len(found) == 1 else None


def _site(patient: Node) -> str | None:
    reference = patient["managingOrganization"]["reference"].text
    return reference.rsplit("/", maxsplit=1)[-1].removeprefix("urn:uuid:") if reference else None
