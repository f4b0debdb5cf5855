"""The anchor day of all patients: one number while it is the same for everybody, else one per patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from matching.days import Duration
from matching.polars_engine.table import Index, Ints

Days = int | Ints
# 0001-01-01, before which datetime knows no day.
_DAY_ONE = -719_162


def mapped(change: Callable[[int], int], days: Days) -> Days:
    """A function of days, called once per distinct day."""
    if isinstance(days, int):
        return change(days)
    distinct, position = np.unique(days, return_inverse=True)
    return np.array([change(int(day)) for day in distinct], np.int32)[position]


def before(length: Duration, at: Days) -> Days:
    """The first day of a window of that length."""
    return mapped(length.before, at)


def completed(length: Duration, at: Days) -> Days:
    """The last day after which the length has passed by ``at``: born on it, one is just old enough."""
    return mapped(lambda day: _completed(length, day), at)


def _completed(length: Duration, at: int) -> int:
    # `after` never decreases, so the day is found by halving; a year is never longer than 366 days.
    low, high = max(at - 367 * (length.count + 1), _DAY_ONE), at + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if length.after(middle) <= at else (low, middle)
    return low


def later(one: Days, other: Days) -> Days:
    """The later of two days, for each patient."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return np.maximum(one, other)


def of_rows(days: Days, patient: Index) -> Days:
    """The day that holds for each row."""
    return days if isinstance(days, int) else days[patient]


def earliest(days: Days) -> int:
    """The first of the days."""
    return days if isinstance(days, int) else int(days.min(initial=2**31 - 1))


def each_asked(first: Days, last: Days, as_of: int, *, daily: bool = False) -> Iterator[Days]:
    """The days of the anchor's interval to ask: both ends, since from the day of the run on a leaf changes at most
    once; and every day where the interval begins in the past, when results also enter a window, or where the leaf is
    asked ``daily``.
    """
    every, span = np.less(first, as_of) | daily, np.subtract(last, first)
    steps = int(np.max(np.where(every, span, np.minimum(span, 1)), initial=0))
    for step in range(steps + 1):
        if isinstance(first, int) and isinstance(last, int):
            yield min(first + step, last) if first < as_of or daily or not step else last
        else:
            ends = first if step == 0 else last
            yield np.where(every, np.minimum(np.add(first, step), last), ends).astype(np.int32)
