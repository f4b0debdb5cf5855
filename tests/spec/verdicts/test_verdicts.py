"""From criteria to a verdict: excluded, later, open, passes what can be computed, ready (Words)."""

from matching.anchors import Window
from matching.criteria import All, Antibody, Biallelic, Diagnosis, Limit, Measurement, PersonsAnswer, Procedure, Sex
from matching.days import Duration
from tests.builders.matching import a_criterion, a_trial
from tests.spec.names import codes

CRITERIA = (
    a_criterion("I1", Biallelic("SMN1")),
    a_criterion("I2", PersonsAnswer("the question")),
    a_criterion("E1", Antibody("AAV9", "total", above=50, within="ever")),
)
RECORDS = """
   | SMN1 copies | SMN1 variant | AAV9 total       | answer                      | born
p1 | 0           |              | <1:5 2026-05-20  | yes investigator 2026-05-20 | 2016-01-01
p2 | 0           |              | <1:5 2026-05-20  |                             | 2016-01-01
p3 | 0           |              |                  | yes investigator 2026-05-20 | 2016-01-01
p4 | 0           |              | 1:100 2026-05-20 | yes investigator 2026-05-20 | 2016-01-01
p5 |             | negative     | <1:5 2026-05-20  |                             | 2016-01-01
p6 | 0           |              | <1:5 2026-05-20  | no investigator 2026-05-20  | 2016-01-01
p7 |             | negative     | 1:100 2026-05-20 |                             | 2016-01-01
p8 |             |              |                  |                             | 2016-01-01
"""
CHANGE = "excluded by something that can change"
GOOD = "excluded for good"


def test_from_a_protocol(spec):
    spec.verdicts(
        title="A patient is ready for screening when everything is known, of the whole protocol",
        records=RECORDS,
        trial=a_trial(*CRITERIA),
        expect={
            "p1": "ready for screening; redo by 2026-11-20",
            "p2": "passes what can be computed",
            "p3": "open; open items E1; redo by 2026-11-20",
            "p4": f"{CHANGE}; decided by E1",
            "p5": f"{GOOD}; decided by I1",
            "p6": f"{CHANGE}; decided by I2",
            "p7": f"{GOOD}; decided by I1, E1",
            "p8": "open; open items I1, I2, E1",
        },
        note="An exclusion that is not known (p3) is open, never passed. The answer holds for 6 months.",
    )


def test_from_an_excerpt(spec):
    spec.verdicts(
        title="An excerpt of a protocol never makes anybody ready",
        records="""
           | SMN1 copies | AAV9 total       | answer                      | born
        p1 | 0           | <1:5 2026-05-20  | yes investigator 2026-05-20 | 2016-01-01
        p2 | 0           | 1:100 2026-05-20 | yes investigator 2026-05-20 | 2016-01-01
        """,
        trial=a_trial(*CRITERIA, source="excerpt"),
        expect={"p1": "passes what can be computed; redo by 2026-11-20", "p2": f"{CHANGE}; decided by E1"},
    )


def test_recall(spec):
    above = Antibody("AAV9", "total", above=50, within="ever")
    spec.verdicts(
        title="A limit known from memory, or lost by the source, decides nothing",
        records="""
           | SMN1 copies | AAV9 total       | born
        p1 | 0           | <1:5 2026-05-20  | 2016-01-01
        p2 | 0           | 1:100 2026-05-20 | 2016-01-01
        """,
        trial=a_trial(
            a_criterion("I1", Biallelic("SMN1")),
            a_criterion("E1", above, basis="recall"),
            a_criterion("E2", above, basis="limit_lost"),
        ),
        expect={"p1": "open; open items E1, E2", "p2": "open; open items E1, E2"},
    )


def test_another_disease(spec):
    spec.verdicts(
        title="Another disease is told from an exclusion for good",
        reading=25,
        records="""
           | diagnosis    | SGCG variant
        p1 | LGMD R9 2020 |
        p2 | LGMD R5 2020 | negative
        p3 | LGMD R9 2020 | negative
        """,
        trial=a_trial(
            a_criterion("I1", Diagnosis(codes("LGMD R5"), own_disease=True, genes=("SGCG",))),
            a_criterion("I2", Biallelic("SGCG")),
        ),
        expect={
            "p1": "excluded as another disease; decided by I1",
            "p2": f"{GOOD}; decided by I2",
            "p3": "excluded as another disease; decided by I1, I2",
        },
    )


def test_for_good(spec):
    alt = Measurement(codes("ALT"), to=Limit(100, "U/L"), within="ever")
    spec.verdicts(
        title="What cannot change decides, whatever stands beside it",
        records="""
           | sex    | ALT
        p1 | female | 80 U/L 2026-05-20
        p2 | male   | 150 U/L 2026-05-20
        p3 | female | 150 U/L 2026-05-20
        p4 | male   | 80 U/L 2026-05-20
        """,
        trial=a_trial(a_criterion("I1", All((Sex("male"), alt)))),
        expect={
            "p1": f"{GOOD}; decided by I1",
            "p2": f"{CHANGE}; decided by I1",
            "p3": f"{GOOD}; decided by I1",
            "p4": "ready for screening",
        },
    )
    spec.verdicts(
        title="A procedure once done stays done; one not done, or done within a window, may change",
        reading=3,
        records="""
           | procedure
        p1 | liver transplant 2020-01-01; never spinal fusion 2026-05-01
        p2 | never organ transplant 2026-05-01; never spinal fusion 2026-05-01
        p3 | never organ transplant 2026-05-01; spinal fusion 2026-05-01
        """,
        trial=a_trial(
            a_criterion("E1", Procedure(codes("organ transplant"))),
            a_criterion("E2", Procedure(codes("spinal fusion"), within=Window("screening", Duration(6, "mo")))),
        ),
        expect={
            "p1": f"{GOOD}; decided by E1",
            "p2": "ready for screening; redo by 2026-11-01",
            "p3": f"{CHANGE}; decided by E2",
        },
    )
    spec.verdicts(
        title="A procedure that is asked for and was never done may yet be",
        records="""
           | procedure
        p1 | never spinal fusion 2026-05-01
        """,
        trial=a_trial(a_criterion("I1", Procedure(codes("spinal fusion")))),
        expect={"p1": f"{CHANGE}; decided by I1"},
    )
