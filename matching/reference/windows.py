"""Which rows lie in a window of evidence, and what the latest, any, every, lowest or highest of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from matching.anchors import Window
from matching.criteria import Ever
from matching.days import Duration, Span
from matching.facts import Fact
from matching.reference.answers import Answer, met, not_met, unknown
from matching.truth import Reason, Truth, any_met
from matching.units import Interval

Take = Literal["latest", "any", "every", "lowest", "highest"]
# Before every day: where something without a date is sorted.
LONG_AGO = -(10**9)


@dataclass(frozen=True, slots=True)
class Row:
    """One result as a window sees it: its date, its own truth against the limit, and where its value lies."""

    fact: Fact
    when: Span | None
    truth: Truth
    reason: Reason | None = None
    value: Interval | None = None
    minute: int | None = None
    until: Span | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows that lie in the window for certain, and those that may (all of the certain ones among them)."""

    certain: tuple[Row, ...]
    possible: tuple[Row, ...]


def start_of(within: Window | Ever, at: int) -> int | None:
    """The first day of a window seen from its anchor; None for ``ever``."""
    return within.length.before(at) if isinstance(within, Window) else None


def look(rows: Iterable[Row], start: int | None, at: int) -> Seen:
    """Sort rows into certain and possible; an undated row is only possible, unless the window is ``ever``.

    A window ends on its anchor: a result after a consent in the past says nothing of the weeks before that consent.
    """
    possible = tuple(row for row in rows if _may(row, start, at))
    return Seen(tuple(row for row in possible if _must(row, start, at)), possible)


def _may(row: Row, start: int | None, at: int) -> bool:
    if row.until is not None and row.until.last < at:
        return False
    return start is None or row.when is None or (row.when.last >= start and row.when.first <= at)


def _must(row: Row, start: int | None, at: int) -> bool:
    if row.until is not None and row.until.first < at:
        return False
    return start is None or (row.when is not None and row.when.first >= start and row.when.last <= at)


def leaves_on(when: Span, length: Duration) -> int:
    """The first anchor day on which a row has left a window of that length."""
    day = length.after(when.first)
    while length.before(day) <= when.first:
        day += 1
    return day


def nothing_seen(rows: Sequence[Row], at: int, none: Reason = Reason.NOT_RECORDED) -> Answer:
    """Why a window is empty: nothing recorded up to the anchor, or only what is too old."""
    earlier = [row for row in rows if row.when is None or row.when.first <= at]
    if not earlier:
        return unknown(none)
    last = max(earlier, key=lambda row: (row.when.first if row.when else LONG_AGO, row.fact.record))
    return unknown(Reason.TOO_OLD, evidence=(last.fact,))


def latest(rows: Sequence[Row], start: int | None, at: int, none: Reason = Reason.NOT_RECORDED) -> Answer:
    """What the latest row says (reading 23).

    Every row that may be the latest must agree: those not known to be earlier than a certain row, and of the same
    exact day those not known to be earlier by the clock. Disagreement is ``conflicting``, or ``imprecise date`` when
    it hangs on a partial date.
    """
    seen = look(rows, start, at)
    if not seen.possible:
        return nothing_seen(rows, at, none)
    last = [row for row in seen.possible if not any(_surely_earlier(row, other) for other in seen.certain)]
    facts = [row.fact for row in sorted(last, key=lambda row: row.fact.record)]
    if not seen.certain:
        return unknown(Reason.IMPRECISE_DATE, evidence=facts)
    truths = {row.truth for row in last}
    if truths == {Truth.UNKNOWN}:
        return unknown(*reasons(last), evidence=facts)
    if len(truths) > 1:
        precise = all(row.when is not None and row.when.exact for row in last)
        return unknown(Reason.CONFLICTING if precise else Reason.IMPRECISE_DATE, *reasons(last), evidence=facts)
    return (met if truths == {Truth.MET} else not_met)(facts)


def _surely_earlier(row: Row, other: Row) -> bool:
    if row.when is None or other.when is None:
        return False
    if row.when.last != other.when.first or not (row.when.exact and other.when.exact):
        return row.when.last < other.when.first
    return row.minute is not None and other.minute is not None and row.minute < other.minute


def reasons(rows: Iterable[Row]) -> list[Reason]:
    """Why these rows say nothing, each reason once, in the order of their names."""
    return sorted({row.reason for row in rows if row.reason}, key=lambda reason: reason.value)


def any_of(rows: Sequence[Row], start: int | None, at: int, none: Reason = Reason.NOT_RECORDED) -> Answer:
    """Met when a row certainly in the window is; not met when all that may be are not, and one certainly is there."""
    seen = look(rows, start, at)
    if not seen.possible:
        return nothing_seen(rows, at, none)
    hits = [row for row in seen.certain if row.truth is Truth.MET]
    if hits:
        return met(row.fact for row in hits)
    if seen.certain and any_met(row.truth for row in seen.possible) is Truth.NOT_MET:
        return not_met(row.fact for row in seen.certain)
    doubtful = [row for row in seen.possible if row.truth is not Truth.NOT_MET] or list(seen.possible)
    return unknown(*(reasons(doubtful) or [Reason.IMPRECISE_DATE]), evidence=[row.fact for row in doubtful])


def every(rows: Sequence[Row], start: int | None, at: int) -> Answer:
    """Met when all that may be in the window are, and one certainly is there; not met when a certain one is not."""
    answer = any_of([_opposite(row) for row in rows], start, at)
    flipped = {Truth.MET: Truth.NOT_MET, Truth.NOT_MET: Truth.MET, Truth.UNKNOWN: Truth.UNKNOWN}[answer.truth]
    return Answer(flipped, answer.reasons, answer.evidence)


def _opposite(row: Row) -> Row:
    return Row(row.fact, row.when, ~row.truth, row.reason, row.value, row.minute, row.until)


def extreme(rows: Sequence[Row], start: int | None, at: int, take: Take, judge: Callable[[Interval], Truth]) -> Answer:
    """What the lowest or the highest value of the window says; a row without a usable value leaves it unknown."""
    seen = look(rows, start, at)
    if not seen.possible:
        return nothing_seen(rows, at)
    facts = [row.fact for row in seen.possible]
    unusable = [row for row in seen.possible if row.value is None]
    if unusable:
        return unknown(*reasons(unusable), evidence=[row.fact for row in unusable])
    if not seen.certain:
        return unknown(Reason.IMPRECISE_DATE, evidence=facts)
    may = [row.value for row in seen.possible if row.value]
    must = [row.value for row in seen.certain if row.value]
    if take == "lowest":
        found = min(low for low, _ in may), min(high for _, high in must)
    else:
        found = max(low for low, _ in must), max(high for _, high in may)
    match judge(found):
        case Truth.MET:
            return met(facts)
        case Truth.NOT_MET:
            return not_met(facts)
        case Truth.UNKNOWN:
            inexact = len(seen.certain) < len(seen.possible)
            return unknown(Reason.IMPRECISE_DATE if inexact else Reason.CENSORED, evidence=facts)
