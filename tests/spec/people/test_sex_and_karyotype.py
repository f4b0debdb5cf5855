"""Administrative sex is not karyotype (reading 11)."""

from matching.criteria import Karyotype, Sex

RECORDS = """
   | sex     | karyotype
p1 | male    | XY
p2 | female  |
p3 | male    |
p4 | other   | XY
p5 | unknown |
p6 |         | XY
p7 | male    | XXY
p8 | male    |
p8 | female  |
"""
NOT_RECORDED = "unknown: not recorded"


def test_sex(spec):
    spec(
        title="Administrative sex: other, unknown and contradictory are unknown",
        reading=11,
        records=RECORDS,
        criterion=Sex("male"),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": NOT_RECORDED,
            "p5": NOT_RECORDED,
            "p6": NOT_RECORDED,
            "p7": "met",
            "p8": "unknown: conflicting",
        },
    )


def test_karyotype(spec):
    spec(
        title="A karyotype is never told from administrative sex",
        reading=11,
        records=RECORDS,
        criterion=Karyotype("XY"),
        expect={
            "p1": "met",
            "p2": NOT_RECORDED,
            "p3": NOT_RECORDED,
            "p4": "met",
            "p5": NOT_RECORDED,
            "p6": "met",
            "p7": "not met",
            "p8": NOT_RECORDED,
        },
    )
