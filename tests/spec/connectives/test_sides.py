"""Asked of each side, then of any, of both, of the worse, of the one chosen: never of both at once."""

from matching.anchors import Window
from matching.criteria import All, ChosenSide, Limit, Measurement, PerSide, Phenotype, SideBy
from matching.days import Duration
from tests.spec.names import codes

NOT_RECORDED = "unknown: not recorded"
NO_SIDE = "unknown: locus not resolved"
YEAR = Window("screening", Duration(12, "mo"))
SEES = Measurement(codes("visual acuity"), from_=Limit(34, "{letters}"), to=Limit(73, "{letters}"), within=YEAR)


RECORDS = """
   | visual acuity
p1 | 60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01
p2 | 60 {letters} side=left 2026-05-01; 50 {letters} side=right 2026-05-01
p3 | 80 {letters} side=left 2026-05-01; 90 {letters} side=right 2026-05-01
p4 | 60 {letters} side=left 2026-05-01
p5 | 60 {letters} 2026-05-01
p6 | 80 {letters} side=left 2026-05-01; 30 {letters} side=right 2026-05-01
"""


def test_any_and_both(spec):
    spec(
        title="On one side at least",
        records=RECORDS,
        criterion=PerSide(SEES),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "met",
            "p5": "unknown: locus not resolved, not recorded",
            "p6": "not met",
        },
    )
    spec(
        title="On both sides",
        records=RECORDS,
        criterion=PerSide(SEES, "both"),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "not met",
            "p4": NOT_RECORDED,
            "p5": "unknown: locus not resolved, not recorded",
            "p6": "not met",
        },
    )


def test_worse(spec):
    spec(
        title="On the worse side, by the latest values",
        records=RECORDS,
        criterion=PerSide(SEES, "worse", codes("visual acuity")),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": NOT_RECORDED,
            "p5": "unknown: locus not resolved, not recorded",
            "p6": "not met",
        },
        note="Letters rise with vision: the lower value is the worse one.",
    )
    spec(
        title="Where a lower value is better, the higher one is the worse side",
        records=RECORDS,
        criterion=PerSide(SEES, "worse", codes("visual acuity"), higher_is_better=False),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "not met",
            "p4": NOT_RECORDED,
            "p5": "unknown: locus not resolved, not recorded",
            "p6": "not met",
        },
    )


def test_study_side(spec):
    spec(
        title="On the side chosen for the trial, which a person says",
        records="""
           | visual acuity                                                           | study side
        p1 | 60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01   | left for NCT1
        p2 | 60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01   | right for NCT1
        p3 | 60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01   | left for NCT2
        p4 | 60 {letters} side=left 2026-05-01; 50 {letters} side=right 2026-05-01   |
        p5 | 80 {letters} side=left 2026-05-01; 90 {letters} side=right 2026-05-01   |
        """,
        criterion=PerSide(SEES, "study", trial="NCT1"),
        expect={"p1": "met", "p2": "not met", "p3": "unknown: needs a person's answer", "p4": "met", "p5": "not met"},
        note="What holds of both sides holds of the one that will be chosen.",
    )


def test_never_merged(spec):
    seen = "60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01"
    spec(
        title="Two findings of two sides do not meet one criterion on one side",
        records=f"""
           | visual acuity | phenotype
        p1 | {seen}        | left glaucoma 2026-05-01
        p2 | {seen}        | right glaucoma 2026-05-01; no left glaucoma 2026-05-01
        p3 | {seen}        | no glaucoma 2026-05-01
        """,
        criterion=PerSide(All((SEES, Phenotype(codes("glaucoma"))))),
        expect={"p1": "met", "p2": "not met", "p3": "not met"},
        note="An absence that names no side is one on both.",
    )


def test_which_side(spec):
    spec(
        title="The left side is the worse one: a tie, or a value without its side, decides nothing",
        records=RECORDS
        + """
        p7 | 60 {letters} side=left 2026-05-01; 60 {letters} side=right 2026-05-01
        p8 | 60 {letters} side=left 2026-05-01; <60 {letters} side=right 2026-05-01
        p9 | 90 {letters} side=left 2026-01-01; 60 {letters} side=left 2026-05-01; 80 {letters} side=right 2026-05-01
        """,
        criterion=SideBy("left", codes("visual acuity")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": NOT_RECORDED,
            "p5": NO_SIDE,
            "p6": "not met",
            "p7": "unknown: conflicting",
            "p8": "not met",
            "p9": "met",
        },
    )
    spec(
        title="The side that was chosen: two choices are none",
        records="""
           | study side
        p1 | left for NCT1
        p2 | right for NCT1
        p3 | left for NCT1; right for NCT1
        p4 | left for NCT2
        """,
        criterion=ChosenSide("left", "NCT1"),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: conflicting, needs a person's answer",
            "p4": "unknown: needs a person's answer",
        },
    )
