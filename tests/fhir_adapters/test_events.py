"""Events one by one and counted, times that were watched, trials, sides, and what is taken in a day."""

import pytest

from matching.days import Span
from matching.facts import Condition, Event, History, Medication, Participation, Procedure, StudySide, Watched
from tests.fhir_adapters.sent import coded, observation, only, read, resource, ucum

YEAR = {"start": "2025-03-01", "end": "2026-02-28"}
IN_A_YEAR = {"effectivePeriod": YEAR, "effectiveDateTime": None}


def part(code, **value):
    return {"code": coded(code), **value}


def test_a_count_over_a_time():
    sent = observation("GENOTHER:bleed", effectiveDateTime=None, effectivePeriod=YEAR, valueInteger=4)
    assert only(sent) == Event(
        patient="p1", record="Observation/1", element="Observation", code="GENOTHER:bleed", count=4,
        since=Span.parse("2025-03-01"), when=Span.parse("2026-02-28"),
    )  # fmt: skip


def test_one_event_and_what_was_given():
    volume = part("GENOTHER:volume", valueQuantity=ucum(300, "mL"))
    found = only(observation("SNOMED:71493000", component=[volume]))
    assert (found.code, found.count, found.quantity, found.unit) == ("GENOTHER:transfusion", 1, 300.0, "mL")
    assert (found.since, found.when) == (None, Span.parse("2024-03-09"))


@pytest.mark.parametrize(
    ("elements", "problem"),
    [
        ({"valueInteger": 3}, "count-without-time"),
        (IN_A_YEAR | {"valueQuantity": ucum(3.5, "1")}, "count-not-read"),
        (IN_A_YEAR | {"valueQuantity": ucum(3, "1", comparator=">")}, "count-not-read"),
    ],
)  # fmt: skip
def test_a_count_that_cannot_be_read_is_no_event(elements, problem):
    assert read(observation("GENOTHER:bleed", **elements)) == ([], [problem])


def test_a_recorded_no_is_no_event():
    assert read(observation("GENOTHER:bleed", valueBoolean=False)) == ([], [])


def test_a_time_that_was_watched():
    event = part("GENOTHER:event", valueCodeableConcept=coded("GENOTHER:bleed"))
    found = only(observation("GENOTHER:watched", effectiveDateTime=None, effectivePeriod=YEAR, component=[event]))
    assert isinstance(found, Watched)
    assert (found.code, str(found.since), str(found.when)) == ("GENOTHER:bleed", "2025-03-01", "2026-02-28")
    assert read(observation("GENOTHER:watched", component=[event])) == ([], ["watch-unclear"])


def test_transfusions_and_crises_are_events_beside_what_they_are():
    facts, _ = read(
        resource("Procedure", status="completed", code=coded("SNOMED:116859006"), performedDateTime="2026-01-10")
    )
    assert [type(fact) for fact in facts] == [Procedure, Event]
    crisis = resource(
        "Condition", code=coded("SNOMED:417425009"), recordedDate="2026-01-12", onsetDateTime="2026-01-10",
        clinicalStatus={"coding": [{"code": "active"}]}, severity=coded("SNOMED:24484000"),
        bodySite=[coded("SNOMED:7771000")],
    )  # fmt: skip
    condition, event = read(crisis)[0]
    assert isinstance(condition, Condition)
    assert (condition.severity, condition.side) == ("severe", "left")
    assert (event.code, event.when) == ("GENOTHER:vaso-occlusive-crisis", Span.parse("2026-01-10"))


def test_a_trial_that_goes_on_and_one_that_is_over():
    parts = [
        part("GENOTHER:trial", valueString="NCT03587116"),
        part("GENOTHER:therapy", valueCodeableConcept=coded("GENOTHER:gene-therapy-aav8")),
        part("GENOTHER:arm", valueCodeableConcept=coded("GENOTHER:arm-undisclosed")),
    ]
    found = only(observation("GENOTHER:trial-participation", component=parts))
    assert isinstance(found, Participation)
    assert (found.code, found.status, found.therapy, found.arm) == (
        "NCT03587116", "current", "GENOTHER:gene-therapy-aav8", "undisclosed",
    )  # fmt: skip
    over = only(observation("GENOTHER:trial-participation", effectiveDateTime=None, effectivePeriod=YEAR))
    assert (over.code, over.status, str(over.until)) == ("TEXT:trial", "past", "2026-02-28")


