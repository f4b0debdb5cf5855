"""Age at onset and at diagnosis, how long a disease has lasted, and the family, for all patients."""

from __future__ import annotations

import numpy as np

from matching import criteria as ask
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, mapped
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows

Range = tuple[Ints, Ints]


def onset(leaf: ask.Onset, view: View, at: Days) -> Planes:
    """A single bound; dates known in part are every day they may be, unknown ones any day."""
    rows = view.rows("conditions", view.codes.below(leaf.any_of))
    rows = rows.where(rows.has("certainty", "confirmed"))
    begun = _earliest(rows, rows["onset_first"], rows["onset_last"], rows["onset_first"] > UNDATED_FIRST)
    people = view.snapshot.people.arrays
    # Several rows on one person are merged, so that a birth is known to both its ends or to none.
    birth = people["birth_first"], people["birth_last"]
    if leaf.asks == "duration":
        day = np.full(view.size, at, np.int32) if isinstance(at, int) else at
        return _between(leaf, begun, (day, day), by_birthday=False)
    if leaf.asks == "onset":
        return _between(leaf, birth, begun, by_birthday=True)
    _, recorded = _earliest(rows, rows.first, rows.last, rows.last < UNDATED_LAST)
    dated = recorded < UNDATED_LAST
    earliest = np.where(begun[0] > UNDATED_FIRST, begun[0], birth[0])
    first = np.where(dated, np.minimum(earliest, recorded), np.int32(UNDATED_FIRST))
    return _between(leaf, birth, (first, recorded), by_birthday=True)


def _earliest(rows: Rows, first: Ints, last: Ints, known: Flags) -> Range:
    """Per patient, the first and the last day on which the earliest of the known dates may lie."""
    lows, highs = (np.full(rows.table.size, UNDATED_LAST, np.int32) for _ in range(2))
    np.minimum.at(lows, rows.patient[known], first[known])
    np.minimum.at(highs, rows.patient[known], last[known])
    return np.where(lows < UNDATED_LAST, lows, np.int32(UNDATED_FIRST)), highs


def _between(leaf: ask.Onset, start: Range, end: Range, *, by_birthday: bool) -> Planes:
    """Whether the time from ``start`` to ``end`` reaches, or stays below, the bound."""
    bound = leaf.from_ or leaf.below or leaf.to
    if bound is None:
        raise ValueError("no bound is asked")
    if leaf.to is not None and by_birthday:
        bound = Duration(bound.count + 1, bound.unit)
    known = (start[0] > UNDATED_FIRST) & (start[1] < UNDATED_LAST) & (end[0] > UNDATED_FIRST) & (end[1] < UNDATED_LAST)
    last_day = 1 if leaf.to is not None and not by_birthday else 0
    first, last = _after(bound, start[0], known) + last_day, _after(bound, start[1], known) + last_day
    past, before = known & (end[0] >= last), known & (end[1] < first)
    return Planes.of(past, before) if leaf.from_ is not None else Planes.of(before, past)


def _after(bound: Duration, days: Ints, known: Flags) -> Ints:
    found = np.zeros(len(days), np.int32)
    found[known] = mapped(bound.after, days[known])
    return found


def family_history(leaf: ask.FamilyHistory, view: View, _at: Days) -> Planes:
    """A relative who has it; a recorded absence is a no, silence is not."""
    rows = _relatives(leaf, view.rows("relatives", view.codes.below(leaf.any_of)))
    confirmed = rows.patients(rows.has("certainty", "confirmed"))
    suspected = rows.patients(rows.has("certainty", "suspected"))
    no = np.ones(view.size, np.bool_)
    for term in leaf.any_of:
        absent = _relatives(leaf, view.rows("relatives", view.codes.above(term)))
        no &= absent.patients(absent.has("certainty", "absent"))
    return Planes.of(confirmed, no & ~confirmed & ~suspected)


def _relatives(leaf: ask.FamilyHistory, rows: Rows) -> Rows:
    return rows.where(rows.has("relation", *leaf.relations)) if leaf.relations else rows
