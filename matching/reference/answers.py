"""What the reference evaluator says of one question: truth, why unknown, evidence, and when time changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.anchors import Anchor, Offset
from matching.criteria import Criterion
from matching.days import Span
from matching.facts import Fact
from matching.terminology import Terminology
from matching.truth import Reason, Truth


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against: the day of the run, the trial's anchors, the terminologies."""

    as_of: int
    terminology: Terminology
    anchors: Mapping[Anchor, Offset] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """``evidence`` holds the rows that decided, or that were looked at and did not suffice.

    ``flips_on`` is the first anchor day on which the passing of time alone would change the answer. `evaluate` turns
    it into a screening day: ``settles_on``, the first on which the answer is the other one throughout the anchor's
    interval.
    """

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Fact, ...] = ()
    flips_on: int | None = None
    settles_on: int | None = None


def met(evidence: Iterable[Fact], flips_on: int | None = None) -> Answer:
    """Met, by these rows."""
    return Answer(Truth.MET, (), tuple(evidence), flips_on)


def not_met(evidence: Iterable[Fact], flips_on: int | None = None) -> Answer:
    """Not met, by these rows."""
    return Answer(Truth.NOT_MET, (), tuple(evidence), flips_on)


def unknown(reason: Reason, *others: Reason, evidence: Iterable[Fact] = ()) -> Answer:
    """Unknown, and why."""
    reasons = tuple(dict.fromkeys((reason, *others))) if others else (reason,)
    return Answer(Truth.UNKNOWN, reasons, tuple(evidence))


@dataclass(frozen=True, slots=True)
class Node:
    """A criterion with its answer and those of its parts."""

    criterion: Criterion
    answer: Answer
    parts: tuple[Node, ...] = ()


def known_by(when: Span | None, as_of: int) -> bool:
    """Whether a dated row may be evidence on that day: what is dated later lies ahead."""
    return when is None or when.first <= as_of


def seen_by(when: Span | None, as_of: int) -> Span | None:
    """The date of a row that is evidence on that day: what is recorded happened no later."""
    return when if when is None or when.last <= as_of else Span(when.first, as_of)
