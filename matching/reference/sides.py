"""One side of two, as the reference evaluator reads it: never one answer from the findings of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from matching import criteria as ask
from matching import facts as told
from matching.facts import Facts, Side
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.truth import Reason
from matching.units import Interval, interval

Sided = TypeVar("Sided", ask.Measurement, ask.Diagnosis | ask.Phenotype, ask.Procedure)
Rule = Callable[[Sided, Facts, int, Context], Answer]


def of_side(rule: Rule[Sided]) -> Rule[Sided]:
    """A rule that reads one side where the leaf asks for one: what is recorded without a side may be of either."""

    def answered(leaf: Sided, facts: Facts, at: int, context: Context) -> Answer:
        if leaf.side is None:
            return rule(leaf, facts, at, context)
        sure, maybe = (rule(leaf, _on(leaf.side, facts, unsided=one), at, context) for one in (False, True))
        if sure.truth is maybe.truth:
            return sure
        return unknown(Reason.LOCUS_UNRESOLVED, *sure.reasons, evidence=maybe.evidence or sure.evidence)

    return answered


def _on(side: Side, facts: Facts, *, unsided: bool) -> Facts:
    """The rows of a side; an absence that names no side is one on both."""

    def there(row: told.Measurement | told.Condition | told.Procedure) -> bool:
        denial = getattr(row, "certainty", "") == "absent" or getattr(row, "status", "") == "not_done"
        return row.side == side or (row.side is None and (unsided or denial))

    return replace(
        facts,
        conditions=[row for row in facts.conditions if there(row)],
        measurements=[row for row in facts.measurements if there(row)],
        procedures=[row for row in facts.procedures if there(row)],
    )


def side_by(leaf: ask.SideBy, facts: Facts, at: int, context: Context) -> Answer:
    """The worse or the better side by the latest values; a tie, or a value without its side, decides nothing."""
    below = context.terminology.is_below
    rows = [
        row
        for row in facts.measurements
        if below(row.code, leaf.by) and known_by(row.when, context.as_of) and known_by(row.when, at)
    ]
    if any(row.side is None for row in rows):
        return unknown(Reason.LOCUS_UNRESOLVED, evidence=[row for row in rows if row.side is None])
    own, other = (_latest([row for row in rows if (row.side == leaf.side) is mine], context) for mine in (True, False))
    if not own or not other:
        return unknown(Reason.NOT_RECORDED, evidence=rows)
    evidence = [*own, *other]
    if any(row.when is None or not row.when.exact for row in rows):
        return unknown(Reason.IMPRECISE_DATE, evidence=evidence)
    if len({row.unit for row in evidence}) > 1:
        return unknown(Reason.NOT_CONVERTIBLE, evidence=evidence)
    mine, theirs = _hull(own), _hull(other)
    if mine is None or theirs is None:
        return unknown(Reason.NOT_RECORDED, evidence=evidence)
    lower, higher = mine[1] < theirs[0], mine[0] > theirs[1]
    if not lower and not higher:
        return unknown(Reason.CONFLICTING, evidence=evidence)
    wants_lower = leaf.higher_is_better is (leaf.asks == "worse")
    return (met if lower is wants_lower else not_met)(evidence)


def _latest(rows: list[told.Measurement], context: Context) -> list[told.Measurement]:
    """The rows of the newest day."""
    days = [when.last for row in rows if (when := seen_by(row.when, context.as_of))]
    newest = max(days, default=None)
    return [row for row in rows if newest is not None and row.when is not None and row.when.last >= newest]


def _hull(rows: list[told.Measurement]) -> Interval | None:
    values = [interval(row.value, row.comparator) for row in rows if row.value is not None]
    if len(values) < len(rows):
        return None
    return min(low for low, _ in values), max(high for _, high in values)


def chosen_side(leaf: ask.ChosenSide, facts: Facts, _at: int, context: Context) -> Answer:
    """The side that somebody chose for this trial; until then, it needs a person."""
    rows = [row for row in facts.study_sides if row.code == leaf.trial and known_by(row.when, context.as_of)]
    if not rows:
        return unknown(Reason.NEEDS_PERSON)
    if len({row.side for row in rows}) > 1:
        return unknown(Reason.CONFLICTING, Reason.NEEDS_PERSON, evidence=rows)
    return (met if rows[0].side == leaf.side else not_met)(rows)
