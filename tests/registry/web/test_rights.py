"""Who may call which address: a route that is not in this table fails, and no answer to others names a patient."""

import re
import shutil
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from registry.app import ROUTERS, create_app
from registry.patients.models import Patient, PatientSite
from registry.screening.models import Candidate
from tests.builders.registries import (
    CLINICIAN_HERE,
    CLINICIAN_THERE,
    DATA_MANAGER,
    HERE,
    PASSWORD,
    SPONSOR,
    SYSTEM,
    THERE,
    Home,
)

TRIAL, QUESTION = "NCT02716246", "NCT02716246/cohort-4/I8"
TEAM, BOTH_TEAMS = {CLINICIAN_HERE}, {CLINICIAN_HERE, CLINICIAN_THERE}
EVERYBODY = {CLINICIAN_HERE, CLINICIAN_THERE, SPONSOR, DATA_MANAGER, SYSTEM}

# Method, address, what is sent, who may: everybody else is told 404, and whoever is not signed in, to sign in.
TABLE = [
    ("GET", "/", None, EVERYBODY - {SYSTEM}),
    ("GET", "/trials", None, BOTH_TEAMS),
    ("GET", "/trials/{trial}", None, BOTH_TEAMS),
    ("POST", "/trials/{trial}/status", {"data": {"patients": ["{root}"], "status": "flagged", "reason": "seen"}}, TEAM),
    ("POST", "/trials/{trial}/candidates/{root}/status", {"data": {"status": "flagged", "reason": "seen"}}, TEAM),
    ("GET", "/patients/{root}", None, TEAM),
    ("GET", "/patients/{root}/calendar.ics", None, TEAM),
    ("POST", "/patients/{root}/answers", {"data": {"question": QUESTION, "value": "yes"}}, TEAM),
    ("POST", "/patients/{root}/answers/undo", {"data": {"question": QUESTION}}, TEAM),
    ("GET", "/patients/{root}/resources/{kind}/{identifier}", None, TEAM),
    ("POST", "/patients/find", {"data": {"who": "{root}"}}, BOTH_TEAMS),
    ("GET", "/api/trials", None, BOTH_TEAMS),
    ("GET", "/api/trials/{trial}", None, BOTH_TEAMS),
    ("GET", "/api/trials/{trial}/candidates", None, BOTH_TEAMS),
    ("POST", "/api/trials/{trial}/candidates/{root}/status", {"json": {"status": "pending", "reason": "seen"}}, TEAM),
    ("GET", "/api/patients/{root}", None, TEAM),
    ("POST", "/api/patients/{root}/answers", {"json": {"question": QUESTION, "value": True}}, TEAM),
    ("DELETE", "/api/patients/{root}/answers", {"params": {"question": QUESTION}}, TEAM),
    ("GET", "/library", None, {SPONSOR}),
    ("GET", "/imports", None, {DATA_MANAGER}),
    ("GET", "/imports/{number}", None, {DATA_MANAGER}),
    ("GET", "/imports/{number}/rejects.ndjson", None, {DATA_MANAGER}),
    ("GET", "/api/imports", None, {DATA_MANAGER}),
    ("GET", "/api/imports/{number}", None, {DATA_MANAGER}),
]  # fmt: skip
# Signing in is for everybody; signing out is for whoever is signed in.
OPEN = {("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/api/session"), ("POST", "/sign-out")}


def routes(router) -> Iterator[tuple[str, str]]:
    """Method and address of every route; /fhir has a table of its own."""
    for route in router.routes:
        if hasattr(route, "original_router"):
            yield from routes(route.original_router)
        elif not route.path.startswith("/fhir"):
            yield from ((method, route.path) for method in route.methods)


def test_every_route_is_in_the_table():
    listed = {(method, path) for method, path, _, _ in TABLE} | OPEN
    assert {one for router in ROUTERS for one in routes(router)} == listed


@pytest.fixture(scope="module")
def place(template, tmp_path_factory):
    """The service over a copy, tokens of everybody, and a patient of one hospital alone."""
    folder = tmp_path_factory.mktemp("rights") / "home"
    shutil.copytree(template, folder)
    home = Home.at(folder)
    register = home.open()
    with TestClient(create_app(home.settings, register, keeping=False), follow_redirects=False) as client:
        tokens = {
            who: client.post("/api/session", json={"name": who.name, "password": PASSWORD}).json()["token"]
            for who in EVERYBODY
        }
        with register.reading() as session:
            sites = list(session.exec(select(PatientSite)))
            there = {one.patient for one in sites if one.site == THERE}
            rows = session.exec(select(Candidate.patient).where(col(Candidate.trial) == TRIAL))
            root = next(one for one in rows if one not in there and any(s.patient == one for s in sites))
            everyone = set(session.exec(select(Patient.root)))
        values = {"root": root, "trial": TRIAL, "kind": "Patient", "identifier": root, "number": "1"}
        yield client, tokens, values, everyone, there
    register.close()


def send(client, method, path, sent, values, headers):
    filled = {kind: {key: _filled(value, values) for key, value in told.items()} for kind, told in (sent or {}).items()}
    return client.request(method, path.format(**values), headers=headers, **filled)


def _filled(value, values):
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    return value.format(**values) if isinstance(value, str) else value


EACH = pytest.mark.parametrize(("method", "path", "sent", "allowed"), TABLE, ids=lambda value: str(value)[:60])


@EACH
def test_only_those_whom_the_table_names_are_answered(place, method, path, sent, allowed):
    client, tokens, values, everyone, there = place
    for who in sorted(EVERYBODY, key=lambda subject: subject.name):
        answer = send(client, method, path, sent, values, {"authorization": f"Bearer {tokens[who]}"})
        if who in allowed:
            assert answer.status_code in {200, 204, 303}, (who, answer.text)
        else:
            assert answer.status_code == 404, (who, answer.text)
        hidden = everyone if who not in BOTH_TEAMS else everyone - there if who == CLINICIAN_THERE else set()
        told = answer.text + str(answer.headers.get("location"))
        assert not {root for root in hidden if root in told.replace("-", "")}, who


@EACH
def test_whoever_is_not_signed_in_is_asked_to(place, method, path, sent, allowed):
    client, _, values, everyone, _ = place
    answer = send(client, method, path, sent, values, {})
    expected = (401, None) if path.startswith("/api/") else (303, "/sign-in")
    assert (answer.status_code, answer.headers.get("location")) == expected
    assert not {root for root in everyone if root in answer.text}


def test_a_patient_who_is_not_there_and_one_who_is_elsewhere_look_alike(place):
    client, tokens, values, _, _ = place
    headers = {"authorization": f"Bearer {tokens[CLINICIAN_THERE]}"}
    for path in ("/patients/{root}", "/api/patients/{root}", "/patients/{root}/resources/Patient/{root}"):
        answers = [client.get(path.format(root=root), headers=headers) for root in (values["root"], "0" * 16)]
        told = [re.sub(r"[0-9a-z]{16}", "", answer.text) for answer in answers]
        assert told[0] == told[1]
        assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("root", ["", "..", "a b", "%00", "é", "a" * 65, "A1", "'", "%F0%9F%98%80"])
def test_what_is_no_pseudonym_is_nobody(place, root):
    client, tokens, _, _, _ = place
    answer = client.get(f"/api/patients/{root}", headers={"authorization": f"Bearer {tokens[CLINICIAN_HERE]}"})
    assert answer.status_code in {404, 307}


def test_the_hospitals_of_this_test_differ(place):
    _, _, values, _, there = place
    assert HERE != THERE
    assert values["root"] not in there
