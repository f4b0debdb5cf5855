"""What must be seen beside an answer although it does not change it (readings 7, 16 and 26).

A titre in an infant, or after immunoglobulin, holds as measured and wants a retest; a vaccine interval is kept and
immunosuppression began before its anchor; a negative in use has a positive behind it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from matching import criteria as ask
from matching import facts as told
from matching import infections
from matching.facts import Fact, Facts
from matching.reference import Context, Node
from matching.reference.answers import known_by
from matching.reference.infections import may_be_passive


class Caveat(enum.Enum):
    """Why somebody should look again."""

    RETEST = "retest"
    IMMUNOSUPPRESSED = "immunosuppressed"
    EARLIER_POSITIVE = "earlier positive"


@dataclass(frozen=True, slots=True)
class Beside:
    """A caveat, and the facts that it comes from."""

    caveat: Caveat
    evidence: tuple[Fact, ...]


# Systemic glucocorticoids and immunosuppressants.
_IMMUNOSUPPRESSANTS = ("ATC:H02AB", "ATC:L04")


def caveats(node: Node, facts: Facts, context: Context) -> tuple[Beside, ...]:
    """Every caveat below a criterion, in reading order; ``facts`` holds one patient's rows."""
    return tuple(dict.fromkeys(_below(node, facts, context)))


def _below(node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    for part in node.parts:
        yield from _below(part, facts, context)
    yield from _of(node.criterion, node, facts, context)


@singledispatch
def _of(_criterion: ask.Criterion, _node: Node, _facts: Facts, _context: Context) -> Iterator[Beside]:
    """The caveats of one leaf; most have none."""
    yield from ()


@_of.register
def _(leaf: ask.Antibody, node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    seen = [row for row in node.answer.evidence if isinstance(row, told.Antibody)]
    passive = [row for row in seen if _is_there(row) and may_be_passive(row.when, facts, context)]
    if passive:
        yield Beside(Caveat.RETEST, tuple(passive))
    same = [row for row in facts.antibodies if row.capsid == leaf.capsid and leaf.class_ in (None, row.class_)]
    yield from _earlier([row for row in seen if not _is_there(row)], [row for row in same if _is_there(row)], context)


def _is_there(row: told.Antibody) -> bool:
    return row.result == "positive" or (row.titre is not None and row.comparator not in ("<", "<="))


@_of.register
def _(leaf: ask.Result, node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    yield from _positives_before(leaf.any_of, node, facts, context)


@_of.register
def _(leaf: ask.Infection, node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    workup = infections.WORKUPS[leaf.agent, leaf.asks]
    for code in dict.fromkeys(code for group in (*workup.proof, *workup.clear) for code in group):
        yield from _positives_before((code,), node, facts, context)


def _positives_before(codes: tuple[str, ...], node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    below = context.terminology.is_below
    seen = [row for row in node.answer.evidence if isinstance(row, told.Result) and below(row.code, codes)]
    positives = [row for row in facts.results if row.result == "positive" and below(row.code, codes)]
    yield from _earlier([row for row in seen if row.result == "negative"], positives, context)


def _earlier(
    negatives: list[told.Result] | list[told.Antibody],
    positives: list[told.Result] | list[told.Antibody],
    context: Context,
) -> Iterator[Beside]:
    """The last positive before a negative in use."""
    days = [row.when.first for row in negatives if row.when]
    known = [row for row in positives if row.when and known_by(row.when, context.as_of)]
    before = [row for row in known if row.when and days and row.when.last < max(days)]
    if before:
        last = max(before, key=lambda row: (row.when.last if row.when else 0, row.record))
        yield Beside(Caveat.EARLIER_POSITIVE, (last,))


@_of.register
def _(leaf: ask.Vaccination, _node: Node, facts: Facts, context: Context) -> Iterator[Beside]:
    """Where an interval is asked: a vaccine given, or still to be given, to somebody who is immunosuppressed."""
    taken = [
        row
        for row in facts.medications
        if row.status == "active"
        and known_by(row.when, context.as_of)
        and context.terminology.is_below(row.code, _IMMUNOSUPPRESSANTS)
    ]
    if taken and leaf.within != "ever":
        yield Beside(Caveat.IMMUNOSUPPRESSED, tuple(sorted(taken, key=lambda row: row.record)))


__all__ = ["Beside", "Caveat", "caveats"]
