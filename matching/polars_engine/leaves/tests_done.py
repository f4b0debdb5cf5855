"""Measurements and antibodies, for all patients."""

from __future__ import annotations

from typing import assert_never

from matching import criteria as ask
from matching import units
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves import changes, windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.table import Array, Rows
from matching.units import Interval

Limited = ask.Measurement | ask.Repeated | ask.Change


def measurement(leaf: ask.Measurement, view: View, at: Days) -> Planes:
    """A number against limits, in the limit's unit, over the results of the window."""
    start = windows.start_of(leaf.within, at)
    rows = view.rows("measurements", view.codes.below(leaf.code), start).by_day()
    rows = _as_asked(leaf, rows, view)
    limit = limits(leaf)
    least, most = values(leaf, rows, view, literal=leaf.literal)
    seen = windows.look(rows, start, at, view.as_of, judged(least, most, limit))
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


def _as_asked(leaf: ask.Measurement, rows: Rows, view: View) -> Rows:
    """The results of the method, the tissue and the chart asked."""
    for column, asked in (("method", leaf.method), ("chart", leaf.chart)):
        rows = rows if asked is None else rows.where(rows.has(column, asked))
    if leaf.tissue:
        below = view.terminology.is_below
        numbers = rows.table.columns.numbers("tissue", lambda name: below(name, leaf.tissue))
        rows = rows.where(rows.numbered("tissue", numbers))
    return rows


def values(leaf: Limited, rows: Rows, view: View, *, literal: bool = False) -> tuple[Array, Array]:
    """The closed interval in which each value lies, in the limit's unit; NaN where it cannot be had."""
    factor = _factor(leaf, rows, view)
    least, most = rows["least"] * factor, rows["most"] * factor
    return (least, most) if literal else changes.native(least, most, leaf.code, rows, view)


def limits(leaf: Limited) -> Interval:
    """The leaf's limits as a closed interval in their unit."""
    return units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))


def _factor(leaf: Limited, rows: Rows, view: View) -> Array:
    """What each row's value is multiplied by to be in the limit's unit; NaN where there is no lawful conversion."""
    wanted = next((bound.unit for bound in (leaf.from_, leaf.above, leaf.to, leaf.below) if bound), "1")
    if wanted in ("xULN", "xLLN"):
        printed: Array = 1 / rows["high" if wanted == "xULN" else "low"]
        return printed
    analyte = view.terminology.analyte
    return view.factors(leaf.code, lambda unit, code: units.factor(unit, wanted, analyte(code)))[rows["unit"]]


def judged(least: Array, most: Array, limit: Interval) -> tuple[Flags, Flags]:
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
        truths = judged(rows["least"], rows["most"], units.bounds(leaf.from_, leaf.above, leaf.to, leaf.below))
    return windows.latest(windows.look(rows, start, at, view.as_of, truths))
