"""Programs that write at once: each version follows from the one before, and what is made at once is made once."""

from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from tests.builders.exchange import TOKENS, observation, patient, post
from tests.builders.registries import SYSTEM

THREADS, UPDATES = 8, 20


def in_parallel(app, work):
    """Do something in several threads at once, each with a client of its own; what each came to."""

    def one(number):
        client = TestClient(app, raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {TOKENS[SYSTEM.name]}"
        return work(client, number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_versions_are_as_many_as_updates_that_succeeded(exchange_app, hospital, empty_register):
    stored = hospital.observation(hospital.patient()["id"])
    address = f"/fhir/Observation/{stored['id']}"

    def work(client, number):
        seen = []
        for turn in range(UPDATES):
            now = client.get(address)
            changed = {**now.json(), "valueQuantity": {"value": 1000 * number + turn, "unit": "kg"}}
            seen.append(client.put(address, json=changed, headers={"If-Match": now.headers["etag"]}).status_code)
        return seen

    statuses = [status for seen in in_parallel(exchange_app, work) for status in seen]
    assert set(statuses) <= {200, 412}
    assert statuses.count(200) >= UPDATES
    history = hospital.get(f"{address}/_history?_count=500").json()
    versions = [int(entry["resource"]["meta"]["versionId"]) for entry in history["entry"]]
    assert versions == list(range(statuses.count(200) + 1, 0, -1))
    assert hospital.get(f"{address}/_history/1").json() == stored
    with empty_register.reading() as session:
        assert empty_register.trail.verify(session).intact


def test_of_two_updates_of_one_version_one_succeeds(exchange_app, hospital):
    stored = hospital.observation(hospital.patient()["id"])
    address = f"/fhir/Observation/{stored['id']}"

    def work(client, number):
        changed = {**stored, "valueQuantity": {"value": number, "unit": "kg"}}
        return client.put(address, json=changed, headers={"If-Match": 'W/"1"'}).status_code

    assert sorted(in_parallel(exchange_app, work)) == [200, *[412] * (THREADS - 1)]


def test_what_is_made_at_once_under_one_condition_is_made_once(exchange_app, hospital):
    root = hospital.patient()["id"]
    unless = {"If-None-Exist": f"patient={root}&code=29463-7"}

    def work(client, _number):
        answer = client.post("/fhir/Observation", json=observation(f"Patient/{root}"), headers=unless)
        return answer.status_code, answer.json()["id"]

    made = in_parallel(exchange_app, work)
    assert sorted(status for status, _ in made) == [*[200] * (THREADS - 1), 201]
    assert [*{name for _, name in made}] == hospital.found("Observation")


def test_a_patient_sent_by_all_at_once_is_one_patient(exchange_app, hospital):
    sent = patient()

    def work(client, number):
        whose = f"urn:uuid:0b1f0f3e-8f1f-4d55-9c3e-3d1f0b8a1d{number:02}"
        entries = [post(whose, sent), post(f"{whose[:-2]}{number + 50}", observation(whose))]
        answer = client.post("/fhir", json={"resourceType": "Bundle", "type": "transaction", "entry": entries})
        return answer.status_code

    assert in_parallel(exchange_app, work) == [200] * THREADS
    assert len(hospital.found("Patient")) == 1
    assert len(hospital.found("Observation")) == THREADS
