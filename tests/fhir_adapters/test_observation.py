"""Laboratory values, vital signs, scores, and our own statements."""

import pytest

from matching.days import Span
from matching.facts import AnchorDate, Answer, History, Measurement
from tests.fhir_adapters.sent import bundle, coded, observation, only, read, ucum

ALT = "LOINC:1742-6"


def test_a_value_with_its_unit_time_and_printed_range():
    printed = [
        {"low": ucum(0, "U/L"), "high": ucum(30, "U/L"), "appliesTo": [{"text": "women"}]},
        {"low": ucum(5, "U/L"), "high": ucum(45, "U/L")},
    ]
    sent = observation(
        ALT,
        valueQuantity=ucum(31.5, "U/L", comparator=">"),
        referenceRange=printed,
        effectiveDateTime="2024-03-09T08:05:00Z",
    )
    assert only(sent) == Measurement(
        patient="p1", record="Observation/1", element="Observation", code=ALT, when=Span.parse("2024-03-09"),
        minute=485,
        value=31.5, comparator=">", unit="U/L", low=5.0, high=45.0,
    )  # fmt: skip


def test_a_range_in_another_unit_or_for_others_only_is_not_kept():
    value = {"valueQuantity": ucum(1, "U/L")}
    facts, problems = read(observation(ALT, **value, referenceRange=[{"high": ucum(1, "ukat/L")}]))
    assert (facts[0].high, problems) == (None, ["range-unit"])
    facts, problems = read(observation(ALT, **value, referenceRange=[{"high": ucum(1, "U/L"), "appliesTo": [{}]}]))
    assert (facts[0].high, problems) == (None, ["no-normal-range"])


def test_ranges_that_only_a_text_tells_apart_are_nobodys():
    value = {"valueQuantity": ucum(200, "U/L")}
    printed = [{"text": "Adulte H", "high": ucum(120, "U/L")}, {"text": "Nourrisson", "high": ucum(56, "U/L")}]
    facts, problems = read(observation(ALT, **value, referenceRange=printed))
    assert (facts[0].high, problems) == (None, ["several-ranges"])
    assert only(observation(ALT, **value, referenceRange=[printed[0], printed[0] | {"text": "H"}])).high == 120.0


def test_a_bare_range_has_the_unit_of_its_value_or_none():
    bare = [{"high": {"value": 55}}]
    assert read(observation(ALT, valueQuantity=ucum(2, "U/L"), referenceRange=bare))[0][0].high == 55.0
    facts, problems = read(observation(ALT, valueInteger=2, referenceRange=bare))
    assert (facts[0].high, problems) == (None, ["no-unit", "range-unit"])


def test_an_integer_has_a_unit_in_our_own_scores_only():
    assert only(observation(ALT, valueInteger=45)).unit is None
    assert only(observation("GENOTHER:chop-intend", valueInteger=45)).unit == "1"


def test_each_loinc_code_and_each_of_ours_is_a_row_of_the_same_record():
    both = coded("SNOMED:1", "GENOTHER:ventilation-hours", "LOINC:19837-4")
    found = read(observation(ALT, valueQuantity=ucum(9, "h/d")) | {"code": both})[0]
    assert [(fact.code, fact.value, fact.element) for fact in found] == [
        ("LOINC:19837-4", 9.0, "Observation.code.coding[2]"),
        ("GENOTHER:ventilation-hours", 9.0, "Observation.code.coding[1]"),
    ]
    assert only(observation(ALT, valueInteger=1) | {"code": coded("SNOMED:1", ALT)}).element == "Observation"
    assert read(observation(ALT, valueInteger=1) | {"code": {"text": "ALAT"}}) == ([], ["no-code"])


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"dataAbsentReason": {"text": "not performed"}}, "no-result"),
        ({"valueString": "illisible"}, "no-number"),
        ({"valueCodeableConcept": {"text": "unable"}}, "no-number"),
        ({}, "no-result"),
    ],
)
def test_unable_or_not_done_is_never_zero(value, problem):
    facts, problems = read(observation(ALT, **value))
    assert (facts[0].value, facts[0].unit, problems) == (None, None, [problem])


def test_components_are_measurements_and_a_panel_is_none():
    parts = [{"code": coded(f"LOINC:{code}"), "valueQuantity": ucum(80, "mm[Hg]")} for code in ("8480-6", "8462-4")]
    facts, problems = read(observation("LOINC:85354-9", component=parts))
    assert [(fact.code, fact.element) for fact in facts] == [
        ("LOINC:8480-6", "Observation.component[0]"), ("LOINC:8462-4", "Observation.component[1]"),
    ]  # fmt: skip
    assert problems == []
    assert read(observation("LOINC:24323-8", hasMember=[{"reference": "Observation/2"}])) == ([], [])


