"""One patient, one criterion, plain rows: the definition of what a criterion means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch
from typing import assert_never

from matching import criteria as ask
from matching.anchors import interval, usable
from matching.days import Span
from matching.facts import Facts
from matching.reference import (
    alleles,
    conditions,
    events,
    genotype,
    infections,
    medications,
    onset,
    person,
    procedures,
    results,
    series,
    sides,
    tests_done,
    trials,
)
from matching.reference.answers import Answer, Context, Node
from matching.truth import Reason, Truth, all_met, any_met, at_least_met


@singledispatch
def answer(leaf: ask.Leaf, _facts: Facts, _at: int, _context: Context) -> Answer:
    """What a resolved leaf says on one anchor day. The union is closed: an unregistered leaf is a programming error."""
    raise TypeError(f"{type(leaf).__name__} has no reference rule")


answer.register(ask.Age)(person.age)
answer.register(ask.Sex)(person.sex)
answer.register(ask.Karyotype)(person.karyotype)
answer.register(ask.Country)(person.country)
answer.register(ask.PersonsAnswer)(person.persons_answer)
answer.register(ask.Diagnosis)(sides.of_side(conditions.condition))
answer.register(ask.Phenotype)(sides.of_side(conditions.condition))
answer.register(ask.Onset)(onset.onset)
answer.register(ask.FamilyHistory)(onset.family_history)
answer.register(ask.Events)(events.events)
answer.register(ask.GivenQuantity)(events.given_quantity)
answer.register(ask.Medication)(medications.medication)
answer.register(ask.Procedure)(sides.of_side(procedures.procedure))
answer.register(ask.GeneTherapy)(procedures.gene_therapy)
answer.register(ask.Vaccination)(procedures.vaccination)
answer.register(ask.InTrial)(trials.in_trial)
answer.register(ask.ExposureDays)(trials.exposure_days)
answer.register(ask.Biallelic)(genotype.biallelic)
answer.register(ask.Hemizygous)(genotype.hemizygous)
answer.register(ask.VariantFound)(genotype.variant_found)
answer.register(ask.CopyNumber)(genotype.copy_number)
answer.register(ask.Exons)(genotype.exons)
answer.register(ask.RepeatCount)(alleles.repeat_count)
answer.register(ask.Heteroplasmy)(alleles.heteroplasmy)
answer.register(ask.ExonSkip)(alleles.exon_skip)
answer.register(ask.StudiedNegative)(alleles.studied_negative)
answer.register(ask.Antibody)(tests_done.antibody)
answer.register(ask.Measurement)(sides.of_side(tests_done.measurement))
answer.register(ask.SideBy)(sides.side_by)
answer.register(ask.ChosenSide)(sides.chosen_side)
answer.register(ask.Repeated)(series.repeated)
answer.register(ask.Change)(series.change)
answer.register(ask.Result)(results.result)
answer.register(ask.Infection)(infections.infection)


def evaluate(criterion: ask.Criterion, facts: Facts, context: Context) -> Node:
    """The answer to a criterion for one patient, with those of its parts; ``facts`` holds that patient's rows only."""
    return _evaluate(ask.resolved(criterion, context.anchors), facts, context)


def _evaluate(criterion: ask.Criterion, facts: Facts, context: Context) -> Node:
    match criterion:
        case ask.All(criteria) | ask.AnyOf(criteria) | ask.AtLeast(_, criteria):
            parts = tuple(_evaluate(part, facts, context) for part in criteria)
            return Node(criterion, _combined(criterion, [part.answer for part in parts]), parts)
        case ask.Not(part):
            inner = _evaluate(part, facts, context)
            return Node(criterion, replace(inner.answer, truth=~inner.answer.truth), (inner,))
        case ask.Unless() | ask.IfThen() | ask.PerSide():
            raise TypeError(f"{type(criterion).__name__} is resolved before it is answered")
        case _:
            return Node(criterion, _throughout(criterion, facts, context), ())


def _throughout(leaf: ask.Leaf, facts: Facts, context: Context) -> Answer:
    """The leaf over its anchor's interval: the same on every day of it, else unknown.

    From screening on a leaf, resolved, changes at most once as its anchor moves on, so that the two ends decide the
    whole interval (tests/agreement checks this against every day), but for those that `criteria.asked_daily` names.
    In the past, results also enter a window: a given
    date that is known to the month only is asked day by day.
    """
    anchor = ask.anchor_of(leaf)
    given = usable(_given(facts), context.as_of) if facts.anchor_dates else {}
    days = interval(anchor, context.as_of, context.anchors, given)
    answers = [answer(leaf, facts, day, context) for day in _asked(leaf, days, context.as_of)]
    first, last = answers[0], answers[-1]
    if first is last or all(one.truth is last.truth for one in answers):
        found = last
    else:
        moving = first if first.truth is not Truth.UNKNOWN else last
        reasons = dict.fromkeys((Reason.ANCHOR_MOVES, *(reason for one in answers for reason in one.reasons)))
        found = replace(moving, truth=Truth.UNKNOWN, reasons=tuple(reasons))
    # A date that is given does not move on with the day of the run.
    return found if anchor in given else _dated(found, days, context.as_of)


def _asked(leaf: ask.Leaf, days: Span, as_of: int) -> Sequence[int]:
    """The anchor days that decide an interval."""
    if days.exact:
        return (days.first,)
    every = days.first < as_of or ask.asked_daily(leaf)
    return range(days.first, days.last + 1) if every else (days.first, days.last)


def _given(facts: Facts) -> dict[str, Span]:
    """The date given for each anchor; several that disagree are the days from the first to the last of them."""
    found: dict[str, Span] = {}
    for row in facts.anchor_dates:
        known = found.get(row.anchor, row.when)
        found[row.anchor] = Span(min(known.first, row.when.first), max(known.last, row.when.last))
    return found


def _dated(found: Answer, days: Span, as_of: int) -> Answer:
    """The flip of an anchor day told as days of screening."""
    if found.flips_on is None:
        return found
    settles_on = found.flips_on - (days.first - as_of)
    return Answer(found.truth, found.reasons, found.evidence, found.flips_on, settles_on)


def _combined(connective: ask.All | ask.AnyOf | ask.AtLeast, parts: Sequence[Answer]) -> Answer:
    truths = [part.truth for part in parts]
    match connective:
        case ask.All():
            truth = all_met(truths)
        case ask.AnyOf():
            truth = any_met(truths)
        case ask.AtLeast(n):
            truth = at_least_met(n, truths)
        case _:
            assert_never(connective)
    deciding = [part for part in parts if part.truth is truth] or list(parts)
    reasons = dict.fromkeys(reason for part in deciding for reason in part.reasons) if truth is Truth.UNKNOWN else {}
    evidence = dict.fromkeys(row for part in deciding for row in part.evidence)
    # One part is enough to end an "all" that is met, or an "any" that is not; else all deciding parts must change.
    weakest = (truth is Truth.MET) == isinstance(connective, ask.All)
    turns = not isinstance(connective, ask.AtLeast) and truth is not Truth.UNKNOWN
    settles_on = _turn(deciding, weakest=weakest) if turns else None
    return Answer(truth, tuple(reasons), tuple(evidence), settles_on=settles_on)


def _turn(parts: Sequence[Answer], *, weakest: bool) -> int | None:
    days = [part.settles_on for part in parts]
    known = [day for day in days if day is not None]
    if weakest:
        return min(known, default=None)
    return max(known) if known and len(known) == len(days) else None
