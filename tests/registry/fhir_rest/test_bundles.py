"""A transaction is stored whole or not at all, with its references; a batch entry by entry."""

from tests.builders.exchange import observation, patient, post, put

PAT, OBS = "urn:uuid:0b1f0f3e-8f1f-4d55-9c3e-3d1f0b8a1c11", "urn:uuid:0b1f0f3e-8f1f-4d55-9c3e-3d1f0b8a1c12"
MEM = "urn:uuid:0b1f0f3e-8f1f-4d55-9c3e-3d1f0b8a1c13"


def statuses(answer):
    assert answer.status_code == 200, answer.text
    return [entry["response"]["status"][:3] for entry in answer.json()["entry"]]


def read(hospital, entry):
    found = hospital.get(entry["response"]["location"])
    assert found.status_code == 200, found.text
    assert found.headers["etag"] == entry["response"]["etag"]
    return found.json()


def issue(answer):
    return answer.json()["issue"][0]


def test_references_within_a_transaction_lead_to_what_was_stored(hospital):
    answer = hospital.transaction(
        post(OBS, observation(PAT, hasMember=[{"reference": MEM}])), post(MEM, observation(PAT)), post(PAT, patient())
    )
    assert (statuses(answer), answer.json()["type"]) == (["201"] * 3, "transaction-response")
    first, member, whose = (read(hospital, entry) for entry in answer.json()["entry"])
    assert first["subject"]["reference"] == member["subject"]["reference"] == f"Patient/{whose['id']}"
    assert first["hasMember"] == [{"reference": f"Observation/{member['id']}"}]


def test_the_same_transaction_again_changes_nothing(hospital):
    entries = [post(PAT, patient()), post(OBS, observation(PAT))]
    first, again = hospital.transaction(*entries), hospital.transaction(*entries)
    assert (statuses(first), statuses(again)) == (["201", "201"], ["200", "200"])
    assert [entry["response"]["etag"] for entry in again.json()["entry"]] == ['W/"1"', 'W/"1"']
    assert len(hospital.found("Observation")) == 1


def test_own_ids_are_names_in_a_transaction(hospital):
    mine = [put(patient(id="p-12")), put(observation("Patient/p-12", id="o-7"))]
    first = hospital.transaction(*mine)
    assert statuses(first) == ["201", "201"]
    stored = read(hospital, first.json()["entry"][1])
    assert stored["id"] != "o-7"
    mine[1]["resource"]["status"] = "amended"
    assert statuses(hospital.transaction(*mine)) == ["200", "200"]
    assert hospital.get(f"/fhir/Observation/{stored['id']}").json()["status"] == "amended"
    gone = hospital.transaction({"request": {"method": "DELETE", "url": "Observation/o-7"}})
    assert statuses(gone) == ["204"]
    assert hospital.get(f"/fhir/Observation/{stored['id']}").status_code == 410


def test_what_was_read_here_keeps_its_place_under_any_address_of_it(hospital):
    root = hospital.patient()["id"]
    stored = hospital.observation(root)
    changed = {**stored, "status": "amended"}
    for number, name in enumerate(
        ("", f"http://testserver/fhir/Observation/{stored['id']}", "http://elsewhere/Observation/1", OBS)
    ):
        entry = {
            **put({**changed, "issued": f"2026-03-0{number + 1}T00:00:00Z"}),
            **({"fullUrl": name} if name else {}),
        }
        entry["request"]["ifMatch"] = f'W/"{number + 1}"'
        assert statuses(hospital.transaction(entry)) == ["200"]
    assert hospital.found("Observation") == [stored["id"]]
    assert hospital.transaction(entry).status_code == 412


def test_a_copy_of_what_is_here_is_another_resource(hospital):
    stored = hospital.observation(hospital.patient()["id"])
    answer = hospital.transaction(post(OBS, {**stored, "status": "amended"}))
    assert statuses(answer) == ["201"]
    assert read(hospital, answer.json()["entry"][0])["id"] != stored["id"]
    assert hospital.get(f"/fhir/Observation/{stored['id']}").json() == stored


def test_one_wrong_entry_stores_nothing(hospital):
    good = post(OBS, observation(PAT))
    for bad, status in (
        (post("urn:uuid:1", observation("Patient/nobody")), 422),
        (post("urn:uuid:2", {"resourceType": "Practitioner"}), 404),
        (put(observation(PAT, id="a"), ifMatch='W/"3"'), 412),
        (good, 400),
        ({**post("urn:uuid:3", observation(PAT)), "request": {"method": "PATCH", "url": "Observation/1"}}, 400),
        ({**post("urn:uuid:4", observation(PAT)), "request": {"method": "POST", "url": "Condition"}}, 400),
        ({"request": {"method": "DELETE", "url": "Observation?code=1"}}, 400),
        ({"resource": observation(PAT)}, 400),
        (7, 400),
    ):
        answer = hospital.transaction(post(PAT, patient()), good, bad)
        assert (answer.status_code, answer.json()["resourceType"]) == (status, "OperationOutcome"), (bad, answer.text)
        assert hospital.found("Observation") == hospital.found("Patient") == []


