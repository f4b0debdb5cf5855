"""Taking part in trials, and days of exposure, as the reference evaluator reads them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matching import criteria as ask
from matching import facts as told
from matching import units
from matching.days import Duration
from matching.facts import Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.reference.silence import complete_history
from matching.reference.windows import LONG_AGO
from matching.truth import Reason

FAR = 10**9


def in_trial(leaf: ask.InTrial, facts: Facts, at: int, context: Context) -> Answer:
    """In one of the trials: now, within a window, ever, or for a time; a complete list makes silence a no."""
    rows = [
        row
        for row in facts.participations
        if row.status in ("current", "past")
        and known_by(row.when, context.as_of)
        and (not leaf.any_of or row.code in leaf.any_of)
    ]
    if not rows:
        return complete_history("trials", ask.validity(leaf), facts, at, context)
    if leaf.for_:
        return _for_a_time(leaf.for_, rows, at)
    start, now = windows.start_of(leaf.within or "ever", at), leaf.asks == "current" and leaf.within is None
    since = at if now else LONG_AGO if start is None else start
    certain = [row for row in rows if _begun(row, at, surely=True) and _end(row, surely=True) >= since]
    if certain:
        return met(certain)
    possible = [row for row in rows if _begun(row, at, surely=False) and _end(row, surely=False) >= since]
    return unknown(Reason.IMPRECISE_DATE, evidence=possible) if possible else not_met(rows)


def _begun(row: told.Participation, at: int, *, surely: bool) -> bool:
    if row.when is None:
        return not surely
    return (row.when.last if surely else row.when.first) <= at


def _end(row: told.Participation, *, surely: bool) -> int:
    """The last day in it, at least or at most: one that goes on has no end, one that is over may have had any."""
    if row.until is not None:
        return row.until.first if surely else row.until.last
    return FAR if row.status == "current" or not surely else LONG_AGO


def _for_a_time(length: Duration, rows: Sequence[told.Participation], at: int) -> Answer:
    """For at least ``length`` without leaving, up to the anchor."""
    certain = [r for r in rows if r.when and length.after(r.when.last) <= min(at, _end(r, surely=True))]
    if certain:
        return met(certain)
    possible = [r for r in rows if r.when is None or length.after(r.when.first) <= min(at, _end(r, surely=False))]
    if possible:
        return unknown(Reason.IMPRECISE_DATE, evidence=possible)
    flips = [length.after(r.when.last) for r in rows if r.when and _end(r, surely=True) >= length.after(r.when.last)]
    return not_met(rows, min(flips, default=None))


def exposure_days(leaf: ask.ExposureDays, facts: Facts, at: int, context: Context) -> Answer:
    """So many days, as documented; an older count is a no only while one day a day could not have sufficed since."""
    below = context.terminology.is_below
    rows = [row for row in facts.measurements if below(row.code, leaf.code) and known_by(row.when, context.as_of)]
    read = [row for row in rows if days_counted(row) is not None]
    if rows and not read:
        return unknown(*_unread(rows), evidence=rows)
    enough = [row for row in read if row.comparator in ("", ">", ">=") and _least(row) >= leaf.from_]
    if enough:
        return met(enough)
    short = [row for row in read if row.comparator == "" and _could_have(row, at, context.as_of) < leaf.from_]
    if short:
        return not_met(short)
    return unknown(Reason.NOT_OBSERVED, evidence=rows) if rows else unknown(Reason.NOT_RECORDED)


def days_counted(row: told.Measurement) -> float | None:
    """The days of a count, in whatever unit of time it was sent; None where that is none."""
    size = units.days(row.unit)
    return None if row.value is None or size is None else row.value * size


def _unread(rows: Sequence[told.Measurement]) -> list[Reason]:
    missing = [Reason.NOT_RECORDED if row.value is None else Reason.NOT_CONVERTIBLE for row in rows]
    return list(dict.fromkeys(missing))


def _least(row: told.Measurement) -> float:
    """The fewest days that a count allows: more than 149 is 150 at least."""
    days = days_counted(row)
    if days is None:
        return LONG_AGO
    return math.floor(days) + 1 if row.comparator == ">" else days


def _could_have(row: told.Measurement, at: int, as_of: int) -> float:
    """The most days that may have been reached by the anchor."""
    when, days = seen_by(row.when, as_of), days_counted(row)
    return FAR if when is None or days is None else days + max(at - when.first, 0)
