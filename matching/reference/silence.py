"""What turns silence into a no: recorded denials, and complete histories that hold nothing unclear (reading 24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.days import Duration, Span
from matching.facts import Fact
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, not_met, seen_by, unknown
from matching.reference.windows import Row
from matching.terminology import Terminology
from matching.truth import Reason, Truth


@dataclass(frozen=True, slots=True)
class Silence:
    """What can turn silence on some terms into a no: recorded denials, and statements that a history is complete."""

    asked: tuple[str, ...]
    denials: Sequence[Fact]
    histories: Sequence[told.History]
    valid: Duration
    within: Window | ask.Ever = "ever"


def unlisted(silence: Silence, listed: Sequence[Fact], at: int, context: Context) -> Answer:
    """What is said where nothing at or below the terms is listed: denied, listed under a broader term, or silent."""
    denied = ruled_out(replace(silence, histories=[]), at, context)
    if denied.truth is Truth.NOT_MET:
        return denied
    return broader_term(silence.asked, listed, context.terminology) or by_history(silence, listed, at, context)


def by_history(silence: Silence, listed: Sequence[Fact], at: int, context: Context) -> Answer:
    """Whether a complete history makes silence a no: not while an entry of the list is in a code that nobody here
    understands, for it may be what is asked.
    """
    understood = {row.record for row in listed if context.terminology.knows(code_of(row))}
    strange = [row for row in listed if row.record not in understood]
    answer = ruled_out(replace(silence, histories=[]) if strange else silence, at, context)
    if strange and silence.histories and answer.truth is Truth.UNKNOWN:
        return unknown(Reason.BROADER_TERM, evidence=strange)
    return answer


def broader_term(asked: tuple[str, ...], rows: Sequence[Fact], terminology: Terminology) -> Answer | None:
    """Unknown by the rows that are recorded under a term above the asked ones, where there are any."""
    broad = [row for row in rows if terminology.place(code_of(row), asked) == "broader"]
    return unknown(Reason.BROADER_TERM, evidence=broad) if broad else None


def ruled_out(silence: Silence, at: int, context: Context) -> Answer:
    """Not met when every term asked is denied by a recorded absence at or above it, or by a complete history, in date.

    A denial holds up to its date; one within ``valid`` of the anchor is still read as a no (a declared default), but
    one older than the window asked says nothing of that window.
    """
    within = silence.within
    lengths = [silence.valid, *([within.length] if isinstance(within, Window) else [])]
    start = max(length.before(at) for length in lengths)
    latest = max(at, context.as_of)
    known = [row for row in (*silence.denials, *silence.histories) if known_by(when_of(row), context.as_of)]
    deciding: list[Fact] = []
    answers = []
    for term in silence.asked:
        above = context.terminology.above(term)
        covering = [
            Row(r, seen_by(when_of(r), context.as_of), Truth.MET)
            for r in known
            if isinstance(r, told.History) or code_of(r) in above
        ]
        # A denial after an anchor in the past covers that anchor too.
        answers.append(windows.any_of(covering, start, latest))
        deciding.extend(answers[-1].evidence)
    if all(answer.truth is Truth.MET for answer in answers):
        flips = [windows.leaves_on(when, length) for r in deciding if (when := when_of(r)) for length in lengths]
        return not_met(dict.fromkeys(deciding), min(flips, default=None))
    reasons = [reason for answer in answers for reason in answer.reasons]
    return unknown(*reasons, evidence=dict.fromkeys(deciding)) if reasons else unknown(Reason.NOT_RECORDED)


def when_of(row: Fact) -> Span | None:
    """The date of a row, of whatever table."""
    found = getattr(row, "when", None)
    return found if isinstance(found, Span) else None


def code_of(row: Fact) -> str:
    """The code of a row, of whatever table."""
    return str(getattr(row, "code", ""))
