"""Measurements and antibodies, as the reference evaluator reads them (readings 16 to 18 and 23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matching import criteria as ask
from matching import facts as told
from matching import units
from matching.anchors import Window
from matching.days import Span
from matching.facts import Facts
from matching.reference import changes, windows
from matching.reference.answers import Answer, Context, known_by, seen_by, unknown
from matching.reference.windows import Row
from matching.terminology import Terminology
from matching.truth import Reason, Truth
from matching.units import Interval

Limited = ask.Measurement | ask.Repeated | ask.Change


def judge(value: Interval, limit: Interval) -> Truth:
    """Met when the value lies within the limits wherever it is; not met when it cannot; else unknown."""
    if value[0] >= limit[0] and value[1] <= limit[1]:
        return Truth.MET
    return Truth.NOT_MET if value[1] < limit[0] or value[0] > limit[1] else Truth.UNKNOWN


def measurement(leaf: ask.Measurement, facts: Facts, at: int, context: Context) -> Answer:
    """A number against limits, in the limit's unit, over the results of the window."""
    known = [
        row
        for row in facts.measurements
        if context.terminology.is_below(row.code, leaf.code) and known_by(row.when, context.as_of)
    ]
    usable = [row for row in known if _as_asked(row, leaf, context.terminology)]
    rows = [measured(row, leaf, facts, context, literal=leaf.literal) for row in usable]
    answer = _taken(rows, leaf, at)
    if known and not usable:
        charts = all(row.chart is None or row.chart != leaf.chart for row in known) and leaf.chart is not None
        return unknown(Reason.FORMULA_MISSING if charts else Reason.WRONG_ASSAY, evidence=_in_order(known))
    return answer


def _as_asked(row: told.Measurement, leaf: ask.Measurement, terminology: Terminology) -> bool:
    """Whether a result is of the method, the tissue and the chart asked."""
    in_tissue = not leaf.tissue or (row.tissue is not None and terminology.is_below(row.tissue, leaf.tissue))
    return in_tissue and leaf.method in (None, row.method) and leaf.chart in (None, row.chart)


def _in_order(rows: Sequence[told.Fact]) -> list[told.Fact]:
    return sorted(rows, key=lambda row: row.record)


def _taken(rows: list[Row], leaf: ask.Measurement, at: int) -> Answer:
    start = windows.start_of(leaf.within or "ever", at)
    match leaf.take:
        case "latest":
            answer = windows.latest(rows, start, at)
        case "any":
            answer = windows.any_of(rows, start, at)
        case "every":
            answer = windows.every(rows, start, at)
        case "lowest" | "highest":
            answer = _extreme(rows, start, at, leaf)
            return replace(answer, flips_on=_next_extreme(answer.truth, rows, at, leaf))
    return expiring(answer, leaf.within)


def _next_extreme(now: Truth, rows: list[Row], at: int, leaf: ask.Measurement) -> int | None:
    """The first anchor day on which the lowest or highest answers otherwise, because a row has left the window."""
    if now is Truth.UNKNOWN or not isinstance(leaf.within, Window):
        return None
    for day in sorted({windows.leaves_on(row.when, leaf.within.length) for row in rows if row.when}):
        start = leaf.within.length.before(day)
        if day > at and _extreme(rows, start, day, leaf).truth is not now:
            return day
    return None


def _extreme(rows: list[Row], start: int | None, at: int, leaf: ask.Measurement) -> Answer:
    take: windows.Take = leaf.take
    limit = limits(leaf)
    return windows.extreme(rows, start, at, take, lambda value: judge(value, limit))


def limits(leaf: Limited) -> Interval:
    """The leaf's limits as a closed interval in its unit."""
    return units.bounds(*(bound.value if bound else None for bound in (leaf.from_, leaf.above, leaf.to, leaf.below)))


def unit_of(leaf: Limited) -> str:
    """The unit of the leaf's limits (`check` refuses mixed ones)."""
    return next((bound.unit for bound in (leaf.from_, leaf.above, leaf.to, leaf.below) if bound), "1")


def measured(row: told.Measurement, leaf: Limited, facts: Facts, context: Context, *, literal: bool = False) -> Row:
    """A result with its own truth against the leaf's limits; what a treatment changed is a bound, or nothing (20)."""
    when = seen_by(row.when, context.as_of)
    value = value_in(row, unit_of(leaf), context.terminology)
    effects = frozenset() if literal else changes.effects(row.when, leaf.code, facts, context)
    if effects and not isinstance(value, Reason):
        value = changes.native(value, effects)
    if isinstance(value, Reason):
        return Row(row, when, Truth.UNKNOWN, value, None, row.minute)
    truth = judge(value, limits(leaf))
    reason = Reason.CHANGED_BY_TREATMENT if effects else Reason.CENSORED
    return Row(row, when, truth, reason if truth is Truth.UNKNOWN else None, value, row.minute)


