"""Variants, copies and exons."""

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact
from tests.agreement.pools import Pool, one_of, row
from tests.agreement.strategies.drawing import Family, limited
from tests.agreement.strategies.person import people

CLASSES = one_of(("P", "LP"), ("P", "LP"), ("P", "LP", "VUS"), ("P",), ("P", "LP", "unclassified"))


GENES = one_of("SMN1", "SMN1", "SMN1", "HGNC:1", "SMN2")


def variants(pool: Pool) -> st.SearchStrategy[Fact]:
    """Variants in every zygosity, class, phase and extent."""
    return row(
        told.Variant,
        gene=GENES,
        hgvs=one_of(None, "c.1A>G", "NM_1.2:c.1A>G", "c.2del"),
        transcript=one_of(None, "", "NM_1.2", "NM_1.3", "NM_2.1"),
        zygosity=one_of("het", "het", "het", "hom", "hemi", None),
        significance=one_of("P", "P", "LP", "LP", "VUS", "B", None),
        phase_set=one_of(None, "s", "s", "t"),
        allele=one_of(1, 2, None),
        mosaic=one_of(False, False, False, False, True),
        present=one_of(True, True, True, True, False),
        lesion=one_of(None, "deletion", "duplication", "point"),
        exon_first=one_of(None, 9, 10, 11, 11),
        exon_last=one_of(None, 11, 11, 17, 18),
        open_start=one_of(False, True),
        open_end=one_of(False, True),
        when=st.one_of(st.none(), st.none(), pool.dates),
        protein=one_of(None, None, "p.Ala7Thr", "NP_1.1:p.Gly3Ser"),
        consequence=one_of(None, "null", "null", "missense"),
        condition=one_of(None, "ORPHA:10", "ORPHA:11", "ORPHA:20", "ORPHA:1", "OMIM:99"),
    )


plain_variants = row(
    told.Variant,
    gene=st.just("SMN1"),
    hgvs=one_of("c.1A>G", "c.2del", "c.7C>T"),
    zygosity=one_of("het", "hom", "hom"),
    significance=one_of("P", "P", "VUS", "VUS", None),
    consequence=one_of(None, "null", "null", "missense"),
    condition=one_of(None, "ORPHA:10", "ORPHA:11", "ORPHA:20"),
)


negatives = row(
    told.Variant, gene=one_of("SMN1", "SMN1", "SMN2", "DMD"), present=st.just(False),
    exon_first=one_of(None, None, 10, 11), exon_last=one_of(None, None, 11, 17),
)  # fmt: skip
# Copies of the gene asked, by methods that may contradict one another; and both alleles lost, plainly.
counted = st.builds(
    lambda count: told.CopyNumber(patient="", record="", gene="SMN1", low=count, high=count), one_of(0, 1, 2)
)
lost = row(
    told.Variant, gene=st.just("SMN1"), hgvs=st.just("c.1A>G"), zygosity=st.just("hom"), significance=st.just("P"),
    lesion=st.just("point"),
)  # fmt: skip
# Alleles of two changes in one phase set, or in two that only look alike.
phased = row(
    told.Variant, gene=st.just("SMN1"), hgvs=one_of("c.1A>G", "c.2del"), zygosity=st.just("het"),
    significance=st.just("P"), phase_set=one_of("s", "t"), allele=one_of(1, 2),
)  # fmt: skip
# Mostly none, so that what the other fields say is not always unknown.
KINDS, DISEASES = one_of(*[()] * 6, ("null",), ("missense",), ("missense", "null")), one_of(*[()] * 6, ("ORPHA:10",))
# Deletions about the exons that may be skipped, and others.
LESIONS = one_of("deletion", "deletion", "deletion", "duplication", "point", None)
in_dmd = row(
    told.Variant, gene=one_of("DMD", "DMD", "DMD", "SMN1"), lesion=LESIONS,
    exon_first=one_of(None, 1, 44, 45, 46, 48, 50, 51, 52), exon_last=one_of(None, 44, 45, 47, 50, 50, 52, 54, 79),
    significance=one_of("P", "P", "VUS", "B", None), transcript=one_of(None, "NM_004006.3", "NM_9.1"),
    mosaic=one_of(False, False, True), present=one_of(True, True, True, False),
    open_start=one_of(False, False, False, True), open_end=one_of(False, False, False, True),
)  # fmt: skip


def repeats(pool: Pool) -> st.SearchStrategy[Fact]:
    """Repeats as integers, intervals, and "so many or more"."""
    counts = st.tuples(one_of(17, 39, 40, 41), one_of(0, 0, 1, None))
    return st.builds(
        lambda gene, count, when: told.RepeatCount(
            patient="", record="", gene=gene, low=count[0], high=None if count[1] is None else sum(count), when=when
        ),
        GENES, counts, st.one_of(st.none(), pool.dates),
    )  # fmt: skip


