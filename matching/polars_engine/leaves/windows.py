"""Which rows lie in a window, and what the latest, any, every, lowest or highest of them says: for all patients."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from matching.anchors import Window
from matching.criteria import Ever
from matching.polars_engine.anchor_days import Days, before, of_rows
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, NO_ENTRY, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows
from matching.units import Interval

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows with their own truths; ``possible`` ones may lie in the window, ``certain`` ones do.

    ``last`` is the last possible day of each: what is recorded happened no later than the day of the run.
    """

    rows: Rows
    last: Ints
    possible: Flags
    certain: Flags
    met: Flags
    not_met: Flags


def start_of(within: Window | Ever | None, at: Days) -> Days | None:
    """The first day of a window seen from its anchor; None for ``ever``."""
    return before(within.length, at) if isinstance(within, Window) else None


def look(rows: Rows, start: Days | None, at: Days, as_of: int, truths: tuple[Flags, Flags]) -> Seen:
    """A window ends on its anchor; an undated row is only possible, unless the window is ``ever``."""
    last = rows.last
    if last.max(initial=as_of) > as_of:
        last = np.where(last < UNDATED_LAST, np.minimum(last, np.int32(as_of)), last)
    if start is None:
        every = np.ones(len(rows), np.bool_)
        return Seen(rows, last, every, every, *truths)
    since, until = of_rows(start, rows.patient), of_rows(at, rows.patient)
    return Seen(rows, last, (last >= since) & (rows.first <= until), (rows.first >= since) & (last <= until), *truths)


def latest(seen: Seen) -> Planes:
    """What the rows that may be the latest say, where they agree (reading 23)."""
    rows = seen.rows
    if rows.plain and seen.certain.all():
        return _last_written(seen)
    last_day = np.full(rows.table.size, NEVER, np.int32)
    # Rows come in the order of their days: the last write wins.
    certain = slice(None) if seen.certain.all() else np.flatnonzero(seen.certain)
    last_day[rows.patient[certain]] = rows.first[certain]
    newest = last_day[rows.patient]
    speaking = seen.possible & (seen.last >= newest)
    if "minute" in rows.table.columns.arrays:
        speaking &= ~_earlier_by_the_clock(seen, newest)
    said, agreed = _said(seen, speaking)
    agreed &= last_day > NEVER
    return Planes.of(agreed & (said == _MET), agreed & (said == _NOT_MET))


_MET, _NOT_MET = 1, 2


def _last_written(seen: Seen) -> Planes:
    """Rows come in the order of their days, one per patient and day: the last write wins."""
    said = np.zeros(seen.rows.table.size, np.uint8)
    said[seen.rows.patient] = seen.met + np.uint8(_NOT_MET) * seen.not_met
    return Planes.of(said == _MET, said == _NOT_MET)


def _said(seen: Seen, speaking: Flags) -> tuple[npt.NDArray[np.uint8], Flags]:
    """Per patient, what the last of the speaking rows says, and whether the others say the same."""
    place = np.flatnonzero(speaking)
    patient = seen.rows.patient[place]
    truth = seen.met[place] + np.uint8(_NOT_MET) * seen.not_met[place]
    said, agreed = np.zeros(seen.rows.table.size, np.uint8), np.ones(seen.rows.table.size, np.bool_)
    said[patient] = truth
    agreed[patient[said[patient] != truth]] = False
    return said, agreed


def _earlier_by_the_clock(seen: Seen, newest: Ints) -> Flags:
    """Rows of the newest day, known to the day and the minute, before another certain one."""
    rows = seen.rows
    minute = rows["minute"]
    timed = minute > NO_ENTRY
    if not timed.any():
        return timed
    timed &= (rows.first == seen.last) & (rows.first == newest)
    clock = np.full(rows.table.size, NO_ENTRY, np.int16)
    np.maximum.at(clock, rows.patient[timed & seen.certain], minute[timed & seen.certain])
    return np.logical_and(timed, minute < clock[rows.patient])


def any_of(seen: Seen) -> Planes:
    """Met when a certain row is; not met when all possible ones are not, and one is certain."""
    rows = seen.rows
    met = rows.patients(seen.certain & seen.met)
    return Planes.of(met, rows.patients(seen.certain) & ~rows.patients(seen.possible & ~seen.not_met))


def every(seen: Seen) -> Planes:
    """Met when all possible rows are, and one is certain; not met when a certain one is not."""
    return ~any_of(replace(seen, met=seen.not_met, not_met=seen.met))


def extreme(seen: Seen, least: Floats, most: Floats, take: Literal["lowest", "highest"], limit: Interval) -> Planes:
    """What the lowest or highest value says; a possible row without a usable value (NaN) leaves it unknown."""
    rows, usable = seen.rows, ~np.isnan(least)
    may, must = seen.possible & usable, seen.certain & usable
    if take == "lowest":
        low, high = _extreme(rows, least, may, np.minimum), _extreme(rows, most, must, np.minimum)
    else:
        low, high = _extreme(rows, least, must, np.maximum), _extreme(rows, most, may, np.maximum)
    sure = rows.patients(seen.certain) & ~rows.patients(seen.possible & ~usable)
    met, not_met = (low >= limit[0]) & (high <= limit[1]), (high < limit[0]) | (low > limit[1])
    return Planes.of(sure & met, sure & not_met)


def _extreme(rows: Rows, values: Floats, chosen: Flags, choose: np.ufunc) -> Floats:
    found = np.full(rows.table.size, np.inf if choose is np.minimum else -np.inf)
    choose.at(found, rows.patient[chosen], values[chosen])
    return found
