"""Several results of one test together: repeated findings, and change, as the reference evaluator reads them (5)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from matching import criteria as ask
from matching import facts as told
from matching.days import Span
from matching.facts import Fact, Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.reference.tests_done import expiring, judge, limits, measured, unit_of, value_in
from matching.reference.windows import Row
from matching.truth import Reason, Truth
from matching.units import Interval


def repeated(leaf: ask.Repeated, facts: Facts, at: int, context: Context) -> Answer:
    """Met on so many days; not met where enough was measured to have shown it, and it was not; else unknown."""
    rows = [measured(row, leaf, facts, context) for row in _asked(leaf.code, facts, context)]
    seen = windows.look(rows, windows.start_of(leaf.within or "ever", at), at)
    if not seen.possible:
        return windows.nothing_seen(rows, at)
    exact = [row for row in seen.certain if row.when and row.when.exact]
    hits = _days(row for row in exact if row.truth is Truth.MET)
    contrary = _days(row for row in exact if row.truth is Truth.NOT_MET)
    unclear = [row for row in exact if row.truth is Truth.UNKNOWN]
    inexact = [row for row in seen.possible if row not in exact]
    evidence = [row.fact for row in seen.possible]
    # Results of one day that disagree show nothing; and what may lie between may contradict.
    doubted = leaf.consecutive and (unclear or inexact)
    if _enough(hits - contrary, contrary, leaf, at) and not doubted:
        return met(evidence)
    if any(row.truth is not Truth.NOT_MET for row in inexact):
        return unknown(Reason.IMPRECISE_DATE, *windows.reasons(inexact), evidence=evidence)
    maybe = hits | _days(unclear)
    if _enough(maybe, contrary - maybe, leaf, at):
        return unknown(*(windows.reasons(unclear) or [Reason.CONFLICTING]), evidence=evidence)
    shown = _enough(hits | contrary, set(), leaf, at)
    return not_met(evidence) if shown else unknown(Reason.NOT_OBSERVED, evidence=evidence)


def _asked(codes: tuple[str, ...], facts: Facts, context: Context) -> list[told.Measurement]:
    below = context.terminology.is_below
    return [row for row in facts.measurements if below(row.code, codes) and known_by(row.when, context.as_of)]


def _days(rows: Iterable[Row]) -> set[int]:
    return {row.when.first for row in rows if row.when}


def _enough(days: set[int], contrary: set[int], leaf: ask.Repeated, at: int) -> bool:
    """Whether some of these days are as many, as far apart and placed as asked."""
    runs = _runs(sorted(days), contrary) if leaf.consecutive else [sorted(days)]
    return any(_placed(run, leaf, at) for run in runs if run)


def _runs(days: Sequence[int], contrary: set[int]) -> list[list[int]]:
    """The days, cut wherever a contrary one lies between."""
    runs: list[list[int]] = [[]]
    for day in days:
        if runs[-1] and any(runs[-1][-1] < other < day for other in contrary):
            runs.append([])
        runs[-1].append(day)
    return runs


def _placed(run: Sequence[int], leaf: ask.Repeated, at: int) -> bool:
    if leaf.one_older and run[0] > leaf.one_older.before(at):
        return False
    if leaf.one_newer and run[-1] < leaf.one_newer.before(at):
        return False
    count, last = 1, run[0]
    for day in run[1:]:
        if day > last and (leaf.spacing is None or day >= leaf.spacing.after(last)):
            count, last = count + 1, day
    return count >= leaf.n


def change(leaf: ask.Change, facts: Facts, at: int, context: Context) -> Answer:
    """The latest result of the window against the latest that is at least ``over`` older."""
    rows = _asked(leaf.code, facts, context)
    dated = [Row(row, seen_by(row.when, context.as_of), Truth.UNKNOWN) for row in rows]
    start = windows.start_of(leaf.within or "ever", at)
    seen = windows.look(dated, start, at)
    if not seen.possible:
        return windows.nothing_seen(dated, at)
    known = [row for row in dated if row.when is None or row.when.first <= at]
    inexact = [row.fact for row in known if row.when is None or not row.when.exact]
    if inexact:
        return unknown(Reason.IMPRECISE_DATE, evidence=inexact)
    newest = max(_days(seen.certain))
    older = [day for day in _days(known) if leaf.over.after(day) <= newest]
    after = [row.fact for row in known if row.when == Span.on(newest)]
    if not older:
        return unknown(Reason.NOT_OBSERVED, evidence=after)
    before = [row.fact for row in known if row.when == Span.on(max(older))]
    return expiring(_compared(leaf, before, after, context), leaf.within, after)


def _compared(leaf: ask.Change, before: Sequence[Fact], after: Sequence[Fact], context: Context) -> Answer:
    rows = [row for row in (*before, *after) if isinstance(row, told.Measurement)]
    same_unit = len({row.unit for row in rows}) == 1
    if leaf.as_ == "percent" and not same_unit:
        return unknown(Reason.NOT_CONVERTIBLE, evidence=rows)
    values = [_value(row, leaf, context) for row in rows]
    failed = [value for value in values if isinstance(value, Reason)]
    if failed:
        return unknown(*dict.fromkeys(failed), evidence=rows)
    found = [value for value in values if not isinstance(value, Reason)]
    old, new = _hull(found[: len(before)]), _hull(found[len(before) :])
    difference = new[0] - old[1], new[1] - old[0]
    if leaf.as_ == "percent":
        if old[0] != old[1]:
            return unknown(Reason.CENSORED, evidence=rows)
        if old[0] <= 0:
            # No percentage of nothing, nor of what lies below it, says how much that changed.
            return unknown(Reason.NOT_CONVERTIBLE, evidence=rows)
        difference = difference[0] / old[0] * 100, difference[1] / old[0] * 100
    match judge(difference, limits(leaf)):
        case Truth.MET:
            return met(rows)
        case Truth.NOT_MET:
            return not_met(rows)
        case Truth.UNKNOWN:
            several = len(before) > 1 or len(after) > 1
            return unknown(Reason.CONFLICTING if several else Reason.CENSORED, evidence=rows)


def _value(row: told.Measurement, leaf: ask.Change, context: Context) -> Interval | Reason:
    return value_in(row, (row.unit or "") if leaf.as_ == "percent" else unit_of(leaf), context.terminology)


def _hull(values: Sequence[Interval]) -> Interval:
    return min((low for low, _ in values), default=-math.inf), max((high for _, high in values), default=math.inf)
