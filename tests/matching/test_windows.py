"""When nothing stands against a patient: what opens and closes a door, and what merely grows too old."""

import pytest

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Offset, Window
from matching.days import Duration, Span, iso
from matching.explain import open_when, window_data
from matching.facts import Facts
from matching.reference import Context
from matching.verdict import Verdict, judge
from matching.windows import film, windows, windows_of
from tests.matching.test_verdict import TERMS, TODAY, born, exclude, include, trial

YOUNG = include("I1", ask.Age(below=Duration(7, "y"), at="screening"))
OLD_ENOUGH = include("I2", ask.Age(from_=Duration(6, "y"), at="screening"))
OFF_DRUG = exclude("E1", ask.Not(ask.Medication(("ATC:H02AB06",), "washed_out", Duration(3, "mo"))))
LOW = exclude(
    "E2", ask.Measurement(("LOINC:1742-6",), above=ask.Limit(40, "U/L"), within=Window("screening", Duration(30, "d")))
)


def seen(rows, *criteria):
    facts = Facts()
    facts.extend(rows)
    one = trial(*criteria)
    return windows(film(facts, one, one.cohorts[0], Context(TODAY, TERMS)))


def stopped(on):
    return told.Medication(
        patient="p", record="MedicationStatement/1", code="ATC:H02AB06", status="stopped",
        when=Span.parse("2026-01-01"), until=Span.parse(on),
    )  # fmt: skip


def told_of(found):
    return [{name: value for name, value in window_data(one).items() if value} for one in found]


def test_a_cap_closes_the_door():
    assert told_of(seen([born("2020-03-14")], YOUNG)) == [
        {"first": iso(TODAY), "last": "2027-03-13", "closed_by": ["I1"]}
    ]


def test_an_age_and_a_washout_open_it_together_and_a_cap_closes_it():
    found = seen([born("2020-12-24"), stopped("2026-11-01")], YOUNG, OLD_ENOUGH, OFF_DRUG)
    assert told_of(found) == [{"first": "2027-02-01", "last": "2027-12-23", "opened_by": ["E1"], "closed_by": ["I1"]}]


def test_a_door_that_never_closes_in_five_years():
    assert told_of(seen([born("2010-01-01")], OLD_ENOUGH)) == [{"first": iso(TODAY)}]


def test_a_result_that_grows_too_old_opens_nothing():
    raised = told.Measurement(
        patient="p", record="Observation/1", code="LOINC:1742-6", value=90.0, unit="U/L", when=Span.parse("2026-11-20")
    )
    assert seen([raised], LOW) == ()
    facts = Facts()
    facts.extend([raised])
    one = trial(LOW)
    stretches = film(facts, one, one.cohorts[0], Context(TODAY, TERMS))
    assert [(iso(each.first), each.verdict) for each in stretches] == [
        (iso(TODAY), Verdict.EXCLUDED), ("2026-12-21", Verdict.OPEN),
    ]  # fmt: skip


def test_whoever_is_excluded_for_good_has_no_window():
    facts = Facts()
    facts.extend([born("2010-01-01")])
    one = trial(YOUNG)
    context = Context(TODAY, TERMS)
    assert windows_of(judge("p", facts, one, one.cohorts[0], context), facts, one, context) == ()


def test_an_anchor_that_moves_closes_on_the_last_workable_screening_day():
    capped = include("I1", ask.Age(below=Duration(180, "d"), at="dosing"))
    facts = Facts()
    facts.extend([born("2026-08-01")])
    one = trial(capped)
    assert one.anchors == {"dosing": Offset((2, 30))}
    # 180 days old on 2027-01-28; dosing two days after screening must lie before.
    found = windows(film(facts, one, one.cohorts[0], Context(TODAY, TERMS)))
    assert told_of(found) == [{"first": iso(TODAY), "last": "2027-01-25", "closed_by": ["I1"]}]


@pytest.mark.parametrize(
    ("rows", "criteria", "english", "french"),
    [
        ([born("2020-03-14")], [YOUNG], "until 2027-03-13 (I1 closes it)", "jusqu’au 13/03/2027 (I1 la ferme)"),
        (
            [born("2010-01-01")], [OLD_ENOUGH],
            "open for five years and more", "ouverte pendant cinq ans et plus",
        ),
        (
            [born("2020-12-24"), stopped("2026-11-01")], [YOUNG, OFF_DRUG],
            "from 2027-02-01 until 2027-12-23 (E1 opens it; I1 closes it)",
            "du 01/02/2027 au 23/12/2027 (E1 l’ouvre ; I1 la ferme)",
        ),
    ],
)  # fmt: skip
def test_a_window_reads_in_both_languages(rows, criteria, english, french):
    (one,) = seen(rows, *criteria)
    assert (open_when(one, "en"), open_when(one, "fr").replace("\N{NO-BREAK SPACE}", " ")) == (english, french)
