"""Age corrected for prematurity (reading 1)."""

from matching.criteria import Age
from matching.days import Duration

IMPRECISE = "unknown: imprecise date"


def test_corrected(spec):
    records = """
       | born       | gestation
    p1 | 2025-12-01 | 40 wk
    p2 | 2025-12-01 | 37 wk
    p3 | 2025-12-01 | 36 wk
    p4 | 2025-11-03 | 36 wk
    p5 | 2025-11-04 | 36 wk
    p6 | 2025-12-01 |
    p7 | 2025-05-01 |
    p8 | 2025-12-01 | 253 d
    p9 | 2026-06-01 | 36 wk
    """
    spec(
        title="Six months of corrected age: born at 36 weeks, four weeks later",
        reading=1,
        records=records,
        criterion=Age(from_=Duration(6, "mo"), at="screening", corrected=True),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "met",
            "p5": "not met",
            "p6": IMPRECISE,
            "p7": "met",
            "p8": "not met",
            "p9": "not met",
        },
        note="From 37 weeks on an age is chronological. A gestation that nobody recorded may be any.",
    )
    spec(
        title="Ages are chronological unless the protocol corrects for prematurity",
        reading=1,
        records=records,
        criterion=Age(from_=Duration(6, "mo"), at="screening"),
        expect=dict.fromkeys((f"p{number}" for number in range(1, 9)), "met") | {"p9": "not met"},
    )


def test_until_24_months(spec):
    spec(
        title="From 24 months on, an age is chronological again",
        reading=1,
        records="""
           | born       | gestation
        p1 | 2024-06-01 | 30 wk
        p2 | 2024-06-02 | 30 wk
        p3 | 2023-06-01 | 30 wk
        """,
        criterion=Age(from_=Duration(24, "mo"), at="screening", corrected=True),
        expect={"p1": "met", "p2": "not met", "p3": "met"},
    )
