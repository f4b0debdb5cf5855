"""The weight of a patient on a day, and doses per kg, as the reference evaluator reads them."""

from __future__ import annotations

from matching import facts as told
from matching import units
from matching.days import Span
from matching.facts import Facts
from matching.reference.answers import Context, known_by
from matching.weights import BODY_WEIGHT, SPEAKS_FOR


def weight_on(when: Span | None, facts: Facts, context: Context) -> float | None:
    """In kg: the latest weight of the months up to that day; None where there is none, or two that differ."""
    if when is None or not when.exact:
        return None
    day = when.first
    rows = [
        row
        for row in facts.measurements
        if row.when is not None
        and SPEAKS_FOR.before(day) <= row.when.first
        and row.when.last <= day
        and known_by(row.when, context.as_of)
        and context.terminology.is_below(row.code, BODY_WEIGHT)
    ]
    newest = max((row.when.last for row in rows if row.when), default=None)
    weights = {_in_kg(row) for row in rows if row.when and row.when.last == newest}
    return weights.pop() if len(weights) == 1 else None


def _in_kg(row: told.Measurement) -> float | None:
    factor = units.factor(row.unit, "kg") if row.unit else None
    return row.value * factor if factor is not None and row.value and row.value > 0 and not row.comparator else None


def daily_in(row: told.Medication, unit: str, facts: Facts, context: Context) -> float | None:
    """What is taken in a day, in a unit that may be per kg (at the weight of the day on which the course began)."""
    if row.daily is None or row.daily_unit is None:
        return None
    factor = units.factor(row.daily_unit, unit)
    if factor is not None:
        return row.daily * factor
    whole = units.factor(row.daily_unit.replace("/kg", ""), unit.replace("/kg", ""))
    weight = weight_on(row.when, facts, context)
    if whole is None or weight is None:
        return None
    return row.daily * whole / weight if "/kg" in unit else row.daily * whole * weight
