"""What was sent comes back character for character, less what the door removes."""

import json

import pytest

NUMBERS = ("1.50", "0.10", "-0", "-0.0", "1e3", "1E+3", "0.1e-7", "100000000000000000000000000001", "9007199254740993",
           "3.141592653589793238462643383279", "7", "12.0")  # fmt: skip
DATES = (
    "2026",
    "2026-03",
    "2026-03-09",
    "2026-03-09T10:11:12+02:00",
    "2026-03-09T10:11:12.120Z",
    "2026-03-09T10:11:12.1Z",
)
TEXTS = (
    "é",
    "µ 𝄞 אב",
    '\\ " / \b'.replace("\b", "\t"),
    "a\r\nb",
    "  blanks  ",
    "<b>&amp;</b>",
    "'; DROP TABLE resource; --",
)


def as_text(content):
    """JSON with each number as it was written."""
    return json.loads(content, parse_float=str, parse_int=str)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_come_back_as_they_were_written(hospital, number):
    root = hospital.patient()["id"]
    sent = f"""{{"resourceType":"Observation","status":"final","code":{{"coding":[{{"code":"x"}}]}},
        "subject":{{"reference":"Patient/{root}"}},
        "valueQuantity":{{"value":{number},"unit":"kg"}},
        "referenceRange":[{{"low":{{"value":{number}}}}}]}}"""
    answer = hospital.post("/fhir/Observation", content=sent, headers={"Content-Type": "application/fhir+json"})
    assert answer.status_code == 201, answer.text
    for content in (answer.content, hospital.get(answer.headers["location"]).content):
        found = as_text(content)
        assert found["valueQuantity"]["value"] == found["referenceRange"][0]["low"]["value"] == number
    page = hospital.get(f"/fhir/Observation?patient={root}&_elements=valueQuantity").content
    assert as_text(page)["entry"][0]["resource"]["valueQuantity"]["value"] == number


def test_a_whole_resource_comes_back_as_it_was_sent_but_for_what_the_door_changes(hospital):
    root = hospital.patient()["id"]
    for when, said in zip(DATES, [*TEXTS], strict=False):
        sent = {
            "resourceType": "Observation",
            "meta": {"profile": ["http://example.org/p"], "tag": [{"system": "urn:t", "code": "t"}]},
            "status": "final",
            "category": [{"coding": [{"system": "urn:c", "code": "c", "display": "named"}]}],
            "code": {
                "coding": [{"system": "http://loinc.org", "code": "29463-7"}, {"system": "urn:x", "code": said.strip()}]
            },
            "subject": {"reference": f"Patient/{root}"},
            "effectiveDateTime": when,
            "valueQuantity": {"value": 1.5, "comparator": "<", "unit": "kg"},
            "component": [{"code": {"coding": [{"code": "k"}]}, "valueInteger": 3}],
        }
        if said.strip() != said or "\n" in said:
            sent["code"]["coding"].pop()
        answer = hospital.post("/fhir/Observation", json=sent)
        assert answer.status_code == 201, answer.text
        found = answer.json()
        meta = {name: value for name, value in found.pop("meta").items() if name not in {"versionId", "lastUpdated"}}
        found.pop("id")
        assert found == {name: value for name, value in sent.items() if name != "meta"}
        assert meta == sent["meta"]
        assert list(found) == [name for name in sent if name != "meta"]


def test_reading_and_searching_show_the_same_bytes(hospital):
    stored = hospital.observation(hospital.patient()["id"])
    body = hospital.get(f"/fhir/Observation/{stored['id']}").content
    assert body in hospital.get("/fhir/Observation").content
    assert body in hospital.get(f"/fhir/Observation/{stored['id']}/_history").content
