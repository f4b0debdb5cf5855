"""What must be seen beside an answer although it does not change it (readings 7, 16, 26)."""

from matching.anchors import Window
from matching.criteria import Antibody, Infection, Result, Vaccination
from matching.days import Duration
from tests.builders.matching import a_criterion, a_trial
from tests.spec.names import codes

EXCLUDED = "excluded by something that can change; decided by E1"
PASSES = "ready for screening"


def test_retest(spec):
    spec.verdicts(
        title="A titre in an infant, or after immunoglobulin, holds as measured and is marked for a retest",
        reading=16,
        records="""
           | AAV9 total        | born       | drug
        p1 | 1:100 2026-05-20  | 2024-11-20 |
        p2 | 1:100 2026-05-20  | 2024-11-21 |
        p3 | 1:100 2026-05-20  | 2016-01-01 | stopped immunoglobulin from 2026-05-01 until 2026-05-01
        p4 | 1:100 2026-05-20  | 2016-01-01 | stopped immunoglobulin from 2025-11-01 until 2025-11-01
        p5 | 1:40 2026-05-20   | 2026-01-01 |
        p6 | <1:5 2026-05-20   | 2026-01-01 |
        p7 | 1:100 2026-05-20  |            |
        """,
        trial=a_trial(a_criterion("E1", Antibody("AAV9", "total", above=50, within="ever"))),
        expect={
            "p1": EXCLUDED,
            "p2": f"{EXCLUDED}; retest (E1)",
            "p3": f"{EXCLUDED}; retest (E1)",
            "p4": EXCLUDED,
            "p5": f"{PASSES}; retest (E1)",
            "p6": PASSES,
            "p7": f"{EXCLUDED}; retest (E1)",
        },
        note="Until 18 months old, and for 6 months after immunoglobulin. Nothing passive makes a negative (p6).",
    )


def test_a_positive_before(spec):
    spec.verdicts(
        title="A negative that is in use does not hide the last positive before it",
        reading=7,
        records="""
           | HBsAg test                              | born
        p1 | negative 2026-05-20                     | 1990-01-01
        p2 | positive 2020-01-01; negative 2026-05-20 | 1990-01-01
        p3 | negative 2020-01-01; positive 2026-05-20 | 1990-01-01
        p4 | positive 2020-01-01; positive 2026-05-20 | 1990-01-01
        """,
        trial=a_trial(a_criterion("E1", Result(codes("HBsAg"), "positive"))),
        expect={
            "p1": f"{PASSES}; redo by 2026-11-20",
            "p2": f"{PASSES}; redo by 2026-11-20; earlier positive (E1)",
            "p3": EXCLUDED,
            "p4": EXCLUDED,
        },
    )
    spec.verdicts(
        title="Nor does a titre that has fallen, or what clears an infection",
        reading=(7, 16, 22),
        records="""
           | AAV9 total                  | HBsAg test                         | anti-HBc test    | born
        p1 | 1:100 2020; <1:5 2026-05-20 | negative 2026-05-20                | negative 2026-05 | 1990-01-01
        p2 | <1:5 2026-05-20             | positive 2020; negative 2026-05-20 | negative 2026-05 | 1990-01-01
        """,
        trial=a_trial(
            a_criterion("E1", Antibody("AAV9", "total", above=50, within="ever")),
            a_criterion("E2", Infection("HBV")),
        ),
        expect={
            "p1": f"{PASSES}; redo by 2026-11-20; earlier positive (E1)",
            "p2": f"{PASSES}; redo by 2026-11-20; earlier positive (E2)",
        },
    )


def test_immunosuppression_before_a_vaccine(spec):
    spec.verdicts(
        title="Immunosuppression that started before the anchor of a vaccine's interval is flagged",
        reading=26,
        records="""
           | vaccine                     | drug                                               | complete list
        p1 | influenza vaccine 2026-05-20 |                                                    |
        p2 | influenza vaccine 2026-05-20 | prednisolone from 2026-05-30                       |
        p3 | influenza vaccine 2026-05-20 | stopped prednisolone from 2026-01-01 until 2026-02-01 |
        p4 |                             | prednisolone from 2026-05-30                       | immunizations 2026-06-01
        """,
        trial=a_trial(
            a_criterion("E1", Vaccination(codes("influenza vaccine"), Window("screening", Duration(28, "d")))),
        ),
        expect={
            "p1": EXCLUDED,
            "p2": f"{EXCLUDED}; immunosuppressed (E1)",
            "p3": EXCLUDED,
            "p4": f"{PASSES}; redo by 2026-06-29; immunosuppressed (E1)",
        },
    )
    spec.verdicts(
        title="A vaccine asked for whenever it was given is not",
        reading=26,
        records="""
           | vaccine                      | drug
        p1 | influenza vaccine 2016-05-20 | prednisolone from 2026-05-30
        """,
        trial=a_trial(a_criterion("I1", Vaccination(codes("influenza vaccine")))),
        expect={"p1": PASSES},
    )
