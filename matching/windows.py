"""The film of a verdict: on which days of the coming years a patient passes by the passing of time alone.

No new fact is assumed. An answer turns only on days to which a date on record and a time that the criterion names lead;
those days are asked and no others (tests/agreement/test_windows.py asks every day).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from matching import criteria as ask
from matching import facts as told
from matching import prematurity
from matching.anchors import Ahead, offset
from matching.days import Duration, Span
from matching.facts import Fact, Facts
from matching.reads import READS, results_asked
from matching.reference import Context
from matching.reference.medications import FAR, half_lives
from matching.reference.person import early
from matching.reference.trials import days_counted
from matching.trial import Cohort, Numbered, Trial
from matching.truth import Truth
from matching.verdict import HORIZON, Judged, Judgement, Lasting, Verdict, judged, verdict_of


@dataclass(frozen=True, slots=True)
class Turn:
    """What a criterion says from this day on; the first turn is that of the day of the run."""

    day: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on end (both included) with one verdict, by the same criteria; ``last`` is None beyond the horizon.

    ``turned`` are the criteria that changed on its first day, as they are from then on; the day of the run has none.
    ``against`` are the numbers of those that exclude, or did when they were last known: evidence that merely grows
    too old satisfies nothing.
    """

    first: int
    last: int | None
    verdict: Verdict
    turned: tuple[Judged, ...]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """Days on end (both included) on which nothing stands against the patient; ``last`` is None beyond the horizon.

    ``opened_by`` are the criteria that are met from its first day on, none on the day of the run; ``closed_by`` those
    that exclude from the day after its last on.
    """

    first: int
    last: int | None
    opened_by: tuple[Judged, ...]
    closed_by: tuple[Judged, ...]


def film(facts: Facts, trial: Trial, cohort: Cohort, context: Context) -> tuple[Stretch, ...]:
    """The verdicts from the day of the run over the `HORIZON`; ``facts`` holds one patient's rows.

    An earlier gene therapy, which keeps some patients open whatever they pass, is left to `verdict.judge`.
    """
    context = replace(context, anchors=trial.anchors)
    turns = [tuple(_turns(one, facts, context)) for one in cohort.criteria]
    found: list[Stretch] = []
    against: set[str] = set()
    for day in sorted({turn.day for own in turns for turn in own}):
        now = [_on(own, day) for own in turns]
        against |= {one.numbered.number for one in now if one.passes is Truth.NOT_MET}
        against -= {one.numbered.number for one in now if one.passes is Truth.MET}
        verdict = verdict_of(now, complete_source=trial.source.kind == "protocol")
        turned = tuple(turn.judged for own in turns for turn in own if turn.day == day > context.as_of)
        if found:
            found[-1] = replace(found[-1], last=day - 1)
        found.append(Stretch(day, None, verdict, turned, frozenset(against)))
    return tuple(found)


def windows_of(found: Judgement, facts: Facts, trial: Trial, context: Context) -> tuple[Window, ...]:
    """The windows of a judgement; none where the patient is excluded for good, or as another disease."""
    if found.lasting in (Lasting.FOR_GOOD, Lasting.OTHER_DISEASE):
        return ()
    return windows(film(facts, trial, trial.cohort(found.cohort), context))


def windows(stretches: Iterable[Stretch]) -> tuple[Window, ...]:
    """When nothing stands against the patient, in order of time."""
    found: list[Window] = []
    closed = True
    for number, one in enumerate(stretches):
        if one.against and not closed:
            by = tuple(each for each in one.turned if each.passes is Truth.NOT_MET)
            found[-1] = replace(found[-1], last=one.first - 1, closed_by=by)
        if not one.against and closed:
            by = tuple(each for each in one.turned if each.passes is Truth.MET) if number else ()
            found.append(Window(one.first, None, by, ()))
        closed = bool(one.against)
    return tuple(found)


def _on(turns: tuple[Turn, ...], day: int) -> Judged:
    return next(turn.judged for turn in reversed(turns) if turn.day <= day)


def _turns(one: Numbered, facts: Facts, context: Context) -> Iterator[Turn]:
    before = None
    for day in (context.as_of, *sorted(_moments(one.criterion, facts, context))):
        now = judged(one, facts, replace(context, as_of=day))
        if before is None or (now.passes, now.reasons) != (before.passes, before.reasons):
            yield Turn(day, now)
        before = now


# --- the days on which an answer may turn -------------------------------------------------------------------------


