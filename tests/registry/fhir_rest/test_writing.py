"""Creating, updating and deleting one resource: ids are the server's, versions are guarded, identities stay outside."""

import json

import pytest

from tests.builders.exchange import observation, patient
from tests.registry.pseudonyms.people import INS


def issue(answer):
    assert answer.headers["content-type"].startswith("application/fhir+json")
    return answer.json()["issue"][0]


@pytest.fixture
def root(hospital):
    return hospital.patient()["id"]


def test_each_post_makes_a_resource_under_an_id_of_ours(hospital, root):
    sent = observation(f"Patient/{root}", id="mine")
    answers = [hospital.post("/fhir/Observation", json=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    made = [answer.json()["id"] for answer in answers]
    assert len({*made, "mine"}) == 3
    assert answers[0].headers["location"] == f"http://testserver/fhir/Observation/{made[0]}/_history/1"


def test_nobodys_name_and_number_comes_back(hospital):
    sent = patient()
    stored = hospital.create(sent)
    assert stored["gender"] == "female"
    text = json.dumps(stored)
    assert sent["identifier"][0]["value"] not in text
    assert sent["name"][0]["family"] not in text


def test_the_same_patient_sent_again_is_the_same_patient(hospital):
    sent = patient()
    first, again = (hospital.post("/fhir/Patient", json=sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_an_update_makes_a_version_and_the_same_again_makes_none(hospital, root):
    stored = hospital.observation(root)
    address = f"/fhir/Observation/{stored['id']}"
    changed = hospital.put(address, json={**stored, "status": "amended"})
    assert (changed.status_code, changed.headers["etag"]) == (200, 'W/"2"')
    again = hospital.put(address, json=changed.json())
    assert (again.status_code, again.headers["etag"], again.json()) == (200, 'W/"2"', changed.json())


def test_an_update_of_a_version_that_stands_no_more_is_refused(hospital, root):
    stored = hospital.observation(root)
    address = f"/fhir/Observation/{stored['id']}"
    assert hospital.put(address, json={**stored, "status": "amended"}, headers={"If-Match": 'W/"1"'}).status_code == 200
    late = hospital.put(address, json={**stored, "status": "cancelled"}, headers={"If-Match": 'W/"1"'})
    assert (late.status_code, issue(late)["code"]) == (412, "conflict")
    assert hospital.delete(address, headers={"If-Match": 'W/"1"'}).status_code == 412
    assert hospital.get(address).json()["status"] == "amended"
    assert hospital.put(address, json=stored, headers={"If-Match": "zork"}).status_code == 400
    assert hospital.delete(address, headers={"If-Match": 'W/"2"'}).status_code == 204


def test_an_update_older_by_its_own_date_is_an_update(hospital, root):
    stored = hospital.observation(root)
    for when, status, tag in (("2026-01-01", "amended", 'W/"2"'), ("2001-01-01", "corrected", 'W/"3"')):
        changed = {**stored, "status": status, "meta": {"lastUpdated": f"{when}T00:00:00Z", "versionId": "77"}}
        assert hospital.put(f"/fhir/Observation/{stored['id']}", json=changed).headers["etag"] == tag


def test_clients_choose_no_ids(hospital, other_hospital, root):
    stored = hospital.observation(root)
    theirs = other_hospital.patient()["id"]
    unknown = hospital.put("/fhir/Observation/mine", json=observation(f"Patient/{root}", id="mine"))
    assert (unknown.status_code, issue(unknown)["expression"]) == (405, ["Observation.id"])
    not_theirs = other_hospital.put(
        f"/fhir/Observation/{stored['id']}", json=observation(f"Patient/{theirs}", id=stored["id"])
    )
    assert (not_theirs.status_code, not_theirs.content) == (405, unknown.content)
    assert other_hospital.delete(f"/fhir/Observation/{stored['id']}").status_code == 404
    other = hospital.put(f"/fhir/Observation/{stored['id']}", json={**stored, "id": "another"})
    assert other.status_code == 400


def test_a_deleted_resource_comes_back_by_an_update(hospital, root):
    stored = hospital.observation(root)
    address = f"/fhir/Observation/{stored['id']}"
    assert [hospital.delete(address).headers["etag"] for _ in range(2)] == ['W/"2"', 'W/"2"']
    assert hospital.put(address, json=stored).headers["etag"] == 'W/"3"'
    assert hospital.get(address).status_code == 200


def test_create_unless_there_is_one(hospital, root):
    sent = observation(f"Patient/{root}")
    unless = {"If-None-Exist": f"patient={root}&code=http://loinc.org|29463-7"}
    made = hospital.post("/fhir/Observation", json=sent, headers=unless)
    met = hospital.post("/fhir/Observation", json={**sent, "status": "amended"}, headers=unless)
    assert (made.status_code, met.status_code) == (201, 200)
    assert met.json() == made.json()
    hospital.create(sent)
    several = hospital.post("/fhir/Observation", json=sent, headers=unless)
    assert (several.status_code, issue(several)["location"]) == (412, ["http.If-None-Exist"])
    for bad in ("zork=1", "", "_count=3", "patient="):
        answer = hospital.post("/fhir/Observation", json=sent, headers={"If-None-Exist": bad})
        assert answer.status_code == (201 if bad == "" else 400)


def test_a_condition_that_its_resource_meets_no_more_makes_another(hospital, root):
    unless = {"If-None-Exist": f"patient={root}&status=final"}
    made = hospital.create(observation(f"Patient/{root}"), **unless)
    hospital.put(f"/fhir/Observation/{made['id']}", json={**made, "status": "amended"})
    assert hospital.create(observation(f"Patient/{root}"), **unless)["id"] != made["id"]


def test_a_patient_is_found_by_number_in_a_condition_alone(hospital, other_hospital):
    sent = patient()
    number = sent["identifier"][0]
    unless = {"If-None-Exist": f"identifier={number['system']}|{number['value']}"}
    made = hospital.post("/fhir/Patient", json=sent, headers=unless)
    met = hospital.post("/fhir/Patient", json={**sent, "gender": "male"}, headers=unless)
    assert (made.status_code, met.status_code, met.json()["gender"]) == (201, 200, "female")
    assert hospital.get(f"/fhir/Patient?{unless['If-None-Exist']}").status_code == 400
    assert other_hospital.get(f"/fhir/Patient/{made.json()['id']}").status_code == 404


def test_what_the_client_prefers_to_get_back(hospital, root):
    sent = observation(f"Patient/{root}", note=[{"text": "SECRET"}])
    minimal = hospital.post("/fhir/Observation", json=sent, headers={"Prefer": "return=minimal"})
    assert (minimal.status_code, minimal.content) == (201, b"")
    assert minimal.headers["location"]
    told = hospital.post("/fhir/Observation", json=sent, headers={"Prefer": "return=OperationOutcome"}).json()
    assert told["resourceType"] == "OperationOutcome"
    assert told["issue"][0]["expression"] == ["Observation.note"]
    assert "SECRET" not in json.dumps(told)


def test_what_fhir_does_not_allow_is_refused_by_its_place(hospital, root):
    wrong = hospital.post("/fhir/Observation", json=observation(f"Patient/{root}", valueQuantity={"value": "SECRET"}))
    assert (wrong.status_code, issue(wrong)["expression"]) == (422, ["Observation.valueQuantity.value"])
    assert "SECRET" not in wrong.text
    other = hospital.post("/fhir/Condition", json=observation(f"Patient/{root}"))
    assert other.status_code == 400
    assert hospital.found("Observation") == []


def test_what_belongs_to_nobody_is_refused(hospital, other_hospital):
    theirs = other_hospital.patient()["id"]
    for subject in ("Patient/unknown", f"Patient/{theirs}"):
        answer = hospital.post("/fhir/Observation", json=observation(subject))
        assert (answer.status_code, issue(answer)["severity"]) == (422, "error")
    assert hospital.found("Observation") == []


def test_a_patient_who_contradicts_another_is_a_conflict(hospital):
    first = hospital.create(patient(identifier=[{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": INS}]))
    sent = patient()
    hospital.create(sent)
    both = [*sent["identifier"], {"system": "urn:oid:1.2.250.1.213.1.4.8", "value": INS}]
    answer = hospital.post("/fhir/Patient", json={**sent, "identifier": both})
    assert (answer.status_code, issue(answer)["code"]) == (409, "conflict")
    assert hospital.get(f"/fhir/Patient/{first['id']}").headers["etag"] == 'W/"1"'


def test_two_hospitals_of_one_patient_each_read_their_own_patient(hospital, other_hospital):
    ins = [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": INS}]
    name = [{"family": "Martin", "given": ["Anne"]}]
    ours = hospital.create(patient(identifier=ins, name=name, birthDate="1985-05-02"))
    theirs = other_hospital.create(patient(identifier=ins, name=name, birthDate="1985-05"))
    assert ours["id"] == theirs["id"]
    assert theirs["resourceType"] == "Patient"
    address = f"/fhir/Patient/{ours['id']}"
    assert hospital.get(address).json() == ours
    assert other_hospital.get(address).json() == theirs
    for query in ("Patient", f"Patient?_id={ours['id']}", "Patient?birthdate=1985-05", "Patient?_sort=-_id"):
        assert other_hospital.found(query) == [ours["id"]]
    changed = other_hospital.put(address, json={**theirs, "birthDate": "1985"})
    assert (changed.status_code, changed.headers["etag"]) == (200, 'W/"2"')
    assert [len(one.get(f"{address}/_history").json()["entry"]) for one in (hospital, other_hospital)] == [1, 2]
    assert hospital.get(address).json() == ours
    assert hospital.delete(address).status_code == 204
    again = other_hospital.put(address, json={**theirs, "birthDate": "1985-05-02"})
    assert (again.status_code, again.headers["etag"]) == (200, 'W/"3"')
    assert hospital.get(address).status_code == 410
    assert other_hospital.delete(address).status_code == 204


def test_a_result_given_to_another_patient_leaves_the_first(hospital, root, empty_register):
    from registry.patients.models import FACT_TABLES  # noqa: PLC0415  # of this test alone

    stored = hospital.observation(root)
    other = hospital.patient()["id"]
    moved = {**stored, "subject": {"reference": f"Patient/{other}"}}
    assert hospital.put(f"/fhir/Observation/{stored['id']}", json=moved).status_code == 200
    assert hospital.found(f"Observation?patient={root}") == []
    (table,) = [one for one in FACT_TABLES.values() if one.name == "fact_measurements"]
    with empty_register.reading() as session:
        assert [row.patient for row in session.execute(table.select())] == [other]


def test_bodies_of_another_kind_are_refused_before_they_are_read(hospital, root):
    content = json.dumps(observation(f"Patient/{root}"))
    for headers in ({"Content-Type": "application/fhir+xml"}, {"Content-Type": ""}, {"Content-Type": "text/plain"},
                    {"Content-Type": "application/json", "Content-Encoding": "gzip"},
                    {"Content-Type": "application/json; charset=latin1"}):  # fmt: skip
        assert hospital.post("/fhir/Observation", content=content, headers=headers).status_code == 415
    for kind in ("application/json", "application/fhir+json", "application/fhir+json; charset=UTF-8"):
        assert hospital.post("/fhir/Observation", content=content, headers={"Content-Type": kind}).status_code == 201


def test_patch_is_answered_with_what_to_do_instead(hospital, root):
    answer = hospital.client.patch(f"/fhir/Patient/{root}", json={"active": True})
    assert (answer.status_code, "PUT" in issue(answer)["diagnostics"]) == (405, True)
    assert answer.headers["allow"] == "GET, PUT, DELETE"
