"""Medications, as the reference evaluator reads them: now, ever, without a break, at one dose, washed out (4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration, Span
from matching.facts import Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.reference.silence import Silence, unlisted
from matching.reference.windows import LONG_AGO
from matching.truth import Reason, Truth

Names = Mapping[tuple[str, str], str]


def medication(leaf: ask.Medication, facts: Facts, at: int, context: Context) -> Answer:
    """A drug or class: taken now, ever, without a break, at one dose, or washed out."""
    known = [row for row in facts.medications if known_by(row.when, context.as_of)]
    # Seen from an anchor in the past, a course that began later lies ahead.
    rows = [row for row in known if row.status == "not_taken" or known_by(row.when, at)]
    taken = [
        row
        for row in rows
        if row.status in ("active", "stopped") and context.terminology.is_below(row.code, leaf.any_of)
    ]
    if not taken:
        denials = [row for row in rows if row.status == "not_taken"]
        histories = [row for row in facts.histories if row.scope == "medications"]
        listed = [row for row in known if row.status in ("active", "stopped")]
        denied = unlisted(Silence(leaf.any_of, denials, histories, listed, ask.validity(leaf)), at, context)
        never_taken = denied.truth is Truth.NOT_MET
        return replace(denied, truth=Truth.MET) if never_taken and leaf.asks == "washed_out" else denied
    straddling = [row for row in taken if at < context.as_of and (row.when is None or row.when.last > at)]
    if straddling:
        return unknown(Reason.IMPRECISE_DATE, evidence=straddling)
    match leaf.asks:
        case "ever":
            return met(taken)
        case "current":
            return _current(taken, at)
        case "washed_out":
            return _washed_out(taken, leaf.for_ or Duration(0, "d"), at)
        case asks:
            names = told.drugs(facts.medications) if asks == "stable" else None
            return _continuous(taken, leaf.for_ or Duration(0, "d"), at, context.as_of, names)


def _current(taken: Sequence[told.Medication], at: int) -> Answer:
    """On it: no recorded end, or an end not before the anchor. A recorded end closes the course."""
    on = [row for row in taken if row.status == "active" or (row.until is not None and row.until.first >= at)]
    if on:
        return met(on)
    doubtful = [row for row in taken if row.until is not None and row.until.last >= at]
    return unknown(Reason.IMPRECISE_DATE, evidence=doubtful) if doubtful else not_met(taken)


def _washed_out(taken: Sequence[told.Medication], length: Duration, at: int) -> Answer:
    """The last intake lies at least ``length`` before the anchor; a drug still taken never washes out by waiting."""
    running = [row for row in taken if row.status == "active"]
    if running:
        return not_met(running)
    soon = [row for row in taken if row.until is not None and length.after(row.until.first) > at]
    if soon:
        return not_met(soon, max(length.after(row.until.last) for row in soon if row.until))
    doubtful = [row for row in taken if row.until is None or length.after(row.until.last) > at]
    return unknown(Reason.IMPRECISE_DATE, evidence=doubtful) if doubtful else met(taken)


def _continuous(taken: Sequence[told.Medication], length: Duration, at: int, as_of: int, names: Names | None) -> Answer:
    """On the drug throughout ``length`` before the anchor; with the ``names`` of drugs, at one dose of one drug (4).

    Periods that touch (the next starts no later than the day after) are one; a gap is not stability.
    """
    on = _current(taken, at)
    if on.truth is not Truth.MET:
        # An end ahead of today is a plan: it does not yet break what it would break.
        planned = [row for row in taken if row.until is not None and row.until.last > as_of]
        return unknown(Reason.NOT_OBSERVED, evidence=planned) if planned and on.truth is Truth.NOT_MET else on
    if not all(_dated(row) for row in taken):
        return unknown(Reason.IMPRECISE_DATE, evidence=[row for row in taken if not _dated(row)])
    start = length.before(at)
    rows = sorted(taken, key=lambda row: (_start(row), _end(row, as_of), row.record))
    island, reached = _start(rows[0]), _end(rows[0], as_of)
    for row in rows[1:]:
        if _start(row) > reached + 1:
            island = _start(row)
        reached = max(reached, _end(row, as_of))
    if island > start:
        # Since `island` without a break; whether what came before was a pause or a hole in the record is not known.
        return (
            unknown(Reason.NOT_OBSERVED, evidence=rows)
            if _start(rows[0]) < island
            else not_met(rows, windows.leaves_on(Span.on(island - 1), length))
        )
    return _same_dose([row for row in rows if _end(row, as_of) >= start], names, length) if names else met(rows)


def _dated(row: told.Medication) -> bool:
    ended = row.status == "active" or (row.until is not None and row.until.exact)
    return ended and row.when is not None and row.when.exact


def _start(row: told.Medication) -> int:
    return row.when.first if row.when else LONG_AGO


def _end(row: told.Medication, as_of: int) -> int:
    return as_of if row.status == "active" or row.until is None else min(row.until.last, as_of)


def _same_dose(rows: Sequence[told.Medication], names: Names, length: Duration) -> Answer:
    """The doses of the time asked; a change leaves it once the last course at another dose has."""
    if len({_dose(row, names) for row in rows if row.dose is not None}) > 1:
        now = _dose(max(rows, key=_start), names)
        others = [row for row in rows if _dose(row, names) != now]
        ends = [row.until.last for row in others if row.until and row.status == "stopped"]
        return not_met(rows, windows.leaves_on(Span.on(max(ends)), length) if len(ends) == len(others) else None)
    return unknown(Reason.NOT_RECORDED, evidence=rows) if any(row.dose is None for row in rows) else met(rows)


def _dose(row: told.Medication, names: Names) -> tuple[str, float | None, str | None]:
    return names[row.patient, row.record], row.dose, row.dose_unit
