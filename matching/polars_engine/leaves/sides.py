"""One side of two, for all patients: never one answer from the findings of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from matching import criteria as ask
from matching.polars_engine.anchor_days import Days, of_rows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, NO_ENTRY, UNDATED_LAST
from matching.polars_engine.table import Array, Rows

Sided = TypeVar("Sided", ask.Measurement, ask.Diagnosis | ask.Phenotype, ask.Procedure)
Rule = Callable[[Sided, View, Days], Planes]


def of_side(rule: Rule[Sided]) -> Rule[Sided]:
    """A rule that reads one side where the leaf asks for one: what is recorded without a side may be of either."""

    def planes(leaf: Sided, view: View, at: Days) -> Planes:
        if leaf.side is None:
            return rule(leaf, view, at)
        sure, maybe = (rule(leaf, replace(view, side=leaf.side, unsided=one), at) for one in (False, True))
        return sure.agreed(maybe)

    return planes


def side_by(leaf: ask.SideBy, view: View, at: Days) -> Planes:
    """The worse or the better side by the latest values; a tie, or a value without its side, decides nothing."""
    rows = view.rows("measurements", view.codes.below(leaf.by))
    rows = rows.where(rows.first <= of_rows(at, rows.patient))
    open_ended = (rows["side"] == NO_ENTRY) | (rows.first != rows.last) | (rows.last == UNDATED_LAST)
    own = _latest(rows, rows.has("side", leaf.side))
    other = _latest(rows, ~rows.has("side", leaf.side))
    clear = ~rows.patients(open_ended) & _one_unit(rows, own | other, view)
    mine, theirs = _hull(rows, own), _hull(rows, other)
    lower, higher = mine[1] < theirs[0], mine[0] > theirs[1]
    wants_lower = leaf.higher_is_better is (leaf.asks == "worse")
    met, not_met = (lower, higher) if wants_lower else (higher, lower)
    return Planes.of(clear & met, clear & not_met)


def _latest(rows: Rows, chosen: Flags) -> Flags:
    """Of the chosen rows, those of the newest day of their patient."""
    newest = np.full(rows.table.size, NEVER, np.int32)
    np.maximum.at(newest, rows.patient[chosen], rows.first[chosen])
    latest: Flags = chosen & (rows.first == newest[rows.patient])
    return latest


def _hull(rows: Rows, chosen: Flags) -> tuple[Array, Array]:
    """Per patient, where the values lie; NaN where there is none, or one without a number."""
    low, high = np.full(rows.table.size, np.inf), np.full(rows.table.size, -np.inf)
    usable = chosen & ~np.isnan(rows["least"])
    np.minimum.at(low, rows.patient[usable], rows["least"][usable])
    np.maximum.at(high, rows.patient[usable], rows["most"][usable])
    lost = ~rows.patients(usable) | rows.patients(chosen & ~usable)
    return np.where(lost, np.nan, low), np.where(lost, np.nan, high)


def _one_unit(rows: Rows, chosen: Flags, view: View) -> Flags:
    """Per patient, whether all the chosen values were sent in one unit, or all without one."""
    names = [unit for unit, _ in view.snapshot.units]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    of_pair = np.array([*(numbers[name] for name in names), -1], np.int64)
    unit = of_pair[rows["unit"]]
    least, most = np.full(rows.table.size, 2**31, np.int64), np.full(rows.table.size, -2, np.int64)
    np.minimum.at(least, rows.patient[chosen], unit[chosen])
    np.maximum.at(most, rows.patient[chosen], unit[chosen])
    alike: Flags = least >= most
    return alike


def chosen_side(leaf: ask.ChosenSide, view: View, _at: Days) -> Planes:
    """The side that somebody chose for this trial."""
    rows = view.rows("study_sides", view.codes.named([leaf.trial]))
    own, other = (rows.patients(rows.has("side", side)) for side in (leaf.side, _opposite(leaf.side)))
    return Planes.of(own & ~other, other & ~own)


def _opposite(side: str) -> str:
    return "right" if side == "left" else "left"
