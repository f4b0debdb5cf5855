"""Kinds of variants, classes for a disease, pseudodeficiency, named alleles (readings 12 to 14)."""

from matching.criteria import (
    Biallelic,
    Hemizygous,
    Heteroplasmy,
    Limit,
    Not,
    RepeatCount,
    StudiedNegative,
    VariantFound,
)
from tests.spec.names import codes

NOT_RECORDED = "unknown: not recorded"
UNCERTAIN = "unknown: uncertain significance"


def test_kinds(spec):
    spec(
        title="Two null variants: a missense is none, and one whose effect is not recorded leaves it open",
        reading=9,
        records="""
           | SGSH variant                                                  | SGSH copies
        p1 | c.1A>G P hom null                                             |
        p2 | c.1A>G P hom missense                                         |
        p3 | c.1A>G P hom                                                  |
        p4 | c.1A>G P het null allele1; c.9del P het null allele2          |
        p5 | c.1A>G P het null allele1; c.9del P het missense allele2      |
        p6 |                                                               | 0
        """,
        criterion=Biallelic("SGSH", kinds=("null",)),
        expect={
            "p1": "met",
            "p2": NOT_RECORDED,
            "p3": UNCERTAIN,
            "p4": "met",
            "p5": NOT_RECORDED,
            "p6": "met",
        },
        note="A lost copy is null. Only a gene that was studied whole makes a no.",
    )


def test_pseudodeficiency(spec):
    spec(
        title="Pseudodeficiency alleles never count",
        reading=13,
        records="""
           | ARSA variant
        p1 | c.1055A>G P hom
        p2 | NM_000487.6:c.1055A>G P het allele1; c.9del P het allele2
        p3 | c.465+1G>A P hom
        p4 | c.2T>C p.Asn352Ser P hom
        """,
        criterion=Biallelic("ARSA"),
        expect={"p1": NOT_RECORDED, "p2": NOT_RECORDED, "p3": "met", "p4": NOT_RECORDED},
    )


def test_disease_of_a_class(spec):
    spec(
        title="Pathogenicity holds for a disease: a variant of F8 classed for another one is not haemophilia",
        reading=13,
        records="""
           | sex  | F8 variant
        p1 | male | c.1A>G P hemi for haemophilia
        p2 | male | c.1A>G P hemi for SMA
        p3 | male | c.1A>G P hemi
        """,
        criterion=Hemizygous("F8", disease=codes("haemophilia")),
        expect={"p1": "met", "p2": NOT_RECORDED, "p3": UNCERTAIN},
    )
    spec(
        title="One dominant variant is not a recessive disease",
        reading=13,
        records="""
           | COL7A1 variant
        p1 | c.1A>G P het
        p2 | c.1A>G P het allele1; c.9del P het allele2
        """,
        criterion=Biallelic("COL7A1"),
        expect={"p1": NOT_RECORDED, "p2": "met"},
    )


B0 = ("c.118C>T", "c.93-21G>A", "c.92+1G>A")


def test_alleles(spec):
    records = """
       | HBB variant
    p1 | c.118C>T P hom
    p2 | c.118C>T P het allele1; c.92+1G>A P het allele2
    p3 | c.118C>T P het allele1; c.79G>A P het allele2
    p4 | c.118C>T P het; c.92+1G>A P het
    p5 | c.79G>A P hom
    p6 | negative
    """
    spec(
        title="Two alleles among those named: HbE/β0 is not β0/β0",
        reading=14,
        records=records,
        criterion=VariantFound("HBB", any_of=B0, from_=2),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "unknown: phase unknown",
            "p5": NOT_RECORDED,
            "p6": "not met",
        },
    )
    spec(
        title="A genotype other than those named",
        reading=14,
        records=records,
        criterion=Not(VariantFound("HBB", any_of=B0, from_=2)),
        expect={
            "p1": "not met",
            "p2": "not met",
            "p3": "met",
            "p4": "unknown: phase unknown",
            "p5": NOT_RECORDED,
            "p6": "met",
        },
    )
    spec(
        title="A variant is named on the transcript or as a protein",
        reading=14,
        records="""
           | SGSH variant
        p1 | c.892T>C p.Ser298Pro P het
        p2 | p.Ser298Pro P hom
        p3 | c.892T>C P het
        p4 | c.1A>G P het
        """,
        criterion=VariantFound("SGSH", "p.Ser298Pro", any_of=("c.892T>C",)),
        expect={"p1": "met", "p2": "met", "p3": "met", "p4": NOT_RECORDED},
    )


