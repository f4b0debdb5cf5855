"""How far what was seen lies from its limit, what may change it, and who was missed by one criterion alone."""

import pytest

from matching import criteria as ask
from matching import facts as told
from matching.criteria import Limit
from matching.days import Duration, Span
from matching.distance import Changes, Distance
from matching.explain.distances import apart
from matching.verdict import Verdict
from tests.matching.test_verdict import born, include, verdict_for

ALT = "LOINC:1742-6"
DAY = Span.parse("2026-11-20")


def alt(value, unit="U/L", **more):
    return told.Measurement(patient="p", record="Observation/1", code=ALT, value=value, unit=unit, when=DAY, **more)


def titre(value, comparator=""):
    return told.Antibody(
        patient="p", record="Observation/2", capsid="AAV9", class_="total", titre=value, comparator=comparator, when=DAY
    )


def copies(low, high):
    return told.CopyNumber(patient="p", record="Observation/3", gene="SMN2", low=low, high=high, when=DAY)


def distances(rows, criterion):
    (one,) = verdict_for([born("2020-11-25"), *rows], include("I1", criterion)).criteria
    return one.distances


@pytest.mark.parametrize(
    ("rows", "criterion", "expected"),
    [
        ([alt(52.0)], ask.Measurement((ALT,), to=Limit(40, "U/L")), (Distance(52, 40, "U/L", Changes.NEW_RESULT),)),
        # The nearest of two limits, and multiples of the range printed with the result.
        (
            [alt(30.0)],
            ask.Measurement((ALT,), from_=Limit(10, "U/L"), to=Limit(40, "U/L")),
            (Distance(30, 40, "U/L", Changes.NEW_RESULT),),
        ),
        (
            [alt(80.0, high=40.0)],
            ask.Measurement((ALT,), to=Limit(3, "xULN")),
            (Distance(2, 3, "xULN", Changes.NEW_RESULT),),
        ),
        ([alt(40.0, comparator="<")], ask.Measurement((ALT,), to=Limit(40, "U/L")), ()),
        ([alt(80.0)], ask.Measurement((ALT,), to=Limit(3, "xULN")), ()),
        ([titre(100)], ask.Antibody("AAV9", to=50), (Distance(100, 50, "{titer}", Changes.NEW_RESULT),)),
        ([titre(5, "<")], ask.Antibody("AAV9", to=50), ()),
        ([copies(4, 4)], ask.CopyNumber("SMN2", to=2), (Distance(4, 2, "{copies}", Changes.NEVER),)),
        ([copies(2, 3)], ask.CopyNumber("SMN2", to=2), ()),
        ([copies(3, 4)], ask.CopyNumber("SMN2", to=2), ()),
    ],
)
def test_a_number_and_the_limit_nearest_to_it(rows, criterion, expected):
    assert distances(rows, criterion) == expected


@pytest.mark.parametrize(
    ("birth", "criterion", "by", "changes"),
    [
        # "To 6 years" runs to the day before the 7th birthday: one day over it on the birthday after.
        ("2019-11-24", ask.Age(to=Duration(6, "y"), at="screening"), -1, Changes.TIME),
        ("2019-11-22", ask.Age(to=Duration(6, "y"), at="screening"), 1, Changes.NEVER),
        ("2020-11-24", ask.Age(from_=Duration(6, "y"), at="screening"), -1, Changes.TIME),
        ("2020-11-23", ask.Age(from_=Duration(6, "y"), at="screening"), 0, Changes.NEVER),
    ],
)
def test_an_age_in_days_from_the_birthday(birth, criterion, by, changes):
    (found,) = verdict_for([born(birth)], include("I1", criterion)).criteria[0].distances
    assert (found.by, found.unit, found.changes) == (by, "d", changes)


def test_a_partial_birth_date_has_no_distance():
    criterion = ask.Age(from_=Duration(1, "y"), at="screening")
    assert verdict_for([born("2020-11")], include("I1", criterion)).criteria[0].distances == ()


def test_distances_of_a_joined_criterion_are_told_in_its_order():
    joined = ask.AnyOf((ask.CopyNumber("SMN2", to=2), ask.Measurement((ALT,), to=Limit(40, "U/L"))))
    assert [one.unit for one in distances([alt(52.0), copies(3, 3)], joined)] == ["{copies}", "U/L"]


@pytest.mark.parametrize(
    ("one", "english", "french"),
    [
        (
            Distance(52, 40, "U/L", Changes.NEW_RESULT),
            "12 U/L above the limit of 40 U/L (a new result may change it)",
            "12 U/L au-dessus de la limite de 40 U/L (un nouveau résultat peut le changer)",
        ),
        (
            Distance(1.5, 3, "xULN", Changes.NEW_RESULT),
            "1.5 × ULN below the limit of 3 × ULN (a new result may change it)",
            "1,5 × LSN sous la limite de 3 × LSN (un nouveau résultat peut le changer)",
        ),
        (
            Distance(100, 50, "{titer}", Changes.NEW_RESULT),
            "1:100, limit 1:50 (a new result may change it)",
            "1:100, limite 1:50 (un nouveau résultat peut le changer)",
        ),
        (
            Distance(85, 180, "d", Changes.TIME),
            "95 days below the limit (time changes it)",
            "95 jours sous la limite (le temps le change)",
        ),
        (
            Distance(8778, 6575, "d", Changes.NEVER),
            "6 years above the limit (nothing changes it)",
            "6 ans au-dessus de la limite (rien ne le change)",
        ),
        (
            Distance(2, 2, "{copies}", Changes.NEVER),
            "at the limit (nothing changes it)",
            "à la limite (rien ne le change)",
        ),
    ],
)
def test_a_distance_as_a_sentence(one, english, french):
    assert (apart(one, "en"), apart(one, "fr")) == (english, french)


MALE = include("I1", ask.Sex("male"))
OLD = include("I2", ask.Age(below=Duration(6, "y"), at="screening"))


def test_a_near_miss_is_excluded_by_one_criterion_alone():
    found = verdict_for([born("2020-01-01")], MALE, OLD)
    assert found.verdict is Verdict.EXCLUDED
    assert found.near_miss is found.criteria[1]


@pytest.mark.parametrize(
    "criteria",
    [
        (MALE, OLD, include("I3", ask.Sex("female"))),
        (MALE, include("I2", OLD.criterion, safety=True)),
        (MALE,),
        # Too young today, and of age in time: later, no near miss.
        (MALE, include("I2", ask.Age(from_=Duration(8, "y"), at="screening"))),
    ],
    ids=["two criteria", "a safety criterion", "nothing", "later"],
)
def test_no_near_miss(criteria):
    assert verdict_for([born("2020-01-01")], *criteria).near_miss is None


def test_another_disease_is_no_near_miss():
    own = include("I1", ask.Diagnosis(("ORPHA:70",), own_disease=True, genes=("SMN1",)))
    other = told.Condition(patient="p", record="Condition/1", code="ORPHA:9", certainty="confirmed", when=DAY)
    found = verdict_for([born("2020-01-01"), other], own)
    assert (found.verdict, found.near_miss) == (Verdict.EXCLUDED, None)
