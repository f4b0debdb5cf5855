"""Medications, for all patients: taken now, ever, without a break, at one dose, or washed out."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from matching import criteria as ask
from matching import units
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, before, completed, of_rows
from matching.polars_engine.leaves.history import TAKEN, newest_doubt, newest_history, ruled_out
from matching.polars_engine.leaves.view import View
from matching.polars_engine.leaves.weights import daily_in
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NO_ENTRY, UNDATED_FIRST
from matching.polars_engine.table import Ints, Rows
from matching.weights import ROUNDED

NO_TIME = Duration(0, "d")
ANY_TIME = 10**9
# Per course, the number of its drug and its dose; NaN where it is not known. And how far two doses may differ.
Doses = tuple[Ints, npt.NDArray[np.float64], float]


def medication(leaf: ask.Medication, view: View, at: Days) -> Planes:
    """What the courses taken say; where none is recorded, a recorded absence or a complete history says no."""
    rows = view.rows("medications", view.codes.below(leaf.any_of))
    rows = rows.where(rows.has("status", *TAKEN))
    if leaf.except_:
        rows = rows.where(~np.isin(rows["code"], view.codes.below(leaf.except_)))
    # Seen from an anchor in the past, a course that began later lies ahead.
    day = of_rows(at, rows.patient)
    rows, straddling = rows.where(rows.first <= day), rows.patients((rows.first <= day) & (rows.last > day))
    taken, sure = rows.patients(), ~(straddling & (at < np.full(view.size, view.as_of)))
    doubt = newest_doubt("medications", TAKEN, leaf, view)
    denied = ~taken & ruled_out(leaf, ("medications",), doubt, newest_history("medications", view), view, at)
    met, not_met = _at_dose(leaf, rows, taken, view, at)
    met, not_met = met & sure, not_met & sure
    # A drug never taken is washed out.
    return Planes.of(met | denied, not_met) if leaf.asks == "washed_out" else Planes.of(met, not_met | denied)


def _at_dose(leaf: ask.Medication, rows: Rows, taken: Flags, view: View, at: Days) -> tuple[Flags, Flags]:
    """The same of the courses at the dose asked, where it does not matter whether those of unknown dose count."""
    asked = leaf.dose_from or leaf.dose_to
    if asked is None or leaf.asks in ("ever", "washed_out"):
        return _courses(leaf, rows, taken, view, at)
    least, most = (limit.value if limit else None for limit in (leaf.dose_from, leaf.dose_to))
    low, high = units.bounds(from_=least, to=most)
    dose = daily_in(rows, asked.unit, view)
    sure = (dose >= low) & (dose <= high)
    met, not_met = _courses(leaf, rows.where(sure), taken, view, at)
    also, neither = _courses(leaf, rows.where(sure | np.isnan(dose)), taken, view, at)
    return met & also, not_met & neither


def _courses(leaf: ask.Medication, rows: Rows, taken: Flags, view: View, at: Days) -> tuple[Flags, Flags]:
    match leaf.asks:
        case "ever":
            return taken, np.zeros_like(taken)
        case "current":
            return _current(rows, taken, at)
        case "washed_out":
            return _washed_out(leaf, rows, taken, view, at)
        case asks:
            on, off = _current(rows, taken, at)
            # An end ahead of the day of the run is a plan: it does not yet break what it would break.
            planned = rows.patients(_ended(rows) & (rows["until_last"] > view.as_of))
            doses = _doses(leaf, rows, view) if asks == "stable" else None
            met, not_met = _continuous(rows, before(leaf.for_ or NO_TIME, at), view.as_of, doses)
            return on & met, (off & ~planned) | (on & not_met)


def _until(rows: Rows) -> tuple[Ints, Ints]:
    """The first and last possible day of the end; a missing end may be any day."""
    return rows["until_first"], rows["until_last"]


def _ended(rows: Rows) -> Flags:
    return np.greater(rows["until_first"], UNDATED_FIRST)


def _current(rows: Rows, taken: Flags, at: Days) -> tuple[Flags, Flags]:
    """On it: no recorded end, or an end not before the anchor. A recorded end closes the course."""
    day, (first, last) = of_rows(at, rows.patient), _until(rows)
    met = rows.patients(rows.has("status", "active") | (first >= day))
    return met, taken & ~met & ~rows.patients(_ended(rows) & (last >= day))


def _washed_out(leaf: ask.Medication, rows: Rows, taken: Flags, view: View, at: Days) -> tuple[Flags, Flags]:
    """The last intake lies long enough before the anchor; a drug still taken never washes out by waiting."""
    limit, (first, last) = of_rows(completed(leaf.for_ or NO_TIME, at), rows.patient), _until(rows)
    shortest, longest = _half_lives(leaf, rows, view)
    day = of_rows(at, rows.patient)
    soon, late = np.minimum(limit, np.subtract(day, shortest)), np.minimum(limit, np.subtract(day, longest))
    too_late = rows.patients(rows.has("status", "active") | (_ended(rows) & (first > soon)))
    return taken & ~too_late & ~rows.patients(last > late), too_late


def _half_lives(leaf: ask.Medication, rows: Rows, view: View) -> tuple[Days, Days]:
    """Per row, the days of the half-lives asked, at least and at most; of an unknown drug any time may be needed."""
    if leaf.half_lives is None:
        return 0, 0
    shortest, longest = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for code in np.unique(rows["code"]).tolist():
        known, own = view.terminology.half_life(view.snapshot.codes[code]), rows["code"] == code
        shortest[own] = 0 if known is None else math.floor(known[0] * leaf.half_lives)
        longest[own] = ANY_TIME if known is None else math.ceil(known[1] * leaf.half_lives)
    return shortest, longest  # type: ignore[return-value]  # wider than days, so that any time fits


def _continuous(rows: Rows, start: Days, as_of: int, doses: Doses | None) -> tuple[Flags, Flags]:
    """Of who is on the drug, since ``start``; with ``doses``, without a change of drug or dose (reading 4)."""
    active, (until_first, until_last) = rows.has("status", "active"), _until(rows)
    dated = ~rows.patients((rows.first != rows.last) | (~active & (until_first != until_last)))
    end = np.where(active, as_of, np.minimum(until_last, as_of))
    begun, last_begun = _islands(rows, end)
    whole, broken = last_begun <= start, begun < last_begun
    same, changed = (whole, ~whole) if doses is None else _same_dose(rows, end >= of_rows(start, rows.patient), doses)
    return dated & whole & same, dated & np.where(whole, changed, ~broken)


def _islands(rows: Rows, end: npt.NDArray[np.int64]) -> tuple[Ints, Ints]:
    """Per patient, when the first and the last of the unbroken periods began; periods that touch are one."""
    order = np.lexsort((rows.first, rows.patient))
    patient, begin = rows.patient[order], rows.first[order].astype(np.int64)
    # Days of a later patient are larger than any of an earlier one, so that one running maximum serves all.
    shift = patient.astype(np.int64) << 33
    reached = np.maximum.accumulate(end[order] + shift) if len(order) else shift
    new = np.ones(len(order), np.bool_)
    new[1:] = begin[1:] + shift[1:] > reached[:-1] + 1
    first, last = np.zeros(rows.table.size, np.int32), np.zeros(rows.table.size, np.int32)
    first[patient[::-1]] = begin[::-1]
    last[patient[new]] = begin[new]
    return first, last


def _doses(leaf: ask.Medication, rows: Rows, view: View) -> Doses:
    """The doses to compare: as written (a number per drug, dose and unit), or per kg."""
    if leaf.per_weight:
        return rows["drug"], daily_in(rows, "mg/kg/d", view), ROUNDED
    regimen = rows["regimen"]
    return regimen, np.where(regimen == NO_ENTRY, np.nan, 1.0), 1.0


def _same_dose(rows: Rows, chosen: Flags, doses: Doses) -> tuple[Flags, Flags]:
    """Per patient, whether the chosen rows are surely one drug at one dose, and whether they surely are not."""
    drug, dose, rounded = doses
    dosed = chosen & ~np.isnan(dose)
    some = np.zeros(rows.table.size, drug.dtype)
    some[rows.patient[dosed]] = drug[dosed]
    least, most = np.full(rows.table.size, np.inf), np.full(rows.table.size, -np.inf)
    np.minimum.at(least, rows.patient[dosed], dose[dosed])
    np.maximum.at(most, rows.patient[dosed], dose[dosed])
    changed = rows.patients(dosed & (drug != some[rows.patient])) | (most > least * rounded)
    return ~changed & ~rows.patients(chosen & ~dosed), changed
