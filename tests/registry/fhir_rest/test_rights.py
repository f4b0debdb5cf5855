"""Who may exchange: systems and data managers, each with the resources of their own hospital."""

import pytest

from registry.access import OPERATOR
from tests.builders.exchange import SYSTEM_THERE, Hospital, observation, patient, post
from tests.builders.registries import CLINICIAN_HERE, DATA_MANAGER, SPONSOR

ADDRESSES = (
    "/fhir/Patient",
    "/fhir/Patient/x",
    "/fhir/Patient/x/_history",
    "/fhir/Patient/x/_history/1",
    "/fhir/zork/y/z",
)


@pytest.fixture
def stored(hospital):
    return hospital.observation(hospital.patient()["id"])


def test_nobody_is_asked_to_sign_in(hospital):
    hospital.client.headers.pop("Authorization")
    for address in (*ADDRESSES, "/fhir"):
        answer = hospital.get(address)
        assert (answer.status_code, answer.json()["issue"][0]["code"]) == (401, "login")
        assert answer.headers["www-authenticate"] == "Bearer"
    for address in ("/fhir", "/fhir/Patient", "/fhir/Patient/_search"):
        assert hospital.post(address, json={}).status_code == 401
    assert hospital.get("/fhir/metadata").status_code == 200


@pytest.mark.parametrize("who", [CLINICIAN_HERE, SPONSOR], ids=lambda who: who.role)
def test_clinicians_and_sponsors_find_nothing_here(client_for, stored, who):
    client = client_for(who)
    for address in (*ADDRESSES, f"/fhir/Observation/{stored['id']}"):
        assert client.get(address).status_code == 404
    assert client.post("/fhir/Patient", json=patient()).status_code == 404
    assert client.put(f"/fhir/Observation/{stored['id']}", json=stored).status_code == 404
    assert client.delete(f"/fhir/Observation/{stored['id']}").status_code == 404
    assert client.post("/fhir", json={}).status_code == 404


def test_a_data_manager_reads_and_writes_their_hospitals(client_for, stored):
    mine = Hospital(client_for(DATA_MANAGER))
    assert mine.found("Observation") == [stored["id"]]
    assert mine.put(f"/fhir/Observation/{stored['id']}", json={**stored, "status": "amended"}).status_code == 200


def test_a_hospital_reaches_nothing_of_another(client_for, stored):
    theirs = Hospital(client_for(SYSTEM_THERE))
    root = stored["subject"]["reference"].removeprefix("Patient/")
    for query in ("Observation", f"Observation?_id={stored['id']}", f"Observation?patient={root}", "Patient",
                  f"Patient?_id={root}&_revinclude=Observation:patient", "Observation?code:not=1",
                  "Observation?method:missing=true"):  # fmt: skip
        assert theirs.found(query) == []
        assert theirs.get(f"/fhir/{query}").json().get("total", 0) == 0
    own = theirs.observation(theirs.patient()["id"])
    linked = {**own, "hasMember": [{"reference": f"Observation/{stored['id']}"}]}
    theirs.put(f"/fhir/Observation/{own['id']}", json=linked)
    assert theirs.found(f"Observation?_id={own['id']}&_include=Observation:has-member") == [own["id"]]
    answer = theirs.transaction(post("urn:uuid:7", {**observation(f"Patient/{root}"), "id": stored["id"]}))
    assert answer.status_code == 422


def test_who_runs_the_machine_reads_all_and_writes_for_no_hospital(client_for, stored, other_hospital):
    elsewhere = other_hospital.patient()["id"]
    operator = Hospital(client_for(OPERATOR))
    assert len(operator.found("Patient")) == 2
    assert operator.get(f"/fhir/Patient/{elsewhere}").status_code == 200
    for answer in (operator.post("/fhir/Patient", json=patient()), operator.transaction(post("urn:uuid:1", patient())),
                   operator.put(f"/fhir/Observation/{stored['id']}", json=stored)):  # fmt: skip
        assert (answer.status_code, answer.json()["issue"][0]["code"]) == (403, "forbidden")


def test_a_cookie_alone_changes_nothing(hospital, stored):
    token = hospital.client.headers.pop("Authorization").partition(" ")[2]
    hospital.client.cookies.set("genother_session", token)
    assert hospital.get(f"/fhir/Observation/{stored['id']}").status_code == 200
    address = f"/fhir/Observation/{stored['id']}"
    for answer in (hospital.put(address, json=stored), hospital.post("/fhir", json={}), hospital.delete(address),
                   hospital.post("/fhir/Patient", json=patient())):  # fmt: skip
        assert answer.status_code == 403
