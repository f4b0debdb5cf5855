"""Measurements and antibodies, for all patients."""

from __future__ import annotations

from typing import assert_never

import numpy as np

from matching import criteria as ask
from matching import units
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.table import Array, Rows
from matching.units import Interval


def measurement(leaf: ask.Measurement, view: View, at: Days) -> Planes:
    """A number against limits, in the limit's unit, over the results of the window."""
    start = windows.start_of(leaf.within, at)
    rows = view.rows("measurements", view.codes.below(leaf.code), start).by_day()
    factor, limit = _factor(leaf, rows, view), _limits(leaf)
    least, most = rows["least"] * factor, rows["most"] * factor
    seen = windows.look(rows, start, at, view.as_of, _judged(least, most, limit))
    match leaf.take:
        case "latest":
            return windows.latest(seen)
        case "any":
            return windows.any_of(seen)
        case "every":
            return windows.every(seen)
        case "lowest" | "highest":
            return windows.extreme(seen, least, most, leaf.take, limit)
        case _:
            assert_never(leaf.take)


def _limits(leaf: ask.Measurement) -> Interval:
    return units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))


def _factor(leaf: ask.Measurement, rows: Rows, view: View) -> Array:
    """What each row's value is multiplied by to be in the limit's unit; NaN where there is no lawful conversion."""
    wanted = next((bound.unit for bound in (leaf.from_, leaf.above, leaf.to, leaf.below) if bound), "1")
    if wanted in ("xULN", "xLLN"):
        printed: Array = 1 / rows["high" if wanted == "xULN" else "low"]
        return printed
    pairs, analyte = view.snapshot.units, view.terminology.analyte
    # The last factor is that of NO_ENTRY.
    factors = np.full(len(pairs) + 1, np.nan)
    for pair in view.units_of(leaf.code):
        unit, code = pairs[pair]
        found = units.factor(unit, wanted, analyte(code))
        factors[pair] = np.nan if found is None else found
    return factors[rows["unit"]]


def _judged(least: Array, most: Array, limit: Interval) -> tuple[Flags, Flags]:
    """Met where the value lies within the limits wherever it is; not met where it cannot; NaN is neither."""
    return (least >= limit[0]) & (most <= limit[1]), (most < limit[0]) | (least > limit[1])


def antibody(leaf: ask.Antibody, view: View, at: Days) -> Planes:
    """The latest result of the serotype, class and method asked; another assay never answers (reading 16)."""
    start = windows.start_of(leaf.within, at)
    classes = (leaf.class_,) if leaf.class_ else ("nab", "total")
    rows = view.rows("antibodies", view.codes.named(f"{leaf.capsid}/{name}" for name in classes), start)
    for column, asked in (("method", leaf.method), ("assay", leaf.assay)):
        rows = rows if asked is None else rows.where(rows.has(column, asked))
    rows = rows.by_day()
    if leaf.detected:
        truths = rows["detected"] == 1, rows["detected"] == 0
    else:
        truths = _judged(rows["least"], rows["most"], units.bounds(leaf.from_, leaf.above, leaf.to, leaf.below))
    return windows.latest(windows.look(rows, start, at, view.as_of, truths))