def test_types_that_are_not_stored_are_left_out_where_the_sender_agrees(hospital):
    entries = [post("urn:uuid:9", {"resourceType": "Practitioner"}), post(PAT, patient())]
    answer = hospital.transaction(*entries, Prefer="handling=lenient, return=representation")
    assert statuses(answer) == ["202", "201"]
    left, kept = answer.json()["entry"]
    assert left["response"]["outcome"]["issue"][0]["expression"] == ["Bundle.entry[0]"]
    assert kept["resource"]["gender"] == "female"


def test_conditional_creates_meet_what_is_there_and_references_follow(hospital):
    sent = patient()
    number = sent["identifier"][0]
    unless = f"identifier={number['system']}|{number['value']}"
    stored = hospital.create(sent)
    answer = hospital.transaction(post(PAT, patient(), ifNoneExist=unless), post(OBS, observation(PAT)))
    assert statuses(answer) == ["200", "201"]
    assert read(hospital, answer.json()["entry"][1])["subject"]["reference"] == f"Patient/{stored['id']}"
    by_condition = hospital.transaction(post(OBS, observation(f"Patient?{unless}")))
    assert read(hospital, by_condition.json()["entry"][0])["subject"]["reference"] == f"Patient/{stored['id']}"


def test_conditions_on_codes_are_searched_for(hospital):
    root = hospital.patient()["id"]
    other = {"coding": [{"system": "http://loinc.org", "code": "8302-2"}]}
    member = hospital.observation(root, code=other)
    panel = observation(f"Patient/{root}", hasMember=[{"reference": f"Observation?code=8302-2&patient={root}"}])
    answer = hospital.transaction(post(OBS, panel))
    stored = read(hospital, answer.json()["entry"][0])
    assert stored["hasMember"] == [{"reference": f"Observation/{member['id']}"}]
    panel["hasMember"] = [{"reference": "Observation?code=unheard-of"}]
    assert hospital.transaction(post(MEM, panel)).status_code == 412
    updated = observation(f"Patient/{root}", code=other, status="amended")
    entry = {"resource": updated, "request": {"method": "PUT", "url": f"Observation?code=8302-2&patient={root}"}}
    assert statuses(hospital.transaction(entry)) == ["200"]
    assert hospital.get(f"/fhir/Observation/{member['id']}").json()["status"] == "amended"


def test_what_a_transaction_reads_sees_what_it_wrote(hospital):
    answer = hospital.transaction(
        {"request": {"method": "GET", "url": "Observation?_summary=count"}},
        post(PAT, patient()), post(OBS, observation(PAT)),
        {"request": {"method": "GET", "url": "Observation/nowhere"}},
    )  # fmt: skip
    assert statuses(answer) == ["200", "201", "201", "404"]
    assert answer.json()["entry"][0]["resource"]["total"] == 1


def test_a_batch_goes_on_after_a_wrong_entry(hospital):
    root = hospital.patient()["id"]
    stored = hospital.observation(root)
    entries = [
        put({**stored, "status": "amended"}, ifMatch='W/"9"'), put({**stored, "status": "amended"}, ifMatch='W/"1"'),
        {"request": {"method": "GET", "url": f"Observation/{stored['id']}"}}, 7,
        {"request": {"method": "GET", "url": f"Observation/{stored['id']}", "ifNoneMatch": 'W/"2"'}},
        {"request": {"method": "GET", "url": f"Observation/{stored['id']}/_history/1"}},
        post(OBS, observation("Patient/nobody")),
        {"request": {"method": "DELETE", "url": f"Observation/{stored['id']}"}},
        {"request": {"method": "GET", "url": "Zork"}},
        {"request": {"method": "GET", "url": f"Observation/{stored['id']}"}},
    ]  # fmt: skip
    answer = hospital.post("/fhir/", json={"resourceType": "Bundle", "type": "batch", "entry": entries})
    assert statuses(answer) == ["412", "200", "200", "400", "304", "200", "422", "204", "404", "410"]
    assert answer.json()["entry"][2]["resource"]["status"] == "amended"
    refused = answer.json()["entry"][6]["response"]["outcome"]["issue"][0]
    assert refused["expression"] == ["Bundle.entry[6].resource"]


def test_only_transactions_and_batches_are_processed(hospital):
    for content in ({"resourceType": "Bundle", "type": "collection", "entry": []}, {"resourceType": "Bundle"},
                    patient(), {"resourceType": "Bundle", "type": "batch", "entry": {}}):  # fmt: skip
        assert hospital.post("/fhir", json=content).status_code == 400
    many = {"resourceType": "Bundle", "type": "batch", "entry": [{}] * 501}
    assert hospital.post("/fhir", json=many).status_code == 413
    empty = hospital.post("/fhir", json={"resourceType": "Bundle", "type": "transaction"})
    assert (empty.status_code, empty.json()["entry"]) == (200, [])
