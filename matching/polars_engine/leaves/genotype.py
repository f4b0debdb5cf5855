"""What variants and copy numbers say of a gene, for all patients (readings 9 to 15)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from matching import criteria as ask
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.table import Ints, Rows

# More copies than any locus has: "4 or more" has no upper end.
UNBOUNDED = 2**31 - 1
BENIGN = ("LB", "B")


def _variants(gene: str, view: View) -> Rows:
    """Germline findings: a mosaic variant is not a germline allele."""
    return view.rows("variants", view.codes.same(gene)).where(~pl.col("mosaic"))


def _counts(classes: ask.Classes) -> pl.Expr:
    return pl.col("present") & pl.col("significance").cast(pl.String).fill_null("unclassified").is_in(classes)


def _open(classes: ask.Classes) -> pl.Expr:
    """A variant that may yet turn out to count."""
    doubtful = pl.col("significance").is_null() | (pl.col("significance") == "VUS")
    return pl.col("present") & doubtful & ~_counts(classes)


_NEGATIVE = ~pl.col("present") & pl.col("hgvs").is_null()


@dataclass(frozen=True, slots=True)
class Copies:
    """Per patient: whether the gene was counted, and the counts that every measurement allows."""

    measured: Flags
    low: Ints
    high: Ints

    @property
    def conflicting(self) -> Flags:
        """Methods that contradict one another (reading 10)."""
        return np.greater(self.low, self.high)

    def exactly(self, number: int) -> Flags:
        """Whether all measurements together leave this number alone."""
        return self.measured & (self.low == number) & (self.high == number)


def _copies(gene: str, view: View) -> Copies:
    rows = view.rows("copy_numbers", view.codes.same(gene))
    low, high = np.zeros(view.size, np.int32), np.full(view.size, UNBOUNDED, np.int32)
    np.maximum.at(low, rows.patient, rows.frame["low"].to_numpy())
    np.minimum.at(high, rows.patient, rows.frame["high"].fill_null(UNBOUNDED).to_numpy())
    return Copies(rows.patients(), low, high)


def _in_trans(rows: Rows, chosen: Flags) -> Flags:
    """Per patient, whether two of the chosen rows share a phase set and lie on different alleles."""
    phase, allele = rows.frame["phase"].to_numpy(), rows.frame["allele"].to_numpy()
    phased = chosen & (phase > 0)
    both = np.intersect1d(phase[phased & (allele == 1)], phase[phased & (allele == 2)])
    return rows.patients(phased & np.isin(phase, both))


def biallelic(leaf: ask.Biallelic, view: View, _at: Days) -> Planes:
    """Homozygous; or two alleles shown in trans; or no copy; or one copy with a counting variant (reading 9)."""
    rows, copies = _variants(leaf.gene, view), _copies(leaf.gene, view)
    counts = rows.flag(_counts(leaf.classes))
    counting = rows.patients(counts)
    homozygous = rows.patients(counts & rows.flag(pl.col("zygosity") == "hom"))
    # The deletion of the lost copy, reported once more as a variant, is not a second lost allele.
    other = rows.patients(counts & ~rows.flag(pl.col("lesion") == "deletion"))
    lost = copies.exactly(0) | (copies.exactly(1) & other)
    met = (lost | homozygous | _in_trans(rows, counts)) & ~copies.conflicting
    enough = ~copies.measured | ((copies.low >= 2) & ~copies.conflicting)
    negative = rows.having(_NEGATIVE) & ~counting & ~rows.having(_open(leaf.classes)) & enough
    return Planes.of(met, negative & ~met)


def _count_of_x(view: View) -> tuple[Flags, Flags, Flags]:
    """Per patient: one X, two or more, and whether a karyotype says so (sex only suggests it)."""
    by_sex = pl.when(pl.col("sex") == "male").then(1).when(pl.col("sex") == "female").then(2)
    karyotype = pl.col("karyotype").str.count_matches("X", literal=True).cast(pl.Int32)
    number = pl.coalesce(karyotype, by_sex)
    found = view.snapshot.people.select(
        one=(number == 1).fill_null(value=False),
        two=(number >= 2).fill_null(value=False),
        typed=pl.col("karyotype").is_not_null(),
    )
    return found["one"].to_numpy(), found["two"].to_numpy(), found["typed"].to_numpy()


def hemizygous(leaf: ask.Hemizygous, view: View, _at: Days) -> Planes:
    """A counting variant on the only X; a heterozygote with two X is not (reading 11)."""
    rows, copies = _variants(leaf.gene, view), _copies(leaf.gene, view)
    counts = rows.flag(_counts(leaf.classes))
    counting, doubtful = rows.patients(counts), rows.having(_open(leaf.classes))
    one_x, two_x, typed = _count_of_x(view)
    called = rows.patients(counts & rows.flag(pl.col("zygosity") == "hemi"))
    homozygous = rows.patients(counts & rows.flag(pl.col("zygosity") == "hom"))
    unclear = rows.patients(counts & rows.flag(pl.col("zygosity").is_null()))
    on_one = one_x & (copies.exactly(0) | (typed & homozygous))
    met = ~copies.conflicting & ((called & ~two_x) | (~called & on_one))
    heterozygous = two_x & counting & ~unclear
    negative = rows.having(_NEGATIVE) & ~counting & ~copies.measured
    not_met = ~copies.conflicting & ~called & ~on_one & ~doubtful & (heterozygous | negative)
    return Planes.of(met, not_met)


def variant_found(leaf: ask.VariantFound, view: View, _at: Days) -> Planes:
    """A named variant, or any of the classes, on so many alleles (reading 14)."""
    rows = _variants(leaf.gene, view)
    named = _named(leaf.hgvs) if leaf.hgvs else pl.lit(False)
    finds = rows.flag(pl.col("present") & named if leaf.hgvs else _counts(leaf.classes))
    found = rows.patients(finds)
    doubtful = np.zeros(view.size, np.bool_) if leaf.hgvs else rows.having(_open(leaf.classes))
    negative = rows.having(_NEGATIVE | (~pl.col("present") & named))
    low, high = _alleles(rows, finds)
    high = np.where(doubtful, 2, high)
    none = ~found & ~doubtful & negative
    met = found & (low >= leaf.from_) & (high <= leaf.to)
    not_met = found & ((high < leaf.from_) | (low > leaf.to))
    return Planes.of(met | none, not_met) if leaf.from_ == 0 else Planes.of(met, not_met | none)


def _named(hgvs: str) -> pl.Expr:
    return (pl.col("hgvs") == hgvs) | pl.col("hgvs").str.ends_with(f":{hgvs}")


def _alleles(rows: Rows, finds: Flags) -> tuple[Ints, Ints]:
    """Per patient who has one of these variants, on how many alleles they sit: at least, at most."""
    two = rows.patients(finds & rows.flag(pl.col("zygosity") == "hom")) | _in_trans(rows, finds)
    unclear = rows.patients(finds & rows.flag(pl.col("zygosity").is_null())) | _several(rows, finds)
    return np.where(two, 2, 1).astype(np.int32), np.where(two | unclear, 2, 1).astype(np.int32)


def _several(rows: Rows, finds: Flags) -> Flags:
    """Per patient, whether these rows name more than one variant."""
    name = rows.frame["hgvs"].fill_null("").rank("dense").to_numpy()
    some = np.zeros(rows.size, name.dtype)
    some[rows.patient[finds]] = name[finds]
    return rows.patients(finds & (name != some[rows.patient]))


def copy_number(leaf: ask.CopyNumber, view: View, _at: Days) -> Planes:
    """Measured copies of a gene; methods that contradict one another are unknown (reading 10)."""
    copies = _copies(leaf.gene, view)
    sure = copies.measured & ~copies.conflicting
    least, most = leaf.from_ or 0, UNBOUNDED if leaf.to is None else leaf.to
    return Planes.of(
        sure & (copies.low >= least) & (copies.high <= most), sure & ((copies.high < least) | (copies.low > most))
    )


def exons(leaf: ask.Exons, view: View, _at: Days) -> Planes:
    """A lesion that overlaps, or lies within, the exons asked (reading 15); benign variants do not count."""
    rows = _variants(leaf.gene, view)
    finds = rows.flag(pl.col("present") & ~pl.col("significance").cast(pl.String).is_in(BENIGN).fill_null(value=False))
    hit, miss = rows.classified(met=_hit(leaf), not_met=_miss(leaf))
    met, doubtful = rows.patients(finds & hit), rows.patients(finds & ~hit & ~miss)
    looked = rows.patients(finds) | rows.having(_NEGATIVE)
    return Planes.of(met, looked & ~met & ~doubtful)


def _hit(leaf: ask.Exons) -> pl.Expr:
    """Shown to lie where it was asked, as a lesion that was asked for."""
    asked = pl.col("lesion").cast(pl.String).is_in(leaf.lesions)
    return (asked | (pl.col("lesion").is_null() & pl.lit(len(leaf.lesions) == 3))) & _placed(leaf) & _comparable(leaf)


def _miss(leaf: ask.Exons) -> pl.Expr:
    """Another kind of lesion, or shown to lie elsewhere."""
    return ~pl.col("lesion").cast(pl.String).is_in(leaf.lesions) | (~_placed(leaf) & _comparable(leaf))


def _placed(leaf: ask.Exons) -> pl.Expr:
    first, last = pl.col("exon_first"), pl.col("exon_last")
    if leaf.how == "overlaps":
        placed = (first <= leaf.last) & (last >= leaf.first)
    else:
        placed = (first >= leaf.first) & (last <= leaf.last)
    return pl.when(first.is_not_null() & last.is_not_null()).then(placed)


def _comparable(leaf: ask.Exons) -> pl.Expr:
    """Whether the exons are counted on the transcript asked, as far as both are named."""
    if not leaf.transcript:
        return pl.lit(True)
    named = pl.col("transcript").fill_null("")
    return (named == "") | (named.str.split(".").list.first() == leaf.transcript.split(".", maxsplit=1)[0])
