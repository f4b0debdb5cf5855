"""Variants, copies and exons."""

from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact
from tests.agreement.pools import Pool, one_of, row
from tests.agreement.strategies.drawing import Family
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
        when=st.one_of(st.none(), st.none(), pool.dates),
    )


plain_variants = row(
    told.Variant,
    gene=st.just("SMN1"),
    hgvs=one_of("c.1A>G", "c.2del"),
    zygosity=one_of("het", "hom", "hom"),
    significance=one_of("P", "VUS", "VUS", None),
)


negatives = row(told.Variant, gene=one_of("SMN1", "SMN1", "SMN2"), present=st.just(False))


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
        ask.Biallelic: Family(st.builds(ask.Biallelic, genes, CLASSES), st.one_of(found, found, found, counts)),
        ask.Hemizygous: Family(st.builds(ask.Hemizygous, genes, CLASSES), st.one_of(found, found, people, counts)),
        ask.VariantFound: Family(
            st.builds(ask.VariantFound, genes, one_of(None, "c.1A>G"), CLASSES, one_of(0, 1, 1, 2), one_of(0, 1, 1, 2)),
            found,
        ),
        ask.CopyNumber: Family(st.builds(ask.CopyNumber, genes, one_of(None, 0, 1, 2), one_of(None, 1, 2, 3)), counts),
        ask.Exons: Family(exons(), found),
    }
