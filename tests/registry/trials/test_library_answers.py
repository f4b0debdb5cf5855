"""What single criteria of the library answer: results and acts that a recorded "no" must not hide."""

from itertools import count

import pytest

from matching.days import Span, day
from matching.facts import Answer, Condition, Fact, Facts, History, Measurement, Procedure
from matching.reference import Context
from matching.truth import Reason, Truth
from matching.verdict import judge
from registry.terminologies.service import starter
from registry.trials.files import library

AS_OF = day("2026-06-01")
FKRP, DUCHENNE, HGB, CARECN, SCID = (
    "NCT05224505", "CTIS2023-505187-11-00", "NCT02151526", "NCT03466463", "NCT01512888",
)  # fmt: skip
NUMBERS = count()


def row(kind: type[Fact], when: str = "2026-05-20", **columns) -> Fact:
    return kind(patient="p", record=f"R/{next(NUMBERS)}", when=Span.parse(when), **columns)


def number(code: str, value: float | None, unit: str | None, when: str = "2026-05-20") -> Fact:
    return row(Measurement, when, code=code, value=value, unit=unit)


def act(code: str, when: str) -> Fact:
    return row(Procedure, when, code=code, status="done")


def complete(scope: str) -> Fact:
    return row(History, scope=scope)


def answered(trial: str, place: str, value: bool) -> Fact:
    return row(Answer, question=f"{trial}/main/{place}", value=value, who="investigator")


def passes(trial: str, place: str, *rows: Fact) -> Truth:
    facts = Facts()
    facts.extend(rows)
    found = library()[trial]
    judged = judge("p", facts, found, found.cohorts[0], Context(AS_OF, starter()))
    (one,) = [answer for answer in judged.criteria if answer.numbered.number == place]
    return one.passes


NO_HOURS = number("GENOTHER:ventilation-hours", 0, "h/d", "2026-01-10")


@pytest.mark.parametrize(("trial", "place"), [(FKRP, "E3"), (DUCHENNE, "E5")])
@pytest.mark.parametrize(
    ("rows", "truth"),
    [
        ([number("GENOTHER:ventilation-hours", 9, "h/d")], Truth.NOT_MET),
        ([NO_HOURS, act("SNOMED:428311008", "2026-05-15")], Truth.NOT_MET),
        ([NO_HOURS, act("CCAM:GLLD012", "2026-05-15")], Truth.NOT_MET),
        ([NO_HOURS, act("SNOMED:40617009", "2023-05-15"), complete("procedures")], Truth.UNKNOWN),
        ([NO_HOURS, complete("procedures")], Truth.MET),
        ([NO_HOURS], Truth.UNKNOWN),
    ],
    ids=["hours", "an act last month", "a French act", "an act of old", "no act ever", "acts not recorded"],
)
def test_respiratory_assistance_is_seen_as_hours_and_as_acts(trial: str, place: str, rows: list, truth: Truth):
    assert passes(trial, place, *rows) is truth


@pytest.mark.parametrize(("value", "truth"), [(False, Truth.MET), (True, Truth.NOT_MET)])
def test_of_an_old_ventilation_a_person_says_whether_it_goes_on(value: bool, truth: Truth):
    old = act("SNOMED:40617009", "2023-05-15")
    rows = [NO_HOURS, old, complete("procedures"), answered(FKRP, "E3", value)]
    assert passes(FKRP, "E3", *rows) is truth


@pytest.mark.parametrize("code", ["LOINC:10230-1", "LOINC:18043-0", "LOINC:8806-2"])
def test_an_ejection_fraction_counts_however_it_was_imaged(code: str):
    rows = [number("LOINC:10230-1", 65, "%", "2026-04-01"), number(code, 45, "%", "2026-05-20")]
    assert passes(DUCHENNE, "E4", *rows) is Truth.NOT_MET


def test_neutropenia_stays_open_because_its_limit_is_not_stated():
    absent = row(Condition, "2025-07-20", code="HP:0001875", certainty="absent")
    assert passes(HGB, "E4", absent, number("LOINC:751-8", 0.2, "10*9/L")) is Truth.UNKNOWN


COMPLETE = complete("conditions")


@pytest.mark.parametrize(
    ("place", "rows", "truth"),
    [
        ("E2", [COMPLETE], Truth.UNKNOWN),
        ("E2", [COMPLETE, number("LOINC:5195-3", None, None)], Truth.UNKNOWN),
        ("E2", [COMPLETE, number("LOINC:63557-3", 120, "[IU]/mL")], Truth.NOT_MET),
        ("E2", [COMPLETE, number("LOINC:29615-2", 2000, "[IU]/mL")], Truth.NOT_MET),
        ("E2", [COMPLETE, number("LOINC:11011-4", 1e6, "[IU]/mL")], Truth.NOT_MET),
        ("E2", [row(Condition, code="ICD10:B18.2", certainty="confirmed")], Truth.NOT_MET),
        ("E3", [COMPLETE], Truth.UNKNOWN),
        ("E3", [COMPLETE, number("LOINC:20447-9", 40, "{copies}/mL", "2015-01-01")], Truth.NOT_MET),
        ("E3", [row(Condition, code="ICD10:B24", certainty="confirmed")], Truth.NOT_MET),
    ],
)
def test_a_complete_list_of_conditions_is_no_serology(place: str, rows: list, truth: Truth):
    assert passes(CARECN, place, *rows) is truth


@pytest.mark.parametrize(
    ("cells", "engrafted", "truth"),
    [
        (100, None, Truth.MET),
        (900, None, Truth.UNKNOWN),
        (900, True, Truth.MET),
        (900, False, Truth.NOT_MET),
    ],
)
def test_a_person_answers_for_maternal_engraftment_alone(cells: int, engrafted: bool | None, truth: Truth):
    rows = [number("LOINC:8122-4", cells, "/uL")]
    rows += [] if engrafted is None else [answered(SCID, "I5", engrafted)]
    assert passes(SCID, "I5", *rows) is truth


@pytest.mark.parametrize(("trial", "code"), [("NCT03461289", "G12.0"), (HGB, "D57.0"), ("NCT03569891", "D67")])
def test_the_icd_class_of_the_own_disease_is_never_another_disease(trial: str, code: str):
    found = library()[trial]
    facts = Facts()
    facts.extend(row(Condition, code=one, certainty="confirmed") for one in (f"ICD10:{code}", "ORPHA:905"))
    judged = judge("p", facts, found, found.cohorts[0], Context(AS_OF, starter()))
    assert any(one.reasons == (Reason.BROADER_TERM,) for one in judged.criteria)
    assert judged.lasting is None
