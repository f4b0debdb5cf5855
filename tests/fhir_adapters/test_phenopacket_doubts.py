"""A packet of another day than today, and a diagnosis that its own interpretation leaves open."""

import pytest

from tests.fhir_adapters.packets import BORN, TODAY, age, codes_of_problems, read, term


def made(created: object) -> dict:
    return {"subject": {"id": "s", "timeAtLastEncounter": age("P3M")}, "metaData": {"created": created}}


@pytest.mark.parametrize(
    ("created", "birth"),
    [
        ("2021-03-01T00:00:00Z", "2020-11-02/2020-12-01"),
        ("2030-01-01T00:00:00Z", "2026-03-01/2026-03-31"),
        ("2021", "None"),
    ],
    ids=["made before today", "never after today", "a year is no day"],
)
def test_an_undated_encounter_was_no_later_than_the_packet(created: str, birth: str):
    assert str(read(TODAY, **made(created)).people[0].birth) == birth


def test_what_an_old_packet_states_is_as_old_as_the_packet():
    parts = made("2021-03-01T00:00:00Z") | {"phenotypicFeatures": [{"type": term("HP:0001252"), "excluded": True}]}
    assert str(read(TODAY, **parts).conditions[0].when) == "2021-03-01"
    assert read(**parts).conditions[0].when is None


@pytest.mark.parametrize("created", [None, "secret", 7])
def test_a_packet_of_no_known_day_is_read_as_of_today_and_that_is_said(created):
    assert str(read(TODAY, **made(created)).people[0].birth) == "2026-03-01/2026-03-31"
    assert "no-created-date" in codes_of_problems(TODAY, **made(created))
    assert "no-created-date" not in codes_of_problems(**made(created))


def test_a_dated_encounter_asks_for_no_other_day():
    subject = BORN | {"timeAtLastEncounter": {"timestamp": "2020-02-03T00:00:00Z"}}
    assert "no-created-date" not in codes_of_problems(TODAY, subject=subject)


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
        ("OMIM:2", "confirmed"),
    ]
    assert ("diagnosis-unsolved" in codes_of_problems(**parts)) == (certainty == "suspected")
