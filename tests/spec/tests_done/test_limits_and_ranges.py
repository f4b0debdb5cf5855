"""Numbers against limits and against the printed range (readings 2 and 17)."""

from matching.criteria import Limit, Measurement
from tests.spec.names import codes

NO_RANGE = "unknown: no reference range"
CENSORED = "unknown: censored value"


def test_inclusive_and_exclusive(spec):
    records = """
       | CHOP-INTEND
    p1 | 16 {score} 2026-05-20
    p2 | 17 {score} 2026-05-20
    p3 | 28 {score} 2026-05-20
    p4 | 29 {score} 2026-05-20
    """
    spec(
        title="Above 16 and below 29 is 17 to 28 of an integer score",
        reading=2,
        records=records,
        criterion=Measurement(codes("CHOP-INTEND"), above=Limit(16, "{score}"), below=Limit(29, "{score}")),
        expect={"p1": "not met", "p2": "met", "p3": "met", "p4": "not met"},
    )
    spec(
        title="From 16 to 29 holds both",
        reading=2,
        records=records,
        criterion=Measurement(codes("CHOP-INTEND"), from_=Limit(16, "{score}"), to=Limit(29, "{score}")),
        expect={"p1": "met", "p2": "met", "p3": "met", "p4": "met"},
    )


def test_times_upper_limit(spec):
    spec(
        title="3 times the upper limit is that of the range printed with the result",
        reading=17,
        records="""
           | ALT
        p1 | 120 U/L (5-40) 2026-05-20
        p2 | 121 U/L (5-40) 2026-05-20
        p3 | 121 U/L (-55) 2026-05-20
        p4 | 121 U/L 2026-05-20
        p5 | 20 U/L 2026-05-20
        p6 | 121 U/L (5-) 2026-05-20
        p7 | 121 U/L 2026-05-20; 80 U/L (5-40) 2026-05-10
        p8 | 121 U/L (0-0) 2026-05-20
        """,
        criterion=Measurement(codes("ALT"), above=Limit(3, "xULN")),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "not met",
            "p4": NO_RANGE,
            "p5": NO_RANGE,
            "p6": NO_RANGE,
            "p7": NO_RANGE,
            "p8": NO_RANGE,
        },
        note="The range of an older result (p7) is not borrowed.",
    )


def test_times_lower_limit(spec):
    spec(
        title="The lower limit is that of the range printed with the result",
        reading=17,
        records="""
           | platelets
        p1 | 150 10*9/L (150-400) 2026-05-20
        p2 | 149 10*9/L (150-400) 2026-05-20
        p3 | 149 10*9/L (-400) 2026-05-20
        """,
        criterion=Measurement(codes("platelets"), from_=Limit(1, "xLLN")),
        expect={"p1": "met", "p2": "not met", "p3": NO_RANGE},
    )


def test_rounding(spec):
    spec(
        title="3.3 is not above 3 times 1.1",
        reading=(2, 17),
        records="""
           | creatinine
        p1 | 3.3 mg/dL (0.5-1.1) 2026-05-20
        p2 | 3.31 mg/dL (0.5-1.1) 2026-05-20
        """,
        criterion=Measurement(codes("creatinine"), above=Limit(3, "xULN")),
        expect={"p1": "not met", "p2": "met"},
    )


def test_comparators(spec):
    spec(
        title="A value below a bound decides only where the whole of it lies on one side",
        reading=2,
        records="""
           | factor IX
        p1 | <1 % 2026-05-20
        p2 | <2 % 2026-05-20
        p3 | <=2 % 2026-05-20
        p4 | <5 % 2026-05-20
        p5 | >5 % 2026-05-20
        p6 | >1 % 2026-05-20
        """,
        criterion=Measurement(codes("factor IX"), below=Limit(2, "%")),
        expect={"p1": "met", "p2": "met", "p3": CENSORED, "p4": CENSORED, "p5": "not met", "p6": CENSORED},
    )
