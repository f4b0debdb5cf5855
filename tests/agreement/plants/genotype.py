"""Bugs in what is read of genes."""

from collections.abc import Callable

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import alleles, genotype, windows
from matching.reading_frame import CODING_LENGTHS
from tests.agreement.plants.spoiling import Spoil, anywhere, never, nobody, replaced


def without_phase(_right: Callable) -> Callable:
    """Two alleles, whatever their phase sets."""

    def in_trans(rows, chosen):
        allele = rows["allele"]
        return rows.patients(chosen & (allele == 1)) & rows.patients(chosen & (allele == 2))

    return in_trans


def strict_overlap(_right: Callable) -> Callable:
    """Touching exons no longer overlap."""

    def overlap(rows, first, last):
        meets = (rows["exon_first"] < last) & (rows["exon_last"] > first)
        return meets, ~meets

    return overlap


def nothing_longer(right: Callable) -> Callable:
    """A lesion beside an exon that was not tested ends where it was seen to."""

    def overlap(rows, first, last):
        meets, _ = right(rows, first, last)
        return meets, ~meets

    return overlap


def by_sex_only(right: Callable) -> Callable:
    """A karyotype is not looked at."""
    return lambda view: (*right(view)[:2], np.ones(view.size, np.bool_))


PLANTS: dict[type, list[Spoil]] = {
    ask.Biallelic: [
        replaced(genotype, "_in_trans", without_phase),
        replaced(genotype, "_may_count", lambda _right: lambda rows, _leaf, _view: rows["present"] == 1),
        replaced(genotype, "_lost_copies", lambda _right: lambda leaf, view: genotype._copies(leaf.gene, view)),
        replaced(genotype, "_open", never),
        lambda patch: patch.setattr(genotype.Copies, "conflicting", property(lambda one: np.zeros_like(one.measured))),
    ],
    ask.Hemizygous: [replaced(genotype, "_count_of_x", by_sex_only), replaced(genotype, "_open", never)],
    ask.VariantFound: [
        replaced(genotype, "_several", nobody),
        replaced(genotype, "_named", lambda _right: lambda rows, names: rows.has("hgvs", *names)),
    ],
    ask.CopyNumber: [lambda patch: patch.setattr(genotype, "UNBOUNDED", 3)],
    ask.RepeatCount: [lambda patch: patch.setattr(alleles, "UNBOUNDED", 40)],
    ask.Heteroplasmy: [replaced(windows, "latest", lambda _right: windows.any_of)],
    ask.ExonSkip: [lambda patch: patch.setattr(alleles, "CODING_LENGTHS", (0, *CODING_LENGTHS[:-1]))],
    ask.StudiedNegative: [replaced(alleles, "overlap", strict_overlap), replaced(alleles, "overlap", nothing_longer)],
    ask.Exons: [
        replaced(genotype, "_comparable", anywhere),
        replaced(genotype, "overlap", strict_overlap),
        replaced(genotype, "overlap", nothing_longer),
    ],
}  # fmt: skip
