"""A variant on the only X (reading 11)."""

from matching.criteria import Hemizygous


def test_hemizygous(spec):
    spec(
        title="Hemizygous needs one X",
        reading=11,
        records="""
            | sex    | karyotype | DMD variant
        p1  | male   | XY        | c.9G>A P hemi
        p2  | male   |           | c.9G>A P hemi
        p3  | female | X         | c.9G>A P hemi
        p4  | male   | XXY       | c.9G>A P hemi
        p5  | female |           | c.9G>A P hemi
        p6  | female | XX        | c.9G>A P het
        p7  | female |           | c.9G>A P het
        p8  | male   | XY        | c.9G>A P hom
        p9  | male   |           | c.9G>A P hom
        p10 | male   | XY        | c.9G>A P het
        p11 | female |           | c.9G>A P hom
        p12 | female | XX        | c.9G>A P hom
        """,
        criterion=Hemizygous("DMD"),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "met",
            "p4": "unknown: conflicting",
            "p5": "unknown: conflicting",
            "p6": "not met",
            "p7": "not met",
            "p8": "met",
            "p9": "unknown: conflicting",
            "p10": "unknown: conflicting",
            "p11": "unknown: conflicting",
            "p12": "not met",
        },
        note="p3 is 45,X; p11 may be. A variant called homozygous (p8) is on the only X once a karyotype says so.",
    )


def test_what_is_not_known(spec):
    spec(
        title="Without zygosity, or with an uncertain variant, hemizygosity stays open",
        reading=(9, 11),
        records="""
           | sex    | DMD variant
        p1 | male   | c.9G>A P
        p2 | male   | c.9G>A VUS hemi
        p3 |        | c.9G>A P het
        p4 |        | c.9G>A P hemi
        p5 | male   | negative
        p6 | male   |
        """,
        criterion=Hemizygous("DMD"),
        expect={
            "p1": "unknown: phase unknown",
            "p2": "unknown: uncertain significance",
            "p3": "unknown: not recorded",
            "p4": "met",
            "p5": "not met",
            "p6": "unknown: not recorded",
        },
    )


def test_no_copy_on_the_only_x(spec):
    spec(
        title="No copy of the gene on the only X is hemizygous loss",
        reading=(10, 11),
        records="""
           | sex    | DMD copies
        p1 | male   | 0
        p2 | male   | 1
        p3 |        | 0
        p4 | male   | 0 MLPA; 1 qPCR
        """,
        criterion=Hemizygous("DMD"),
        expect={
            "p1": "met",
            "p2": "unknown: not recorded",
            "p3": "unknown: not recorded",
            "p4": "unknown: conflicting",
        },
    )
