"""A named variant, or any pathogenic one, on none, one or two alleles (readings 9, 12, 14)."""

from matching.criteria import VariantFound

RECORDS = """
    | HBB variant
p1  | c.20A>T P hom
p2  | c.20A>T P het
p3  | c.20A>T P het allele1; c.118C>T P het allele2
p4  | c.20A>T P
p5  | c.118C>T P hom
p6  | negative
p7  | c.20A>T absent
p8  |
p9  | NM_000518.5:c.20A>T P hom
p10 | c.20A>T P het mosaic
"""
NOT_RECORDED = "unknown: not recorded"


def test_two_alleles(spec):
    spec(
        title="Sickle cell on both alleles is neither carrier nor compound",
        reading=14,
        records=RECORDS,
        criterion=VariantFound("HBB", "c.20A>T", from_=2, to=2),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "not met",
            "p4": "unknown: phase unknown",
            "p5": NOT_RECORDED,
            "p6": "not met",
            "p7": "not met",
            "p8": NOT_RECORDED,
            "p9": "met",
            "p10": NOT_RECORDED,
        },
        note="p2 is a carrier, p3 is S/β0.",
    )


def test_one_allele(spec):
    spec(
        title="On one allele only is another criterion",
        reading=14,
        records=RECORDS,
        criterion=VariantFound("HBB", "c.20A>T", from_=1, to=1),
        expect={
            "p1": "not met",
            "p2": "met",
            "p3": "met",
            "p4": "unknown: phase unknown",
            "p5": NOT_RECORDED,
            "p6": "not met",
            "p7": "not met",
            "p8": NOT_RECORDED,
            "p9": "not met",
            "p10": NOT_RECORDED,
        },
    )
    spec(
        title="On one or two alleles asks only whether it is there",
        reading=(12, 14),
        records=RECORDS,
        criterion=VariantFound("HBB", "c.20A>T"),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "met",
            "p4": "met",
            "p5": NOT_RECORDED,
            "p6": "not met",
            "p7": "not met",
            "p8": NOT_RECORDED,
            "p9": "met",
            "p10": NOT_RECORDED,
        },
    )


def test_any_pathogenic(spec):
    spec(
        title="Two different pathogenic variants without phase may be one allele or two",
        reading=(9, 14),
        records="""
           | HBB variant
        p1 | c.20A>T P het; c.118C>T P het
        p2 | c.20A>T P het allele1; c.118C>T P het allele2
        p3 | c.20A>T P het
        p4 | c.20A>T P het; c.300G>A VUS het
        p5 | c.300G>A VUS hom
        p6 | c.20A>T P het 2019-01-01; c.20A>T P het 2024-01-01
        """,
        criterion=VariantFound("HBB", from_=2, to=2),
        expect={
            "p1": "unknown: phase unknown",
            "p2": "met",
            "p3": "not met",
            "p4": "unknown: phase unknown",
            "p5": "unknown: uncertain significance",
            "p6": "not met",
        },
        note="p6 is one variant, reported twice.",
    )
