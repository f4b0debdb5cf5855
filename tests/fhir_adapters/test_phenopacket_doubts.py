"""A packet of another day than today, and a diagnosis that its own interpretation leaves open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.days import day
from tests.fhir_adapters.packets import BORN, TODAY, age, codes_of_problems, read, term


def made(created: object) -> dict:
    return {"subject": {"id": "s", "timeAtLastEncounter": age("P3M")}, "metaData": {"created": created}}


@pytest.mark.parametrize(
    ("created", "birth"),
    [
        ("2021-03-01T00:00:00Z", "1920-11-02/2020-12-01"),
        ("2026-06-30", "1926-03-01/2026-03-31"),
        ("2026-07-01", "None"),
        ("2021", "None"),
        ("0001-01-01", "None"),
        ("0001-03-31", "None"),
        ("0002-01-01", "0001-01-01/0001-10-01"),
        ("9999-12-31", "None"),
    ],
)
def test_an_undated_encounter_was_no_later_than_the_packet(created: str, birth: str):
    assert str(read(TODAY, **made(created)).people[0].birth) == birth


def test_what_an_old_packet_states_is_as_old_as_the_packet():
    parts = made("2021-03-01T00:00:00Z") | {"phenotypicFeatures": [{"type": term("HP:0001252"), "excluded": True}]}
    assert str(read(TODAY, **parts).conditions[0].when) == "2021-03-01"
    assert read(**parts).conditions[0].when is None


@pytest.mark.parametrize("created", [None, "secret", 7, "2030-01-01T00:00:00Z"])
def test_a_packet_of_no_known_day_gives_no_birth_and_that_is_said(created):
    assert read(TODAY, **made(created)).people[0].birth is None
    assert "no-created-date" in codes_of_problems(TODAY, **made(created))
    assert "no-created-date" not in codes_of_problems(**made(created))


def test_a_dated_encounter_asks_for_no_other_day():
    subject = BORN | {"timeAtLastEncounter": {"timestamp": "2020-02-03T00:00:00Z"}}
    assert "no-created-date" not in codes_of_problems(TODAY, subject=subject)


@given(st.dates(max_value=date(130, 1, 1)) | st.dates(), st.sampled_from(["P3M", "P999Y", "P9999M99999D", "PT1H"]))
def test_no_day_and_no_age_makes_it_raise(on: date, told: str):
    subject = {"id": "s", "timeAtLastEncounter": age(told)}
    birth = read(TODAY, subject=subject, metaData={"created": on.isoformat()}).people[0].birth
    assert birth is None or birth.first <= birth.last <= day(on.isoformat())


@pytest.mark.parametrize(
    ("progress", "certainty"),
    [
        (["UNSOLVED"], "suspected"),
        (["IN_PROGRESS"], "suspected"),
        (["UNKNOWN_PROGRESS"], "confirmed"),
        (["COMPLETED"], "confirmed"),
        (["UNSOLVED", "SOLVED"], "confirmed"),
        ([], "confirmed"),
    ],
)
def test_a_disease_that_its_interpretation_leaves_unsolved_is_suspected(progress: list[str], certainty: str):
    told = [{"progressStatus": status, "diagnosis": {"disease": term("OMIM:1")}} for status in progress]
    parts = {"interpretations": told, "diseases": [{"term": term("OMIM:1")}, {"term": term("OMIM:2")}]}
    assert [(row.code, row.certainty) for row in read(**parts).conditions] == [
        ("OMIM:1", certainty),
        ("OMIM:2", certainty),
    ]
    assert ("diagnosis-unsolved" in codes_of_problems(**parts)) == (certainty == "suspected")


def test_a_disease_is_in_doubt_under_another_id_too_unless_it_is_solved():
    told = [
        {"progressStatus": "UNSOLVED", "diagnosis": {"disease": term("OMIM:253300")}},
        {"progressStatus": "SOLVED", "diagnosis": {"disease": term("OMIM:2")}},
    ]
    found = read(interpretations=told, diseases=[{"term": term("ORPHA:83330")}, {"term": term("OMIM:2")}]).conditions
    assert {row.code: row.certainty for row in found} == {
        "ORPHA:83330": "suspected",
        "OMIM:2": "confirmed",
        "OMIM:253300": "suspected",
    }


def test_a_result_with_a_comparator_is_no_number():
    quantity = {"value": 0, "comparator": ">", "unit": term("UCUM:mg")}
    parts = {"measurements": [{"assay": term("LOINC:1-8"), "value": {"quantity": quantity}}]}
    assert [row.value for row in read(**parts).measurements] == [None]
    assert codes_of_problems(**parts) == {"no-number"}