def value_in(row: told.Measurement, unit: str, terminology: Terminology) -> Interval | Reason:
    """A result in a unit, or why it cannot be had."""
    if row.value is None:
        return Reason.PENDING if row.pending else Reason.NOT_RECORDED
    value = units.interval(row.value, row.comparator)
    if unit in ("xULN", "xLLN"):
        # Reading 17: the range printed with that result, or nothing.
        printed = row.high if unit == "xULN" else row.low
        return units.scaled(value, 1 / printed) if printed is not None and printed > 0 else Reason.NO_RANGE
    factor = units.factor(row.unit, unit, terminology.analyte(row.code)) if row.unit else None
    return units.scaled(value, factor) if factor is not None else Reason.NOT_CONVERTIBLE


def antibody(leaf: ask.Antibody, facts: Facts, at: int, context: Context) -> Answer:
    """The latest result of the serotype, class and method asked; another assay never answers (reading 16)."""
    known = [row for row in facts.antibodies if known_by(row.when, context.as_of)]
    usable = [row for row in known if _same_assay(row, leaf)]
    rows = [_titred(row, leaf, context.as_of) for row in usable]
    answer = windows.latest(rows, windows.start_of(leaf.within or "ever", at), at)
    if answer.reasons == (Reason.NOT_RECORDED,) and not usable and known:
        return unknown(Reason.WRONG_ASSAY, evidence=sorted(known, key=lambda row: row.record))
    return expiring(answer, leaf.within)


def _same_assay(row: told.Antibody, leaf: ask.Antibody) -> bool:
    return (
        row.capsid == leaf.capsid
        and leaf.class_ in (None, row.class_)
        and leaf.method in (None, row.method)
        and leaf.assay in (None, row.assay)
    )


def _titred(row: told.Antibody, leaf: ask.Antibody, as_of: int) -> Row:
    truth, reason = _detected(row) if leaf.detected else _beyond(row, titre_limits(leaf))
    reason = Reason.PENDING if row.pending else reason
    return Row(row, seen_by(row.when, as_of), truth, reason)


def titre_limits(leaf: ask.Antibody) -> Interval:
    """The leaf's limits as a closed interval of reciprocal titres."""
    return units.bounds(leaf.from_, leaf.above, leaf.to, leaf.below)


def _detected(row: told.Antibody) -> tuple[Truth, Reason | None]:
    if row.result is not None:
        return (Truth.MET if row.result == "positive" else Truth.NOT_MET), None
    if row.titre is None:
        return Truth.UNKNOWN, Reason.NOT_RECORDED
    if row.comparator == "<":
        # "< 1:400" says nothing of 1:100.
        none_found = row.titre <= max(ask.DETECTION_FLOOR, row.cutoff or 0)
        return (Truth.NOT_MET, None) if none_found else (Truth.UNKNOWN, Reason.CENSORED)
    if row.comparator == "<=":
        return Truth.UNKNOWN, Reason.CENSORED
    if row.comparator == "" and row.cutoff is not None and row.titre < row.cutoff:
        return Truth.NOT_MET, None
    return Truth.MET, None


def _beyond(row: told.Antibody, limit: Interval) -> tuple[Truth, Reason | None]:
    if row.titre is not None:
        value = units.interval(row.titre, row.comparator)
    elif row.result is None:
        return Truth.UNKNOWN, Reason.NOT_RECORDED
    elif row.cutoff is None:
        return Truth.UNKNOWN, Reason.NO_CUTOFF
    else:
        value = units.interval(row.cutoff, "<" if row.result == "negative" else ">=")
    truth = judge(value, limit)
    return truth, Reason.CENSORED if truth is Truth.UNKNOWN else None


def expiring(answer: Answer, within: Window | str | None, rows: Sequence[told.Fact] | None = None) -> Answer:
    """With the first anchor day on which the rows that decided (by default all the evidence) have left the window."""
    if answer.truth is Truth.UNKNOWN or not isinstance(within, Window):
        return answer
    deciding = answer.evidence if rows is None else rows
    dates = [when for row in deciding if isinstance(when := getattr(row, "when", None), Span)]
    ends = [windows.leaves_on(when, within.length) for when in dates]
    return replace(answer, flips_on=max(ends, default=None))
