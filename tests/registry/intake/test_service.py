"""Documents become facts, whatever file they come in; what is no document is said, with where."""

import bz2
import gzip

import orjson
import pytest

from matching.days import day
from registry.consent import withheld
from registry.errors import NotFound
from registry.intake import documents, read

TODAY = day("2026-11-23")
PATIENT = {"resourceType": "Patient", "id": "p1", "gender": "male", "birthDate": "2019-05-02"}
CONDITION = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": "Patient/p1"},
    "verificationStatus": {
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}]
    },
    "code": {"coding": [{"system": "http://www.orpha.net", "code": "98896"}]},
}
BUNDLE = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}, {"resource": CONDITION}]}
PACKET = {"id": "x", "subject": {"id": "x", "sex": "FEMALE"}, "metaData": {}, "phenotypicFeatures": []}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", orjson.dumps(BUNDLE)),
        ("a.json.gz", gzip.compress(orjson.dumps(BUNDLE))),
        ("a.json.bz2", bz2.compress(orjson.dumps(BUNDLE))),
        ("a.ndjson", orjson.dumps(BUNDLE) + b"\n\n"),
        ("a.ndjson", orjson.dumps(PATIENT) + b"\n" + orjson.dumps(CONDITION)),
        ("a.json", orjson.dumps([PATIENT, CONDITION])),
    ],
)
def test_every_container_gives_the_same_facts(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    for path in (tmp_path, tmp_path / name):
        found = read(path, TODAY).facts
        assert [(row.patient, row.sex) for row in found.people] == [("p1", "male")]
        assert [(row.patient, row.code, row.certainty) for row in found.conditions] == [
            ("p1", "ORPHA:98896", "confirmed")
        ]


def test_resources_in_separate_files_are_resolved_together(tmp_path):
    (tmp_path / "b.json").write_bytes(orjson.dumps(PATIENT))
    (tmp_path / "a.json").write_bytes(orjson.dumps(CONDITION))
    found = read(tmp_path, TODAY).facts
    assert {row.patient for row in found.conditions} == {"p1"}


def test_a_result_that_a_later_export_retracts_is_gone(tmp_path):
    def export(version, status):
        condition = CONDITION | {"meta": {"versionId": version}, **status}
        return BUNDLE | {"entry": [{"resource": PATIENT}, {"resource": condition}]}

    system = CONDITION["verificationStatus"]["coding"][0]["system"]
    retracted = {"verificationStatus": {"coding": [{"system": system, "code": "entered-in-error"}]}}
    (tmp_path / "january.json").write_bytes(orjson.dumps(export("1", {})))
    assert len(read(tmp_path, TODAY).facts.conditions) == 1
    (tmp_path / "february.json").write_bytes(orjson.dumps(export("2", retracted)))
    assert read(tmp_path, TODAY).facts.conditions == []


def test_phenopackets_and_bundles_may_lie_side_by_side(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(orjson.dumps(PACKET) + b"\n" + orjson.dumps(BUNDLE))
    found = read(tmp_path, TODAY)
    assert sorted(row.patient for row in found.facts.people) == ["p1", "x"]
    assert found.documents == 2


def test_two_packets_never_share_a_patient_though_their_subjects_share_an_id(tmp_path):
    packets = [PACKET | {"id": "PMID_1_x"}, PACKET | {"id": "PMID_2_x"}, {k: v for k, v in PACKET.items() if k != "id"}]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(orjson.dumps(packet) for packet in packets))
    found = read(tmp_path, TODAY)
    assert [row.patient for row in found.facts.people] == ["PMID_1_x", "PMID_2_x", "a.jsonl:3"]


def test_a_line_that_is_no_json_is_refused_with_its_place_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(b"{oops Jacques Dupont\n" + orjson.dumps(BUNDLE) + b"\n[1]\n")
    found = read(tmp_path, TODAY)
    assert len(found.facts.people) == 1
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert [problem.record for problem in errors] == ["a.ndjson:1", "a.ndjson:3"]
    assert not any("Dupont" in str(problem) for problem in found.problems)


def test_progress_is_told(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(b"\n".join([orjson.dumps(BUNDLE)] * 3))
    counts = []
    read(tmp_path, TODAY, counts.append)
    assert counts == [1, 2, 3]


@pytest.mark.parametrize("name", ["broken.json.gz", "broken.ndjson.bz2"])
def test_a_broken_archive_is_refused_by_name_and_the_rest_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(b"no archive")
    (tmp_path / "a.json").write_bytes(orjson.dumps(BUNDLE))
    found = read(tmp_path, TODAY)
    assert len(found.facts.people) == 1
    assert [problem.record for problem in found.refused] == [name]


@pytest.mark.parametrize("name", ["nothing", "note.txt"])
def test_nothing_to_read_is_said(tmp_path, name):
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(NotFound, match="nothing to read"):
        list(documents(tmp_path / name))


def test_two_children_under_one_id_are_refused_and_shown_to_nobody(tmp_path):
    for name, birth, version in (("a", "2019-05-02", "1"), ("b", "2024-01-09", "2")):
        patient = PATIENT | {"birthDate": birth, "meta": {"versionId": version}}
        condition = CONDITION | {"id": name}
        (tmp_path / f"{name}.json").write_bytes(
            orjson.dumps(BUNDLE | {"entry": [{"resource": patient}, {"resource": condition}]})
        )
    found = read(tmp_path, TODAY)
    assert [problem.code for problem in found.refused] == ["identity-conflict"]
    assert withheld(found.facts, TODAY) == {"p1"}


def test_one_id_on_two_servers_names_nobody(tmp_path):
    for number, server in enumerate(("https://a.example/fhir", "https://b.example/fhir"), 1):
        patient = PATIENT | {"multipleBirthInteger": number, "meta": {"versionId": str(number)}}
        entry = {"fullUrl": f"{server}/Patient/p1", "resource": patient}
        (tmp_path / f"{number}.json").write_bytes(orjson.dumps(BUNDLE | {"entry": [entry]}))
    found = read(tmp_path, TODAY)
    assert [problem.code for problem in found.refused] == ["identity-conflict"]
    assert found.facts.people == []
