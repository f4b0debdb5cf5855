"""When a verdict changes by the passing of time alone: later, until, urgent (Words)."""

from matching.anchors import Offset, Window
from matching.criteria import Age, Limit, Measurement, Medication
from matching.days import Duration
from tests.builders.matching import a_criterion, a_trial
from tests.spec.names import codes

DOSING = {"dosing": Offset((2, 30))}
CHANGE = "excluded by something that can change"
GOOD = "excluded for good"


def test_age_cap(spec):
    spec.verdicts(
        title="A door that an age closes is urgent within 30 days",
        reading=1,
        records="""
           | born
        p1 | 2026-02-01
        p2 | 2026-01-05
        p3 | 2026-01-04
        p4 | 2025-12-20
        p5 | 2025-12-05
        """,
        trial=a_trial(a_criterion("I1", Age(below=Duration(180, "d"), at="dosing")), anchors=DOSING),
        expect={
            "p1": "ready for screening; until 2026-07-28",
            "p2": "ready for screening; until 2026-07-01; urgent",
            "p3": "ready for screening; until 2026-06-30; urgent",
            "p4": "open; open items I1; until 2026-06-15; urgent",
            "p5": f"{GOOD}; decided by I1",
        },
        note="Until is the last day of screening on which dosing 2 days later is in time.",
    )


def test_given_dosing(spec):
    spec.verdicts(
        title="A date of dosing that is given does not move with the day of screening",
        reading=1,
        records="""
           | born       | dosing
        p1 | 2025-12-20 | 2026-06-10
        p2 | 2025-12-20 | 2026-06-20
        """,
        trial=a_trial(a_criterion("I1", Age(below=Duration(180, "d"), at="dosing")), anchors=DOSING),
        expect={"p1": "ready for screening", "p2": f"{GOOD}; decided by I1"},
    )


def test_lower_age(spec):
    spec.verdicts(
        title="Too young is later, within 5 years",
        reading=1,
        records="""
           | born
        p1 | 2018-06-01
        p2 | 2018-06-20
        p3 | 2023-06-01
        p4 | 2023-06-02
        """,
        trial=a_trial(a_criterion("I1", Age(from_=Duration(8, "y"), at="screening"))),
        expect={
            "p1": "ready for screening",
            "p2": "later; decided by I1; from 2026-06-20",
            "p3": "later; decided by I1; from 2031-06-01",
            "p4": f"{CHANGE}; decided by I1",
        },
    )


def test_opening_is_no_closing(spec):
    spec.verdicts(
        title="An age that is reached between screening and dosing closes nothing",
        reading=1,
        records="""
           | born
        p1 | 2025-12-20
        p2 | 2025-11-20
        """,
        trial=a_trial(a_criterion("I1", Age(from_=Duration(6, "mo"), at="dosing")), anchors=DOSING),
        expect={"p1": "open; open items I1", "p2": "ready for screening"},
    )


def test_washout(spec):
    spec.verdicts(
        title="A drug stopped washes out by waiting, one still taken never does",
        records="""
           | drug                                        | born
        p1 | nusinersen from 2025-01-01 until 2026-05-20 | 2024-01-01
        p2 | nusinersen from 2025-01-01                  | 2024-01-01
        p3 | nusinersen from 2025-01-01 until 2026-05-20 | 2016-06-10
        p4 | nusinersen from 2025-01-01 until 2026-04-20 | 2016-06-10
        """,
        trial=a_trial(
            a_criterion("I1", Medication(codes("nusinersen"), "washed_out", Duration(30, "d"))),
            a_criterion("I2", Age(below=Duration(10, "y"), at="screening")),
        ),
        expect={
            "p1": "later; decided by I1; from 2026-06-19",
            "p2": f"{CHANGE}; decided by I1",
            "p3": f"{CHANGE}; decided by I1",
            "p4": "ready for screening; until 2026-06-09; urgent",
        },
        note="p3 is 10 years old before the drug is washed out.",
    )


def test_dose_change(spec):
    spec.verdicts(
        title="A dose changed lately is stable later",
        reading=4,
        records="""
           | drug
        p1 | prednisolone 10 mg/d from 2025-01-01 until 2026-03-15; prednisolone 15 mg/d from 2026-03-16
        p2 | prednisolone 10 mg/d from 2026-04-01
        p3 | prednisolone 10 mg/d from 2025-01-01 until 2026-03-15; prednisone 5 mg/d from 2025-01-01; prednisolone 15 mg/d from 2026-03-16
        """,  # noqa: E501
        trial=a_trial(a_criterion("I1", Medication(codes("glucocorticoids"), "stable", Duration(3, "mo")))),
        expect={
            "p1": "later; decided by I1; from 2026-06-16",
            "p2": "later; decided by I1; from 2026-07-01",
            "p3": f"{CHANGE}; decided by I1",
        },
        note="Two drugs side by side (p3) are not one stable dose, and waiting does not make them one.",
    )


def test_growing_old_satisfies_nothing(spec):
    spec.verdicts(
        title="A bad result that grows too old does not become a good one",
        reading=7,
        records="""
           | ALT
        p1 | 150 U/L 2026-05-20
        p2 | 80 U/L 2026-05-20
        """,
        trial=a_trial(
            a_criterion(
                "I1",
                Measurement(codes("ALT"), to=Limit(100, "U/L"), within=Window("screening", Duration(60, "d"))),
            )
        ),
        expect={"p1": f"{CHANGE}; decided by I1", "p2": "ready for screening; redo by 2026-07-19"},
    )


def test_lowest_leaves_the_window(spec):
    spec.verdicts(
        title="A lowest value decides until it leaves the window itself",
        reading=7,
        records="""
           | ALT
        p1 | 5 U/L 2026-04-10; 20 U/L 2026-05-20
        p2 | 5 U/L 2026-04-10; 6 U/L 2026-05-20
        """,
        trial=a_trial(
            a_criterion(
                "I1",
                Measurement(
                    codes("ALT"), below=Limit(10, "U/L"), take="lowest", within=Window("screening", Duration(60, "d"))
                ),
            )
        ),
        expect={"p1": "ready for screening; until 2026-06-09; urgent", "p2": "ready for screening; redo by 2026-07-19"},
    )
