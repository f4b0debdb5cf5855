"""Age at onset and at diagnosis, how long a disease has lasted, and the family, as the reference reads them."""

from __future__ import annotations

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration, Span
from matching.facts import Facts
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.truth import Reason


def onset(leaf: ask.Onset, facts: Facts, at: int, context: Context) -> Answer:
    """A single bound; dates known in part are every day they may be."""
    rows = [
        row
        for row in facts.conditions
        if row.certainty == "confirmed"
        and known_by(row.when, context.as_of)
        and context.terminology.is_below(row.code, leaf.any_of)
    ]
    begun = _earliest([row.onset for row in rows])
    if leaf.asks == "duration":
        return _between(leaf, rows, begun, Span.on(at), by_birthday=False)
    person = facts.person()
    birth = person.birth if person else None
    if leaf.asks == "onset":
        return _between(leaf, rows, birth, begun, by_birthday=True)
    first_recorded = _earliest([row.when for row in rows])
    if birth is None or first_recorded is None:
        return unknown(Reason.NOT_RECORDED, evidence=rows)
    earliest = begun.first if begun else birth.first
    return _between(leaf, rows, birth, Span(min(earliest, first_recorded.last), first_recorded.last), by_birthday=True)


def _earliest(dates: list[Span | None]) -> Span | None:
    known = [one for one in dates if one]
    return Span(min(one.first for one in known), min(one.last for one in known)) if known else None


def _between(
    leaf: ask.Onset, rows: list[told.Condition], start: Span | None, end: Span | None, *, by_birthday: bool
) -> Answer:
    """Whether the time from ``start`` to ``end`` reaches, or stays below, the bound."""
    if start is None or end is None:
        return unknown(Reason.NOT_RECORDED, evidence=rows)
    bound = _bound(leaf, by_birthday=by_birthday)
    reached = Span(bound.after(start.first), bound.after(start.last))
    # "At most a year" of disease holds on the day itself.
    last_day = 1 if leaf.to is not None and not by_birthday else 0
    past, before = end.first >= reached.last + last_day, end.last < reached.first + last_day
    if not past and not before:
        return unknown(Reason.IMPRECISE_DATE, evidence=rows)
    moves = leaf.asks == "duration"
    if leaf.from_ is not None:
        return met(rows) if past else not_met(rows, reached.last if moves else None)
    return met(rows, reached.first + last_day if moves else None) if before else not_met(rows)


def _bound(leaf: ask.Onset, *, by_birthday: bool) -> Duration:
    bound = leaf.from_ or leaf.below or leaf.to
    if bound is None:
        raise ValueError("no bound is asked")
    return Duration(bound.count + 1, bound.unit) if leaf.to is not None and by_birthday else bound


def family_history(leaf: ask.FamilyHistory, facts: Facts, _at: int, context: Context) -> Answer:
    """A relative who has it; a recorded absence is a no, silence is not."""
    rows = [
        row
        for row in facts.relatives
        if known_by(row.when, context.as_of) and (not leaf.relations or row.relation in leaf.relations)
    ]
    within = [row for row in rows if context.terminology.is_below(row.code, leaf.any_of)]
    confirmed = [row for row in within if row.certainty == "confirmed"]
    if confirmed:
        return met(confirmed)
    suspected = [row for row in within if row.certainty == "suspected"]
    if suspected:
        return unknown(Reason.ONLY_SUSPECTED, evidence=suspected)
    above = [context.terminology.above(term) for term in leaf.any_of]
    absent = [row for row in rows if row.certainty == "absent"]
    denials = [[row for row in absent if row.code in terms] for terms in above]
    if all(denials):
        return not_met(dict.fromkeys(row for one in denials for row in one))
    return unknown(Reason.NOT_RECORDED)
