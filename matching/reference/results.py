"""Tests without a number, as the reference evaluator reads them (readings 7 and 23)."""

from __future__ import annotations

from collections.abc import Sequence

from matching import criteria as ask
from matching import facts as told
from matching.facts import Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, seen_by, unknown
from matching.reference.tests_done import expiring
from matching.reference.windows import Row
from matching.truth import Reason, Truth


def result(leaf: ask.Result, facts: Facts, at: int, context: Context) -> Answer:
    """The latest result of the window, or any: as asked, the other one, or neither."""
    known = [
        row
        for row in facts.results
        if context.terminology.is_below(row.code, leaf.any_of) and known_by(row.when, context.as_of)
    ]
    usable = [row for row in known if leaf.method in (None, row.method)]
    if known and not usable:
        return unknown(Reason.WRONG_ASSAY, evidence=sorted(known, key=lambda row: row.record))
    rows = [read(row, context.as_of, leaf.is_) for row in usable]
    start = windows.start_of(leaf.within or "ever", at)
    return expiring((windows.any_of if leaf.take == "any" else windows.latest)(rows, start, at), leaf.within)


def read(row: told.Result, as_of: int, wanted: str = "positive") -> Row:
    """A result with its own truth: whether it is the one wanted."""
    when = seen_by(row.when, as_of)
    if row.result is None:
        return Row(row, when, Truth.UNKNOWN, Reason.PENDING if row.pending else Reason.NOT_RECORDED, None, row.minute)
    if row.result == "indeterminate":
        return Row(row, when, Truth.UNKNOWN, Reason.INDETERMINATE, None, row.minute)
    return Row(row, when, Truth.MET if row.result == wanted else Truth.NOT_MET, None, None, row.minute)


def reasons_of(answers: Sequence[Answer]) -> list[Reason]:
    """Why several answers are unknown, each reason once."""
    return list(dict.fromkeys(reason for one in answers for reason in one.reasons)) or [Reason.NOT_RECORDED]
