"""Drugs and classes: now, ever, without a break, at one dose, washed out (readings 4 and 24)."""

from matching.anchors import Offset
from matching.criteria import Medication, Not
from matching.days import Duration
from tests.spec.names import codes

MET, NOT_MET = "met", "not met"
NOT_RECORDED = "unknown: not recorded"
IMPRECISE = "unknown: imprecise date"
STEROIDS = codes("glucocorticoids")


def test_current(spec):
    spec(
        title="On a drug of the class now",
        reading=24,
        records="""
           | drug                                                   | complete list
        p1 | prednisolone from 2025-01-01                           |
        p2 | prednisolone from 2025-01-01 until 2026-06-01          |
        p3 | prednisolone from 2025-01-01 until 2026-05-31          |
        p4 | prednisolone from 2025 until 2026                      |
        p5 | stopped prednisolone                                   |
        p6 | never glucocorticoids on 2026-05-01                    |
        p7 | never prednisolone on 2026-05-01                       |
        p8 |                                                        | medications 2026-05-01
        p9 | nusinersen from 2025-01-01                             |
        """,
        criterion=Medication(STEROIDS),
        expect={
            "p1": MET,
            "p2": MET,
            "p3": NOT_MET,
            "p4": IMPRECISE,
            "p5": NOT_MET,
            "p6": NOT_MET,
            "p7": NOT_RECORDED,
            "p8": NOT_MET,
            "p9": NOT_RECORDED,
        },
        note="p2's last day is today. Never one drug (p7) is not never the class.",
    )


def test_ever_and_never(spec):
    records = """
       | drug                                        | complete list
    p1 | prednisolone from 2010-01-01 until 2010-02-01 |
    p2 | never glucocorticoids on 2026-05-01         |
    p3 |                                             | medications 2026-05-01
    p4 |                                             | medications 2025-05-31
    p5 |                                             |
    """
    old = "unknown: too old"
    spec(
        title="Ever is met by any course, and a no needs a statement",
        reading=24,
        records=records,
        criterion=Medication(STEROIDS, "ever"),
        expect={"p1": MET, "p2": NOT_MET, "p3": NOT_MET, "p4": old, "p5": NOT_RECORDED},
    )
    spec(
        title="Never is the opposite of ever, and silence stays unknown",
        reading=24,
        records=records,
        criterion=Not(Medication(STEROIDS, "ever")),
        expect={"p1": NOT_MET, "p2": MET, "p3": MET, "p4": old, "p5": NOT_RECORDED},
    )


def test_continuous(spec):
    spec(
        title="6 months without a break: courses that touch are one, a gap in the record is no stability",
        reading=4,
        records="""
           | drug
        p1 | prednisolone from 2025-12-01
        p2 | prednisolone from 2025-12-02
        p3 | prednisolone from 2025-06-01 until 2026-02-28; prednisolone from 2026-03-01
        p4 | prednisolone from 2025-06-01 until 2026-02-28; prednisolone from 2026-03-02
        p5 | prednisolone from 2025-06-01 until 2026-02-28; deflazacort from 2026-03-01
        p6 | prednisolone from 2025-06-01 until 2026-05-31
        p7 | prednisolone from 2025-06-01 until 2026-12-31
        p8 | prednisolone from 2025
        """,
        criterion=Medication(STEROIDS, "continuous", Duration(6, "mo")),
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": MET,
            "p4": "unknown: not observed long enough",
            "p5": MET,
            "p6": NOT_MET,
            "p7": MET,
            "p8": IMPRECISE,
        },
        note="p7's course ends in December, and has not ended.",
    )


def test_an_anchor_in_the_past(spec):
    spec(
        title="Seen from a day in the past, a course that began later lies ahead",
        reading=3,
        records="""
           | consent    | drug
        p1 | 2026-03-01 | prednisolone from 2026-04-01
        p2 | 2026-03-01 | prednisolone from 2026-03-01
        p3 | 2026-03-01 | prednisolone from 2026-04-01; prednisolone from 2025-01-01 until 2026-03-01
        p4 | 2026-03-01 | prednisolone from 2025-01-01 until 2026-02-28
        p5 | 2026-03-01 | prednisolone from 2026
        """,
        criterion=Medication(STEROIDS, at="consent"),
        expect={"p1": NOT_RECORDED, "p2": MET, "p3": MET, "p4": NOT_MET, "p5": "unknown: imprecise date"},
    )


