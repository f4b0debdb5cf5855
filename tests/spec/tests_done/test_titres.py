"""Antibodies against a capsid: titre, comparator, serotype, class, method (reading 16)."""

from matching.anchors import Window
from matching.criteria import Antibody
from matching.days import Duration

MET, NOT_MET = "met", "not met"
CENSORED = "unknown: censored value"
NO_CUTOFF = "unknown: cut-off missing"
WRONG = "unknown: wrong assay or serotype"
MONTH = Window("screening", Duration(30, "d"))

TITRES = """
    | AAV9 total
p1  | 1:40 2026-05-20
p2  | 1:50 2026-05-20
p3  | 1:51 2026-05-20
p4  | <1:5 2026-05-20
p5  | <1:50 2026-05-20
p6  | <=1:50 2026-05-20
p7  | <1:400 2026-05-20
p8  | >1:50 2026-05-20
p9  | >=1:50 2026-05-20
p10 | >1:25 2026-05-20
"""


def test_limits(spec):
    spec(
        title="Above 1:50 leaves out 1:50 itself",
        reading=(2, 16),
        records=TITRES,
        criterion=Antibody("AAV9", "total", above=50, within=MONTH),
        expect={
            "p1": NOT_MET,
            "p2": NOT_MET,
            "p3": MET,
            "p4": NOT_MET,
            "p5": NOT_MET,
            "p6": NOT_MET,
            "p7": CENSORED,
            "p8": MET,
            "p9": CENSORED,
            "p10": CENSORED,
        },
    )
    spec(
        title="At least 1:50 holds 1:50 itself",
        reading=(2, 16),
        records=TITRES,
        criterion=Antibody("AAV9", "total", from_=50, within=MONTH),
        expect={
            "p1": NOT_MET,
            "p2": MET,
            "p3": MET,
            "p4": NOT_MET,
            "p5": NOT_MET,
            "p6": CENSORED,
            "p7": CENSORED,
            "p8": MET,
            "p9": MET,
            "p10": CENSORED,
        },
    )
    spec(
        title="At most 1:40 is a third limit",
        reading=(2, 16),
        records=TITRES,
        criterion=Antibody("AAV9", "total", to=40, within=MONTH),
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": NOT_MET,
            "p4": MET,
            "p5": CENSORED,
            "p6": CENSORED,
            "p7": CENSORED,
            "p8": NOT_MET,
            "p9": NOT_MET,
            "p10": CENSORED,
        },
    )
    spec(
        title="Less than 1:5 passes a limit of 1:50 and leaves one of 1:2 open",
        reading=16,
        records="""
           | AAV9 total
        p1 | <1:5 2026-05-20
        p2 | <1:2 2026-05-20
        p3 | 1:2 2026-05-20
        p4 | 1:3 2026-05-20
        """,
        criterion=Antibody("AAV9", "total", above=2, within=MONTH),
        expect={"p1": CENSORED, "p2": NOT_MET, "p3": NOT_MET, "p4": MET},
    )


def test_positive_and_negative(spec):
    spec(
        title="Negative says nothing of a titre unless the cut-off is known",
        reading=16,
        records="""
           | AAV9 total
        p1 | negative 2026-05-20
        p2 | negative cut-off 1:50 2026-05-20
        p3 | negative cut-off 1:100 2026-05-20
        p4 | positive 2026-05-20
        p5 | positive cut-off 1:50 2026-05-20
        p6 | positive cut-off 1:100 2026-05-20
        p7 | negative 1:25 2026-05-20
        """,
        criterion=Antibody("AAV9", "total", above=50, within=MONTH),
        expect={
            "p1": NO_CUTOFF,
            "p2": NOT_MET,
            "p3": CENSORED,
            "p4": NO_CUTOFF,
            "p5": CENSORED,
            "p6": MET,
            "p7": NOT_MET,
        },
    )
    spec(
        title="Detected asks only whether there are antibodies",
        reading=16,
        records="""
           | AAV9 total
        p1 | positive 2026-05-20
        p2 | negative 2026-05-20
        p3 | 1:10 2026-05-20
        p4 | <1:5 2026-05-20
        p5 | <=1:5 2026-05-20
        p6 |
        p7 | <1:400 2026-05-20
        """,
        criterion=Antibody("AAV9", "total", detected=True, within=MONTH),
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": MET,
            "p4": NOT_MET,
            "p5": CENSORED,
            "p6": "unknown: not recorded",
            "p7": CENSORED,
        },
        note="p7: a test that starts at 1:400 does not see 1:100.",
    )


def test_assay(spec):
    spec(
        title="Another serotype, class or method says nothing",
        reading=16,
        records="""
           | AAV9 total              | AAV9 nab                | AAV8 total
        p1 | 1:400 ELISA 2026-05-20  |                         |
        p2 |                         | 1:400 ELISA 2026-05-20  |
        p3 |                         |                         | 1:400 ELISA 2026-05-20
        p4 | 1:400 blot 2026-05-20   |                         |
        p5 | 1:400 2026-05-20        |                         |
        p6 | 1:10 ELISA 2026-05-20   | 1:400 ELISA 2026-05-20  | 1:400 ELISA 2026-05-20
        p7 |                         |                         |
        """,
        criterion=Antibody("AAV9", "total", method="ELISA", above=50, within=MONTH),
        expect={
            "p1": MET,
            "p2": WRONG,
            "p3": WRONG,
            "p4": WRONG,
            "p5": WRONG,
            "p6": NOT_MET,
            "p7": "unknown: not recorded",
        },
    )
    spec(
        title="A local assay never decides a criterion on the sponsor's",
        reading=16,
        records="""
           | AAV9 total
        p1 | <1:5 2026-05-20
        p2 | <1:5 sponsor 2026-05-20
        p3 | 1:400 sponsor 2026-05-10; <1:5 2026-05-20
        """,
        criterion=Antibody("AAV9", "total", assay="sponsor", above=50, within=MONTH),
        expect={"p1": WRONG, "p2": NOT_MET, "p3": MET},
    )


def test_latest(spec):
    spec(
        title="The latest titre of the window speaks, and none is too old to be shown",
        reading=(7, 16),
        records="""
           | AAV9 total
        p1 | 1:400 2026-05-05; <1:5 2026-05-20
        p2 | <1:5 2026-05-05; 1:400 2026-05-20
        p3 | 1:400 2026-05-01
        p4 | <1:5 2026-05-02
        """,
        criterion=Antibody("AAV9", "total", above=50, within=MONTH),
        expect={"p1": NOT_MET, "p2": MET, "p3": "unknown: too old", "p4": NOT_MET},
    )
