"""What variants and copy numbers say of a gene, as the reference evaluator reads them (readings 9 to 15).

Germline findings never expire. A mosaic variant is not a germline allele. Silence is unknown; only a recorded
"studied and negative" is a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from matching import criteria as ask
from matching import facts as told
from matching.facts import Facts
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.truth import Reason, Truth


def _variants(gene: str, facts: Facts, context: Context) -> list[told.Variant]:
    names = context.terminology.same(gene)
    rows = [row for row in facts.variants if row.gene in names and known_by(row.when, context.as_of) and not row.mosaic]
    return sorted(rows, key=lambda row: row.record)


def _copies(gene: str, facts: Facts, context: Context) -> list[told.CopyNumber]:
    names = context.terminology.same(gene)
    rows = [row for row in facts.copy_numbers if row.gene in names and known_by(row.when, context.as_of)]
    return sorted(rows, key=lambda row: row.record)


def _counts(row: told.Variant, classes: ask.Classes) -> bool:
    return row.present and (row.significance or "unclassified") in classes


def _open(row: told.Variant, classes: ask.Classes) -> bool:
    """A variant that may yet turn out to count: of uncertain significance, or never classified."""
    return row.present and row.significance in (None, "VUS") and not _counts(row, classes)


def _negative(row: told.Variant) -> bool:
    return not row.present and row.hgvs is None


def _agreed(rows: Sequence[told.CopyNumber]) -> tuple[int, int | None] | None:
    """The counts that every measurement allows; None when two methods contradict one another (reading 10)."""
    low = max(row.low for row in rows)
    highs = [row.high for row in rows if row.high is not None]
    high = min(highs) if highs else None
    return None if high is not None and low > high else (low, high)


def biallelic(leaf: ask.Biallelic, facts: Facts, _at: int, context: Context) -> Answer:
    """Homozygous; or two alleles shown in trans; or no copy; or one copy with a counting variant (reading 9)."""
    rows, copies = _variants(leaf.gene, facts, context), _copies(leaf.gene, facts, context)
    counting = [row for row in rows if _counts(row, leaf.classes)]
    agreed = _agreed(copies) if copies else (0, None)
    if copies and agreed is None:
        return unknown(Reason.CONFLICTING, evidence=[*copies, *counting])
    if agreed == (0, 0):
        return met(copies)
    homozygous = [row for row in counting if row.zygosity == "hom"]
    # A deletion of both copies, beside a copy that was counted.
    contradicted = [row for row in homozygous if row.lesion == "deletion" and agreed and agreed[0] >= 1]
    if len(homozygous) > len(contradicted):
        return met([row for row in homozygous if row not in contradicted])
    trans = next((pair for pair in combinations(counting, 2) if _in_trans(*pair)), None)
    if trans:
        return met(trans)
    # The deletion of the lost copy, reported once more as a variant, is not a second lost allele: the other one must
    # be known to be something else.
    other = [row for row in counting if _no_deletion(row)]
    if agreed == (1, 1) and other:
        return met([*copies, *other])
    if contradicted:
        return unknown(Reason.CONFLICTING, evidence=[*contradicted, *copies])
    return _one_allele_at_most(leaf, rows, counting, copies, agreed)


def _no_deletion(row: told.Variant) -> bool:
    """Whether a variant is known to be something else than a deletion: as stated, else by its HGVS name."""
    if row.lesion is None:
        return row.hgvs is not None and "del" not in row.hgvs
    return row.lesion != "deletion"


def _in_trans(one: told.Variant, other: told.Variant) -> bool:
    return one.phase_set is not None and one.phase_set == other.phase_set and {one.allele, other.allele} == {1, 2}


def _in_cis(one: told.Variant, other: told.Variant) -> bool:
    same_set = one.phase_set is not None and one.phase_set == other.phase_set
    return same_set and one.allele is not None and one.allele == other.allele


def _one_allele_at_most(
    leaf: ask.Biallelic,
    rows: Sequence[told.Variant],
    counting: Sequence[told.Variant],
    copies: Sequence[told.CopyNumber],
    agreed: tuple[int, int | None] | None,
) -> Answer:
    doubtful = [row for row in rows if _open(row, leaf.classes)]
    negative = [row for row in rows if _negative(row)]
    if negative and not counting and not doubtful and (not copies or (agreed is not None and agreed[0] >= 2)):
        return not_met([*negative, *copies])
    evidence = [*counting, *doubtful, *copies]
    reasons = []
    if doubtful:
        reasons.append(Reason.UNCERTAIN_SIGNIFICANCE)
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
    rows, copies = _variants(leaf.gene, facts, context), _copies(leaf.gene, facts, context)
    counting = [row for row in rows if _counts(row, leaf.classes)]
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
    return _not_hemizygous(leaf, rows, counting, copies, one_x=one_x, two_alleles=two_alleles)


def _not_hemizygous(
    leaf: ask.Hemizygous,
    rows: Sequence[told.Variant],
    counting: Sequence[told.Variant],
    copies: Sequence[told.CopyNumber],
    *,
    one_x: bool,
    two_alleles: bool,
) -> Answer:
    doubtful = [row for row in rows if _open(row, leaf.classes)]
    negative = [row for row in rows if _negative(row)]
    zygosities = {row.zygosity for row in counting}
    if two_alleles and counting and None not in zygosities and not doubtful:
        return not_met(counting)
    if negative and not counting and not doubtful and not copies:
        return not_met(negative)
    reasons = []
    if doubtful:
        reasons.append(Reason.UNCERTAIN_SIGNIFICANCE)
    if None in zygosities:
        reasons.append(Reason.PHASE_UNKNOWN)
    if (one_x and zygosities & {"het", "hom"}) or (not two_alleles and "hom" in zygosities):
        reasons.append(Reason.CONFLICTING)
    return unknown(*(reasons or [Reason.NOT_RECORDED]), evidence=[*counting, *doubtful, *copies])


def variant_found(leaf: ask.VariantFound, facts: Facts, _at: int, context: Context) -> Answer:
    """A named variant, or any of the classes, on so many alleles (reading 14)."""
    rows = _variants(leaf.gene, facts, context)
    found = [
        row for row in rows if row.present and (_named(row, leaf.hgvs) if leaf.hgvs else _counts(row, leaf.classes))
    ]
    doubtful = [] if leaf.hgvs else [row for row in rows if _open(row, leaf.classes)]
    if not found:
        if doubtful:
            return unknown(Reason.UNCERTAIN_SIGNIFICANCE, evidence=doubtful)
        negative = [row for row in rows if _negative(row) or (leaf.hgvs and not row.present and _named(row, leaf.hgvs))]
        if not negative:
            return unknown(Reason.NOT_RECORDED)
        return (met if leaf.from_ == 0 else not_met)(negative)
    low, high = _alleles(found)
    return _within((low, 2 if doubtful else high), (leaf.from_, leaf.to), Reason.PHASE_UNKNOWN, [*found, *doubtful])


def _named(row: told.Variant, hgvs: str | None) -> bool:
    return row.hgvs is not None and (row.hgvs == hgvs or row.hgvs.endswith(f":{hgvs}"))


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
    rows = _variants(leaf.gene, facts, context)
    found = [row for row in rows if row.present and row.significance not in ("LB", "B")]
    judged = [(row, *_extent(row, leaf)) for row in found]
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


def _extent(row: told.Variant, leaf: ask.Exons) -> tuple[Truth, Reason | None]:
    if row.lesion is not None and row.lesion not in leaf.lesions:
        return Truth.NOT_MET, None
    if row.exon_first is None or row.exon_last is None:
        return Truth.UNKNOWN, Reason.BREAKPOINT_UNKNOWN
    if leaf.transcript and row.transcript and _unversioned(leaf.transcript) != _unversioned(row.transcript):
        return Truth.UNKNOWN, Reason.LOCUS_UNRESOLVED
    if leaf.how == "overlaps":
        hit = row.exon_first <= leaf.last and row.exon_last >= leaf.first
    else:
        hit = leaf.first <= row.exon_first and row.exon_last <= leaf.last
    if not hit:
        return Truth.NOT_MET, None
    if row.significance == "VUS":
        return Truth.UNKNOWN, Reason.UNCERTAIN_SIGNIFICANCE
    return (
        (Truth.UNKNOWN, Reason.BREAKPOINT_UNKNOWN)
        if row.lesion is None and len(leaf.lesions) < 3
        else (Truth.MET, None)
    )


def _unversioned(transcript: str) -> str:
    return transcript.split(".", maxsplit=1)[0]