def test_planned_end(spec):
    spec(
        title="An end that lies ahead is a plan, and leaves a later day open",
        reading=(3, 4),
        records="""
           | drug
        p1 | prednisolone from 2025-06-01 until 2026-06-03
        p2 | prednisolone from 2025-06-01 until 2026-07-01
        p3 | prednisolone from 2025-06-01 until 2026-06-02
        p4 | prednisolone from 2025-06-01 until 2026-06-01
        p5 | prednisolone from 2025-06-01
        """,
        criterion=Medication(STEROIDS, "continuous", Duration(6, "mo"), at="dosing"),
        anchors={"dosing": Offset((2, 30))},
        expect={
            "p1": "unknown: depends on the date within the anchor's interval, not observed long enough",
            "p2": MET,
            "p3": "unknown: not observed long enough",
            "p4": NOT_MET,
            "p5": MET,
        },
    )


def test_stable(spec):
    spec(
        title="Stable for 3 months is on the drug throughout, at one dose",
        reading=4,
        records="""
            | drug
        p1  | prednisolone 10 mg/d from 2025-01-01
        p2  | prednisolone 10 mg/d from 2025-01-01 until 2026-02-28; prednisolone 15 mg/d from 2026-03-01
        p3  | prednisolone 10 mg/d from 2025-01-01 until 2026-03-01; prednisolone 15 mg/d from 2026-03-02
        p4  | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; prednisolone 10 mg/d from 2026-04-02
        p5  | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; prednisolone 10 mg/d from 2026-04-10
        p6  | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; deflazacort 12 mg/d from 2026-04-02
        p7  | prednisolone from 2025-01-01
        p8  | prednisolone 0.75 mg/kg/d from 2025-01-01 until 2026-04-01; prednisolone 0.75 mg/kg/d from 2026-04-02
        p9  | prednisolone 10 mg/d from 2026-03-02
        p10 | prednisolone 10 mg/d from 2026-03-01
        p11 | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; prednisolone from 2026-04-02
        p12 | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; deflazacort 10 mg/d from 2026-04-02
        p13 | prednisolone 10 mg/d from 2025-01-01 until 2026-04-01; prednisolone 10 mg/kg/d from 2026-04-02
        """,
        criterion=Medication(STEROIDS, "stable", Duration(3, "mo")),
        expect={
            "p1": MET,
            "p2": MET,
            "p3": NOT_MET,
            "p4": MET,
            "p5": "unknown: not observed long enough",
            "p6": NOT_MET,
            "p7": NOT_RECORDED,
            "p8": MET,
            "p9": NOT_MET,
            "p10": MET,
            "p11": NOT_RECORDED,
            "p12": NOT_MET,
            "p13": NOT_MET,
        },
        note="A dose per kg that follows the weight (p8) is one dose. p7 has no recorded dose.",
    )


def test_washed_out(spec):
    spec(
        title="Washed out for 30 days counts from the last intake",
        reading=(3, 24),
        records="""
           | drug                                          | complete list
        p1 | nusinersen from 2025-01-01 until 2026-05-02   |
        p2 | nusinersen from 2025-01-01 until 2026-05-03   |
        p3 | nusinersen from 2025-01-01                    |
        p4 | nusinersen from 2025-01-01 until 2026-05      |
        p5 | stopped nusinersen from 2025-01-01            |
        p6 | never nusinersen on 2026-05-01                |
        p7 |                                               | medications 2026-05-01
        p8 |                                               |
        """,
        criterion=Medication(codes("nusinersen"), "washed_out", Duration(30, "d")),
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": NOT_MET,
            "p4": IMPRECISE,
            "p5": IMPRECISE,
            "p6": MET,
            "p7": MET,
            "p8": NOT_RECORDED,
        },
    )
