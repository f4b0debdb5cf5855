"""Tests without a number, and infections by what several say together (reading 22), for all patients."""

from __future__ import annotations

import numpy as np

from matching import criteria as ask
from matching import infections as agents
from matching.anchors import Window
from matching.polars_engine.anchor_days import Days, before, mapped
from matching.polars_engine.leaves import changes, windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes, all_met, any_met
from matching.polars_engine.schemas import UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Rows


def result(leaf: ask.Result, view: View, at: Days) -> Planes:
    """The latest result of the window, or any: as asked, the other one, or neither."""
    start = windows.start_of(leaf.within, at)
    rows = view.rows("results", view.codes.below(leaf.any_of), start)
    rows = (rows if leaf.method is None else rows.where(rows.has("method", leaf.method))).by_day()
    other = "negative" if leaf.is_ == "positive" else "positive"
    seen = windows.look(rows, start, at, view.as_of, (rows.has("result", leaf.is_), rows.has("result", other)))
    return windows.any_of(seen) if leaf.take == "any" else windows.latest(seen)


def infection(leaf: ask.Infection, view: View, at: Days) -> Planes:
    """Proved by a group of tests that are all positive, or a diagnosis; ruled out by one of negative tests."""
    workup = agents.WORKUPS[leaf.agent, leaf.asks]
    within = leaf.within or Window("screening", ask.DEFAULT_VALIDITY[ask.Infection])
    start = before(within.length, at)
    diagnoses = view.rows("conditions", view.codes.below(workup.conditions))
    diagnosed = diagnoses.patients(diagnoses.has("certainty", "confirmed"))
    proof = [[_positive(code, view, start, at, lasts=workup.lasts) for code in group] for group in workup.proof]
    clear = [[~windows.latest(_seen(code, view, start, at)) for code in group] for group in workup.clear]
    proved, cleared = (any_met((all_met(group, view.size) for group in part), view.size) for part in (proof, clear))
    met = Planes.of(diagnosed, ~diagnosed).true | proved.true
    return Planes(met, cleared.true & ~met, view.size)


def _positive(code: str, view: View, start: Days, at: Days, *, lasts: bool) -> Planes:
    """Whether a test proves: by any result ever where a positive lasts, else by the latest of the window."""
    seen = _seen(code, view, None if lasts else start, at)
    return windows.any_of(seen) if lasts else windows.latest(seen)


def _seen(code: str, view: View, start: Days | None, at: Days) -> windows.Seen:
    rows = view.rows("results", view.codes.below((code,)), start).by_day()
    positive = rows.has("result", "positive")
    if code in agents.PASSIVE:
        positive &= ~_passive(rows, view)
    return windows.look(rows, start, at, view.as_of, (positive, rows.has("result", "negative")))


def _passive(rows: Rows, view: View) -> Flags:
    """Per row, whether an antibody may be a mother's, or a donor's: under 18 months, or after immunoglobulin."""
    born = view.snapshot.people.arrays["birth_last"]
    known = (view.snapshot.people.arrays["birth_first"] > UNDATED_FIRST) & (born < UNDATED_LAST)
    grown = np.full(len(born), UNDATED_LAST, np.int32)
    grown[known] = mapped(agents.MATERNAL.after, born[known])
    undated = rows.last == UNDATED_LAST
    infant: Flags = (grown[rows.patient] > rows.first) | undated
    return infant | changes.covered(rows, agents.IMMUNOGLOBULIN, agents.GIVEN, view)
