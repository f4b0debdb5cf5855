"""How far what was seen lies from the limit that was asked, and whether time or a new result can change it."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration
from matching.reference import Node
from matching.reference.tests_done import unit_of, value_in
from matching.terminology import Terminology
from matching.truth import Reason

TITRE, COPIES, REPEATS, DAYS = "{titer}", "{copies}", "{repeats}", "d"


class Changes(enum.Enum):
    """What may bring the value to the other side of its limit."""

    TIME = "time"
    NEW_RESULT = "new result"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Distance:
    """A value and the limit nearest to it, both in ``unit`` (an age: whole days, and the limit on that very birthday).

    ``by`` is positive where the value lies above the limit. A titre is its reciprocal.
    """

    seen: float
    limit: float
    unit: str
    changes: Changes

    @property
    def by(self) -> float:
        """How far above the limit, or, negative, below it."""
        return self.seen - self.limit

    def data(self) -> dict[str, Any]:
        """As plain data for machines."""
        return {"seen": self.seen, "limit": self.limit, "by": self.by, "unit": self.unit, "changes": self.changes.value}


def distances(node: Node, as_of: int, terminology: Terminology) -> tuple[Distance, ...]:
    """The distance of every number below a criterion to the limit nearest to it, in reading order.

    Only what was measured exactly has one: "< 1:5", a partial birth date or a copy number of "2 or 3" have none.
    Nor has what was looked at and does not answer: another assay or specimen, a value that a treatment changed.
    """
    return tuple(dict.fromkeys(_below(node, as_of, terminology)))


def _below(node: Node, as_of: int, terminology: Terminology) -> Iterator[Distance]:
    for part in node.parts:
        yield from _below(part, as_of, terminology)
    if _BY_TIME.issuperset(node.answer.reasons):
        yield from _of(node.criterion, node, as_of, terminology)


# A decided answer has no reasons; one that only time left open rests on a value that would answer.
_BY_TIME = frozenset({Reason.TOO_OLD, Reason.ANCHOR_MOVES})


@singledispatch
def _of(_criterion: ask.Criterion, _node: Node, _as_of: int, _terminology: Terminology) -> Iterator[Distance]:
    """The distances of one leaf; most have none."""
    yield from ()


@_of.register
def _(leaf: ask.Age, node: Node, as_of: int, _terminology: Terminology) -> Iterator[Distance]:
    bounds = [leaf.from_, leaf.below, Duration(leaf.to.count + 1, leaf.to.unit) if leaf.to else None]
    for person in node.answer.evidence:
        if isinstance(person, told.Person) and person.birth and person.birth.exact and not leaf.corrected:
            born = person.birth.first
            limits = [bound.after(born) - born for bound in bounds if bound is not None]
            for found in _nearest(as_of - born, limits, DAYS, Changes.TIME):
                # Nobody grows younger.
                yield found if found.by < 0 else replace(found, changes=Changes.NEVER)


@_of.register
def _(leaf: ask.Measurement, node: Node, _as_of: int, terminology: Terminology) -> Iterator[Distance]:
    limits = [bound.value for bound in (leaf.from_, leaf.above, leaf.to, leaf.below) if bound is not None]
    found = [
        distance
        for row in node.answer.evidence
        if isinstance(row, told.Measurement)
        and not isinstance(value := value_in(row, unit_of(leaf), terminology), Reason)
        if value[0] == value[1]
        for distance in _nearest(value[0], limits, unit_of(leaf), Changes.NEW_RESULT)
    ]
    # Where several results speak ("every", "any"), the one nearest to its limit says how near it was.
    yield from sorted(found, key=lambda one: abs(one.by))[:1]


@_of.register
def _(leaf: ask.Antibody, node: Node, _as_of: int, _terminology: Terminology) -> Iterator[Distance]:
    rows = [row for row in node.answer.evidence if isinstance(row, told.Antibody)]
    for row in rows[:1]:
        if row.titre is not None and not row.comparator:
            limits = (leaf.from_, leaf.above, leaf.to, leaf.below)
            yield from _nearest(row.titre, limits, TITRE, Changes.NEW_RESULT)


@_of.register(ask.CopyNumber)
@_of.register(ask.RepeatCount)
def _(leaf: ask.CopyNumber | ask.RepeatCount, node: Node, _as_of: int, _terminology: Terminology) -> Iterator[Distance]:
    unit = COPIES if isinstance(leaf, ask.CopyNumber) else REPEATS
    for row in node.answer.evidence:
        if isinstance(row, told.CopyNumber | told.RepeatCount) and row.low == row.high:
            yield from _nearest(row.low, (leaf.from_, leaf.to), unit, Changes.NEVER)


def _nearest(seen: float, limits: Iterable[float | None], unit: str, changes: Changes) -> Iterator[Distance]:
    known = [limit for limit in limits if limit is not None and math.isfinite(limit)]
    if known:
        yield Distance(seen, min(known, key=lambda limit: abs(seen - limit)), unit, changes)


__all__ = ["COPIES", "DAYS", "REPEATS", "TITRE", "Changes", "Distance", "distances"]
