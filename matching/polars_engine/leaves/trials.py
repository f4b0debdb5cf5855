"""Taking part in trials, and days of exposure, for all patients."""

from __future__ import annotations

import numpy as np

from matching import criteria as ask
from matching import units
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, before, completed, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.history import newest_history
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows


def in_trial(leaf: ask.InTrial, view: View, at: Days) -> Planes:
    """In one of the trials: now, within a window, ever, or for a time; a complete list makes silence a no."""
    rows = view.rows("participations", view.codes.named(leaf.any_of) if leaf.any_of else view.codes.every)
    rows = rows.where(rows.has("status", "current", "past"))
    listed = rows.patients()
    silent = ~listed & (newest_history("trials", view) >= before(ask.validity(leaf), at))
    sure, maybe = _ends(rows)
    day = of_rows(at, rows.patient)
    if leaf.for_:
        certain, possible = _for_a_time(leaf.for_, rows, day, sure, maybe)
    else:
        now = leaf.asks == "current" and leaf.within is None
        start = at if now else windows.start_of(leaf.within, at)
        since = NEVER if start is None else of_rows(start, rows.patient)
        certain = (rows.last <= day) & (sure >= since)
        possible = (rows.first <= day) & (maybe >= since)
    met = rows.patients(certain)
    return Planes.of(met, silent | (listed & ~met & ~rows.patients(possible)))


def _ends(rows: Rows) -> tuple[Ints, Ints]:
    """Per row, the last day in the trial, at least and at most."""
    ended = rows["until_first"] > UNDATED_FIRST
    open_ended = np.where(rows.has("status", "current"), np.int32(UNDATED_LAST), np.int32(NEVER))
    return np.where(ended, rows["until_first"], open_ended), np.where(ended, rows["until_last"], np.int32(UNDATED_LAST))


def _for_a_time(length: Duration, rows: Rows, day: Days, sure: Ints, maybe: Ints) -> tuple[Flags, Flags]:
    """For at least ``length`` without leaving, up to the anchor: surely, and perhaps."""
    undated = rows.last == UNDATED_LAST
    least, most = np.minimum(day, sure), np.minimum(day, maybe)
    begun = least > NEVER
    enough = np.full(len(rows), NEVER, np.int32)
    enough[begun] = completed(length, np.broadcast_to(least, len(rows))[begun])
    certain = ~undated & (rows.last <= enough)
    return certain, undated | (rows.first <= completed(length, np.broadcast_to(most, len(rows)).astype(np.int32)))


def exposure_days(leaf: ask.ExposureDays, view: View, at: Days) -> Planes:
    """So many days, as documented; an older count is a no only while one day a day could not have sufficed since."""
    rows = view.rows("measurements", view.codes.below(leaf.code))
    # A count that is in no unit of time says nothing: no comparison with NaN holds.
    size = view.factors(leaf.code, lambda unit, _code: units.days(unit))[rows["unit"]]
    least, most = rows["least"] * size, rows["most"] * size
    # "More than 149" begins a hair above 149, and is 150 days.
    stated = np.round(least, 6)
    enough = np.where(np.isposinf(most) & (least != stated), np.floor(stated) + 1, least) >= leaf.from_
    when = np.minimum(rows.first, view.as_of)
    since = np.maximum(np.subtract(of_rows(at, rows.patient), when, dtype=np.int64), 0)
    short = (least == most) & (rows.last < UNDATED_LAST) & (most + since < leaf.from_)
    met = rows.patients(enough)
    return Planes.of(met, rows.patients(short) & ~met)
