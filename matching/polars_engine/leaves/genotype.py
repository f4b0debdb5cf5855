"""What variants and copy numbers say of a gene, for all patients (readings 9 to 15)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching import criteria as ask
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NO_ENTRY
from matching.polars_engine.table import Ints, Rows, pairs_of_a_patient

# More copies than any locus has: "4 or more" has no upper end.
UNBOUNDED = 2**31 - 1
BENIGN = ("LB", "B")
ANY_LESION = 3
Classed = ask.Biallelic | ask.Hemizygous | ask.VariantFound


def _variants(gene: str, view: View) -> tuple[Rows, Flags]:
    """Germline findings, for a mosaic variant is not a germline allele; and which of them another record takes back."""
    every = view.rows("variants", view.codes.same(gene))
    rows = every.where(every["mosaic"] == 0)
    return rows, _disputed(rows, every)


def _disputed(rows: Rows, every: Rows) -> Flags:
    """Per row, whether another record has the same change in another class, zygosity, or not found; or finds the whole
    gene negative, no earlier.
    """
    one, other = pairs_of_a_patient(rows, every)
    change = _changes(rows)
    mine, theirs = change[rows["hgvs"]][one], change[every["hgvs"]][other]
    zygosity = rows["zygosity"][one], every["zygosity"][other]
    unlike = (zygosity[0] != zygosity[1]) & (zygosity[0] != NO_ENTRY) & (zygosity[1] != NO_ENTRY)
    harmful, classed = (
        [table.has("significance", "P", "LP") for table in (rows, every)],
        [table["significance"] != NO_ENTRY for table in (rows, every)],
    )
    sides = classed[0][one] & classed[1][other] & (harmful[0][one] != harmful[1][other])
    absent, unnamed = (every["present"] == 0)[other], (every["hgvs"] == NO_ENTRY)[other]
    whole = (every["exon_first"] == NO_ENTRY)[other]
    same = (mine == theirs) & (rows["hgvs"] != NO_ENTRY)[one] & ~unnamed
    takes_back = same & (absent | (every["mosaic"] == 1)[other] | unlike | sides)
    negative = absent & unnamed & whole & (every.last[other] >= rows.first[one])
    found = np.zeros(len(rows), np.bool_)
    found[one[takes_back | negative]] = True
    return found


def _changes(rows: Rows) -> Ints:
    """Per name of a variant, the number of its change, whatever the reference sequence; the last is for no name."""
    names = [name.rsplit(":", maxsplit=1)[-1] for name in rows.table.columns.names["hgvs"]]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([*(numbers[name] for name in names), NO_ENTRY], np.int32)


def _counts(rows: Rows, leaf: Classed, view: View) -> Flags:
    """Per row, whether the variant is of these classes, of the kind asked, and classed for the disease."""
    counted = _of_class(rows, leaf.classes) & _may_count(rows, leaf, view)
    if leaf.kinds:
        counted &= rows.has("consequence", *leaf.kinds)
    return counted & _classed_for(rows, leaf, view, "within") if leaf.disease else counted


def _of_class(rows: Rows, classes: ask.Classes) -> Flags:
    counted = rows.has("significance", *classes)
    return counted | (rows["significance"] == NO_ENTRY) if "unclassified" in classes else counted


def _open(rows: Rows, leaf: Classed, view: View) -> Flags:
    """Per row, whether the variant may yet turn out to count."""
    doubtful: Flags = rows.has("significance", "VUS") | (rows["significance"] == NO_ENTRY)
    doubtful |= _of_class(rows, leaf.classes)
    return doubtful & _may_count(rows, leaf, view) & ~_counts(rows, leaf, view)


def _may_count(rows: Rows, leaf: Classed, view: View) -> Flags:
    """Per row, neither absent, nor a pseudodeficiency allele, nor of another kind, nor classed for another disease."""
    may: Flags = rows["present"] == 1
    harmless = view.terminology.pseudodeficiency(leaf.gene)
    for column in ("hgvs", "protein") if harmless else ():
        names = rows.table.columns.numbers(column, lambda name: name.rsplit(":", maxsplit=1)[-1] in harmless)
        may &= ~rows.numbered(column, names)
    if leaf.kinds:
        may &= rows.has("consequence", *leaf.kinds) | (rows["consequence"] == NO_ENTRY)
    return may & ~_classed_for(rows, leaf, view, "elsewhere") if leaf.disease else may


def _classed_for(rows: Rows, leaf: Classed, view: View, place: str) -> Flags:
    """Per row, whether the disease for which it was classed stands so towards the disease asked."""
    stands = view.terminology.place
    return rows.numbered(
        "condition", rows.table.columns.numbers("condition", lambda n: stands(n, leaf.disease) == place)
    )


def _negative(rows: Rows) -> Flags:
    """Per patient, whether the gene was studied and found negative."""
    return rows.patients((rows["present"] == 0) & (rows["hgvs"] == NO_ENTRY) & (rows["exon_first"] == NO_ENTRY))


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
        alone: Flags = (self.low == number) & (self.high == number)
        return self.measured & alone


def _copies(gene: str, view: View) -> Copies:
    rows = view.rows("copy_numbers", view.codes.same(gene))
    low, high = np.zeros(view.size, np.int32), np.full(view.size, UNBOUNDED, np.int32)
    np.maximum.at(low, rows.patient, rows["low"])
    np.minimum.at(high, rows.patient, np.where(rows["high"] == NO_ENTRY, np.int32(UNBOUNDED), rows["high"]))
    return Copies(rows.patients(), low, high)


def _lost_copies(leaf: ask.Biallelic | ask.Hemizygous, view: View) -> Copies:
    """The counts of the gene; a lost copy is null, and nothing where only other kinds are asked."""
    if not leaf.kinds or "null" in leaf.kinds:
        return _copies(leaf.gene, view)
    nobody = np.zeros(view.size, np.bool_)
    return Copies(nobody, np.zeros(view.size, np.int32), np.full(view.size, UNBOUNDED, np.int32))


def _in_trans(rows: Rows, chosen: Flags) -> Flags:
    """Per patient, whether two of the chosen rows share a phase set and lie on different alleles."""
    phase, allele = rows["phase"], rows["allele"]
    phased = chosen & (phase > 0)
    if not phased.any():
        return np.zeros(rows.table.size, np.bool_)
    both = np.intersect1d(phase[phased & (allele == 1)], phase[phased & (allele == 2)])
    return rows.patients(phased & np.isin(phase, both))


def biallelic(leaf: ask.Biallelic, view: View, _at: Days) -> Planes:
    """Homozygous; or two alleles shown in trans; or no copy; or one copy with a counting variant (reading 9)."""
    (rows, disputed), copies = _variants(leaf.gene, view), _lost_copies(leaf, view)
    counts = _counts(rows, leaf, view) & ~disputed
    counting, doubtful = (
        rows.patients(counts),
        rows.patients(_open(rows, leaf, view) | _disputes(rows, disputed, leaf, view)),
    )
    # A deletion of both copies, beside a copy that was counted, contradicts itself.
    unnamed = (rows["lesion"] == NO_ENTRY) & (rows["hgvs"] == NO_ENTRY)
    contradicted = (rows.has("lesion", "deletion") | unnamed) & (copies.low >= 1)[rows.patient]
    homozygous = rows.patients(counts & rows.has("zygosity", "hom") & ~contradicted)
    # The deletion of the lost copy, reported once more as a variant, is not a second lost allele.
    other = rows.patients(counts & rows.has("lesion", "point", "duplication"))
    lost = copies.exactly(0) | (copies.exactly(1) & other)
    met = (lost | homozygous | _in_trans(rows, counts)) & ~copies.conflicting
    enough = ~copies.measured | ((copies.low >= 2) & ~copies.conflicting)
    negative = _negative(rows) & ~counting & ~doubtful & enough
    return Planes.of(met, negative & ~met)


def _disputes(rows: Rows, disputed: Flags, leaf: ask.Biallelic | ask.Hemizygous, view: View) -> Flags:
    """Per row, whether it would count, were it not taken back."""
    return disputed & _counts(rows, leaf, view)


def _count_of_x(view: View) -> tuple[Flags, Flags, Flags]:
    """Per patient: one X, two or more, and whether a karyotype says so (sex only suggests it)."""
    people = view.snapshot.people
    karyotype = people.arrays["karyotype"]
    typed = karyotype != NO_ENTRY
    of_name = np.array([name.count("X") for name in people.names["karyotype"]] + [0])
    by_sex = np.where(people.has("sex", "male"), 1, np.where(people.has("sex", "female"), 2, 0))
    number = np.where(typed, of_name[karyotype], by_sex)
    return number == 1, number >= 2, typed


def hemizygous(leaf: ask.Hemizygous, view: View, _at: Days) -> Planes:
    """A counting variant on the only X; a heterozygote with two X is not (reading 11)."""
    (rows, disputed), copies = _variants(leaf.gene, view), _lost_copies(leaf, view)
    counts = _counts(rows, leaf, view) & ~disputed
    counting, doubtful = (
        rows.patients(counts),
        rows.patients(_open(rows, leaf, view) | _disputes(rows, disputed, leaf, view)),
    )
    one_x, two_x, typed = _count_of_x(view)
    called = rows.patients(counts & rows.has("zygosity", "hemi"))
    homozygous = rows.patients(counts & rows.has("zygosity", "hom"))
    unclear = rows.patients(counts & (rows["zygosity"] == NO_ENTRY))
    on_one = one_x & (copies.exactly(0) | (typed & homozygous))
    met = ~copies.conflicting & ((called & ~two_x) | (~called & on_one))
    # Sex alone does not tell XX from X0: a girl whose call is "homozygous" may have one X.
    heterozygous = two_x & counting & ~unclear & (typed | ~homozygous)
    negative = _negative(rows) & ~counting & ~copies.measured
    not_met = ~copies.conflicting & ~called & ~on_one & ~doubtful & (heterozygous | negative)
    return Planes.of(met, not_met)


def variant_found(leaf: ask.VariantFound, view: View, _at: Days) -> Planes:
    """A named variant, or any of the classes, on so many alleles (reading 14)."""
    rows, disputed = _variants(leaf.gene, view)
    present, none = rows["present"] == 1, np.zeros(len(rows), np.bool_)
    names = (*((leaf.hgvs,) if leaf.hgvs else ()), *leaf.any_of)
    named = _named(rows, names) if names else none
    asked = present & named if names else _counts(rows, leaf, view)
    finds = asked & ~disputed
    found = rows.patients(finds)
    doubtful = rows.patients((asked & disputed) | (none if names else _open(rows, leaf, view)))
    negative = _negative(rows) | rows.patients(~present & named)
    low, high = _alleles(rows, finds)
    high = np.where(doubtful, 2, high)
    nowhere = ~found & ~doubtful & negative
    met = found & (low >= leaf.from_) & (high <= leaf.to)
    not_met = found & ((high < leaf.from_) | (low > leaf.to))
    return Planes.of(met | nowhere, not_met) if leaf.from_ == 0 else Planes.of(met, not_met | nowhere)


def _named(rows: Rows, asked: tuple[str, ...]) -> Flags:
    """Per row, whether the variant is one of those named, on the transcript or as a protein, with its reference or
    without.
    """
    ends = tuple(f":{name}" for name in asked)
    found = np.zeros(len(rows), np.bool_)
    for column in ("hgvs", "protein"):
        names = rows.table.columns.numbers(column, lambda name: name in asked or name.endswith(ends))
        found |= rows.numbered(column, names)
    return found


def _alleles(rows: Rows, finds: Flags) -> tuple[Ints, Ints]:
    """Per patient who has one of these variants, on how many alleles they sit: at least, at most."""
    two = rows.patients(finds & rows.has("zygosity", "hom")) | _in_trans(rows, finds)
    unclear = rows.patients(finds & (rows["zygosity"] == NO_ENTRY)) | _several(rows, finds)
    return np.where(two, 2, 1).astype(np.int32), np.where(two | unclear, 2, 1).astype(np.int32)


def _several(rows: Rows, finds: Flags) -> Flags:
    """Per patient, whether these rows name more than one variant."""
    name = rows["hgvs"]
    some = np.zeros(rows.table.size, name.dtype)
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
    rows, disputed = _variants(leaf.gene, view)
    finds = (rows["present"] == 1) & ~rows.has("significance", *BENIGN)
    asked, unnamed = rows.has("lesion", *leaf.lesions), rows["lesion"] == NO_ENTRY
    readable = (rows["exon_first"] != NO_ENTRY) & (rows["exon_last"] != NO_ENTRY) & _comparable(rows, leaf.transcript)
    placed, elsewhere = _placed(rows, leaf)
    certain = ~rows.has("significance", "VUS") & ~disputed
    hit = readable & placed & certain & (asked | (unnamed & (len(leaf.lesions) == ANY_LESION)))
    miss = ((~asked & ~unnamed) | (readable & elsewhere)) & ~disputed
    met, doubtful = rows.patients(finds & hit), rows.patients(finds & ~hit & ~miss)
    return Planes.of(met, (rows.patients(finds) | _negative(rows)) & ~met & ~doubtful)


def _placed(rows: Rows, leaf: ask.Exons) -> tuple[Flags, Flags]:
    """Per row with an extent, whether it lies where it was asked, and whether it surely does not."""
    if leaf.how == "overlaps":
        return overlap(rows, leaf.first, leaf.last)
    within: Flags = (rows["exon_first"] >= leaf.first) & (rows["exon_last"] <= leaf.last)
    return within & (rows["open_start"] != 1) & (rows["open_end"] != 1), ~within


def overlap(rows: Rows, first: int, last: int) -> tuple[Flags, Flags]:
    """Per row with an extent, whether it touches some of the exons, and whether it cannot, however long it may be."""
    after, before = rows["exon_first"] > last, rows["exon_last"] < first
    may_reach = (after & (rows["open_start"] == 1)) | (before & ~after & (rows["open_end"] == 1))
    return ~after & ~before, (after | before) & ~may_reach


def _comparable(rows: Rows, transcript: str | None) -> Flags:
    """Per row, whether its exons are counted on the transcript asked, as far as both are named."""
    if not transcript:
        return np.ones(len(rows), np.bool_)
    asked = transcript.split(".", maxsplit=1)[0]
    same = rows.table.columns.numbers("transcript", lambda name: name.split(".", maxsplit=1)[0] in ("", asked))
    return rows.numbered("transcript", [NO_ENTRY, *same])
