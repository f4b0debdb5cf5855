"""What variants and copy numbers say of a gene, as the reference evaluator reads them (readings 9 to 15).

Germline findings never expire. A mosaic variant is not a germline allele. Silence is unknown; only a recorded
"studied and negative" is a no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from matching import criteria as ask
from matching import facts as told
from matching.facts import Facts
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.truth import Reason, Truth

Classed = ask.Biallelic | ask.Hemizygous | ask.VariantFound


@dataclass(frozen=True, slots=True)
class _Found:
    """What is recorded of a gene's germline variants: those that count, those that may yet, and all of them."""

    rows: list[told.Variant]
    counting: list[told.Variant]
    doubtful: list[told.Variant]
    disputed: list[told.Variant]

    @property
    def doubts(self) -> list[Reason]:
        """Why what may yet count is not counted."""
        uncertain = [Reason.UNCERTAIN_SIGNIFICANCE] if len(self.doubtful) > len(self.disputed) else []
        return uncertain + ([Reason.CONFLICTING] if self.disputed else [])


def _found(
    gene: str,
    facts: Facts,
    context: Context,
    counts: Callable[[told.Variant], bool],
    may_count: Callable[[told.Variant], bool],
) -> _Found:
    every = _every_variant(gene, facts, context)
    rows = [row for row in every if not row.mosaic]
    disputed = [row for row in rows if counts(row) and any(_contradicts(other, row) for other in every)]
    counting = [row for row in rows if counts(row) and row not in disputed]
    doubtful = [row for row in rows if row in disputed or (may_count(row) and not counts(row))]
    return _Found(rows, counting, doubtful, disputed)


def _contradicts(other: told.Variant, row: told.Variant) -> bool:
    """Whether another record takes back what one says: the same change in another class, zygosity, or not found; or
    the whole gene found negative, no earlier.
    """
    if _negative(other):
        return other.when is None or row.when is None or other.when.last >= row.when.first
    if row.hgvs is None or other.hgvs is None or _change(row.hgvs) != _change(other.hgvs):
        return False
    unlike = None not in (row.zygosity, other.zygosity) and row.zygosity != other.zygosity
    sides = {significance in ("P", "LP") for significance in (row.significance, other.significance) if significance}
    return not other.present or other.mosaic or unlike or len(sides) > 1


def _change(hgvs: str) -> str:
    return hgvs.rsplit(":", maxsplit=1)[-1]


def _every_variant(gene: str, facts: Facts, context: Context) -> list[told.Variant]:
    names = context.terminology.same(gene)
    rows = [row for row in facts.variants if row.gene in names and known_by(row.when, context.as_of)]
    return sorted(rows, key=lambda row: row.record)


def _copies(gene: str, facts: Facts, context: Context) -> list[told.CopyNumber]:
    names = context.terminology.same(gene)
    rows = [row for row in facts.copy_numbers if row.gene in names and known_by(row.when, context.as_of)]
    return sorted(rows, key=lambda row: row.record)


def _counts(row: told.Variant, leaf: Classed, context: Context) -> bool:
    return _may_count(row, leaf, context) and (row.significance or "unclassified") in leaf.classes and (
        not leaf.kinds or row.consequence in leaf.kinds
    ) and (not leaf.disease or _classed_for(row, leaf, context) is Truth.MET)  # fmt: skip


def _open(row: told.Variant, leaf: Classed, context: Context) -> bool:
    """A variant that may yet turn out to count: of uncertain significance or never classified, or of a kind or for a
    disease that is not recorded.
    """
    classed = row.significance in (None, "VUS", *leaf.classes)
    return classed and _may_count(row, leaf, context) and not _counts(row, leaf, context)


def _may_count(row: told.Variant, leaf: Classed, context: Context) -> bool:
    """Neither absent, nor a pseudodeficiency allele, nor of another kind, nor classed for another disease (13)."""
    if not row.present or _is_pseudodeficiency(row, context):
        return False
    kind = not leaf.kinds or row.consequence is None or row.consequence in leaf.kinds
    return kind and (not leaf.disease or _classed_for(row, leaf, context) is not Truth.NOT_MET)


def _is_pseudodeficiency(row: told.Variant, context: Context) -> bool:
    names = {_change(name) for name in (row.hgvs, row.protein) if name}
    return not names.isdisjoint(context.terminology.pseudodeficiency(row.gene))


