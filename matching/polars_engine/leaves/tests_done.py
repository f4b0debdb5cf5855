"""Measurements and antibodies, for all patients."""

from __future__ import annotations

from typing import assert_never

import polars as pl

from matching import criteria as ask
from matching import units
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.table import Rows
from matching.units import Interval


def measurement(leaf: ask.Measurement, view: View, at: Days) -> Planes:
    """A number against limits, in the limit's unit, over the results of the window."""
    start = windows.start_of(leaf.within, at)
    rows = view.rows("measurements", view.codes.below(leaf.code), start).by_day()
    factor = _factor(leaf, rows, view)
    values = rows.frame.select(least=pl.col("least") * factor, most=pl.col("most") * factor)
    limit = _limits(leaf)
    seen = windows.look(rows, start, at, view.as_of, _judged(values, limit))
    match leaf.take:
        case "latest":
            return windows.latest(seen)
        case "any":
            return windows.any_of(seen)
        case "every":
            return windows.every(seen)
        case "lowest" | "highest":
            least, most = (values[name].fill_null(float("nan")).to_numpy() for name in ("least", "most"))
            return windows.extreme(seen, least, most, leaf.take, limit)
        case _:
            assert_never(leaf.take)


def _limits(leaf: ask.Measurement) -> Interval:
    return units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))


def _factor(leaf: ask.Measurement, rows: Rows, view: View) -> pl.Series | pl.Expr:
    """What each row's value is multiplied by to be in the limit's unit; null where there is no lawful conversion."""
    wanted = next((bound.unit for bound in (leaf.from_, leaf.above, leaf.to, leaf.below) if bound), "1")
    if wanted in ("xULN", "xLLN"):
        printed = pl.col("high" if wanted == "xULN" else "low")
        return 1 / pl.when(printed > 0).then(printed)
    numbers = rows.frame["unit"]
    pairs = view.snapshot.units
    factors: list[float | None] = [None] * len(pairs)
    for pair in numbers.unique().drop_nulls():
        unit, code = pairs[pair]
        factors[pair] = units.factor(unit, wanted, view.terminology.analyte(code))
    return pl.Series(factors, dtype=pl.Float64).gather(numbers)


def _judged(values: pl.DataFrame, limit: Interval) -> tuple[Flags, Flags]:
    """Met where the value lies within the limits wherever it is; not met where it cannot."""
    least, most = pl.col("least"), pl.col("most")
    found = values.select(
        met=((least >= limit[0]) & (most <= limit[1])).fill_null(value=False),
        not_met=((most < limit[0]) | (least > limit[1])).fill_null(value=False),
    )
    return found["met"].to_numpy(), found["not_met"].to_numpy()


def antibody(leaf: ask.Antibody, view: View, at: Days) -> Planes:
    """The latest result of the serotype, class and method asked; another assay never answers (reading 16)."""
    start = windows.start_of(leaf.within, at)
    classes = (leaf.class_,) if leaf.class_ else ("nab", "total")
    rows = view.rows("antibodies", view.codes.named(f"{leaf.capsid}/{name}" for name in classes), start)
    for column, asked in (("method", leaf.method), ("assay", leaf.assay)):
        rows = rows if asked is None else rows.where(pl.col(column) == asked)
    rows = rows.by_day()
    if leaf.detected:
        truths = rows.classified(met=pl.col("detected"), not_met=~pl.col("detected"))
    else:
        truths = _judged(rows.frame, units.bounds(leaf.from_, leaf.above, leaf.to, leaf.below))
    return windows.latest(windows.look(rows, start, at, view.as_of, truths))
