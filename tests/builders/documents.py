"""FHIR documents as a hospital sends them, said in a line, and what a registry holds once they are in."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, MetaData, select
from sqlmodel import Session

from fhir_adapters.tokens import parse
from registry.access import OPERATOR, Role, Subject
from registry.patients.arrival import Incoming
from registry.patients.receiving import Received, receive
from registry.patients.register import Register
from tests.builders.databases import NOW

Json = dict[str, Any]
A_HOSPITAL, ANOTHER = "750999901", "940999902"
INS_SYSTEM = "urn:oid:1.2.250.1.213.1.4.8"
IPP = "https://a.example/ipp"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def patient(name: str = "p1", **more: Any) -> Json:  # whatever FHIR holds
    """A boy of 2019, with an id of his hospital's own."""
    return {"resourceType": "Patient", "id": name, "gender": "male", "birthDate": "2019-05-02", **more}


def condition(name: str = "c1", of: str = "p1", code: str = "98896", **more: Any) -> Json:  # likewise
    """A confirmed diagnosis: by default Duchenne."""
    return {
        "resourceType": "Condition",
        "id": name,
        "subject": {"reference": f"Patient/{of}"},
        "verificationStatus": {"coding": [{"system": VERIFICATION, "code": "confirmed"}]},
        "code": {"coding": [{"system": "http://www.orpha.net", "code": code}]},
        **more,
    }


def observation(name: str = "o1", of: str = "p1", value: float = 4, **more: Any) -> Json:  # likewise
    """A number of some laboratory: by default bilirubin."""
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": {"reference": f"Patient/{of}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "1975-2"}]},
        "effectiveDateTime": "2026-03-09",
        "valueQuantity": {"value": value, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"},
        **more,
    }


def request(name: str = "m1", of: str = "p1", drug: str = "Medication/d1", **more: Any) -> Json:  # likewise
    """A prescription of a drug that is a resource of its own."""
    return {
        "resourceType": "MedicationRequest",
        "id": name,
        "status": "active",
        "intent": "order",
        "subject": {"reference": f"Patient/{of}"},
        "medicationReference": {"reference": drug},
        "authoredOn": "2026-01-02",
        **more,
    }


def drug(name: str = "d1", code: str = "M09AX09", **more: Any) -> Json:  # likewise
    """A drug, which is nobody's own."""
    return {
        "resourceType": "Medication",
        "id": name,
        "code": {"coding": [{"system": "http://www.whocc.no/atc", "code": code}]},
        **more,
    }


def opposition(name: str = "n1", of: str = "p1", **more: Any) -> Json:  # likewise
    """A refusal that data are reused for research."""
    return {
        "resourceType": "Consent",
        "id": name,
        "status": "active",
        "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "research"}]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": {"reference": f"Patient/{of}"},
        "dateTime": "2026-02-01",
        "policyRule": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "OPTOUT"}]
        },
        "provision": {"type": "deny"},
        **more,
    }  # fmt: skip


def deletion(name: str) -> Json:
    """A Bundle that deletes ``Type/id``."""
    entry = {"request": {"method": "DELETE", "url": name}}
    return {"resourceType": "Bundle", "type": "transaction", "entry": [entry]}


def bundle(*resources: Json) -> Json:
    """A Bundle of these."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def packet(name: str = "PMID_1", **more: Any) -> Json:  # likewise
    """A phenopacket of one phenotype."""
    return {
        "id": name,
        "subject": {"id": "proband A", "sex": "FEMALE"},
        "phenotypicFeatures": [{"type": {"id": "HP:0001252", "label": "Hypotonia"}}],
        "metaData": {"created": "2026-01-01T00:00:00Z", "resources": []},
        **more,
    }


def bring(register: Register, *contents: object, source: str = A_HOSPITAL, **how: Any) -> Received:  # likewise
    """Receive documents as they would be parsed, in one call."""
    how = {"subject": OPERATOR, "now": NOW} | how
    read = [parse(json.dumps(content)) if isinstance(content, dict) else content for content in contents]
    incoming = [Incoming(f"{number}.json", content, source) for number, content in enumerate(read)]
    return receive(register, incoming, **how)


def lines(path: Path, resources: Iterable[object]) -> Path:
    """An NDJSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in resources))
    return path


def tables(engine: Engine) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table, in the order of its key."""
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in sorted(found.tables.items())
            if name != "alembic_version"
        }


class Broken(Exception):
    """What a test raises to break a transaction."""


def broken_after(register: Register, act: Callable[[Session], object]) -> None:
    """Act in a transaction that is not kept."""
    with contextlib.suppress(Broken), register.writing() as session:
        act(session)
        raise Broken


def counts(register: Register) -> dict[str, int]:
    """How many rows each table of both databases has, those that are not empty."""
    rows = tables(register.clinical) | tables(register.vault)
    return {name: len(found) for name, found in rows.items() if found}


def clinician(site: str = A_HOSPITAL) -> Subject:
    """Somebody of the care team of a hospital."""
    return Subject("claire", Role.CLINICIAN, site)
