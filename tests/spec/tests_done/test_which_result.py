"""Which results of a window speak: the latest, any, every, the lowest, the highest (readings 7 and 23)."""

from matching.anchors import Window
from matching.criteria import Limit, Measurement
from matching.days import Duration
from tests.spec.names import codes

OLD = "unknown: too old"
NOT_CONVERTIBLE = "unknown: unit not convertible"
CENSORED = "unknown: censored value"


def alt(take):
    return Measurement(codes("ALT"), to=Limit(100, "U/L"), take=take, within=Window("screening", Duration(6, "mo")))


RECORDS = """
   | ALT
p1 | 80 U/L 2026-01-10; 150 U/L 2026-05-10
p2 | 150 U/L 2026-01-10; 80 U/L 2026-05-10
p3 | 80 U/L 2026-01-10; 90 U/L 2026-05-10
p4 | 150 U/L 2026-01-10; 160 U/L 2026-05-10
p5 | 80 U/L 2025-11-10
p6 | 150 U/L 2025-11-10; 80 U/L 2026-05-10
p7 | 80 U/L 2026-01-10; 90 2026-05-10
p8 | 80 U/L 2026-01-10; <200 U/L 2026-05-10
"""
ANSWERS = {
    "latest": ("not met", "met", "met", "not met", OLD, "met", NOT_CONVERTIBLE, CENSORED),
    "any": ("met", "met", "met", "not met", OLD, "met", "met", "met"),
    "every": ("not met", "not met", "met", "not met", OLD, "met", NOT_CONVERTIBLE, CENSORED),
    "lowest": ("met", "met", "met", "not met", OLD, "met", NOT_CONVERTIBLE, "met"),
    "highest": ("not met", "not met", "met", "not met", OLD, "met", NOT_CONVERTIBLE, CENSORED),
}
TITLES = {
    "latest": "The latest result of the window speaks alone",
    "any": "Any result of the window may speak",
    "every": "Every result of the window must agree",
    "lowest": "The lowest result of the window speaks",
    "highest": "The highest result of the window speaks",
}


def test_take(spec):
    for take, answers in ANSWERS.items():
        spec(
            title=TITLES[take],
            reading=7,
            records=RECORDS,
            criterion=alt(take),
            expect={f"p{number}": answer for number, answer in enumerate(answers, 1)},
        )


def test_same_day(spec):
    spec(
        title="Results of one day are ordered by the clock, and disagree where it is silent",
        reading=23,
        records="""
           | ALT
        p1 | 80 U/L 2026-05-20T08:00; 150 U/L 2026-05-20T14:00
        p2 | 80 U/L 2026-05-20T14:00; 150 U/L 2026-05-20T08:00
        p3 | 80 U/L 2026-05-20; 150 U/L 2026-05-20
        p4 | 80 U/L 2026-05-20T08:00; 150 U/L 2026-05-20
        p5 | 80 U/L 2026-05-20T08:00; 150 U/L 2026-05-20T08:00
        p6 | 80 U/L 2026-05-20; 90 U/L 2026-05-20
        p7 | 80 U/L 2026-05-20T08:00; 90 U/L 2026-05-20T08:00
        p8 | 150 U/L 2026-05-19T23:59; 80 U/L 2026-05-20
        """,
        criterion=alt("latest"),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "unknown: conflicting",
            "p4": "unknown: conflicting",
            "p5": "unknown: conflicting",
            "p6": "met",
            "p7": "met",
            "p8": "met",
        },
    )


def test_same_day_unreadable(spec):
    spec(
        title="A result of the same day that cannot be read leaves the latest open",
        reading=(18, 23),
        records="""
           | ALT
        p1 | 80 U/L 2026-05-20; 90 2026-05-20
        p2 | 80 U/L 2026-05-20T14:00; 90 2026-05-20T08:00
        """,
        criterion=alt("latest"),
        expect={"p1": "unknown: conflicting, unit not convertible", "p2": "met"},
    )
