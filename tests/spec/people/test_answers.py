"""A person's answer, while it holds (readings 7 and 23)."""

from matching.criteria import PersonsAnswer
from matching.days import Duration

NEEDS = "unknown: needs a person's answer"


def test_answers(spec):
    spec(
        title="The latest answer of the person asked holds for its time",
        reading=(7, 23),
        records="""
            | answer
        p1  | yes investigator 2026-05-02
        p2  | no investigator 2026-05-02
        p3  | yes investigator 2026-05-01
        p4  | yes nurse 2026-05-20
        p5  | yes investigator 2026-05-10; no investigator 2026-05-20
        p6  | yes investigator 2026-05-20; no investigator 2026-05-20
        p7  | yes investigator 2026-05-20 until 2026-05-31
        p8  | yes investigator 2026-05-20 until 2026-06-01
        p9  |
        p10 | yes investigator 2026-06-02
        """,
        criterion=PersonsAnswer("the question", valid=Duration(30, "d")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: needs a person's answer, too old",
            "p4": NEEDS,
            "p5": "not met",
            "p6": "unknown: conflicting, needs a person's answer",
            "p7": "unknown: needs a person's answer, too old",
            "p8": "met",
            "p9": NEEDS,
            "p10": NEEDS,
        },
    )
