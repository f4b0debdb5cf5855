"""Exceptions and conditions: unless, if and then (readings 1 and 21)."""

from matching.criteria import Age, Diagnosis, IfThen, Limit, Measurement, Unless
from matching.days import Duration
from tests.spec.names import codes

OPEN = "unknown: not recorded"


def test_unless(spec):
    spec(
        title="Bilirubin above twice the limit, unless Gilbert: a Gilbert that nobody recorded leaves it open",
        reading=21,
        records="""
           | bilirubin                       | diagnosis
        p1 | 30 umol/L (3-17) 2026-05-01     |
        p2 | 40 umol/L (3-17) 2026-05-01     |
        p3 | 40 umol/L (3-17) 2026-05-01     | Gilbert 2020-01-01
        p4 | 40 umol/L (3-17) 2026-05-01     | no Gilbert 2026-05-01
        """,
        criterion=Unless(
            Measurement(codes("bilirubin"), above=Limit(2, "xULN")), Diagnosis(codes("Gilbert"), asks="ever")
        ),
        expect={"p1": "not met", "p2": OPEN, "p3": "not met", "p4": "met"},
    )


def test_liver_limits_are_literal(spec):
    spec(
        title="ALT and AST limits hold literally, whatever the muscle does",
        reading=21,
        records="""
           | ALT                       | CK
        p1 | 200 U/L (5-40) 2026-05-01 | 8000 U/L (30-200) 2026-05-01
        p2 | 200 U/L (5-40) 2026-05-01 | 100 U/L (30-200) 2026-05-01
        p3 | 200 U/L (5-40) 2026-05-01 |
        p4 | 30 U/L (5-40) 2026-05-01  |
        """,
        criterion=Measurement(codes("ALT"), above=Limit(3, "xULN")),
        expect={"p1": "met", "p2": "met", "p3": "met", "p4": "not met"},
        note="A protocol that means liver disease says so by GGT, or by ALT unless the CK is raised.",
    )


def test_if_then(spec):
    adult = Age(from_=Duration(18, "y"), at="screening")
    spec(
        title="If adult one limit, else another; where both say the same, the age does not matter",
        reading=1,
        records="""
           | born | creatinine
        p1 | 1990 | 100 umol/L 2026-05-01
        p2 | 1990 | 110 umol/L 2026-05-01
        p3 | 2015 | 70 umol/L 2026-05-01
        p4 | 2015 | 100 umol/L 2026-05-01
        p5 |      | 70 umol/L 2026-05-01
        p6 |      | 100 umol/L 2026-05-01
        p7 |      | 120 umol/L 2026-05-01
        """,
        criterion=IfThen(
            adult,
            Measurement(codes("creatinine"), to=Limit(106, "umol/L")),
            Measurement(codes("creatinine"), to=Limit(80, "umol/L")),
        ),
        expect={"p1": "met", "p2": "not met", "p3": "met", "p4": "not met", "p5": "met", "p6": OPEN, "p7": "not met"},
    )
    spec(
        title="A condition without an else asks nothing of the others",
        records="""
           | born | creatinine
        p1 | 1990 | 110 umol/L 2026-05-01
        p2 | 2015 | 110 umol/L 2026-05-01
        p3 | 2015 |
        """,
        criterion=IfThen(adult, Measurement(codes("creatinine"), to=Limit(106, "umol/L"))),
        expect={"p1": "not met", "p2": "met", "p3": "met"},
    )
