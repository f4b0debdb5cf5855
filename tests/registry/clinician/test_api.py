"""The same for programs: typed, documented, with the same rights."""

import pytest

from registry.screening.models import Candidate
from registry.trials.files import library
from tests.builders.registries import CLINICIAN_HERE, DATA_MANAGER

TRIAL = "NCT02716246"


@pytest.fixture
def api(client_of, token_of):
    client = client_of(None)
    client.headers.update(token_of(CLINICIAN_HERE))
    return client


def test_trials_are_counted(api, candidates):
    told = {one["id"]: one for one in api.get("/api/trials").json()}
    assert set(told) == set(library())
    here = {one.patient for one in candidates if one.trial == TRIAL}
    assert sum(told[TRIAL]["counts"].values()) == len(here)
    assert told[TRIAL]["modality"]["capsid"] == "AAV9"
    assert "eligible" not in api.get("/api/trials").text.lower()


def test_a_trial_tells_its_criteria_in_the_language_asked(api):
    french, english = (api.get(f"/api/trials/{TRIAL}?lang={language}").json() for language in ("fr", "en"))
    assert french["title"] != english["title"]
    criteria = [cohort["criteria"] for cohort in english["cohorts"]]
    assert [len(one) for one in criteria] == [8, 8]
    assert all(one["says"] and one["asks"] for cohort in criteria for one in cohort)


def test_candidates_come_as_on_the_page(api, candidates):
    told = api.get(f"/api/trials/{TRIAL}/candidates?cohort=cohort-4").json()
    mine = {one.patient: one for one in candidates if (one.trial, one.cohort) == (TRIAL, "cohort-4")}
    assert {one["patient"] for one in told["candidates"]} == set(mine)
    for one in told["candidates"]:
        assert len(one["marks"]) == len(mine[one["patient"]].marks)
        assert one["status"] == "new"
    assert told["total"] == len(mine)


def test_a_status_is_kept(api, candidates):
    root = next(one.patient for one in candidates if one.trial == TRIAL)
    sent = api.post(f"/api/trials/{TRIAL}/candidates/{root}/status", json={"status": "deferred", "reason": "in spring"})
    assert sent.status_code == 204
    assert api.get(f"/api/patients/{root}").json()["statuses"][0]["reason"] == "in spring"
    refused = api.post(f"/api/trials/{TRIAL}/candidates/{root}/status", json={"status": "gone", "reason": "x"})
    assert refused.status_code == 400
    assert set(refused.json()["error"]) == {"fr", "en"}


def test_an_answer_changes_the_verdict_and_its_removal_brings_it_back(api, candidates):
    for one in candidates:
        told = api.get(f"/api/patients/{one.patient}").json()
        cohort = next(j for j in told["judgements"] if (j["trial"], j["cohort"]) == (one.trial, one.cohort))
        asked = [
            c for c in cohort["criteria"] if c["questions"] and c["passes"] == "unknown" and c["kind"] == "include"
        ]
        asked = [c for c in asked if c["reasons"] == ["needs a person's answer"]]
        if asked:
            break
    address, question = f"/api/patients/{one.patient}/answers", asked[0]["questions"][0]
    assert api.post(address, json={"question": question, "value": False}).json()["verdict"] == "excluded"
    assert [given["value"] for given in api.get(f"/api/patients/{one.patient}").json()["answers"]] == [False]
    assert api.delete(address, params={"question": question}).json()["verdict"] == cohort["verdict"]
    assert api.delete(address, params={"question": question}).status_code == 404


def test_evidence_names_where_it_was_read(api, candidates):
    told = api.get(f"/api/patients/{candidates[0].patient}").json()
    evidence = [seen for one in told["judgements"] for c in one["criteria"] for seen in c["evidence"]]
    assert evidence
    assert all("/_history/" in seen["source"] for seen in evidence)


@pytest.mark.parametrize(
    "sent",
    [{}, {"question": "x"}, {"question": 1, "value": True}, {"question": "x", "value": "perhaps"},
     {"question": "x", "value": True, "until": "2026-02-30"}],
)  # fmt: skip
def test_what_cannot_be_read_is_not_echoed(api, candidates, sent):
    answer = api.post(f"/api/patients/{candidates[0].patient}/answers", json=sent)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}


def test_others_find_nothing_there(client_of, token_of, candidates):
    client = client_of(None)
    for headers, status in (({}, 401), (token_of(DATA_MANAGER), 404), ({"authorization": "Bearer x"}, 401)):
        assert client.get(f"/api/patients/{candidates[0].patient}", headers=headers).status_code == status


def test_the_description_of_the_addresses_is_whole(api):
    told = api.get("/openapi.json").json()
    for path in ("/api/trials", "/api/trials/{trial}", "/api/trials/{trial}/candidates", "/api/patients/{root}"):
        answer = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert "$ref" in str(answer)
        assert told["paths"][path]["get"]["description"]
    assert {"post", "delete"} <= set(told["paths"]["/api/patients/{root}/answers"])
    assert not [path for path in told["paths"] if path.startswith("/patients")]


def test_a_run_is_named_with_each_candidate(api, register, candidates):
    told = api.get(f"/api/trials/{TRIAL}/candidates").json()["candidates"]
    with register.reading() as session:
        for one in told:
            row = session.get_one(Candidate, (TRIAL, "cohort-4", one["patient"]))
            assert one["run"] == row.run
