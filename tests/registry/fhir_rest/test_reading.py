"""What was stored is read as it was stored, by its own hospital, and said to be gone or unchanged where it is."""

from email.utils import parsedate_to_datetime

import pytest

from tests.builders.exchange import observation


@pytest.fixture
def stored(hospital):
    return hospital.observation(hospital.patient()["id"])


def address(resource):
    return f"/fhir/{resource['resourceType']}/{resource['id']}"


def test_a_resource_is_read_with_its_tag_and_date(hospital, stored):
    answer = hospital.get(address(stored))
    assert answer.json() == stored
    assert answer.headers["etag"] == 'W/"1"'
    assert answer.headers["content-type"] == "application/fhir+json; charset=utf-8"
    assert parsedate_to_datetime(answer.headers["last-modified"]).isoformat()[:19] == stored["meta"]["lastUpdated"][:19]


@pytest.mark.parametrize("tag", ['W/"1"', '"1"', "1", "*", 'W/"7", W/"1"'])
def test_who_has_the_version_is_not_sent_it_again(hospital, stored, tag):
    answer = hospital.get(address(stored), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", 'W/"1"')


def test_who_has_another_version_is_sent_this_one(hospital, stored):
    assert hospital.get(address(stored), headers={"If-None-Match": 'W/"2"'}).status_code == 200
    seen = hospital.get(address(stored)).headers["last-modified"]
    assert hospital.get(address(stored), headers={"If-Modified-Since": seen}).status_code == 304
    assert (
        hospital.get(address(stored), headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200
    )
    assert hospital.get(address(stored), headers={"If-Modified-Since": "never"}).status_code == 200


def test_versions_are_read_one_by_one_and_listed_with_the_newest_first(hospital, stored):
    for weight in (13, 14, 15):
        changed = {**stored, "valueQuantity": {**stored["valueQuantity"], "value": weight}}
        assert hospital.put(address(stored), json=changed).status_code == 200
    assert hospital.get(f"{address(stored)}/_history/1").json() == stored
    assert hospital.get(f"{address(stored)}/_history/3").json()["valueQuantity"]["value"] == 14
    for absent in ("0", "5", "99999999999999999999", "x", "-1"):
        assert hospital.get(f"{address(stored)}/_history/{absent}").status_code == 404
    history = hospital.get(f"{address(stored)}/_history?_count=3").json()
    assert [entry["resource"]["meta"]["versionId"] for entry in history["entry"]] == ["4", "3", "2"]
    assert history["total"] == 4
    (rest,) = [link["url"] for link in history["link"] if link["relation"] == "next"]
    assert [entry["request"]["method"] for entry in hospital.get(rest).json()["entry"]] == ["POST"]


def test_a_deleted_resource_is_gone_and_its_versions_stay(hospital, stored):
    assert hospital.delete(address(stored)).status_code == 204
    answer = hospital.get(address(stored))
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (410, "deleted")
    assert hospital.get(f"{address(stored)}/_history/1").json() == stored
    assert hospital.get(f"{address(stored)}/_history/2").status_code == 410
    methods = [entry["request"]["method"] for entry in hospital.get(f"{address(stored)}/_history").json()["entry"]]
    assert methods == ["DELETE", "POST"]
    assert hospital.found("Observation") == []


def test_what_is_not_there_and_what_is_anothers_is_one_answer(hospital, other_hospital, stored):
    absent = hospital.get("/fhir/Observation/nowhere")
    assert absent.status_code == 404
    for path in ("", "/_history", "/_history/1"):
        theirs = other_hospital.get(address(stored) + path)
        assert (theirs.status_code, theirs.content) == (404, absent.content)


def test_types_that_are_ours_alone_are_nowhere(hospital):
    for kind in ("Phenopacket", "PatientElsewhere", "Practitioner", "Zork", "patient"):
        answer = hospital.get(f"/fhir/{kind}/x")
        assert (answer.status_code, answer.json()["issue"][0]["code"]) == (404, "not-supported")


def test_answers_are_json_alone(hospital, stored):
    for accepted in ("application/fhir+xml", "text/html", "application/xml"):
        assert hospital.get(address(stored), headers={"Accept": accepted}).status_code == 406
    for accepted in ("application/json", "application/fhir+json;q=0.9, text/html", "*/*"):
        assert hospital.get(address(stored), headers={"Accept": accepted}).status_code == 200
    assert hospital.get(f"{address(stored)}?_format=xml").status_code == 406
    assert hospital.get(f"{address(stored)}?_format=application/fhir%2Bjson").status_code == 200


def test_every_read_is_in_the_audit_with_whose_it_is(hospital, stored, empty_register):
    from sqlmodel import select  # noqa: PLC0415  # of this test alone

    from registry.audit.models import AuditRecord  # noqa: PLC0415  # likewise

    hospital.get(address(stored))
    hospital.get("/fhir/Observation?code=29463-7")
    with empty_register.reading() as session:
        rows = list(session.exec(select(AuditRecord).order_by(AuditRecord.seq)))
        assert empty_register.trail.verify(session).intact
    assert [row.act for row in rows][-4:] == ["receive", "receive", "read", "search"]
    root = stored["subject"]["reference"].removeprefix("Patient/")
    assert all(root in row.patients for row in rows[-3:])
    assert "29463-7" not in rows[-1].details


def test_a_link_to_another_resource_is_followed_as_it_was_stored(hospital):
    root = hospital.patient()["id"]
    first = hospital.observation(root)
    second = hospital.create(
        observation(
            f"http://testserver/fhir/Patient/{root}", hasMember=[{"reference": f"{address(first)[6:]}/_history/1"}]
        )
    )
    assert second["subject"] == {"reference": f"Patient/{root}"}
    assert second["hasMember"] == [{"reference": f"Observation/{first['id']}"}]
