"""Medications, as the reference evaluator reads them: now, ever, without a break, at one dose, washed out (4)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from matching import criteria as ask
from matching import facts as told
from matching import units
from matching.days import Duration, Span
from matching.facts import Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.reference.silence import Silence, unlisted
from matching.reference.weights import daily_in
from matching.reference.windows import LONG_AGO
from matching.terminology import Terminology
from matching.truth import Reason, Truth
from matching.units import Interval
from matching.weights import ROUNDED

# Per row (by identity): its drug and its dose, None where that is not known.
Regimen = tuple[str, float | None, str | None]
Regimens = Mapping[int, Regimen]
_NO_TIME = Duration(0, "d")
FAR = 10**9
PER_KG = "mg/kg/d"


def medication(leaf: ask.Medication, facts: Facts, at: int, context: Context) -> Answer:
    """A drug or class: taken now, ever, without a break, at one dose, or washed out."""
    known = [row for row in facts.medications if known_by(row.when, context.as_of)]
    # Seen from an anchor in the past, a course that began later lies ahead.
    rows = [row for row in known if row.status == "not_taken" or known_by(row.when, at)]
    taken = [
        row
        for row in rows
        if row.status in ("active", "stopped")
        and context.terminology.is_below(row.code, leaf.any_of)
        and not context.terminology.is_below(row.code, leaf.except_)
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
    # A dose says nothing of having ever taken a drug, or of being off it.
    if (leaf.dose_from is None and leaf.dose_to is None) or leaf.asks in ("ever", "washed_out"):
        return _courses(leaf, taken, facts, at, context)
    return _at_dose(leaf, taken, facts, at, context)


def _at_dose(leaf: ask.Medication, taken: Sequence[told.Medication], facts: Facts, at: int, context: Context) -> Answer:
    """The same of the courses at the dose asked: whether those of unknown dose count or not, else unknown."""
    limit = leaf.dose_from or leaf.dose_to
    if limit is None:
        raise ValueError("no dose is asked")
    doses = [(row, daily_in(row, limit.unit, facts, context)) for row in taken]
    within = dose_limits(leaf)
    sure = [row for row, dose in doses if dose is not None and within[0] <= dose <= within[1]]
    maybe = [row for row, dose in doses if dose is None or within[0] <= dose <= within[1]]
    answers = [_courses(leaf, rows, facts, at, context) if rows else not_met(taken) for rows in (sure, maybe)]
    if answers[0].truth is answers[1].truth:
        return answers[0]
    return unknown(Reason.NOT_RECORDED, evidence=[row for row, dose in doses if dose is None])


def dose_limits(leaf: ask.Medication) -> Interval:
    """The limits of what is taken in a day (`check` refuses mixed units)."""
    least, most = (limit.value if limit else None for limit in (leaf.dose_from, leaf.dose_to))
    return units.bounds(from_=least, to=most)


def _courses(leaf: ask.Medication, taken: Sequence[told.Medication], facts: Facts, at: int, context: Context) -> Answer:
    match leaf.asks:
        case "ever":
            return met(taken)
        case "current":
            return _current(taken, at)
        case "washed_out":
            return _washed_out(leaf, taken, at, context.terminology)
        case "continuous":
            return _continuous(taken, leaf.for_ or _NO_TIME, at, context.as_of, None)
        case "stable":
            regimens = {id(row): _regimen(row, leaf, facts, context) for row in taken}
            return _continuous(taken, leaf.for_ or _NO_TIME, at, context.as_of, regimens)


def _current(taken: Sequence[told.Medication], at: int) -> Answer:
    """On it: no recorded end, or an end not before the anchor. A recorded end closes the course."""
    on = [row for row in taken if row.status == "active" or (row.until is not None and row.until.first >= at)]
    if on:
        return met(on)
    doubtful = [row for row in taken if row.until is not None and row.until.last >= at]
    return unknown(Reason.IMPRECISE_DATE, evidence=doubtful) if doubtful else not_met(taken)


def _washed_out(leaf: ask.Medication, taken: Sequence[told.Medication], at: int, terminology: Terminology) -> Answer:
    """The last intake lies long enough before the anchor; a drug still taken never washes out by waiting."""
    running = [row for row in taken if row.status == "active"]
    if running:
        return not_met(running)
    lives = {row.code: half_lives(row.code, leaf, terminology) for row in taken}
    soon = [r for r in taken if r.until and _clear(leaf, r.until.first, lives[r.code][0]) > at]
    if soon:
        ends = [_clear(leaf, row.until.last, lives[row.code][1]) for row in soon if row.until]
        return not_met(soon, max(ends) if max(ends) < FAR else None)
    doubtful = [r for r in taken if r.until is None or _clear(leaf, r.until.last, lives[r.code][1]) > at]
    if not doubtful:
        return met(taken)
    endless = any(lives[row.code][1] >= FAR for row in doubtful)
    return unknown(Reason.NOT_RECORDED if endless else Reason.IMPRECISE_DATE, evidence=doubtful)


def half_lives(code: str, leaf: ask.Medication, terminology: Terminology) -> tuple[int, int]:
    """The days of the half-lives asked, at least and at most; of an unknown drug any time may be needed."""
    if leaf.half_lives is None:
        return 0, 0
    known = terminology.half_life(code)
    return (0, FAR) if known is None else (
        math.floor(known[0] * leaf.half_lives), math.ceil(known[1] * leaf.half_lives)
    )  # fmt: skip


def _clear(leaf: ask.Medication, until: int, days: int) -> int:
    """The day on which a drug last taken on a day is washed out: after the time asked, or the half-lives, the later."""
    return max(leaf.for_.after(until) if leaf.for_ else until, until + days)


def _continuous(
    taken: Sequence[told.Medication], length: Duration, at: int, as_of: int, regimens: Regimens | None
) -> Answer:
    """On the drug throughout ``length`` before the anchor; with the ``regimens``, at one dose of one drug (4).

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
    return _same_dose([row for row in rows if _end(row, as_of) >= start], regimens, length) if regimens else met(rows)


