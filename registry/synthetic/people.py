"""Who a patient is: names, birth, identifiers, the two hospitals, death, opposition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from registry.synthetic import ins, names
from registry.synthetic.chance import pick, source, urn
from registry.synthetic.chart import Chart
from registry.synthetic.fhir import Json, hl7


@dataclass(frozen=True, slots=True)
class Hospital:
    """A made-up hospital, its FINESS-like number and the system of its own patient numbers."""

    name: str
    number: str

    @property
    def patients(self) -> str:
        """The system of its patient numbers (IPP)."""
        return f"https://genother.fr/fhir/made-up/{self.number}/ipp"


HOSPITALS = (Hospital("Hôpital Ambroise-Vauquelin", "750999901"), Hospital("Hôpital Claire-Delaunay", "940999902"))
FINESS = "http://finess.sante.gouv.fr"
_COUNTRIES = ((0.95, "FR"), (0.03, "BE"), (0.02, "CH"))
_BIRTH_AS_WRITTEN = ((0.975, 10), (0.015, 7), (0.01, 4))


@dataclass(frozen=True, slots=True)
class Identity:
    """What two hospitals share about one person."""

    first: str
    last: str
    sex: str
    birth: date
    ins: str


def identity(rng: Random, index: int, birth: date, sex: str) -> Identity:
    """A name and a test INS."""
    first = rng.choice(names.MALE if sex == "male" else names.FEMALE)
    last = rng.choice(names.LAST)
    if rng.random() < 0.04:
        last = f"{last}-{rng.choice(names.LAST)}"
    return Identity(first, last, sex, birth, ins.draw(rng, index, birth, sex))


def patient(chart: Chart, who: Identity, hospital: Hospital, number: str, *, with_ins: bool) -> Json:
    """The Patient's entry: a conditional update on the hospital's own number."""
    identifiers = [
        {"use": "usual", "type": hl7("v2-0203", "PI"), "system": hospital.patients, "value": number},
    ]
    if with_ins:
        identifiers.append(
            {"use": "official", "type": hl7("v2-0203", "NI"), "system": ins.TEST_SYSTEM, "value": who.ins}
        )
    resource: Json = {
        "resourceType": "Patient",
        "identifier": identifiers,
        "active": True,
        "name": [{"use": "official", "family": who.last, "given": [who.first]}],
        "gender": who.sex,
        "birthDate": who.birth.isoformat()[: pick(chart.rng, _BIRTH_AS_WRITTEN)],
        "address": [{"use": "home", "city": "Évry", "country": _country(number)}],
        "managingOrganization": {"reference": f"Organization/{hospital.number}", "display": hospital.name},
    }
    if chart.chance(0.015):
        resource |= {"deceasedDateTime": chart.day(10, 700)} if chart.chance(0.7) else {"deceasedBoolean": True}
    request = {"method": "PUT", "url": f"Patient?identifier={hospital.patients}|{number}"}
    return {"fullUrl": chart.patient, "resource": resource, "request": request}


def _country(number: str) -> str:
    """Most live in France, a few over the border; drawn apart, so that nothing else is drawn otherwise."""
    return pick(Random(number), _COUNTRIES)


def organization(hospital: Hospital) -> Json:
    """The hospital's entry, written under its own id so that every bundle means the same one."""
    resource: Json = {
        "resourceType": "Organization",
        "id": hospital.number,
        "identifier": [{"system": FINESS, "value": hospital.number}],
        "name": hospital.name,
    }
    url = urn(source("organization", hospital.number))
    return {
        "fullUrl": url,
        "resource": resource,
        "request": {"method": "PUT", "url": f"Organization/{hospital.number}"},
    }


def opposition(chart: Chart) -> None:
    """A few refuse that their data are reused for research; a few say that they agree."""
    drawn = chart.rng.random()
    if drawn > 0.12:
        return
    decision = "deny" if drawn < 0.02 else "permit"
    chart.add({
        "resourceType": "Consent",
        "status": "active",
        "scope": hl7("consentscope", "research"),
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "dateTime": chart.day(5, 600),
        "policyRule": hl7("v3-ActCode", "OPTOUT" if decision == "deny" else "OPTIN"),
        "provision": {
            "type": decision,
            "purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HRESCH"}],
        },
    })  # fmt: skip