def _classed_for(row: told.Variant, leaf: Classed, context: Context) -> Truth:
    if row.condition is None:
        return Truth.UNKNOWN
    place = context.terminology.place(row.condition, leaf.disease)
    return {"within": Truth.MET, "elsewhere": Truth.NOT_MET}.get(place, Truth.UNKNOWN)


def _negative(row: told.Variant) -> bool:
    """Whether the whole gene was studied and found negative; a part of it says nothing of the rest."""
    return not row.present and row.hgvs is None and row.exon_first is None


def _agreed(rows: Sequence[told.CopyNumber]) -> tuple[int, int | None] | None:
    """The counts that every measurement allows; None when two methods contradict one another (reading 10)."""
    low = max(row.low for row in rows)
    highs = [row.high for row in rows if row.high is not None]
    high = min(highs) if highs else None
    return None if high is not None and low > high else (low, high)


def biallelic(leaf: ask.Biallelic, facts: Facts, _at: int, context: Context) -> Answer:
    """Homozygous; or two alleles shown in trans; or no copy; or one copy with a counting variant (reading 9)."""
    found, copies = _of_classes(leaf, facts, context), _lost_copies(leaf, facts, context)
    counting = found.counting
    agreed = _agreed(copies) if copies else (0, None)
    if copies and agreed is None:
        return unknown(Reason.CONFLICTING, evidence=[*copies, *counting])
    if agreed == (0, 0):
        return met(copies)
    homozygous = [row for row in counting if row.zygosity == "hom"]
    # A deletion of both copies, beside a copy that was counted.
    contradicted = [row for row in homozygous if _may_be_deletion(row) and agreed and agreed[0] >= 1]
    if len(homozygous) > len(contradicted):
        return met([row for row in homozygous if row not in contradicted])
    trans = next((pair for pair in combinations(counting, 2) if _in_trans(*pair)), None)
    if trans:
        return met(trans)
    # The deletion of the lost copy, reported once more as a variant, is not a second lost allele: the other one must
    # be known to be something else.
    other = [row for row in counting if row.lesion in ("point", "duplication")]
    if agreed == (1, 1) and other:
        return met([*copies, *other])
    if contradicted:
        return unknown(Reason.CONFLICTING, evidence=[*contradicted, *copies])
    return _one_allele_at_most(found, copies, agreed)


def _of_classes(leaf: ask.Biallelic | ask.Hemizygous, facts: Facts, context: Context) -> _Found:
    return _found(
        leaf.gene, facts, context, lambda row: _counts(row, leaf, context), lambda row: _open(row, leaf, context)
    )


def _lost_copies(leaf: ask.Biallelic | ask.Hemizygous, facts: Facts, context: Context) -> list[told.CopyNumber]:
    """The counts of the gene; a lost copy is null, and nothing where only other kinds are asked."""
    return [] if leaf.kinds and "null" not in leaf.kinds else _copies(leaf.gene, facts, context)


def _may_be_deletion(row: told.Variant) -> bool:
    return row.lesion == "deletion" or (row.lesion is None and row.hgvs is None)


def _in_trans(one: told.Variant, other: told.Variant) -> bool:
    return one.phase_set is not None and one.phase_set == other.phase_set and {one.allele, other.allele} == {1, 2}


def _in_cis(one: told.Variant, other: told.Variant) -> bool:
    same_set = one.phase_set is not None and one.phase_set == other.phase_set
    return same_set and one.allele is not None and one.allele == other.allele


def _one_allele_at_most(
    found: _Found, copies: Sequence[told.CopyNumber], agreed: tuple[int, int | None] | None
) -> Answer:
    counting, doubtful = found.counting, found.doubtful
    negative = [row for row in found.rows if _negative(row)]
    if negative and not counting and not doubtful and (not copies or (agreed is not None and agreed[0] >= 2)):
        return not_met([*negative, *copies])
    evidence = [*counting, *doubtful, *copies]
    reasons = found.doubts
    one_copy = agreed == (1, 1) and any(row.lesion is None for row in counting)
    if one_copy or any(r.zygosity is None for r in counting) or any(_unphased(*p) for p in combinations(counting, 2)):
        reasons.append(Reason.PHASE_UNKNOWN)
    return unknown(*(reasons or [Reason.NOT_RECORDED]), evidence=evidence)


def _unphased(one: told.Variant, other: told.Variant) -> bool:
    return one.hgvs != other.hgvs and not _in_cis(one, other)