STUDY = {"identifier": {"system": "https://clinicaltrials.gov", "value": "NCT03461289"}}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("on-study", "current"), ("on-study-intervention", "current"), ("on-study-observation", "current"),
        ("follow-up", "current"), ("off-study", "past"),
    ],
)  # fmt: skip
def test_a_subject_of_a_trial(status, expected):
    found = only(resource("ResearchSubject", status=status, study=STUDY, period=YEAR))
    assert found == Participation(
        patient="p1", record="ResearchSubject/1", element="ResearchSubject", code="NCT03461289", status=expected,
        when=Span.parse("2025-03-01"), until=Span.parse("2026-02-28"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "status",
    ["candidate", "potential-candidate", "screening", "eligible", "ineligible", "pending-on-study", "not-registered",
     "withdrawn"],
)  # fmt: skip
def test_who_has_not_entered_is_in_no_trial(status):
    assert read(resource("ResearchSubject", status=status, study=STUDY)) == ([], [])


def test_a_subject_whose_status_says_nothing_is_no_evidence():
    assert read(resource("ResearchSubject", status="bogus", study=STUDY)) == ([], ["status-unknown"])
    assert read(resource("ResearchSubject", study=STUDY)) == ([], ["status-unknown"])


@pytest.mark.parametrize(
    ("study", "code"),
    [
        ({"reference": "ResearchStudy/NCT03461289"}, "NCT03461289"),
        ({"reference": "https://euclinicaltrials.eu/app/ResearchStudy/2022-500123-11-00"}, "2022-500123-11-00"),
        ({"identifier": {"value": "2015-004380-20"}, "reference": "ResearchStudy/7"}, "2015-004380-20"),
    ],
)
def test_a_trial_is_named_by_its_number_in_a_register(study, code):
    assert only(resource("ResearchSubject", status="on-study", study=study)).code == code


def test_a_trial_without_such_a_number_is_a_trial_all_the_same():
    for study in ({"reference": "ResearchStudy/7"}, {"identifier": {"value": "LOCAL-1"}}, {"display": "the SMA trial"}):
        facts, problems = read(resource("ResearchSubject", status="on-study", study=study))
        assert ([one.code for one in facts], problems) == (["TEXT:trial"], ["trial-unnumbered"])


def test_a_side_that_was_chosen():
    trial = [part("GENOTHER:trial", valueString="NCT03116113")]
    found = only(observation("GENOTHER:study-side", component=trial, bodySite=coded("SNOMED:18944008")))
    assert isinstance(found, StudySide)
    assert (found.code, found.side) == ("NCT03116113", "right")
    assert read(observation("GENOTHER:study-side", component=trial)) == ([], ["side-unclear"])
    assert read(observation("GENOTHER:study-side", component=trial, bodySite=coded("SNOMED:51440002")))[0] == []


def test_lists_of_vaccines_and_trials_may_be_complete():
    assert only(observation("GENOTHER:complete-trials", valueBoolean=True)).scope == "trials"
    assert isinstance(only(observation("GENOTHER:complete-immunizations", valueBoolean=True)), History)


def dosage(timing, **rate):
    return [{"timing": timing, "doseAndRate": [rate or {"doseQuantity": ucum(10, "mg")}]}]


@pytest.mark.parametrize(
    ("timing", "daily"),
    [
        ({"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}, (20.0, "mg/d")),
        ({"repeat": {"period": 1, "periodUnit": "wk"}}, (10 / 7, "mg/d")),
        ({"repeat": {"frequency": 1, "period": 8, "periodUnit": "h"}}, (30.0, "mg/d")),
        ({"code": {"coding": [{"code": "TID"}]}}, (30.0, "mg/d")),
        ({"repeat": {"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}}, (None, None)),
        ({}, (None, None)),
    ],
)  # fmt: skip
def test_what_is_taken_in_a_day(timing, daily):
    sent = resource(
        "MedicationStatement", status="active", medicationCodeableConcept=coded("ATC:H02AB07"),
        effectiveDateTime="2026-01-10", dosage=dosage(timing),
    )  # fmt: skip
    found = only(sent)
    assert isinstance(found, Medication)
    assert found.daily_unit == daily[1]
    assert found.daily == (daily[0] if daily[0] is None else pytest.approx(daily[0]))