def test_a_gestation_of_weeks_and_days_is_one_number():
    parts = [{"code": coded("SNOMED:412726003"), "valueQuantity": ucum(n, unit)} for n, unit in ((37, "wk"), (2, "d"))]
    found = only(observation("SNOMED:412726003", component=parts))
    assert (found.value, found.unit) == (261.0, "d")


@pytest.mark.parametrize("status", ["preliminary", "registered"])
def test_a_pending_result_is_there_without_its_number(status):
    printed = [{"high": ucum(45, "U/L")}]
    facts, problems = read(observation(ALT, valueQuantity=ucum(1, "U/L"), referenceRange=printed, status=status))
    assert facts == [
        Measurement(
            patient="p1", record="Observation/1", element="Observation", code=ALT, when=facts[0].when, pending=True
        )
    ]
    assert problems == ["not-final"]


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("entered-in-error", "entered-in-error"),
        ("cancelled", "not-final"),
    ],
)
def test_only_a_final_result_is_evidence(status, problem):
    facts, problems = read(observation(ALT, valueQuantity=ucum(1, "U/L"), status=status))
    assert facts == []
    assert problem in problems


def test_the_date_of_issue_is_not_the_date_of_the_sample():
    facts, problems = read(observation(ALT, valueInteger=3, effectiveDateTime=None, issued="2024-03-09T08:00:00Z"))
    assert (facts[0].when, facts[0].value, facts[0].unit, problems) == (None, 3.0, None, ["undated"])


def test_a_modifier_that_nobody_knows_stops_the_reading():
    modifier = [{"url": "https://h.example/negated", "valueBoolean": True}]
    facts, problems = read(observation(ALT, valueInteger=3, modifierExtension=modifier))
    assert ([fact.value for fact in facts], problems) == ([None], ["modifier-not-understood"])


@pytest.mark.parametrize("part", [{"status": "unknown"}, {"status": None}, {"status": 7}, {"implicitRules": "urn:x"}])
def test_a_result_that_cannot_be_read_is_there_so_that_an_older_one_is_not_the_latest(part):
    facts, problems = read(observation(ALT, valueQuantity=ucum(1, "U/L")) | part)
    assert [(fact.value, fact.when) for fact in facts] == [(None, Span.parse("2024-03-09"))]
    assert problems
    assert read(observation(ALT, valueInteger=3, status="entered-in-error", implicitRules="urn:x"))[0] == []


def test_results_with_one_identity_are_there_without_their_values():
    sent = [observation(ALT, valueQuantity=ucum(value, "U/L")) for value in (1, 2)]
    facts, problems = read(bundle(*sent))
    assert ({fact.value for fact in facts}, problems) == ({None}, ["duplicate-identity"])


def test_complete_history_anchor_and_answer():
    assert only(observation("GENOTHER:complete-medications", valueBoolean=True)) == History(
        patient="p1", record="Observation/1", element="Observation", scope="medications", when=Span.parse("2024-03-09")
    )
    assert only(observation("GENOTHER:anchor-dosing", valueDateTime="2024-04-02")) == AnchorDate(
        patient="p1", record="Observation/1", element="Observation", anchor="dosing", when=Span.parse("2024-04-02")
    )
    parts = [
        {"code": coded("GENOTHER:question"), "valueString": "NCT1/main/I3"},
        {"code": coded("GENOTHER:who"), "valueString": "investigator"},
        {"code": coded("GENOTHER:valid-until"), "valueDateTime": "2024-04-09"},
    ]
    assert only(observation("GENOTHER:answer", valueBoolean=False, component=parts)) == Answer(
        patient="p1", record="Observation/1", element="Observation", question="NCT1/main/I3", value=False,
        who="investigator", when=Span.parse("2024-03-09"), until=Span.parse("2024-04-09"),
    )  # fmt: skip
    assert read(observation("GENOTHER:answer", valueBoolean=False)) == ([], ["answer-incomplete"])
    assert read(observation("GENOTHER:anchor-dosing")) == ([], ["anchor-undated"])
    assert read(observation("GENOTHER:complete-conditions", valueBoolean=False)) == ([], ["not-complete"])


QUESTION, WHO = ({"code": coded(f"GENOTHER:{name}"), "valueString": "x"} for name in ("question", "who"))


@pytest.mark.parametrize(
    "part",
    [
        {"component": [QUESTION, WHO, {"code": coded("GENOTHER:valid-until"), "valueDateTime": "soon"}]},
        {"component": [QUESTION, QUESTION, WHO]},
        {"dataAbsentReason": {"text": "unknown"}},
    ],
)
def test_an_answer_that_is_not_one_plain_answer_is_none(part):
    sent = observation("GENOTHER:answer", valueBoolean=True, component=[QUESTION, WHO])
    assert len(read(sent)[0]) == 1
    facts, problems = read(sent | part)
    assert (facts, problems[-1]) == ([], "answer-unclear")
