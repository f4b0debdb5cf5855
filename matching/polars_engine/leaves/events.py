"""Events that happen again and again, and quantities given (reading 6), for all patients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
import numpy.typing as npt

from matching import criteria as ask
from matching import units
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, mapped, of_rows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.leaves.weights import weight_on
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, NO_ENTRY, UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows

Floats = npt.NDArray[np.float64]


def events(leaf: ask.Events, view: View, at: Days) -> Planes:
    """So many in the whole time, in each part of it, or on average."""
    record = _Record.of(leaf.any_of, view)
    parts = 1 if leaf.each is None else ask.times(leaf.over, leaf.each)
    scale = 1 if leaf.per is None else ask.times(leaf.over, leaf.per)
    whole = record.observed(at)
    count = record.rows["count"].astype(np.float64)
    answers = []
    for number in range(parts):
        least = record.least(*_part(leaf, number, at), count)
        most = record.most(partial(_part, leaf, number), whole, count)
        answers.append(_judged(least, most, leaf, scale))
    return reduce(Planes.__and__, answers)


def _part(leaf: ask.Events, number: int, at: Days) -> tuple[Days, Days]:
    """The first and last day of one part."""
    return _first(leaf, number, at), _last(leaf, number, at)


def _last(leaf: ask.Events, number: int, at: Days) -> Days:
    return at if leaf.each is None else mapped(Duration(leaf.each.count * number, leaf.each.unit).before, at)


def _first(leaf: ask.Events, number: int, at: Days) -> Days:
    """The oldest part begins on the first day of the whole time, the others the day after an end."""
    if leaf.each is None:
        return mapped(leaf.over.before, at)
    first = mapped(Duration(leaf.each.count * (number + 1), leaf.each.unit).before, at)
    return first if number == ask.times(leaf.over, leaf.each) - 1 else first + 1


def _judged(least: Floats, most: Floats, leaf: ask.Events, scale: int) -> Planes:
    low = -np.inf if leaf.from_ is None else leaf.from_ * scale
    high = np.inf if leaf.to is None else leaf.to * scale
    met = (least >= low) & (most <= high)
    return Planes.of(met, ((most < low) | (least > high)) & ~met)


@dataclass(frozen=True, slots=True, eq=False)
class _Record:
    """The events of some codes, and when they were watched; a count begins on ``begin`` and is watched from it."""

    rows: Rows
    watched: Rows
    begin: Ints
    size: int

    @classmethod
    def of(cls, codes: tuple[str, ...], view: View) -> _Record:
        rows = view.rows("events", view.codes.below(codes))
        watched = view.all_rows("watched", view.codes.below(codes))
        watched = watched.where(watched["since_first"] <= view.as_of)
        counted = rows["since_first"] > UNDATED_FIRST
        return cls(rows, watched, np.where(counted, rows["since_first"], rows.first), view.size)

    @property
    def counted(self) -> Flags:
        """Which rows are counts over a time."""
        return np.greater(self.rows["since_first"], UNDATED_FIRST)

    def observed(self, at: Days) -> tuple[Ints, Ints]:
        """Per patient, the last unbroken time that was watched: its first and last day (NEVER where there is none)."""
        counts = self.rows.where(self.counted & (self.rows.last < UNDATED_LAST))
        pieces = (counts, self.watched)
        patient = np.concatenate([piece.patient for piece in pieces])
        begin = np.concatenate([piece["since_last"] for piece in pieces]).astype(np.int64)
        end = np.concatenate([piece.first for piece in pieces]).astype(np.int64)
        # Of a time of which both ends may be the same day or the wrong way round, nothing was surely watched.
        known = begin <= np.minimum(of_rows(at, patient), end)
        patient, begin, end = patient[known], begin[known], end[known]
        order = np.lexsort((end, begin, patient))
        patient, begin, end = patient[order], begin[order], end[order]
        # Days of a later patient are larger than any of an earlier one, so that one running maximum serves all.
        shift = patient.astype(np.int64) << 33
        reached = np.maximum.accumulate(end + shift) if len(order) else shift
        new = np.ones(len(order), np.bool_)
        new[1:] = begin[1:] + shift[1:] > reached[:-1] + 1
        first, last = np.full(self.size, NEVER, np.int64), np.full(self.size, NEVER, np.int64)
        first[patient[new]] = begin[new]
        last[patient] = reached - shift
        seen = (last > NEVER) & (last >= np.subtract(at, ask.ENDS_WITHIN))
        none = np.full(self.size, NEVER, np.int32)
        return np.where(seen, first, none).astype(np.int32), np.where(seen, np.minimum(last, at), none).astype(np.int32)

    def least(self, first: Days, last: Days, worth: Floats) -> Floats:
        """What is surely there: single events, or counts that do not overlap, whichever is more."""
        rows = self.rows
        inside = (self.begin >= of_rows(first, rows.patient)) & (rows.last <= of_rows(last, rows.patient))
        inside &= ~np.isnan(worth)
        single = _sums(rows, inside & ~self.counted, worth)
        counts = inside & self.counted
        apart = ~self._overlapping(counts)
        most = np.zeros(self.size)
        np.maximum.at(most, rows.patient[counts], worth[counts])
        return np.maximum(single, np.where(apart, _sums(rows, counts, worth), most))

    def _overlapping(self, counts: Flags) -> Flags:
        """Per patient, whether two of the counts share a day."""
        place = np.flatnonzero(counts)
        patient, begin, end = self.rows.patient[place], self.rows["since_first"][place], self.rows.last[place]
        order = np.lexsort((end, begin, patient))
        patient, begin, end = patient[order], begin[order], end[order]
        shared = (patient[1:] == patient[:-1]) & (begin[1:] <= end[:-1])
        found = np.zeros(self.size, np.bool_)
        found[patient[1:][shared]] = True
        return found

    def most(self, days: Callable[[Ints], tuple[Days, Days]], whole: tuple[Ints, Ints], worth: Floats) -> Floats:
        """What is there at most in the days, seen from the end of the time watched, where that began before them."""
        begun, ended = whole
        seen = ended > NEVER
        ends = np.where(seen, ended, 0).astype(np.int32)
        first, last = days(ends)
        covered = seen & (begun <= first)
        rows = self.rows
        touching = (rows.last >= of_rows(first, rows.patient)) & (self.begin <= of_rows(last, rows.patient))
        touching |= rows.last == UNDATED_LAST
        total = _sums(rows, touching, np.where(np.isnan(worth), np.inf, worth))
        return np.where(covered, total, np.inf)


def _sums(rows: Rows, chosen: Flags, worth: Floats) -> Floats:
    return np.bincount(rows.patient[chosen], worth[chosen], minlength=rows.table.size).astype(np.float64)


def given_quantity(leaf: ask.GivenQuantity, view: View, at: Days) -> Planes:
    """What was given, by year; what was given in doubt, or at an unknown weight, leaves it open."""
    record = _Record.of(leaf.any_of, view)
    limit = leaf.from_ or leaf.below
    if limit is None:
        raise ValueError("no quantity is asked")
    worth = _worth(record.rows, limit.unit, view)
    years = leaf.over.count / {"y": 1, "mo": 12, "wk": 365.25 / 7, "d": 365.25}[leaf.over.unit]
    least = record.least(mapped(leaf.over.before, at), at, worth) / years
    whole = record.observed(at)
    most = record.most(lambda day: (mapped(leaf.over.before, day), day), whole, worth) / years
    low, high = units.bounds(
        from_=leaf.from_.value if leaf.from_ else None, below=leaf.below.value if leaf.below else None
    )
    met = (least >= low) & (most <= high)
    return Planes.of(met, ((most < low) | (least > high)) & ~met)


def _worth(rows: Rows, unit: str, view: View) -> Floats:
    """Per row, its quantity in the unit asked, by kg where that is asked; NaN where that cannot be had."""
    factors = np.full(len(view.snapshot.units) + 1, np.nan)
    for pair in np.unique(rows["unit"][rows["unit"] != NO_ENTRY]).tolist():
        found = units.factor(view.snapshot.units[pair][0], unit.removesuffix("/a").removesuffix("/kg"))
        factors[pair] = np.nan if found is None else found
    worth = np.where(rows["unit"] == NO_ENTRY, np.nan, rows["quantity"] * factors[rows["unit"]])
    if unit.endswith("/kg/a"):
        worth = worth / weight_on(rows, view)
    count = rows["count"]
    if unit.startswith("{unit}"):
        bare = (rows["unit"] == NO_ENTRY) & np.isnan(rows["quantity"])
        worth = np.where(bare, count.astype(np.float64), worth)
    return np.where(count == 0, 0.0, worth)
