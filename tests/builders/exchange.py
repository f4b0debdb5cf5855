"""Hospital systems that speak FHIR with a registry of the test's own, on either database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from registry.access import OPERATOR, Role, Subject
from registry.access.models import Account, SessionRow
from registry.access.service import _token_hash
from registry.app import create_app
from registry.patients.register import Register
from tests.builders.registries import CLINICIAN_HERE, DATA_MANAGER, HERE, SPONSOR, SYSTEM, THERE, Home

Json = dict[str, Any]
SYSTEM_THERE = Subject("hospital-there", Role.SYSTEM, THERE)
WHO = (SYSTEM, DATA_MANAGER, SYSTEM_THERE, CLINICIAN_HERE, SPONSOR, OPERATOR)
# Sessions that are open from the start: a password takes a tenth of a second.
TOKENS = {one.name: f"token-of-{one.name}" for one in WHO}
_COUNTER = itertools.count(1)


class Hospital:
    """A system of a hospital, with its own numbers for its patients."""

    def __init__(self, client: TestClient, site: str = HERE) -> None:
        self.client, self.site = client, site
        self.get, self.post, self.put, self.delete = client.get, client.post, client.put, client.delete

    def create(self, resource: Json, **headers: str) -> Json:
        """POST a resource, and read what was stored."""
        answer = self.post(f"/fhir/{resource['resourceType']}", json=resource, headers=headers)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def patient(self, **more: Any) -> Json:
        """A new patient, as it is stored."""
        return self.create(patient(self.site, **more))

    def observation(self, root: str, **more: Any) -> Json:
        """A new result of a patient, as it is stored."""
        return self.create(observation(f"Patient/{root}", **more))

    def transaction(self, *entries: Json, **headers: str) -> Any:
        """The answer to a transaction."""
        content = {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}
        return self.post("/fhir", json=content, headers=headers)

    def found(self, address: str, **headers: str) -> list[str]:
        """The ids that a search finds, in order."""
        answer = self.get(f"/fhir/{address}", headers=headers)
        assert answer.status_code == 200, answer.text
        return [entry["resource"]["id"] for entry in answer.json().get("entry", [])]


def patient(site: str = HERE, **more: Any) -> Json:
    """A patient with a hospital number that no other has."""
    number = next(_COUNTER)
    return {
        "resourceType": "Patient",
        "identifier": [{"system": f"urn:oid:1.2.3.{site}", "value": f"IPP{number:06}"}],
        "name": [{"family": f"Dupont{'abcdefghij'[number % 10] * (number % 7)}", "given": ["Jeanne"]}],
        "gender": "female",
        "birthDate": "2019-03-07",
        **more,
    }


def observation(subject: str, **more: Any) -> Json:
    """A weight."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "subject": {"reference": subject},
        "effectiveDateTime": "2026-03-09",
        "valueQuantity": {"value": 12.5, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
        **more,
    }


def post(name: str, resource: Json, **request: str) -> Json:
    """An entry that makes a resource."""
    return {
        "fullUrl": name,
        "resource": resource,
        "request": {"method": "POST", "url": resource["resourceType"], **request},
    }


def put(resource: Json, **request: str) -> Json:
    """An entry that stores a resource under its own id."""
    url = f"{resource['resourceType']}/{resource['id']}"
    return {"resource": resource, "request": {"method": "PUT", "url": url, **request}}


@pytest.fixture
def exchange_app(databases: Home, empty_register: Register) -> FastAPI:
    """The service over an empty registry."""
    with empty_register.writing() as session:
        for one in WHO:
            session.add(Account(name=one.name, role=one.role.value, site=one.site, secret=""))
        session.flush()
        session.add_all(
            SessionRow(token_hash=_token_hash(token), account=name, form_key="", expires="9999")
            for name, token in TOKENS.items()
        )
    return create_app(databases.settings, empty_register, keeping=False)


@pytest.fixture
def client_for(exchange_app: FastAPI) -> Iterator[Callable[[Subject], TestClient]]:
    """A program signed in for somebody; an error of ours is an answer of 500, as in service."""
    opened: list[TestClient] = []

    def made(subject: Subject) -> TestClient:
        client = TestClient(exchange_app, raise_server_exceptions=False)
        opened.append(client)
        client.headers["Authorization"] = f"Bearer {TOKENS[subject.name]}"
        return client

    yield made
    for client in opened:
        client.close()


@pytest.fixture
def hospital(client_for: Callable[[Subject], TestClient]) -> Hospital:
    """The system of one hospital."""
    return Hospital(client_for(SYSTEM))


@pytest.fixture
def other_hospital(client_for: Callable[[Subject], TestClient]) -> Hospital:
    """The system of another."""
    return Hospital(client_for(SYSTEM_THERE), THERE)
