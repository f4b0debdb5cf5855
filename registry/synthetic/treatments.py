"""Drugs over time with changes of dose and gaps, and procedures."""

from __future__ import annotations

from datetime import date

from registry.synthetic.chart import Chart
from registry.synthetic.fhir import Json, concept, quantity
from registry.synthetic.profiles import Course


def course(chart: Chart, one: Course) -> None:
    """What one patient took of one drug; nothing at all where nobody wrote it down."""
    if not chart.chance(one.share):
        if chart.written(one.refused):
            chart.add(_statement(one.code, "not-taken", {"effectiveDateTime": chart.day(5, 200)}, chart.day(5, 200)))
        return
    if not chart.written(1.1):
        return
    start = chart.ordinal(*one.since)
    end = chart.ordinal(10, 400) if chart.chance(one.stopped) else None
    dose = chart.rng.choice(one.doses)
    if end is not None and end <= start:
        end = None
    turn = (start + (end or chart.today)) // 2
    if turn > start and chart.chance(one.changed):
        gap = chart.rng.randint(5, 60) if chart.chance(one.gap) else 0
        _period(chart, one, start, max(start, turn - 1 - gap), dose)
        start, dose = turn, chart.rng.choice(one.doses)
    _period(chart, one, start, end, dose)


def _period(chart: Chart, one: Course, start: int, end: int | None, dose: float) -> None:
    period = {"start": date.fromordinal(start).isoformat()}
    if end is not None:
        period["end"] = date.fromordinal(end).isoformat()
    taken = [{"doseAndRate": [{"doseQuantity": quantity(dose, one.unit)}]}]
    status = "active" if end is None else "completed"
    stated = chart.day(0, 30) if end is None else period["end"]
    chart.add(_statement(one.code, status, {"effectivePeriod": period}, max(stated, period["start"]), dosage=taken))


def _statement(code: str, status: str, when: Json, stated: str, **rest: object) -> Json:
    return {
        "resourceType": "MedicationStatement",
        "status": status,
        "medicationCodeableConcept": concept(code),
        **when,
        "dateAsserted": stated,
        **rest,
    }


def procedure(chart: Chart, code: str, share: float) -> None:
    """Something done to a share of patients; sometimes recorded as never done."""
    if chart.chance(share):
        _done(chart, code, "completed", chart.day(30, 2500))
    elif chart.written(0.35):
        _done(chart, code, "not-done", chart.day(2, 150), statusReason=concept("GENOTHER:never-done"))


def session(chart: Chart, code: str, share: float) -> None:
    """A procedure that recurs: the last time, a few days or some weeks ago."""
    if chart.written(share):
        _done(chart, code, "completed", chart.day(*((1, 25) if chart.chance(0.7) else (26, 90))))


def _done(chart: Chart, code: str, status: str, day: str, **rest: object) -> None:
    chart.add({"resourceType": "Procedure", "status": status, "code": concept(code), "performedDateTime": day, **rest})
