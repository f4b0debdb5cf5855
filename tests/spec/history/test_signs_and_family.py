"""Severity, a condition in a window, a suspicion that suffices, and the family (readings 24 and 25)."""

from matching.anchors import Window
from matching.criteria import Diagnosis, FamilyHistory, Phenotype
from matching.days import Duration
from tests.spec.names import codes

NOT_RECORDED = "unknown: not recorded"


def test_severity(spec):
    spec(
        title="A severe sign: one whose severity is not recorded leaves it open",
        reading=24,
        records="""
           | phenotype                                       | complete list
        p1 | severe muscle weakness 2026-05-01               |
        p2 | mild muscle weakness 2026-05-01                 |
        p3 | muscle weakness 2026-05-01                      |
        p4 | mild muscle weakness 2025-05-01; severe muscle weakness 2026-05-01 |
        p5 | no muscle weakness 2026-05-01                   |
        p6 |                                                 | conditions 2026-05-01
        p7 |                                                 |
        """,
        criterion=Phenotype(codes("muscle weakness"), severity=("severe",)),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": NOT_RECORDED,
            "p4": "met",
            "p5": "not met",
            "p6": "not met",
            "p7": NOT_RECORDED,
        },
    )


def test_never(spec):
    spec(
        title="Never walked needs a statement that the history is complete",
        reading=24,
        records="""
           | phenotype                        | complete list
        p1 | loss of ambulation 2015          |
        p2 |                                  |
        p3 |                                  | conditions 2026-05-01
        p4 | no loss of ambulation 2026-05-01 |
        """,
        criterion=Phenotype(codes("loss of ambulation"), asks="ever"),
        expect={"p1": "met", "p2": NOT_RECORDED, "p3": "not met", "p4": "not met"},
    )


def test_window(spec):
    spec(
        title="An illness within four weeks: one that was over before is another one",
        reading=24,
        records="""
           | diagnosis                                | complete list
        p1 | pneumonia 2026-04-20 over 2026-05-10     |
        p2 | pneumonia 2026-04-01 over 2026-05-03     |
        p3 | pneumonia 2026-04-01 over 2026-05-03     | conditions 2026-05-20
        p4 | pneumonia 2026-05-10                     |
        p5 | no pneumonia 2026-05-20                  |
        p6 | no pneumonia 2026-05-01                  |
        """,
        criterion=Diagnosis(codes("pneumonia"), within=Window("screening", Duration(28, "d"))),
        expect={
            "p1": "met",
            "p2": "unknown: too old",
            "p3": "not met",
            "p4": "met",
            "p5": "not met",
            "p6": "unknown: too old",
        },
    )


def test_suspicion(spec):
    records = """
       | diagnosis
    p1 | SMA 2026-05-01
    p2 | suspected SMA 2026-05-01
    p3 | no SMA 2026-05-01
    """
    spec(
        title="A suspicion suffices only where the protocol says so",
        reading=25,
        records=records,
        criterion=Diagnosis(codes("SMA"), certainty="suspected"),
        expect={"p1": "met", "p2": "met", "p3": "not met"},
    )
    spec(
        title="Otherwise a suspicion leaves it open",
        reading=25,
        records=records,
        criterion=Diagnosis(codes("SMA")),
        expect={"p1": "met", "p2": "unknown: only suspected", "p3": "not met"},
    )


def test_family(spec):
    spec(
        title="A sibling with the disease; silence on the family is no no",
        reading=24,
        records="""
           | family
        p1 | MLD in a sibling
        p2 | MLD in a mother
        p3 | MLD late infantile in a sibling
        p4 | no MLD in a sibling
        p5 | suspected MLD in a sibling
        p6 |
        """,
        criterion=FamilyHistory(codes("MLD"), codes("sibling")),
        expect={
            "p1": "met",
            "p2": NOT_RECORDED,
            "p3": "met",
            "p4": "not met",
            "p5": "unknown: only suspected",
            "p6": NOT_RECORDED,
        },
    )
