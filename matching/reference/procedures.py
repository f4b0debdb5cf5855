"""Procedures, vaccines and earlier gene therapy, as the reference evaluator reads them (readings 24, 26 and 27)."""

from __future__ import annotations

from collections.abc import Sequence

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Ahead, Window
from matching.facts import Fact, Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, seen_by, unknown
from matching.reference.silence import Silence, code_of, unlisted, when_of
from matching.reference.windows import LONG_AGO, Row
from matching.truth import Reason, Truth

Happening = ask.Procedure | ask.Vaccination | ask.GeneTherapy


def procedure(leaf: ask.Procedure, facts: Facts, at: int, context: Context) -> Answer:
    """A procedure done or planned; only a recorded "not done" or a complete history makes silence a no."""
    if isinstance(leaf.within, Ahead):
        return _planned(leaf, leaf.within, [row for row in facts.procedures if row.status == "planned"], at, context)
    return _on_a_list(leaf, facts.procedures, facts.histories, "procedures", at, context)


def vaccination(leaf: ask.Vaccination, facts: Facts, at: int, context: Context) -> Answer:
    """A vaccine given, or planned as drugs are, read like a procedure, from the stated anchor."""
    if isinstance(leaf.within, Ahead):
        return _planned(leaf, leaf.within, [row for row in facts.medications if row.status == "planned"], at, context)
    return _on_a_list(leaf, facts.immunizations, facts.histories, "immunizations", at, context)


def _on_a_list(
    leaf: ask.Procedure | ask.Vaccination,
    rows: Sequence[told.Procedure | told.Immunization],
    histories: Sequence[told.History],
    scope: told.Scope,
    at: int,
    context: Context,
) -> Answer:
    done = [row for row in rows if row.status == "done"]
    denials = [row for row in rows if row.status == "not_done"]
    return _happened(leaf, done, denials, [row for row in histories if row.scope == scope], at, context)


def _planned(leaf: Happening, within: Ahead, rows: Sequence[Fact], at: int, context: Context) -> Answer:
    """What is planned from the anchor on; nobody records all that is not planned, so that silence is unknown."""
    asked = [row for row in rows if context.terminology.is_below(code_of(row), leaf.any_of)]
    last = within.length.after(at)
    certain = [row for row in asked if (when := when_of(row)) and at <= when.first and when.last <= last]
    if certain:
        return met(certain)
    possible = [row for row in asked if not (when := when_of(row)) or (when.last >= at and when.first <= last)]
    return unknown(Reason.IMPRECISE_DATE, evidence=possible) if possible else unknown(Reason.NOT_RECORDED)


def gene_therapy(leaf: ask.GeneTherapy, facts: Facts, at: int, context: Context) -> Answer:
    """An earlier gene or cell therapy, as a drug, as a procedure or in a trial; silence is a no only when both
    histories are, and never beside a blinded trial that has not said who was treated.
    """
    done: list[Fact] = [row for row in facts.procedures if row.status == "done"]
    done += [row for row in facts.medications if row.status in ("active", "stopped")]
    denials: list[Fact] = [row for row in facts.procedures if row.status == "not_done"]
    denials += [row for row in facts.medications if row.status == "not_taken"]
    newest = [
        max(rows, key=_age_of)
        for scope in ("procedures", "medications")
        if (rows := [r for r in facts.histories if r.scope == scope and known_by(r.when, context.as_of)])
    ]
    # The older of the two statements says how far the whole history is complete.
    oldest = [min(newest, key=_age_of)] if len(newest) == 2 else []
    answer = _happened(leaf, done, denials, oldest, at, context)
    if answer.truth is Truth.MET:
        return answer
    return _in_a_trial(leaf, facts, at, context) or answer


def _in_a_trial(leaf: ask.GeneTherapy, facts: Facts, at: int, context: Context) -> Answer | None:
    """What trials of such a therapy say: treated, or perhaps."""
    start = windows.start_of(leaf.within, at)
    rows = [
        row
        for row in facts.participations
        if row.status in ("current", "past")
        and row.therapy is not None
        and known_by(row.when, context.as_of)
        and context.terminology.is_below(row.therapy, leaf.any_of)
        and (start is None or row.until is None or row.until.last >= start)
        and (start is None or row.when is None or row.when.first <= at)
    ]
    # The day of the treatment lies somewhere in the trial: where a window is asked, it cannot be placed.
    treated = [row for row in rows if row.arm == "treated"]
    if treated:
        return met(treated) if start is None else unknown(Reason.IMPRECISE_DATE, evidence=treated)
    blinded = [row for row in rows if row.arm in ("undisclosed", None)]
    return unknown(Reason.UNDISCLOSED, evidence=blinded) if blinded else None


def _age_of(row: told.History) -> tuple[int, str]:
    return (row.when.first if row.when else LONG_AGO, row.record)


def _happened(
    leaf: Happening,
    done: Sequence[Fact],
    denials: Sequence[Fact],
    histories: Sequence[told.History],
    at: int,
    context: Context,
) -> Answer:
    rows = [
        Row(row, seen_by(when_of(row), context.as_of), Truth.MET)
        for row in done
        if known_by(when_of(row), context.as_of) and context.terminology.is_below(code_of(row), leaf.any_of)
    ]
    within = "ever" if isinstance(leaf.within, Ahead) else leaf.within
    start = windows.start_of(within, at)
    seen = windows.look(rows, start, at)
    if seen.certain:
        dates = [when for row in seen.certain if (when := row.when)]
        length = within.length if isinstance(within, Window) else None
        flips = [windows.leaves_on(when, length) for when in dates] if length else []
        return met([row.fact for row in seen.certain], max(flips, default=None))
    if seen.possible:
        return unknown(Reason.IMPRECISE_DATE, evidence=[row.fact for row in seen.possible])
    listed = [row for row in done if known_by(when_of(row), context.as_of)]
    return unlisted(Silence(leaf.any_of, denials, histories, listed, ask.validity(leaf), within), at, context)
