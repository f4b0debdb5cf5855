"""Windows of evidence look from their own anchor (readings 3, 7 and 8)."""

from matching.anchors import Offset, Window
from matching.criteria import Antibody, Limit, Measurement, Medication, Procedure
from matching.days import Duration
from tests.spec.names import codes

DOSING = {"dosing": Offset((2, 30))}
OLD = "unknown: too old"


def alt(before, length):
    return Measurement(codes("ALT"), to=Limit(100, "U/L"), within=Window(before, length))


def test_window_before_consent(spec):
    spec(
        title="28 days before consent are counted from consent, and end there",
        reading=3,
        records="""
           | consent    | ALT
        p1 | 2026-05-20 | 80 U/L 2026-04-22
        p2 | 2026-05-20 | 80 U/L 2026-04-21
        p3 | 2026-05-20 | 80 U/L 2026-05-20
        p4 | 2026-05-20 | 80 U/L 2026-05-21
        p5 | 2026-05-20 | 80 U/L 2026-05-10; 150 U/L 2026-05-21
        """,
        criterion=alt("consent", Duration(28, "d")),
        expect={"p1": "met", "p2": OLD, "p3": "met", "p4": "unknown: not recorded", "p5": "met"},
    )


def test_consent_known_to_the_month(spec):
    moves = "depends on the date within the anchor's interval"
    spec(
        title="A consent known to the month is asked day by day",
        reading=(3, 8),
        records="""
           | consent | ALT
        p1 | 2026-05 | 80 U/L 2026-04-25; 90 U/L 2026-05-20
        p2 | 2026-05 | 80 U/L 2026-04-25; 150 U/L 2026-05-10; 80 U/L 2026-05-20
        p3 | 2026-05 | 80 U/L 2026-05-20
        """,
        criterion=alt("consent", Duration(28, "d")),
        expect={"p1": "met", "p2": f"unknown: {moves}", "p3": f"unknown: {moves}, not recorded"},
        note="Had p2 consented on 12 May, the latest result was 150 U/L.",
    )


def test_window_before_dosing(spec):
    spec(
        title="30 days before dosing reach back from every day on which dosing may fall",
        reading=3,
        records="""
           | ALT
        p1 | 80 U/L 2026-05-03
        p2 | 80 U/L 2026-05-04
        p3 | 80 U/L 2026-05-31
        p4 | 80 U/L 2026-06-01
        """,
        criterion=alt("dosing", Duration(30, "d")),
        anchors=DOSING,
        expect={
            "p1": OLD,
            "p2": "unknown: depends on the date within the anchor's interval, too old",
            "p3": "unknown: depends on the date within the anchor's interval, too old",
            "p4": "met",
        },
    )


def test_both_ends(spec):
    records = """
       | ALT
    p1 | 80 U/L 2025-12-01
    p2 | 80 U/L 2025-11-30
    p3 | 80 U/L 2026-06-01
    p4 | 80 U/L 2026-06-02
    """
    spec(
        title="Both ends of a window count, and a month is no number of days",
        reading=(1, 3),
        records=records,
        criterion=alt("screening", Duration(6, "mo")),
        expect={"p1": "met", "p2": OLD, "p3": "met", "p4": "unknown: not recorded"},
        note="p4's result is dated after the day of the run.",
    )
    spec(
        title="180 days reach back 2 days less than 6 months here",
        reading=(1, 3),
        records=records,
        criterion=alt("screening", Duration(180, "d")),
        expect={"p1": OLD, "p2": OLD, "p3": "met", "p4": "unknown: not recorded"},
    )


def test_planned_events(spec):
    spec(
        title="What is planned lies ahead and is no history",
        reading=3,
        records="""
           | procedure
        p1 | planned spinal fusion 2026-06-20
        p2 | spinal fusion 2026-05-20
        p3 | spinal fusion 2026-06-20
        """,
        criterion=Procedure(codes("spinal fusion"), within="ever"),
        expect={"p1": "unknown: not recorded", "p2": "met", "p3": "unknown: not recorded"},
    )
    spec(
        title="A course planned from next week is not taken yet",
        reading=3,
        records="""
           | drug
        p1 | planned prednisolone from 2026-06-08
        p2 | prednisolone from 2026-06-08
        p3 | prednisolone from 2026-06-01
        """,
        criterion=Medication(codes("glucocorticoids")),
        expect={"p1": "unknown: not recorded", "p2": "unknown: not recorded", "p3": "met"},
    )


def test_default_validity(spec):
    spec(
        title="A result without a stated window holds for 6 months, a declared default",
        reading=7,
        records="""
           | ALT               | AAV9 total
        p1 | 80 U/L 2025-12-01 |
        p2 | 80 U/L 2025-11-30 |
        p3 |                   | 1:100 2025-12-01
        """,
        criterion=Measurement(codes("ALT"), to=Limit(100, "U/L")),
        expect={"p1": "met", "p2": OLD, "p3": "unknown: not recorded"},
    )
    spec(
        title="An antibody result without a stated window holds for 6 months too",
        reading=7,
        records="""
           | AAV9 total
        p1 | 1:100 2025-12-01
        p2 | 1:100 2025-11-30
        """,
        criterion=Antibody("AAV9", "total", above=50),
        expect={"p1": "met", "p2": OLD},
    )


def test_ever(spec):
    spec(
        title="A window that is ever never ends",
        reading=7,
        records="""
           | AAV9 total
        p1 | 1:100 2009-12-01
        p2 | 1:100
        p3 |
        """,
        criterion=Antibody("AAV9", "total", above=50, within="ever"),
        expect={"p1": "met", "p2": "met", "p3": "unknown: not recorded"},
    )


def test_partial_dates(spec):
    spec(
        title="A result known to the month may lie before the window",
        reading=8,
        records="""
           | ALT
        p1 | 80 U/L 2026-04
        p2 | 80 U/L 2026-05
        p3 | 80 U/L 2026-06
        p4 | 80 U/L 2026
        p5 | 80 U/L
        """,
        criterion=alt("screening", Duration(30, "d")),
        expect={
            "p1": OLD,
            "p2": "unknown: imprecise date",
            "p3": "met",
            "p4": "unknown: imprecise date",
            "p5": "unknown: imprecise date",
        },
        note="What is recorded happened by today: p3's month is 1 June.",
    )
    spec(
        title="A result known to the month may be the latest",
        reading=(8, 23),
        records="""
           | ALT
        p1 | 150 U/L 2026-05; 80 U/L 2026-05-15
        p2 | 90 U/L 2026-05; 80 U/L 2026-05-15
        p3 | 150 U/L 2026-04; 80 U/L 2026-05-15
        """,
        criterion=alt("screening", Duration(6, "mo")),
        expect={"p1": "unknown: imprecise date", "p2": "met", "p3": "met"},
    )
