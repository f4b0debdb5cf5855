"""The weight of patients on days, and doses per kg, for all patients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching import units
from matching.polars_engine.anchor_days import mapped
from matching.polars_engine.leaves.view import View
from matching.polars_engine.schemas import NEVER, NO_ENTRY, UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Array, Rows, pairs_of_a_patient
from matching.weights import BODY_WEIGHT, SPEAKS_FOR

Floats = npt.NDArray[np.float64]


def weight_on(rows: Rows, view: View) -> Floats:
    """In kg, per row: the latest weight of the months up to its day; NaN where there is none, or two that differ."""
    weights = view.rows("measurements", view.codes.below(BODY_WEIGHT))
    weights = weights.where((weights.first > UNDATED_FIRST) & (weights.last < UNDATED_LAST))
    kilograms = _in_kg(weights, view)
    one, other = pairs_of_a_patient(rows, weights)
    exact = (rows.first == rows.last) & (rows.first > UNDATED_FIRST)
    since = np.full(len(rows), UNDATED_LAST, np.int32)
    since[exact] = mapped(SPEAKS_FOR.before, rows.first[exact])
    near = exact[one] & (weights.first[other] >= since[one]) & (weights.last[other] <= rows.first[one])
    one, other = one[near], other[near]
    newest = np.full(len(rows), NEVER, np.int32)
    np.maximum.at(newest, one, weights.last[other])
    last = weights.last[other] == newest[one]
    one, value = one[last], kilograms[other[last]]
    least, most = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)
    known = ~np.isnan(value)
    np.minimum.at(least, one[known], value[known])
    np.maximum.at(most, one[known], value[known])
    least[one[~known]] = np.nan
    return np.where(least == most, least, np.nan)


def _in_kg(weights: Rows, view: View) -> Array:
    factors = view.factors(BODY_WEIGHT, lambda unit, _code: units.factor(unit, "kg"))
    # A censored weight is none; neither is one of nothing.
    plain = (weights["least"] == weights["most"]) & (weights["least"] > 0)
    return np.where(plain, weights["least"] * factors[weights["unit"]], np.nan)


def daily_in(rows: Rows, unit: str, view: View) -> Floats:
    """Per course, what is taken in a day, in a unit that may be per kg (at the weight of the day on which it began)."""
    names = rows.table.columns.names["daily_unit"]
    direct, whole = np.full(len(names) + 1, np.nan), np.full(len(names) + 1, np.nan)
    for number, name in enumerate(names):
        direct[number] = _factor(name, unit)
        whole[number] = _factor(name.replace("/kg", ""), unit.replace("/kg", ""))
    daily, sent_in = rows["daily"], rows["daily_unit"]
    known = np.where(sent_in == NO_ENTRY, np.nan, daily)
    by_weight = known * whole[sent_in]
    if np.isnan(known * direct[sent_in]).any():
        weight = weight_on(rows, view)
        by_weight = by_weight / weight if "/kg" in unit else by_weight * weight
    found: Floats = np.where(np.isnan(direct[sent_in]), by_weight, known * direct[sent_in])
    return found


def _factor(sent: str, wanted: str) -> float:
    found = units.factor(sent, wanted)
    return np.nan if found is None else found