def _dated(row: told.Medication) -> bool:
    ended = row.status == "active" or (row.until is not None and row.until.exact)
    return ended and row.when is not None and row.when.exact


def _start(row: told.Medication) -> int:
    return row.when.first if row.when else LONG_AGO


def _end(row: told.Medication, as_of: int) -> int:
    return as_of if row.status == "active" or row.until is None else min(row.until.last, as_of)


def _same_dose(rows: Sequence[told.Medication], regimens: Regimens, length: Duration) -> Answer:
    """The doses of the time asked; a change leaves it once the last course at another dose has."""
    dosed = [row for row in rows if regimens[id(row)][1] is not None]
    now = max(dosed, key=_start, default=None)
    others = [row for row in dosed if now and not _alike(regimens[id(row)], regimens[id(now)])]
    if any(not _alike(regimens[id(one)], regimens[id(other)]) for one, other in combinations(dosed, 2)):
        ends = [row.until.last for row in others if row.until and row.status == "stopped"]
        leaves = len(ends) == len(others) and ends
        return not_met(rows, windows.leaves_on(Span.on(max(ends)), length) if leaves else None)
    return unknown(Reason.NOT_RECORDED, evidence=rows) if len(dosed) < len(rows) else met(rows)


def _regimen(row: told.Medication, leaf: ask.Medication, facts: Facts, context: Context) -> Regimen:
    name = told.drugs(facts.medications)[row.patient, row.record]
    if leaf.per_weight:
        return name, daily_in(row, PER_KG, facts, context), PER_KG
    return name, row.dose, row.dose_unit


def _alike(one: Regimen, other: Regimen) -> bool:
    """The same drug at the same dose; per kg, as far as doses are rounded."""
    if one[0] != other[0] or one[2] != other[2] or one[1] is None or other[1] is None:
        return False
    return max(one[1], other[1]) <= min(one[1], other[1]) * ROUNDED if one[2] == PER_KG else one[1] == other[1]
