"""Which treatments changed what a test says (reading 20), for all patients."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from matching.days import Duration
from matching.polars_engine.anchor_days import mapped
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags
from matching.polars_engine.schemas import NO_ENTRY, UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows, pairs_of_a_patient

Floats = npt.NDArray[np.float64]
TAKEN = ("active", "stopped")


def native(least: Floats, most: Floats, codes: tuple[str, ...], rows: Rows, view: View) -> tuple[Floats, Floats]:
    """Where the native values lie: no higher than a raised one, no lower than a lowered one, else unknown (NaN)."""
    changes = view.terminology.changed_by(codes)
    if not changes:
        return least, most
    for change in changes:
        changed = covered(rows, change.treatments, change.length, view)
        if change.effect != "lowered":
            least = np.where(changed, -np.inf if change.effect == "raised" else np.nan, least)
        if change.effect != "raised":
            most = np.where(changed, np.inf if change.effect == "lowered" else np.nan, most)
    # Raised by one treatment and lowered by another, a value tells nothing; and one that could not be read, neither.
    nothing = np.isnan(least) | np.isnan(most) | (np.isneginf(least) & np.isposinf(most))
    return np.where(nothing, np.nan, least), np.where(nothing, np.nan, most)


def covered(rows: Rows, treatments: tuple[str, ...], length: Duration | None, view: View) -> Flags:
    """Per row, whether one of the treatments may still have been at work on its day."""
    found = np.zeros(len(rows), np.bool_)
    for given, start, end in _given(treatments, view):
        one, other = pairs_of_a_patient(rows, given)
        begun = start[other] <= rows.last[one]
        at_work = begun & (_until(end, length)[other] >= rows.first[one]) if length else begun
        found[one[at_work]] = True
    undated = rows.last == UNDATED_LAST
    return found | (undated & _treated(treatments, rows, view)) if undated.any() else found


def _treated(treatments: tuple[str, ...], rows: Rows, view: View) -> Flags:
    """Per row, whether its patient ever had one of the treatments."""
    had = np.zeros(view.size, np.bool_)
    for given, _, _ in _given(treatments, view):
        had |= given.patients()
    return had[rows.patient]


def _given(treatments: tuple[str, ...], view: View) -> Iterator[tuple[Rows, Ints, Ints]]:
    """Rows of drugs, procedures and events, with the first and the last day of each."""
    codes = view.codes.below(treatments)
    drugs = view.rows("medications", codes)
    drugs = drugs.where(drugs.has("status", *TAKEN))
    ended = drugs.has("status", "stopped") & (drugs["until_last"] < UNDATED_LAST)
    yield drugs, drugs.first, np.where(ended, drugs["until_last"], np.int32(UNDATED_LAST))
    done = view.rows("procedures", codes)
    done = done.where(done.has("status", "done"))
    yield done, done.first, done.last
    events = view.rows("events", codes)
    events = events.where((events["count"] != 0) & (events["count"] != NO_ENTRY))
    since = np.where(events["since_first"] > UNDATED_FIRST, events["since_first"], events.first)
    # A count whose period has no end may have happened on any day.
    endless = events.last == UNDATED_LAST
    yield events, np.where(endless, np.int32(UNDATED_FIRST), since), events.last


def _until(end: Ints, length: Duration) -> Ints:
    """The last day on which a treatment is at work; one without an end always is."""
    ended = end < UNDATED_LAST
    until = np.full(len(end), UNDATED_LAST, np.int32)
    until[ended] = mapped(length.after, end[ended])
    return until
