"""Both alleles lost: homozygous, in trans, no copy, or one copy with a variant (readings 9, 10, 12)."""

from matching.criteria import Biallelic

MET, NOT_MET = "met", "not met"
NOT_RECORDED = "unknown: not recorded"
UNCERTAIN = "unknown: uncertain significance"
PHASE = "unknown: phase unknown"
SMN1 = Biallelic("SMN1")


def test_zygosity_and_phase(spec):
    spec(
        title="Two lost alleles are a homozygous variant or two shown in trans",
        reading=9,
        records="""
           | SMN1 variant
        p1 | c.5C>G P hom
        p2 | c.5C>G LP het allele1; c.22dup P het allele2
        p3 | c.5C>G P het; c.22dup P het
        p4 | c.5C>G P het allele1; c.22dup P het allele1
        p5 | c.5C>G P het
        p6 | c.5C>G P
        p7 | negative
        p8 |
        """,
        criterion=SMN1,
        expect={
            "p1": MET,
            "p2": MET,
            "p3": PHASE,
            "p4": NOT_RECORDED,
            "p5": NOT_RECORDED,
            "p6": PHASE,
            "p7": NOT_MET,
            "p8": NOT_RECORDED,
        },
        note="p4 carries both variants on one allele: of the other nothing is recorded. p7: studied, nothing found.",
    )


def test_significance(spec):
    spec(
        title="A variant of uncertain significance is open, not a no",
        reading=9,
        records="""
           | SMN1 variant
        p1 | c.5C>G VUS hom
        p2 | c.5C>G P het allele1; c.22dup VUS het allele2
        p3 | c.5C>G hom
        p4 | c.5C>G B hom
        p5 | c.5C>G VUS hom; negative
        p6 | c.5C>G B hom; negative
        """,
        criterion=SMN1,
        expect={
            "p1": UNCERTAIN,
            "p2": UNCERTAIN,
            "p3": UNCERTAIN,
            "p4": NOT_RECORDED,
            "p5": UNCERTAIN,
            "p6": NOT_MET,
        },
        note="p3 was never classified.",
    )
    spec(
        title="A call that another record takes back counts for nothing until somebody settles it",
        reading=(9, 14),
        records="""
           | SMN1 variant
        p1 | c.5C>G P hom; c.5C>G VUS hom
        p2 | c.5C>G P hom; c.5C>G P het
        p3 | c.5C>G P hom; c.5C>G absent
        p4 | c.5C>G P hom; negative
        p5 | c.5C>G P hom; c.9G>A B het
        p6 | c.5C>G P hom 2020-01-01; negative
        p7 | c.5C>G P hom; negative 2020-01-01
        p8 | c.5C>G P hom 2020-01-01; negative 2019-12-31
        """,
        criterion=SMN1,
        expect={
            "p6": "unknown: conflicting",
            "p7": "unknown: conflicting",
            "p8": "met",
            "p1": "unknown: conflicting, uncertain significance",
            "p2": "unknown: conflicting",
            "p3": "unknown: conflicting",
            "p4": "unknown: conflicting",
            "p5": MET,
        },
    )
    spec(
        title="A protocol may ask pathogenic variants only",
        reading=9,
        records="""
           | SMN1 variant
        p1 | c.5C>G P hom
        p2 | c.5C>G LP hom
        """,
        criterion=Biallelic("SMN1", ("P",)),
        expect={"p1": MET, "p2": NOT_RECORDED},
    )


def test_copy_number(spec):
    spec(
        title="No copy is two lost alleles, one copy is one",
        reading=(9, 10),
        records="""
           | SMN1 copies | SMN1 variant
        p1 | 0           |
        p2 | 1           |
        p3 | 1           | c.5C>G P het point
        p4 | 1           | c.5C>G VUS het
        p5 | 2           |
        p6 | 2           | negative
        p7 | 1           | negative
        p8 | 0+          |
        """,
        criterion=SMN1,
        expect={
            "p1": MET,
            "p2": NOT_RECORDED,
            "p3": MET,
            "p4": UNCERTAIN,
            "p5": NOT_RECORDED,
            "p6": NOT_MET,
            "p7": NOT_RECORDED,
            "p8": NOT_RECORDED,
        },
        note="Two copies alone do not exclude a carrier (2 + 0).",
    )
    spec(
        title="The deletion that left one copy is not a second lost allele when a report names it as a variant",
        reading=9,
        records="""
           | SMN1 copies | SMN1 variant
        p1 | 1           | P het del exon 7
        p2 | 1           | P het del exon 7; c.5C>G P het point
        p3 | 1           | P het
        p4 | 1           | c.835_1134del P het
        """,
        criterion=SMN1,
        expect={"p1": NOT_RECORDED, "p2": MET, "p3": "unknown: phase unknown", "p4": "unknown: phase unknown"},
        note="p3 and p4 may be the deletion itself: a carrier has one copy too.",
    )
    spec(
        title="Both copies deleted, and copies counted: the reports contradict one another",
        reading=(9, 10),
        records="""
           | SMN1 copies | SMN1 variant
        p1 | 2           | P hom del exon 7
        p2 | 0           | P hom del exon 7
        p3 |             | P hom del exon 7
        p4 | 2           | c.5C>G P hom
        """,
        criterion=SMN1,
        expect={"p1": "unknown: conflicting", "p2": MET, "p3": MET, "p4": MET},
    )
    spec(
        title="Copy numbers that contradict one another decide nothing",
        reading=10,
        records="""
           | SMN1 copies
        p1 | 0 MLPA; 1 qPCR
        p2 | 0 MLPA; 0 qPCR
        """,
        criterion=SMN1,
        expect={"p1": "unknown: conflicting", "p2": MET},
    )


def test_mosaic_and_paralogue(spec):
    spec(
        title="A mosaic variant is no germline allele, and one in the paralogue is none of this gene",
        reading=(9, 12),
        records="""
           | SMN1 copies | SMN1 variant        | SMN2 variant
        p1 | 1           | c.5C>G P het mosaic |
        p2 | 1           |                     | c.5C>G P het
        p3 |             | c.5C>G P hom mosaic |
        p4 | 1           | c.5C>G P het point  |
        """,
        criterion=SMN1,
        expect={"p1": NOT_RECORDED, "p2": NOT_RECORDED, "p3": NOT_RECORDED, "p4": MET},
    )


def test_never_too_old(spec):
    spec(
        title="A germline finding never expires",
        reading=7,
        records="""
           | SMN1 variant            | SMN1 copies
        p1 | c.5C>G P hom 2004-02-01 |
        p2 | negative 2004-02-01     |
        p3 |                         | 0 MLPA 2004
        p4 | c.5C>G P hom 2026-06-02 |
        """,
        criterion=SMN1,
        expect={"p1": MET, "p2": NOT_MET, "p3": MET, "p4": NOT_RECORDED},
        note="p4's report is dated after the day of the run.",
    )


def test_partial_deletion(spec):
    spec(
        title="A deletion of some exons beside a variant elsewhere leaves the phase unknown",
        reading=9,
        records="""
           | SGCG variant
        p1 | P het del exons 2-3; c.787G>A P het
        p2 | P het del exons 2-3 allele1; c.787G>A P het allele2
        """,
        criterion=Biallelic("SGCG"),
        expect={"p1": PHASE, "p2": MET},
    )
