"""Anchors are intervals: screening is today, dosing lies ahead (Words; readings 1 and 8)."""

from matching.anchors import Offset
from matching.criteria import Age, Limit, Measurement, Medication
from matching.days import Duration
from tests.spec.names import codes

DOSING = {"dosing": Offset((2, 30))}
MOVES = "unknown: depends on the date within the anchor's interval"


def test_age_at_dosing(spec):
    spec(
        title="An age at dosing must hold on every day on which dosing may fall",
        reading=1,
        records="""
           | born
        p1 | 2025-12-05
        p2 | 2025-12-06
        p3 | 2026-01-02
        p4 | 2026-01-03
        """,
        criterion=Age(below=Duration(180, "d"), at="dosing"),
        anchors=DOSING,
        expect={"p1": "not met", "p2": MOVES, "p3": MOVES, "p4": "met"},
        note="p1 is 180 days old on the first possible day, 3 June; p3 on the last, 1 July.",
    )


def test_given_date(spec):
    spec(
        title="A date given for the patient replaces the interval",
        reading=1,
        records="""
           | born       | dosing
        p1 | 2025-12-12 | 2026-06-10
        p2 | 2025-12-13 | 2026-06-10
        p3 | 2025-12-13 | 2026-06
        """,
        criterion=Age(below=Duration(180, "d"), at="dosing"),
        anchors=DOSING,
        expect={"p1": "not met", "p2": "met", "p3": MOVES},
    )


def test_given_date_that_has_passed(spec):
    spec(
        title="A dosing planned for a day that has passed says nothing of the next one",
        reading=(1, 3),
        records="""
           | born       | dosing
        p1 | 2025-06-01 | 2025-08-01
        p2 | 2026-01-20 | 2026-05-01
        """,
        criterion=Age(below=Duration(180, "d"), at="dosing"),
        anchors=DOSING,
        expect={"p1": "not met", "p2": "met"},
        note="p1 was 2 months old on the day planned, and is 12 months old now.",
    )


def test_anchor_after_another(spec):
    spec(
        title="An anchor may be counted from another",
        reading=3,
        records="""
           | born
        p1 | 2025-12-17
        p2 | 2025-12-18
        p3 | 2026-01-11
        p4 | 2026-01-12
        """,
        criterion=Age(below=Duration(180, "d"), at="dosing"),
        anchors={"conditioning": Offset((10, 30)), "dosing": Offset((4, 9), after="conditioning")},
        expect={"p1": "not met", "p2": MOVES, "p3": MOVES, "p4": "met"},
        note="Dosing is 14 to 39 days after screening, 15 June to 10 July.",
    )


def test_screening_is_today(spec):
    spec(
        title="Screening is the day of the run, whatever date is given for it",
        records="""
           | born       | screening
        p1 | 2008-06-01 | 2026-05-01
        p2 | 2008-06-02 | 2026-07-01
        """,
        criterion=Age(below=Duration(18, "y"), at="screening"),
        expect={"p1": "not met", "p2": "met"},
    )


def test_cap_without_anchor(spec):
    spec(
        title="A cap that names no anchor must hold at screening and at dosing",
        reading=8,
        records="""
           | born
        p1 | 2024-06-01
        p2 | 2024-06-02
        p3 | 2024-06-15
        p4 | 2024-07-02
        """,
        criterion=Age(below=Duration(2, "y")),
        anchors=DOSING,
        expect={"p1": "not met", "p2": "not met", "p3": MOVES, "p4": "met"},
    )
    spec(
        title="A lower bound that names no anchor is read at screening",
        reading=8,
        records="""
           | born
        p1 | 2024-06-01
        p2 | 2024-06-02
        """,
        criterion=Age(from_=Duration(2, "y")),
        anchors=DOSING,
        expect={"p1": "met", "p2": "not met"},
    )


def test_weight_without_anchor(spec):
    records = """
       | weight
    p1 | 12 kg 2026-05-20
    p2 | 11.9 kg 2026-05-20
    p3 | 12 kg 2026-04-01
    p4 | 12 kg 2026-03-31
    p5 | 12 kg 2026-02-28
    p6 |
    """
    spec(
        title="A weight limit that names no anchor must hold at screening and at dosing",
        reading=8,
        records=records,
        criterion=Measurement(codes("weight"), from_=Limit(12, "kg")),
        anchors=DOSING,
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "unknown: depends on the date within the anchor's interval, too old",
            "p5": "unknown: too old",
            "p6": "unknown: not recorded",
        },
        note="A weight speaks for three months, a declared choice; dosing is 2 to 30 days after screening.",
    )
    spec(
        title="Where a trial declares no dosing, it is read at screening",
        reading=8,
        records=records,
        criterion=Measurement(codes("weight"), from_=Limit(12, "kg")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "met",
            "p5": "unknown: too old",
            "p6": "unknown: not recorded",
        },
    )


def test_washout_before_dosing(spec):
    spec(
        title="A washout before dosing is read over the same interval",
        reading=3,
        records="""
           | drug
        p1 | nusinersen from 2025-01-01 until 2026-05-04
        p2 | nusinersen from 2025-01-01 until 2026-05-05
        p3 | nusinersen from 2025-01-01 until 2026-06-01
        p4 | nusinersen from 2025-01-01 until 2026-06-02
        """,
        criterion=Medication(codes("nusinersen"), "washed_out", Duration(30, "d"), at="dosing"),
        anchors=DOSING,
        expect={"p1": "met", "p2": MOVES, "p3": MOVES, "p4": "not met"},
    )
