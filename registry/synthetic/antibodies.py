"""Anti-capsid antibodies in the three forms in which titres are sent, censored ones and bare verdicts."""

from __future__ import annotations

from registry.synthetic.chance import pick
from registry.synthetic.chart import Chart
from registry.synthetic.fhir import Json, coded, concept, observation, quantity

_TITRES = (
    (52, ("<", 5)), (9, ("", 5)), (8, ("", 10)), (6, ("", 20)), (5, ("", 40)), (5, ("", 50)), (5, ("", 100)),
    (3, ("", 200)), (3, ("", 400)), (2, (">", 800)), (2, ("<", 400)),
)  # fmt: skip
_FORMS = ((35, "ratio"), (35, "quantity"), (30, "string"))
_OTHERS = ("AAV1", "AAV2", "AAV5", "AAV8", "AAV9", "AAVrh74")


def antibodies(chart: Chart, capsid: str) -> None:
    """The capsid that matters, mostly; now and then another one, an older result, or the other class."""
    if chart.written(0.75):
        _result(chart, capsid, "total" if chart.chance(0.55) else "nab", (3, 25) if chart.care > 0.9 else (5, 220))
    if chart.written(0.6):
        _result(chart, capsid, "nab", (3, 90))
    if chart.written(0.2):
        _result(chart, chart.rng.choice(_OTHERS), chart.rng.choice(("nab", "total")), (5, 500))


def _result(chart: Chart, capsid: str, class_: str, ago: tuple[int, int]) -> None:
    method = "GENOTHER:method-ELISA" if class_ == "total" else "GENOTHER:method-cell-based"
    how: Json = {} if chart.chance(0.12) else {"method": concept(method)}
    value = _verdict(chart) if chart.chance(0.06) else _titre(chart)
    chart.add(observation(concept(f"GENOTHER:{capsid}-{class_}"), chart.day(*ago), **value, **how))


def _verdict(chart: Chart) -> Json:
    negative = chart.chance(0.8)
    return coded("LOINC:LA6577-6", "Negative") if negative else coded("LOINC:LA6576-8", "Positive")


def _titre(chart: Chart) -> Json:
    comparator, reciprocal = pick(chart.rng, _TITRES)
    form = pick(chart.rng, _FORMS)
    if form == "ratio":
        sign = {"comparator": comparator} if comparator else {}
        return {"valueRatio": {"numerator": {"value": 1, **sign}, "denominator": {"value": reciprocal}}}
    if form == "string":
        return {"valueString": f"{comparator}1:{reciprocal}"}
    return {"valueQuantity": quantity(reciprocal, "{titer}", comparator)}
