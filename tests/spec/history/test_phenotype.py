"""Phenotypes of HPO with descendants and recorded absence (reading 24)."""

from matching.criteria import Phenotype
from tests.spec.names import codes


def test_phenotype(spec):
    spec(
        title="A phenotype counts at or below the asked term, and is absent at or above it",
        reading=24,
        records="""
           | phenotype                                          | complete list
        p1 | muscle weakness 2024                               |
        p2 | proximal weakness 2010-01-01                       |
        p3 | abnormal musculature physiology 2024               |
        p4 | no muscle weakness 2026-05-01                      |
        p5 | no abnormal musculature physiology 2026-05-01      |
        p6 | no proximal weakness 2026-05-01                    |
        p7 |                                                    | conditions 2026-05-01
        p8 |                                                    |
        p9 | suspected muscle weakness 2026-05-01               |
        """,
        criterion=Phenotype(codes("muscle weakness")),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "unknown: broader term",
            "p4": "not met",
            "p5": "not met",
            "p6": "unknown: not recorded",
            "p7": "not met",
            "p8": "unknown: not recorded",
            "p9": "unknown: only suspected",
        },
    )
