"""What turns silence into a no: recorded denials, and complete histories that hold nothing unclear (reading 24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.days import Duration, Span
from matching.facts import Fact, Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, not_met, seen_by, unknown
from matching.reference.windows import Row
from matching.terminology import Terminology
from matching.truth import Reason, Truth


@dataclass(frozen=True, slots=True)
class Silence:
    """What can turn silence on some terms into a no: recorded denials, and statements that a history is complete;
    and what is listed beside them, which may be what is asked.
    """

    asked: tuple[str, ...]
    denials: Sequence[Fact]
    histories: Sequence[told.History]
    listed: Sequence[Fact]
    valid: Duration
    within: Window | ask.Ever = "ever"


def unlisted(silence: Silence, at: int, context: Context) -> Answer:
    """What is said where nothing at or below the terms is listed: denied, listed under a broader term, or silent."""
    denied = ruled_out(silence, at, context)
    if denied.truth is Truth.NOT_MET:
        return denied
    broader = broader_term(silence.asked, silence.listed, context.terminology)
    return broader or by_history(silence, denied, at, context)


def by_history(silence: Silence, denied: Answer, at: int, context: Context) -> Answer:
    """Whether a complete history makes silence a no where the denials alone do not: not while an entry of the list is
    in a code that nobody here understands, for it may be what is asked.
    """
    if not silence.histories:
        return denied
    strange = _strange(silence.listed, context.terminology)
    return (
        unknown(Reason.BROADER_TERM, evidence=strange)
        if strange
        else ruled_out(silence, at, context, with_histories=True)
    )


def _strange(listed: Sequence[Fact], terminology: Terminology) -> list[Fact]:
    """The entries none of whose codes is understood; one record may say the same in several."""
    understood = {(type(row), row.record) for row in listed if terminology.understands(code_of(row), _scope(row))}
    return [row for row in listed if (type(row), row.record) not in understood]


def _scope(row: Fact) -> told.Scope:
    return _SCOPES[type(row)]


_SCOPES: Mapping[type[Fact], told.Scope] = {
    told.Condition: "conditions",
    told.Procedure: "procedures",
    told.Medication: "medications",
    told.Immunization: "immunizations",
}


def complete_history(scope: told.Scope, valid: Duration, facts: Facts, at: int, context: Context) -> Answer:
    """Not met while a statement that the list is complete is in date: silence on a list without terms."""
    rows = [
        Row(row, seen_by(row.when, context.as_of), Truth.MET)
        for row in facts.histories
        if row.scope == scope and known_by(row.when, context.as_of)
    ]
    found = windows.any_of(rows, valid.before(at), max(at, context.as_of))
    if found.truth is not Truth.MET:
        return found
    flips = [windows.leaves_on(when, valid) for row in found.evidence if (when := when_of(row))]
    return not_met(found.evidence, max(flips, default=None))


def broader_term(asked: tuple[str, ...], rows: Sequence[Fact], terminology: Terminology) -> Answer | None:
    """Unknown by the rows that are recorded under a term above the asked ones, where there are any."""
    broad = [row for row in rows if terminology.place(code_of(row), asked) == "broader"]
    return unknown(Reason.BROADER_TERM, evidence=broad) if broad else None


def ruled_out(silence: Silence, at: int, context: Context, *, with_histories: bool = False) -> Answer:
    """Not met when every term asked is denied by a recorded absence at or above it, or by a complete history, in date.

    A denial holds up to its date; one within ``valid`` of the anchor is still read as a no (a declared default), but
    one older than the window asked says nothing of that window, and one that is not newer than an entry which may be
    what is asked says nothing of that entry.
    """
    terminology, histories = context.terminology, silence.histories if with_histories else ()
    above = [terminology.above(term) for term in silence.asked]
    denials = [row for row in silence.denials if any(code_of(row) in terms for terms in above)]
    if silence.asked and not denials and not histories:
        return unknown(Reason.NOT_RECORDED)
    within = silence.within
    lengths = [silence.valid, *([within.length] if isinstance(within, Window) else [])]
    start = max(length.before(at) for length in lengths)
    latest = max(at, context.as_of)
    if denials:
        doubts = [row for row in silence.listed if terminology.place(code_of(row), silence.asked) == "broader"]
        doubts += _strange(silence.listed, terminology)
        denials = [row for row in denials if all(_newer(row, doubt) for doubt in doubts)]
    known = [row for row in (*denials, *histories) if known_by(when_of(row), context.as_of)]
    deciding: list[Fact] = []
    answers = []
    for terms in above:
        covering = [
            Row(r, seen_by(when_of(r), context.as_of), Truth.MET)
            for r in known
            if isinstance(r, told.History) or code_of(r) in terms
        ]
        # A denial after an anchor in the past covers that anchor too.
        answers.append(windows.any_of(covering, start, latest))
        deciding.extend(answers[-1].evidence)
    if all(answer.truth is Truth.MET for answer in answers):
        flips = [windows.leaves_on(when, length) for r in deciding if (when := when_of(r)) for length in lengths]
        return not_met(dict.fromkeys(deciding), min(flips, default=None))
    reasons = [reason for answer in answers for reason in answer.reasons]
    return unknown(*reasons, evidence=dict.fromkeys(deciding)) if reasons else unknown(Reason.NOT_RECORDED)


def _newer(row: Fact, doubt: Fact) -> bool:
    said, listed = when_of(row), when_of(doubt)
    return said is not None and listed is not None and listed.last < said.first


def when_of(row: Fact) -> Span | None:
    """The date of a row, of whatever table."""
    found = getattr(row, "when", None)
    return found if isinstance(found, Span) else None


def code_of(row: Fact) -> str:
    """The code of a row, of whatever table."""
    return str(getattr(row, "code", ""))
