"""Events that happen again and again, and quantities given, as the reference evaluator reads them (reading 6)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from matching import criteria as ask
from matching import facts as told
from matching import units
from matching.days import Duration
from matching.facts import Fact, Facts
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.reference.weights import weight_on
from matching.truth import Reason, Truth, all_met
from matching.units import Interval

# Days from the first to the last, both included.
Days = tuple[int, int]
Worth = Callable[[told.Event], float]


def events(leaf: ask.Events, facts: Facts, at: int, context: Context) -> Answer:
    """So many in the whole time, in each part of it, or on average."""
    rows, watched = _recorded(leaf.any_of, facts, context)
    evidence: list[Fact] = [*rows, *watched]
    parts = 1 if leaf.each is None else ask.times(leaf.over, leaf.each)
    scale = 1 if leaf.per is None else ask.times(leaf.over, leaf.per)
    seen = _observed([*rows, *watched], at)
    answers = []
    for number in range(parts):
        own, shifted = _part(leaf, number, at), _part(leaf, number, seen[1]) if seen else None
        least = _sum(_inside(rows, own), lambda row: row.count)
        most = math.inf
        if shifted and seen and seen[0] <= shifted[0]:
            most = sum(row.count for row in _touching(rows, shifted))
        answers.append(_judged(least, most, leaf.from_, leaf.to, scale))
    truth = all_met(answers)
    if truth is Truth.UNKNOWN:
        return unknown(Reason.NOT_OBSERVED if evidence else Reason.NOT_RECORDED, evidence=evidence)
    return (met if truth is Truth.MET else not_met)(evidence)


def _part(leaf: ask.Events, number: int, at: int) -> Days:
    """The days of one part; the oldest begins on the first day of the whole time, the others the day after an end."""
    if leaf.each is None:
        return leaf.over.before(at), at
    last = Duration(leaf.each.count * number, leaf.each.unit).before(at)
    first = Duration(leaf.each.count * (number + 1), leaf.each.unit).before(at)
    return (first if number == ask.times(leaf.over, leaf.each) - 1 else first + 1), last


def _judged(least: float, most: float, from_: int | None, to: int | None, scale: int) -> Truth:
    enough = from_ is None or least >= from_ * scale
    few = to is None or most <= to * scale
    if enough and few:
        return Truth.MET
    too_few = from_ is not None and most < from_ * scale
    too_many = to is not None and least > to * scale
    return Truth.NOT_MET if too_few or too_many else Truth.UNKNOWN


def _recorded(codes: tuple[str, ...], facts: Facts, context: Context) -> tuple[list[told.Event], list[told.Watched]]:
    below = context.terminology.is_below
    rows = [row for row in facts.events if below(row.code, codes) and known_by(row.when, context.as_of)]
    seen = [row for row in facts.watched if below(row.code, codes) and known_by(row.since, context.as_of)]
    return rows, seen


def _inside(rows: Iterable[told.Event], days: Days) -> list[told.Event]:
    """Those that surely lie within the days."""
    return [row for row in rows if row.when and (row.since or row.when).first >= days[0] and row.when.last <= days[1]]


def _touching(rows: Iterable[told.Event], days: Days) -> list[told.Event]:
    """Those that may lie within the days, wholly or in part."""
    return [r for r in rows if not r.when or (r.when.last >= days[0] and (r.since or r.when).first <= days[1])]


def _sum(rows: Sequence[told.Event], worth: Worth) -> float:
    """What is surely there: single events, or counts that do not overlap, whichever is more."""
    single = sum(worth(row) for row in rows if row.since is None)
    counted = sorted((row for row in rows if row.since and row.when), key=lambda row: (_begin(row), _end(row)))
    apart = all(_begin(later) > _end(one) for one, later in pairwise(counted))
    worths = [worth(row) for row in counted]
    return max(single, sum(worths) if apart else max(worths, default=0))


def _begin(row: told.Event) -> int:
    return row.since.first if row.since else 0


def _end(row: told.Event) -> int:
    return row.when.last if row.when else 0


def _observed(rows: Sequence[told.Event | told.Watched], at: int) -> Days | None:
    """The unbroken time that was watched, up to the anchor or to `ENDS_WITHIN` days before it; None where none was."""
    # Of a time of which both ends may be the same day or the wrong way round, nothing was surely watched.
    ends = [(row.since.last, row.when.first) for row in rows if row.since and row.when]
    spans = sorted((begin, end) for begin, end in ends if begin <= min(end, at))
    first = last = None
    for begin, end in spans:
        if first is None or last is None or begin > last + 1:
            first, last = begin, end
        last = max(last, end)
    if first is None or last is None or last < at - ask.ENDS_WITHIN:
        return None
    return first, min(last, at)


def given_quantity(leaf: ask.GivenQuantity, facts: Facts, at: int, context: Context) -> Answer:
    """What was given, by year; what was given in doubt, or at an unknown weight, leaves it open."""
    rows, watched = _recorded(leaf.any_of, facts, context)
    evidence: list[Fact] = [*rows, *watched]
    limit = leaf.from_ or leaf.below
    if limit is None:
        raise ValueError("no quantity is asked")
    worth = {id(row): _worth(row, limit.unit, facts, context) for row in rows}
    years = leaf.over.count / {"y": 1, "mo": 12, "wk": 365.25 / 7, "d": 365.25}[leaf.over.unit]
    seen = _observed(evidence_rows(rows, watched), at)
    sure = _inside(rows, (leaf.over.before(at), at))
    least = _sum([row for row in sure if worth[id(row)] is not None], lambda row: worth[id(row)] or 0.0) / years
    most = math.inf
    if seen and seen[0] <= leaf.over.before(seen[1]):
        touching = [worth[id(row)] for row in _touching(rows, (leaf.over.before(seen[1]), seen[1]))]
        most = math.inf if None in touching else sum(one for one in touching if one is not None) / years
    low, high = quantity_limits(leaf)
    if least >= low and most <= high:
        return met(evidence)
    if most < low or least > high:
        return not_met(evidence)
    return unknown(Reason.NOT_OBSERVED if evidence else Reason.NOT_RECORDED, evidence=evidence)


def quantity_limits(leaf: ask.GivenQuantity) -> Interval:
    """The limits as a closed interval."""
    least, most = (limit.value if limit else None for limit in (leaf.from_, leaf.below))
    return units.bounds(from_=least, below=most)


def evidence_rows(rows: Sequence[told.Event], watched: Sequence[told.Watched]) -> list[told.Event | told.Watched]:
    """Everything that says which time was watched."""
    return [*rows, *watched]


def _worth(row: told.Event, unit: str, facts: Facts, context: Context) -> float | None:
    """A quantity in the unit asked, by kg where that is asked; nothing that happened no time is nothing."""
    if row.count == 0:
        return 0.0
    if row.quantity is None or row.unit is None:
        return float(row.count) if unit.startswith("{unit}") and row.unit is None and row.quantity is None else None
    factor = units.factor(row.unit, unit.removesuffix("/a").removesuffix("/kg"))
    if factor is None:
        return None
    if not unit.endswith("/kg/a"):
        return row.quantity * factor
    weight = weight_on(row.when, facts, context)
    return row.quantity * factor / weight if weight else None
