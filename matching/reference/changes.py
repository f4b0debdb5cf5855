"""Which treatments changed what a test says (reading 20), as the reference evaluator reads them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from matching.days import Duration, Span
from matching.facts import Facts
from matching.reference.answers import Context, known_by
from matching.terminology import Effect
from matching.truth import Reason
from matching.units import Interval

# The days of a treatment: from its first to its last, either of which may be unknown.
Given = tuple[float, float]


def effects(when: Span | None, codes: Iterable[str], facts: Facts, context: Context) -> frozenset[Effect]:
    """What the treatments of a patient may have done to a result of that date; a doubtful date may be any."""
    changes = context.terminology.changed_by(codes)
    if not changes:
        return frozenset()
    return frozenset(
        change.effect
        for change in changes
        if any(covers(given, change.length, when) for given in given_by(facts, change.treatments, context))
    )


def given_by(facts: Facts, treatments: tuple[str, ...], context: Context) -> Iterator[Given]:
    """When a patient had one of the treatments: courses of drugs, procedures done, and events such as transfusions."""
    below = context.terminology.is_below
    for row in facts.medications:
        if row.status in ("active", "stopped") and known_by(row.when, context.as_of) and below(row.code, treatments):
            end = row.until.last if row.status == "stopped" and row.until else math.inf
            yield (row.when.first if row.when else -math.inf), end
    for done in facts.procedures:
        if done.status == "done" and known_by(done.when, context.as_of) and below(done.code, treatments):
            yield (done.when.first, done.when.last) if done.when else (-math.inf, math.inf)
    for event in facts.events:
        if event.count and known_by(event.when, context.as_of) and below(event.code, treatments):
            start = event.since or event.when
            yield (start.first, event.when.last) if start and event.when else (-math.inf, math.inf)


def covers(given: Given, length: Duration | None, when: Span | None) -> bool:
    """Whether a treatment may still have been at work on the day of a result."""
    if when is None:
        return True
    start, end = given
    return start <= when.last and (length is None or end == math.inf or length.after(int(end)) >= when.first)


def native(value: Interval, effects: frozenset[Effect]) -> Interval | Reason:
    """Where the native value lies: no higher than a raised one, no lower than a lowered one, else anywhere."""
    if len(effects) > 1 or "either" in effects:
        return Reason.CHANGED_BY_TREATMENT
    return (-math.inf, value[1]) if "raised" in effects else (value[0], math.inf)