def _moments(criterion: ask.Criterion, facts: Facts, context: Context) -> set[int]:
    """Every day of the horizon on which the answer may be another than the day before; few of them are."""
    found: set[int] = set()
    last = HORIZON.after(context.as_of)
    for leaf in ask.leaves(ask.resolved(criterion, context.anchors)):
        shifts = _shifts(leaf, context)
        for day in _turning(leaf, facts, context):
            found.update(day - shift for shift in shifts)
    return {day for day in found if context.as_of < day <= last}


def _shifts(leaf: ask.Leaf, context: Context) -> set[int]:
    """How many days after that of the run the leaf may look from."""
    first, last = offset(ask.anchor_of(leaf), context.anchors).days
    return {0, *(range(first, last + 1) if ask.asked_daily(leaf) else (first, last))}


def _turning(leaf: ask.Leaf, facts: Facts, context: Context) -> Iterator[int]:
    """The days on which a leaf, seen from that very day, may turn: each date on record, and so long after it."""
    lengths = set(_lengths(leaf, facts, context))
    ahead = isinstance(getattr(leaf, "within", None), Ahead)
    for date in set(_dates(leaf, facts, context)):
        yield from (date, date + 1)
        for length in lengths:
            yield from _reached(date, length)
            if ahead:
                yield from range(length.before(date), length.before(date) + 5)


def _reached(date: int, length: Duration) -> Iterator[int]:
    """The days about the moment when a date lies ``length`` back: counted forwards, or backwards from that day."""
    after = length.after(date)
    yield from (after, after + 1)
    # Where a month is short, what is counted backwards gets there up to three days later, or stays there as long.
    if not length.before(after) == date < length.before(after + 1):
        yield from range(after + 2, after + 5)


def _dates(leaf: ask.Leaf, facts: Facts, context: Context) -> Iterator[int]:
    """The days on record that a leaf may look at."""
    for row in _rows(leaf, facts, context):
        for one in fields(row):
            when = getattr(row, one.name)
            if isinstance(when, Span):
                yield from (when.first, when.last)
    if isinstance(leaf, ask.Age) and leaf.corrected and (person := facts.person()) and person.birth:
        yield from (person.birth.first + early(facts, context)[0], person.birth.last + early(facts, context)[1])
    if isinstance(leaf, ask.ExposureDays):
        for row in facts.measurements:
            if row.when and (days := days_counted(row)) is not None:
                yield row.when.first + math.ceil(leaf.from_ - days)


def _rows(leaf: ask.Leaf, facts: Facts, context: Context) -> Iterator[Fact]:
    """The rows that a leaf may look at; of the many results, those of its codes."""
    below, codes = context.terminology.is_below, results_asked(leaf)
    for row in facts:
        if isinstance(row, (told.AnchorDate, *READS[type(leaf)])) and (
            not isinstance(row, told.Measurement | told.Result) or below(row.code, codes)
        ):
            yield row


def _lengths(leaf: ask.Leaf, facts: Facts, context: Context) -> Iterator[Duration]:
    """The times that a leaf names, and those that its family adds."""
    named = list(_durations(leaf))
    yield from named
    match leaf:
        case ask.Age() | ask.Onset():
            # "Up to 10 years" ends with the 11th birthday.
            yield from (Duration(one.count + 1, one.unit) for one in named)
            yield prematurity.COUNTED_UNTIL
        case ask.Events(over=over, each=each):
            parts = 1 if each is None else ask.times(over, each)
            yield from (Duration(each.count * part, each.unit) for part in range(1, parts + 1) if each)
            yield Duration(ask.ENDS_WITHIN, "d")
        case ask.GivenQuantity():
            yield Duration(ask.ENDS_WITHIN, "d")
        case ask.Infection(within=None):
            yield ask.DEFAULT_VALIDITY[ask.Infection]
        case ask.Medication(half_lives=int()):
            for code in {row.code for row in facts.medications}:
                yield from (Duration(days, "d") for days in half_lives(code, leaf, context.terminology) if days < FAR)
        case _:
            pass


def _durations(asked: object) -> Iterator[Duration]:
    """Every time named anywhere in a leaf."""
    if isinstance(asked, Duration):
        yield asked
    elif is_dataclass(asked):
        for one in fields(asked):
            yield from _durations(getattr(asked, one.name))
    elif isinstance(asked, tuple):
        for one in asked:
            yield from _durations(one)
