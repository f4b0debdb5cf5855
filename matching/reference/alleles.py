"""Repeats, heteroplasmy, exon skipping and regions found negative, as the reference evaluator reads them."""

from __future__ import annotations

from matching import criteria as ask
from matching import facts as told
from matching import units
from matching.facts import Facts
from matching.reading_frame import restores
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.reference.genotype import overlap
from matching.reference.tests_done import judge
from matching.reference.windows import Row
from matching.truth import Reason, Truth
from matching.units import Interval


def _variants(gene: str, facts: Facts, context: Context) -> list[told.Variant]:
    names = context.terminology.same(gene)
    rows = [row for row in facts.variants if row.gene in names and known_by(row.when, context.as_of)]
    return sorted(rows, key=lambda row: row.record)


def repeat_count(leaf: ask.RepeatCount, facts: Facts, _at: int, context: Context) -> Answer:
    """The longer allele: the largest of the counts."""
    names = context.terminology.same(leaf.gene)
    rows = [row for row in facts.repeat_counts if row.gene in names and known_by(row.when, context.as_of)]
    if not rows:
        return unknown(Reason.NOT_RECORDED)
    low = max(row.low for row in rows)
    high = None if any(row.high is None for row in rows) else max(row.high or 0 for row in rows)
    least, most = leaf.from_ or 0, leaf.to
    if low >= least and (most is None or (high is not None and high <= most)):
        return met(rows)
    if (high is not None and high < least) or (most is not None and low > most):
        return not_met(rows)
    return unknown(Reason.CENSORED, evidence=rows)


def heteroplasmy(leaf: ask.Heteroplasmy, facts: Facts, at: int, context: Context) -> Answer:
    """The latest share in the tissue asked; one in another tissue, or in none that is named, does not answer (12)."""
    known = [row for row in _variants(leaf.gene, facts, context) if _carries(row, leaf.hgvs)]
    below = context.terminology.is_below
    usable = [row for row in known if row.tissue is not None and below(row.tissue, leaf.tissue)]
    if known and not usable:
        return unknown(Reason.WRONG_ASSAY, evidence=known)
    return windows.latest([_share(row, leaf, context.as_of) for row in usable], None, at)


def _carries(row: told.Variant, hgvs: str) -> bool:
    return row.hgvs is not None and (row.hgvs == hgvs or row.hgvs.endswith(f":{hgvs}"))


def _share(row: told.Variant, leaf: ask.Heteroplasmy, as_of: int) -> Row:
    when = seen_by(row.when, as_of)
    if not row.present:
        share: Interval = (0.0, 0.0)
    elif row.fraction_low is None or row.fraction_high is None:
        return Row(row, when, Truth.UNKNOWN, Reason.NOT_RECORDED)
    else:
        share = row.fraction_low * 100, row.fraction_high * 100
    truth = judge(share, share_limits(leaf))
    return Row(row, when, truth, Reason.CENSORED if truth is Truth.UNKNOWN else None)


def share_limits(leaf: ask.Heteroplasmy) -> Interval:
    """The limits as a closed interval of per cent."""
    return units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))


def exon_skip(leaf: ask.ExonSkip, facts: Facts, _at: int, context: Context) -> Answer:
    """A deletion that the skipping puts back in frame; benign variants do not count, mosaic ones are no germline."""
    every = _variants(leaf.gene, facts, context)
    rows = [row for row in every if row.present and not row.mosaic and row.significance not in ("LB", "B")]
    if not rows:
        negative = [row for row in every if not row.present and row.hgvs is None and row.exon_first is None]
        return not_met(negative) if negative else unknown(Reason.NOT_RECORDED)
    judged = [(row, *_amenable(row, leaf)) for row in rows]
    hits = [row for row, truth, _ in judged if truth is Truth.MET]
    if hits:
        return met(hits)
    doubts = [(row, reason) for row, truth, reason in judged if truth is Truth.UNKNOWN]
    if doubts:
        return unknown(*sorted({r for _, r in doubts}, key=lambda r: r.value), evidence=[row for row, _ in doubts])
    return not_met(rows)


def _amenable(row: told.Variant, leaf: ask.ExonSkip) -> tuple[Truth, Reason]:
    if row.lesion == "point":
        return Truth.NOT_MET, Reason.BREAKPOINT_UNKNOWN
    if row.exon_first is None or row.exon_last is None or row.lesion is None or row.open_start or row.open_end:
        return Truth.UNKNOWN, Reason.BREAKPOINT_UNKNOWN
    if row.transcript and not row.transcript.startswith("NM_004006"):
        return Truth.UNKNOWN, Reason.LOCUS_UNRESOLVED
    if row.lesion == "duplication":
        own = row.exon_first == row.exon_last == leaf.exon
        return (Truth.UNKNOWN if own else Truth.NOT_MET), Reason.LOCUS_UNRESOLVED
    truth = restores(row.exon_first, row.exon_last, leaf.exon)
    if truth is Truth.MET and row.significance == "VUS":
        return Truth.UNKNOWN, Reason.UNCERTAIN_SIGNIFICANCE
    return truth, Reason.BREAKPOINT_UNKNOWN


def studied_negative(leaf: ask.StudiedNegative, facts: Facts, _at: int, context: Context) -> Answer:
    """The region was studied and nothing was found; anything that is not benign, there or not placed, is against it."""
    rows = _variants(leaf.gene, facts, context)
    found = [row for row in rows if row.present and row.significance not in ("LB", "B")]
    there = [row for row in found if _overlaps(row, leaf) is Truth.MET]
    if there:
        return not_met(there)
    studied = [row for row in rows if not row.present and row.hgvs is None and _covers(row, leaf)]
    unplaced = [row for row in found if _overlaps(row, leaf) is Truth.UNKNOWN]
    if unplaced:
        return unknown(Reason.BREAKPOINT_UNKNOWN, evidence=unplaced)
    return met(studied) if studied else unknown(Reason.NOT_RECORDED)


def _overlaps(row: told.Variant, leaf: ask.StudiedNegative) -> Truth:
    if leaf.first is None or leaf.last is None:
        return Truth.MET
    return overlap(row, leaf.first, leaf.last)


def _covers(row: told.Variant, leaf: ask.StudiedNegative) -> bool:
    if row.exon_first is None or row.exon_last is None:
        return True
    return leaf.first is not None and leaf.last is not None and (
        row.exon_first <= leaf.first and leaf.last <= row.exon_last
    )  # fmt: skip
