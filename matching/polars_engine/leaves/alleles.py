"""Repeats, heteroplasmy, exon skipping and regions found negative, for all patients."""

from __future__ import annotations

import numpy as np

from matching import criteria as ask
from matching import units
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.genotype import BENIGN, UNBOUNDED, overlap
from matching.polars_engine.leaves.tests_done import judged
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NO_ENTRY
from matching.polars_engine.table import Ints
from matching.reading_frame import CODING_LENGTHS, LAST


def repeat_count(leaf: ask.RepeatCount, view: View, _at: Days) -> Planes:
    """The longer allele: the largest of the counts."""
    rows = view.rows("repeat_counts", view.codes.same(leaf.gene))
    counted = rows.patients()
    low, high = (np.zeros(view.size, np.int32) for _ in range(2))
    np.maximum.at(low, rows.patient, rows["low"])
    np.maximum.at(high, rows.patient, np.where(rows["high"] == NO_ENTRY, np.int32(UNBOUNDED), rows["high"]))
    least, most = leaf.from_ or 0, UNBOUNDED if leaf.to is None else leaf.to
    return Planes.of(counted & (low >= least) & (high <= most), counted & ((high < least) | (low > most)))


def heteroplasmy(leaf: ask.Heteroplasmy, view: View, at: Days) -> Planes:
    """The latest share in the tissue asked (reading 12)."""
    rows = view.rows("variants", view.codes.same(leaf.gene))
    end, below = f":{leaf.hgvs}", view.terminology.is_below
    named = rows.table.columns.numbers("hgvs", lambda name: name == leaf.hgvs or name.endswith(end))
    tissues = rows.table.columns.numbers("tissue", lambda name: below(name, leaf.tissue))
    rows = rows.where(rows.numbered("hgvs", named) & rows.numbered("tissue", tissues)).by_day()
    absent = rows["present"] == 0
    least, most = (np.where(absent, 0.0, rows[end] * 100) for end in ("fraction_low", "fraction_high"))
    limit = units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))
    # A share of which one end is not known is not known.
    known = ~np.isnan(least) & ~np.isnan(most)
    met, not_met = judged(np.where(known, least, np.nan), np.where(known, most, np.nan), limit)
    return windows.latest(windows.look(rows, None, at, view.as_of, (met, not_met)))


def exon_skip(leaf: ask.ExonSkip, view: View, _at: Days) -> Planes:
    """A deletion that the skipping puts back in frame; benign variants do not count, mosaic ones are no germline."""
    every = view.rows("variants", view.codes.same(leaf.gene))
    rows = every.where((every["present"] == 1) & (every["mosaic"] == 0) & ~every.has("significance", *BENIGN))
    first, last = rows["exon_first"], rows["exon_last"]
    whole = (rows["open_start"] != 1) & (rows["open_end"] != 1)
    placed = (first != NO_ENTRY) & (last != NO_ENTRY) & (rows["lesion"] != NO_ENTRY) & whole
    ours = rows.table.columns.numbers("transcript", lambda name: name.startswith("NM_004006") or not name)
    readable = placed & rows.numbered("transcript", [NO_ENTRY, *ours])
    restored = _restored(first, last, leaf.exon)
    deletion, duplication = rows.has("lesion", "deletion"), rows.has("lesion", "duplication")
    own = (first == leaf.exon) & (last == leaf.exon)
    hit = readable & deletion & restored & ~rows.has("significance", "VUS")
    miss = rows.has("lesion", "point") | (readable & ((deletion & ~restored) | (duplication & ~own)))
    met, found = rows.patients(hit), rows.patients()
    negative = every.patients((every["present"] == 0) & (every["hgvs"] == NO_ENTRY) & (every["exon_first"] == NO_ENTRY))
    return Planes.of(met, (found & ~met & ~rows.patients(~hit & ~miss)) | (negative & ~found))


def _restored(first: Ints, last: Ints, exon: int) -> Flags:
    """Per deletion, whether skipping the exon beside it restores the frame that it broke."""
    whole = (first > 1) & (last < LAST) & (first <= last)
    beside = whole & ((first == exon + 1) | (last == exon - 1))
    before = np.concatenate([[0], np.cumsum(CODING_LENGTHS)])
    start, stop = np.where(beside, first, 2), np.where(beside, last, 2)
    deleted = before[stop] - before[start - 1]
    found: Flags = beside & (deleted % 3 != 0) & ((deleted + CODING_LENGTHS[exon - 1]) % 3 == 0)
    return found


def studied_negative(leaf: ask.StudiedNegative, view: View, _at: Days) -> Planes:
    """The region was studied and nothing was found; anything that is not benign, there or not placed, is against it."""
    rows = view.rows("variants", view.codes.same(leaf.gene))
    found = (rows["present"] == 1) & ~rows.has("significance", *BENIGN)
    placed = (rows["exon_first"] != NO_ENTRY) & (rows["exon_last"] != NO_ENTRY)
    part = leaf.first is not None and leaf.last is not None
    first, last = leaf.first or 0, leaf.last or 0
    meets, elsewhere = overlap(rows, first, last)
    there = rows.patients(found & placed & meets if part else found)
    unplaced = rows.patients(found & ~(placed & (meets | elsewhere))) if part else np.zeros(view.size, np.bool_)
    covers = ~placed | (part & (rows["exon_first"] <= first) & (rows["exon_last"] >= last))
    studied = rows.patients((rows["present"] == 0) & (rows["hgvs"] == NO_ENTRY) & covers)
    return Planes.of(studied & ~there & ~unplaced, there)
