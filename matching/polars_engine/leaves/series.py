"""Several results of one test together: repeated findings, and change (reading 5), for all patients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching import criteria as ask
from matching.polars_engine.anchor_days import Days, before, completed, mapped, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.tests_done import judged, limits, values
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, UNDATED_LAST
from matching.polars_engine.table import Array, Ints, Rows

FAR = np.int32(2**31 - 1)
Keys = npt.NDArray[np.int64]


def repeated(leaf: ask.Repeated, view: View, at: Days) -> Planes:
    """Met on so many days; not met where enough was measured to have shown it, and it was not; else unknown."""
    start = windows.start_of(leaf.within, at)
    rows = view.rows("measurements", view.codes.below(leaf.code), start).by_day()
    met, not_met = judged(*values(leaf, rows, view), limits(leaf))
    seen = windows.look(rows, start, at, view.as_of, (met, not_met))
    exact = seen.certain & (rows.first == rows.last)
    hits, contrary, unclear = exact & met, exact & not_met, exact & ~met & ~not_met
    inexact = seen.possible & ~exact
    days = _days(rows)
    none = np.zeros(len(rows), np.bool_)
    sure = _enough(rows, hits & ~_shared(days, hits, contrary), contrary, leaf, at)
    if leaf.consecutive:
        sure &= ~rows.patients(unclear | inexact)
    maybe = hits | unclear
    could = _enough(rows, maybe, contrary & ~_shared(days, contrary, maybe), leaf, at)
    could |= rows.patients(inexact & ~not_met)
    return Planes.of(sure, _enough(rows, hits | contrary, none, leaf, at) & ~could & ~sure)


def _days(rows: Rows) -> Keys:
    """A number per row that orders patients, and the days of each."""
    keys: Keys = rows.patient.astype(np.int64) * 2**32 + rows.first
    return keys


def _shared(days: Keys, some: Flags, others: Flags) -> Flags:
    """Which rows lie on a day on which both kinds do."""
    return np.isin(days, np.intersect1d(days[some], days[others]))


def _enough(rows: Rows, chosen: Flags, contrary: Flags, leaf: ask.Repeated, at: Days) -> Flags:
    """Per patient, whether some of the chosen days are as many, as far apart and placed as asked."""
    patient, day, keys = rows.patient[chosen], rows.first[chosen], _days(rows)
    run = np.searchsorted(np.sort(keys[contrary]), keys[chosen]) if leaf.consecutive else np.zeros(len(day), np.intp)
    _, first, group = np.unique(patient * np.int64(len(rows) + 1) + run, return_index=True, return_inverse=True)
    oldest, newest = np.full(len(first), FAR, np.int32), np.full(len(first), NEVER, np.int32)
    np.minimum.at(oldest, group, day)
    np.maximum.at(newest, group, day)
    enough = _spaced(leaf, oldest, day, group)
    own = of_rows(at, patient[first])
    if leaf.one_older:
        enough &= oldest <= before(leaf.one_older, own)
    if leaf.one_newer:
        enough &= newest >= before(leaf.one_newer, own)
    found = np.zeros(rows.table.size, np.bool_)
    found[patient[first][enough]] = True
    return found


def _spaced(leaf: ask.Repeated, oldest: Ints, day: Ints, group: Array) -> Flags:
    """Per run of days, whether ``n`` of them lie far enough apart: each time the next that does."""
    reached = oldest
    for _ in range(leaf.n - 1):
        going = reached < FAR
        least = np.full(len(reached), FAR, np.int32)
        after = mapped(leaf.spacing.after, reached[going]) if leaf.spacing else reached[going]
        least[going] = np.maximum(after, reached[going] + 1)
        far_enough = day >= least[group]
        reached = np.full(len(reached), FAR, np.int32)
        np.minimum.at(reached, group[far_enough], day[far_enough])
    enough: Flags = reached < FAR
    return enough


def change(leaf: ask.Change, view: View, at: Days) -> Planes:
    """The latest result of the window against the latest that is at least ``over`` older."""
    rows = view.rows("measurements", view.codes.below(leaf.code)).by_day()
    rows = rows.where(rows.first <= of_rows(at, rows.patient))
    seen = windows.look(rows, windows.start_of(leaf.within, at), at, view.as_of, (rows.first == rows.first,) * 2)
    newest = np.full(view.size, NEVER, np.int32)
    np.maximum.at(newest, rows.patient[seen.certain], rows.first[seen.certain])
    begun = newest > NEVER
    exact = begun & ~rows.patients((rows.first != rows.last) | (rows.last == UNDATED_LAST))
    limit = _completed(leaf, newest)
    base = np.full(view.size, NEVER, np.int32)
    earlier = rows.first <= limit[rows.patient]
    np.maximum.at(base, rows.patient[earlier], rows.first[earlier])
    both = exact & (base > NEVER)
    after, prior = rows.first == newest[rows.patient], rows.first == base[rows.patient]
    met, not_met = judged(*_difference(leaf, rows, view, prior, after), limits(leaf))
    return Planes.of(both & met, both & not_met)


def _completed(leaf: ask.Change, newest: Ints) -> Ints:
    """Per patient, the last day that lies ``over`` before the newest result."""
    found = np.full(len(newest), NEVER, np.int32)
    begun = newest > NEVER
    found[begun] = completed(leaf.over, newest[begun])
    return found


def _difference(leaf: ask.Change, rows: Rows, view: View, prior: Flags, after: Flags) -> tuple[Array, Array]:
    """Per patient, where the difference lies; NaN where one of the values cannot be had."""
    percent = leaf.as_ == "percent"
    least, most = (rows["least"], rows["most"]) if percent else values(leaf, rows, view, literal=True)
    old, new = _hull(rows, least, most, prior), _hull(rows, least, most, after)
    with np.errstate(invalid="ignore"):
        low, high = new[0] - old[1], new[1] - old[0]
    if not percent:
        return low, high
    comparable = (old[0] == old[1]) & (old[0] > 0) & _same_unit(rows, view, prior | after)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(comparable, low / old[0] * 100, np.nan), np.where(comparable, high / old[0] * 100, np.nan)


def _hull(rows: Rows, least: Array, most: Array, chosen: Flags) -> tuple[Array, Array]:
    low, high = np.full(rows.table.size, np.inf), np.full(rows.table.size, -np.inf)
    usable = chosen & ~np.isnan(least)
    np.minimum.at(low, rows.patient[usable], least[usable])
    np.maximum.at(high, rows.patient[usable], most[usable])
    # One value that cannot be had leaves its patient without any.
    lost = rows.patients(chosen & ~usable)
    return np.where(lost, np.nan, low), np.where(lost, np.nan, high)


def _same_unit(rows: Rows, view: View, chosen: Flags) -> Flags:
    """Per patient, whether all the chosen results were sent in one unit."""
    names = [unit for unit, _ in view.snapshot.units]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    of_pair = np.array([*(numbers[name] for name in names), -1], np.int64)
    unit = of_pair[rows["unit"]]
    least, most = np.full(rows.table.size, 2**31, np.int64), np.full(rows.table.size, -2, np.int64)
    np.minimum.at(least, rows.patient[chosen], unit[chosen])
    np.maximum.at(most, rows.patient[chosen], unit[chosen])
    alike: Flags = (least == most) & (least >= 0)
    return alike