def _count_of_x(facts: Facts) -> tuple[int | None, bool]:
    """How many X, and whether a karyotype says so (administrative sex only suggests it)."""
    person = facts.person()
    if person is None:
        return None, False
    if person.karyotype is not None:
        return person.karyotype.count("X"), True
    return {"male": 1, "female": 2}.get(person.sex or ""), False


def hemizygous(leaf: ask.Hemizygous, facts: Facts, _at: int, context: Context) -> Answer:
    """A counting variant on the only X; a heterozygote with two X is not (reading 11)."""
    found, copies = _of_classes(leaf, facts, context), _lost_copies(leaf, facts, context)
    counting = found.counting
    number, by_karyotype = _count_of_x(facts)
    agreed = _agreed(copies) if copies else (0, None)
    if agreed is None:
        return unknown(Reason.CONFLICTING, evidence=copies)
    one_x, two_x = number == 1, number is not None and number >= 2
    called = [row for row in counting if row.zygosity == "hemi"]
    if called:
        # "Hemizygous" on two X, by karyotype or by sex, contradicts itself until a karyotype settles it.
        return unknown(Reason.CONFLICTING, evidence=called) if two_x else met(called)
    if agreed == (0, 0) and one_x:
        return met(copies)
    if one_x and by_karyotype and any(row.zygosity == "hom" for row in counting):
        return met([row for row in counting if row.zygosity == "hom"])
    # Sex alone does not tell XX from X0: a girl whose call is "homozygous" may have one X.
    two_alleles = two_x and (by_karyotype or all(row.zygosity == "het" for row in counting))
    return _not_hemizygous(found, copies, one_x=one_x, two_alleles=two_alleles)


def _not_hemizygous(found: _Found, copies: Sequence[told.CopyNumber], *, one_x: bool, two_alleles: bool) -> Answer:
    counting, doubtful = found.counting, found.doubtful
    negative = [row for row in found.rows if _negative(row)]
    zygosities = {row.zygosity for row in counting}
    if two_alleles and counting and None not in zygosities and not doubtful:
        return not_met(counting)
    if negative and not counting and not doubtful and not copies:
        return not_met(negative)
    reasons = found.doubts
    if None in zygosities:
        reasons.append(Reason.PHASE_UNKNOWN)
    if (one_x and zygosities & {"het", "hom"}) or (not two_alleles and "hom" in zygosities):
        reasons.append(Reason.CONFLICTING)
    return unknown(*(reasons or [Reason.NOT_RECORDED]), evidence=[*counting, *doubtful, *copies])


def variant_found(leaf: ask.VariantFound, facts: Facts, _at: int, context: Context) -> Answer:
    """A named variant, or any of the classes, on so many alleles (reading 14)."""
    gene = _found(leaf.gene, facts, context, partial(_asked, leaf, context), partial(_may_be_asked, leaf, context))
    found, doubtful = gene.counting, gene.doubtful
    if not found:
        if doubtful:
            return unknown(*gene.doubts, evidence=doubtful)
        negative = [row for row in gene.rows if _negative(row) or (not row.present and _named(row, _names(leaf)))]
        if not negative:
            return unknown(Reason.NOT_RECORDED)
        return (met if leaf.from_ == 0 else not_met)(negative)
    low, high = _alleles(found)
    return _within((low, 2 if doubtful else high), (leaf.from_, leaf.to), Reason.PHASE_UNKNOWN, [*found, *doubtful])


def _asked(leaf: ask.VariantFound, context: Context, row: told.Variant) -> bool:
    names = _names(leaf)
    return row.present and _named(row, names) if names else _counts(row, leaf, context)


def _may_be_asked(leaf: ask.VariantFound, context: Context, row: told.Variant) -> bool:
    return not _names(leaf) and _open(row, leaf, context)


def _names(leaf: ask.VariantFound) -> tuple[str, ...]:
    return (*((leaf.hgvs,) if leaf.hgvs else ()), *leaf.any_of)


def _named(row: told.Variant, names: tuple[str, ...]) -> bool:
    """Whether the variant is one of those named, on the transcript or as a protein, with its reference or without."""
    own = [name for name in (row.hgvs, row.protein) if name]
    return any(one == name or one.endswith(f":{name}") for one in own for name in names)


def _alleles(found: Sequence[told.Variant]) -> tuple[int, int]:
    """On how many alleles these variants may sit: at least, at most."""
    if any(row.zygosity == "hom" for row in found) or any(_in_trans(*pair) for pair in combinations(found, 2)):
        return 2, 2
    several = len({row.hgvs for row in found}) > 1
    return 1, 2 if several or any(row.zygosity is None for row in found) else 1


