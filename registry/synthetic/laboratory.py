"""Measurements as hospitals send them: several units, printed ranges or none, repeats, times, slips."""

from __future__ import annotations

from datetime import date
from math import ceil, log10

from registry.synthetic.chance import Bands, within
from registry.synthetic.chart import Chart, at_time
from registry.synthetic.fhir import LEFT, RIGHT, Json, component, concept, observation, quantity
from registry.synthetic.measures import MEASURES, Measure

UNIT_MISSING, RANGE_MISSING, OTHER_UNIT, TIMED, DISAGREES, ENTERED_IN_ERROR = (
    0.02, 0.12, 0.2, 0.6, 0.012, 0.01,
)  # fmt: skip


def measure(chart: Chart, name: str, bands: Bands | None) -> None:
    """One to three results over time, the newest first drawn."""
    what = MEASURES[name]
    soonest, longest = what.every
    if chart.care > 0.9:
        soonest, longest = 2, 24
    when = chart.ordinal(soonest, longest)
    for number in range(1 + (chart.chance(0.45) + chart.chance(0.2))):
        day = max(chart.birth, when - number * chart.rng.randint(25, 120))
        for side in (LEFT, RIGHT) if what.sided else ("",):
            _send(chart, what, within(chart.rng, bands or what.usual), date.fromordinal(day).isoformat(), side)


def _send(chart: Chart, what: Measure, value: float, day: str, side: str) -> None:
    code, unit, by, decimals = _spelling(chart, what)
    shown = None if chart.chance(UNIT_MISSING) else unit
    when = at_time(chart.rng, day) if what.category == "laboratory" and chart.chance(TIMED) else day
    censored = what.floor is not None and value < what.floor
    sent = round((what.floor or 0 if censored else value) * by, decimals)
    result = observation(
        concept(code),
        when,
        what.category,
        valueQuantity=quantity(sent, shown, "<" if censored else ""),
        **_range(chart, what, shown, by, decimals),
        **({"bodySite": concept(side)} if side else {}),
        **({"component": [component("GENOTHER:chart", {"valueString": what.chart})]} if what.chart else {}),
    )
    chart.add(result)
    if chart.chance(DISAGREES):
        chart.add({**result, "valueQuantity": quantity(round(sent * 3.1 + 1, decimals), shown)})
    elif chart.chance(ENTERED_IN_ERROR):
        chart.add(
            {**result, "status": "entered-in-error", "valueQuantity": quantity(round(sent * 10, decimals), shown)}
        )


def _spelling(chart: Chart, what: Measure) -> tuple[str, str, float, int]:
    """The code, unit, factor to it and decimals of one result."""
    if what.otherwise and chart.chance(OTHER_UNIT):
        unit, by, code = chart.rng.choice(what.otherwise)
        return code, unit, by, what.decimals + max(0, ceil(-log10(by)))
    return what.code, what.unit, 1.0, what.decimals


def _range(chart: Chart, what: Measure, unit: str | None, by: float, decimals: int) -> Json:
    if what.range is None or chart.chance(RANGE_MISSING):
        return {}
    ends = zip(("low", "high"), what.range, strict=True)
    printed = {name: quantity(round(end * by, decimals), unit) for name, end in ends if end is not None}
    return {"referenceRange": [printed]}