def heteroplasmic(pool: Pool) -> st.SearchStrategy[Fact]:
    """Shares in several tissues."""
    shares = one_of((None, None), (0.5, 0.5), (0.6, 0.6), (0.5, 0.6), (0.0, 0.5), (0.6, 1.0))
    bare = row(
        told.Variant, gene=one_of("SMN1", "HGNC:1", "SMN2"), hgvs=one_of("c.1A>G", "NM_1.2:c.1A>G", "c.2del"),
        tissue=one_of(None, "X:blood", "X:leucocytes", "X:urine"), present=one_of(True, True, True, False),
        when=pool.dates,
    )  # fmt: skip
    return st.builds(lambda one, ends: replace(one, fraction_low=ends[0], fraction_high=ends[1]), bare, shares)


def copy_numbers(pool: Pool) -> st.SearchStrategy[Fact]:
    """Counts as integers, intervals, and "so many or more"."""
    lows = one_of(0, 1, 1, 2, 3, 4)
    counts = st.tuples(lows, one_of(0, 0, 1, None)).map(lambda one: (one[0], None if one[1] is None else sum(one)))
    when = st.one_of(st.none(), st.none(), pool.dates)
    return st.builds(
        lambda gene, count, when: told.CopyNumber(
            patient="", record="", gene=gene, low=count[0], high=count[1], when=when
        ),
        GENES, counts, when,
    )  # fmt: skip


def variants_or_none(pool: Pool) -> st.SearchStrategy[Fact]:
    """Variants, often plain ones, and genes found negative."""
    return st.one_of(variants(pool), variants(pool), plain_variants, negatives)


def exons() -> st.SearchStrategy[ask.Leaf]:
    """Ranges of exons that records touch, overlap, fill and miss."""
    return st.builds(
        ask.Exons, one_of("SMN1", "SMN1", "SMN2"), one_of(1, 10, 11), one_of(10, 11, 17),
        one_of(None, "NM_1.2", "NM_2"),
        one_of("overlaps", "within"), one_of(get_args(told.Lesion), ("deletion",), ("deletion", "duplication")),
    )  # fmt: skip


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    genes, counts, found = one_of("SMN1", "SMN1", "SMN2"), copy_numbers(pool), variants_or_none(pool)
    return {
        ask.Biallelic: Family(
            st.builds(ask.Biallelic, genes, CLASSES, KINDS, DISEASES),
            st.one_of(found, found, counted, counted, counted, phased, lost),
        ),
        ask.Hemizygous: Family(
            st.builds(ask.Hemizygous, genes, CLASSES, KINDS, DISEASES), st.one_of(found, found, people, counts)
        ),
        ask.VariantFound: Family(
            st.builds(
                ask.VariantFound,
                genes,
                one_of(None, "c.1A>G"),
                CLASSES,
                one_of(0, 1, 1, 2),
                one_of(0, 1, 1, 2),
                one_of((), (), ("p.Gly3Ser",), ("c.2del", "p.Ala7Thr")),
                KINDS,
                DISEASES,
            ),
            found,
        ),
        ask.CopyNumber: Family(st.builds(ask.CopyNumber, genes, one_of(None, 0, 1, 2), one_of(None, 1, 2, 3)), counts),
        ask.Exons: Family(exons(), found),
        ask.RepeatCount: Family(
            st.builds(ask.RepeatCount, genes, one_of(None, 0, 40, 41), one_of(None, 39, 40)), repeats(pool)
        ),
        ask.Heteroplasmy: Family(
            limited(
                ask.Heteroplasmy,
                st.builds(ask.Limit, one_of(50.0, 60.0), st.just("%")),
                gene=st.just("SMN1"),
                hgvs=st.just("c.1A>G"),
                tissue=one_of(("X:blood",), ("X:urine",), ("X:urine", "X:leucocytes")),
            ),
            heteroplasmic(pool),
        ),
        ask.ExonSkip: Family(
            st.builds(ask.ExonSkip, one_of(44, 45, 51, 51, 53)), st.one_of(in_dmd, in_dmd, in_dmd, negatives)
        ),
        ask.StudiedNegative: Family(
            st.builds(
                lambda gene, exons: ask.StudiedNegative(gene, *exons),
                one_of("SMN1", "DMD"),
                one_of((None, None), (10, 11), (11, 11), (10, 17), (45, 50)),
            ),
            st.one_of(found, negatives, negatives, in_dmd),
        ),
    }