def test_heteroplasmy(spec):
    spec(
        title="Heteroplasmy in blood cannot decide a criterion on urine or muscle",
        reading=12,
        records="""
           | MT-ND4 variant
        p1 | m.11778G>A 70% in urine 2026-01-10
        p2 | m.11778G>A 50% in urine 2026-01-10
        p3 | m.11778G>A 70% in blood 2026-01-10
        p4 | m.11778G>A 70% 2026-01-10
        p5 | m.11778G>A 55-65% in muscle 2026-01-10
        p6 | m.11778G>A in urine 2026-01-10
        p7 | m.11778G>A absent in urine 2026-01-10
        p8 | m.11778G>A 70% in urine 2024-01-10; m.11778G>A 50% in muscle 2026-01-10
        """,
        criterion=Heteroplasmy("MT-ND4", "m.11778G>A", codes("urine", "muscle"), from_=Limit(60, "%")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: wrong assay or serotype",
            "p4": "unknown: wrong assay or serotype",
            "p5": "unknown: censored value",
            "p6": NOT_RECORDED,
            "p7": "not met",
            "p8": "not met",
        },
    )


def test_repeats(spec):
    spec(
        title="Forty repeats or more on the longer allele",
        records="""
           | HTT repeats
        p1 | 17; 42
        p2 | 17; 39
        p3 | 40
        p4 | 38-41
        p5 | 39+
        p6 | 60+
        p7 |
        """,
        criterion=RepeatCount("HTT", 40),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "unknown: censored value",
            "p5": "unknown: censored value",
            "p6": "met",
            "p7": NOT_RECORDED,
        },
    )


def test_region(spec):
    spec(
        title="A region studied and found negative; what was studied elsewhere says nothing of it",
        reading=15,
        records="""
           | DMD variant
        p1 | negative exons 1-79
        p2 | negative
        p3 | negative exons 45-55
        p4 | negative exons 8-9; P del exons 45-50
        p5 | P del exons 5-8
        p6 | negative exons 8-9; c.9del P
        p7 |
        """,
        criterion=StudiedNegative("DMD", 8, 9),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": NOT_RECORDED,
            "p4": "met",
            "p5": "not met",
            "p6": "unknown: breakpoint unknown",
            "p7": NOT_RECORDED,
        },
    )
    spec(
        title="A part of a gene found negative is no negative gene",
        reading=15,
        records="""
           | DMD variant
        p1 | negative exons 45-55
        p2 | negative
        """,
        criterion=VariantFound("DMD"),
        expect={"p1": NOT_RECORDED, "p2": "not met"},
    )


def test_a_named_variant_not_found(spec):
    records = """
       | DMD variant
    p1 | negative c.1A>G
    p2 | negative exons 8-9
    p3 | negative
    p4 | negative c.1A>G; negative
    """
    spec(
        title="A variant looked for and not found says nothing of the rest of its gene",
        reading=24,
        records=records,
        criterion=StudiedNegative("DMD"),
        expect={"p1": NOT_RECORDED, "p2": NOT_RECORDED, "p3": "met", "p4": "met"},
    )
    spec(
        title="It is no sign that neither allele is lost",
        reading=(9, 24),
        records=records,
        criterion=Biallelic("DMD"),
        expect={"p1": NOT_RECORDED, "p2": NOT_RECORDED, "p3": "not met", "p4": "not met"},
    )