def _within(
    found: tuple[int, int | None], asked: tuple[int, int | None], doubt: Reason, evidence: Iterable[told.Fact]
) -> Answer:
    (low, high), (least, most) = found, asked
    if low >= least and (most is None or (high is not None and high <= most)):
        return met(evidence)
    if (high is not None and high < least) or (most is not None and low > most):
        return not_met(evidence)
    return unknown(doubt, evidence=evidence)


def copy_number(leaf: ask.CopyNumber, facts: Facts, _at: int, context: Context) -> Answer:
    """Measured copies of a gene; methods that contradict one another are unknown (reading 10)."""
    copies = _copies(leaf.gene, facts, context)
    if not copies:
        return unknown(Reason.NOT_RECORDED)
    agreed = _agreed(copies)
    if agreed is None:
        return unknown(Reason.CONFLICTING, evidence=copies)
    return _within(agreed, (leaf.from_ or 0, leaf.to), Reason.CENSORED, copies)


def exons(leaf: ask.Exons, facts: Facts, _at: int, context: Context) -> Answer:
    """A lesion that overlaps, or lies within, the exons asked (reading 15).

    Benign variants do not count, and one of uncertain significance leaves it open.
    """
    gene = _found(leaf.gene, facts, context, _may_matter, lambda _: False)
    rows, found = gene.rows, [*gene.counting, *gene.disputed]
    judged: list[tuple[told.Variant, Truth, Reason | None]] = [(row, *_extent(row, leaf)) for row in gene.counting]
    judged += [(row, Truth.UNKNOWN, Reason.CONFLICTING) for row in gene.disputed]
    hits = [row for row, truth, _ in judged if truth is Truth.MET]
    if hits:
        return met(hits)
    doubts = [(row, reason) for row, truth, reason in judged if truth is Truth.UNKNOWN and reason]
    if doubts:
        return unknown(*sorted({r for _, r in doubts}, key=lambda r: r.value), evidence=[row for row, _ in doubts])
    if found:
        return not_met(found)
    negative = [row for row in rows if _negative(row)]
    return not_met(negative) if negative else unknown(Reason.NOT_RECORDED)


def _may_matter(row: told.Variant) -> bool:
    return row.present and row.significance not in ("LB", "B")


def _extent(row: told.Variant, leaf: ask.Exons) -> tuple[Truth, Reason | None]:
    if row.lesion is not None and row.lesion not in leaf.lesions:
        return Truth.NOT_MET, None
    if row.exon_first is None or row.exon_last is None:
        return Truth.UNKNOWN, Reason.BREAKPOINT_UNKNOWN
    if leaf.transcript and row.transcript and _unversioned(leaf.transcript) != _unversioned(row.transcript):
        return Truth.UNKNOWN, Reason.LOCUS_UNRESOLVED
    truth = overlap(row, leaf.first, leaf.last) if leaf.how == "overlaps" else _contained(row, leaf)
    if truth is not Truth.MET:
        return truth, Reason.BREAKPOINT_UNKNOWN if truth is Truth.UNKNOWN else None
    if row.significance == "VUS":
        return Truth.UNKNOWN, Reason.UNCERTAIN_SIGNIFICANCE
    return (
        (Truth.UNKNOWN, Reason.BREAKPOINT_UNKNOWN)
        if row.lesion is None and len(leaf.lesions) < 3
        else (Truth.MET, None)
    )


def overlap(row: told.Variant, first: int, last: int) -> Truth:
    """Whether a lesion touches some of the exons; where the exon beside it was not tested, it may be longer."""
    if row.exon_first is None or row.exon_last is None:
        return Truth.UNKNOWN
    if row.exon_first <= last and row.exon_last >= first:
        return Truth.MET
    may_reach = row.open_start if row.exon_first > last else row.open_end
    return Truth.UNKNOWN if may_reach else Truth.NOT_MET


def _contained(row: told.Variant, leaf: ask.Exons) -> Truth:
    if row.exon_first is None or row.exon_last is None:
        return Truth.UNKNOWN
    if row.exon_first < leaf.first or row.exon_last > leaf.last:
        return Truth.NOT_MET
    return Truth.UNKNOWN if row.open_start or row.open_end else Truth.MET


def _unversioned(transcript: str) -> str:
    return transcript.split(".", maxsplit=1)[0]
