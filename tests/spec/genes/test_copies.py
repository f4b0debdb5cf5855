"""Copies of a gene (reading 10)."""

from matching.criteria import CopyNumber


def test_limits(spec):
    records = """
       | SMN2 copies
    p1 | 1
    p2 | 2
    p3 | 3
    p4 | 4
    p5 | 4+
    p6 | 3+
    p7 | 2-3
    p8 | 2 MLPA; 3 qPCR
    p9 |
    """
    spec(
        title="4 or more copies are not 2 or 3",
        reading=10,
        records=records,
        criterion=CopyNumber("SMN2", 2, 3),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "met",
            "p4": "not met",
            "p5": "not met",
            "p6": "unknown: censored value",
            "p7": "met",
            "p8": "unknown: conflicting",
            "p9": "unknown: not recorded",
        },
        note="p8's two methods disagree.",
    )
    spec(
        title="4 or more copies may be exactly 5",
        reading=10,
        records=records,
        criterion=CopyNumber("SMN2", 5, 5),
        expect={
            "p1": "not met",
            "p2": "not met",
            "p3": "not met",
            "p4": "not met",
            "p5": "unknown: censored value",
            "p6": "unknown: censored value",
            "p7": "not met",
            "p8": "unknown: conflicting",
            "p9": "unknown: not recorded",
        },
    )
    spec(
        title="At least 3 copies has no upper end",
        reading=10,
        records=records,
        criterion=CopyNumber("SMN2", 3),
        expect={
            "p1": "not met",
            "p2": "not met",
            "p3": "met",
            "p4": "met",
            "p5": "met",
            "p6": "met",
            "p7": "unknown: censored value",
            "p8": "unknown: conflicting",
            "p9": "unknown: not recorded",
        },
    )


def test_two_methods(spec):
    spec(
        title="Two methods that allow one another agree on what both allow",
        reading=10,
        records="""
           | SMN2 copies
        p1 | 3 MLPA; 3+ qPCR
        p2 | 2-3 MLPA; 3-4 qPCR
        """,
        criterion=CopyNumber("SMN2", 3, 3),
        expect={"p1": "met", "p2": "met"},
    )
