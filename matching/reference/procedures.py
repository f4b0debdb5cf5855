"""Procedures and earlier gene therapy, as the reference evaluator reads them (readings 24 and 27)."""

from __future__ import annotations

from collections.abc import Sequence

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.facts import Fact, Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, seen_by, unknown
from matching.reference.silence import Silence, code_of, unlisted, when_of
from matching.reference.windows import LONG_AGO, Row
from matching.truth import Reason, Truth


def procedure(leaf: ask.Procedure, facts: Facts, at: int, context: Context) -> Answer:
    """A procedure done; only a recorded "not done" or a complete history makes silence a no."""
    done = [row for row in facts.procedures if row.status == "done"]
    denials = [row for row in facts.procedures if row.status == "not_done"]
    histories = [row for row in facts.histories if row.scope == "procedures"]
    return _happened(leaf, done, denials, histories, at, context)


def gene_therapy(leaf: ask.GeneTherapy, facts: Facts, at: int, context: Context) -> Answer:
    """An earlier gene or cell therapy, as a drug or as a procedure; silence is a no only when both histories are."""
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
    return _happened(leaf, done, denials, oldest, at, context)


def _age_of(row: told.History) -> tuple[int, str]:
    return (row.when.first if row.when else LONG_AGO, row.record)


def _happened(
    leaf: ask.Procedure | ask.GeneTherapy,
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
    start = windows.start_of(leaf.within, at)
    seen = windows.look(rows, start, at)
    if seen.certain:
        dates = [when for row in seen.certain if (when := row.when)]
        length = leaf.within.length if isinstance(leaf.within, Window) else None
        flips = [windows.leaves_on(when, length) for when in dates] if length else []
        return met([row.fact for row in seen.certain], max(flips, default=None))
    if seen.possible:
        return unknown(Reason.IMPRECISE_DATE, evidence=[row.fact for row in seen.possible])
    listed = [row for row in done if known_by(when_of(row), context.as_of)]
    return unlisted(Silence(leaf.any_of, denials, histories, listed, ask.validity(leaf), leaf.within), at, context)
