"""Age, sex, karyotype, country and a person's answers, as the reference evaluator reads them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from matching import criteria as ask
from matching import prematurity, units
from matching.days import Duration, Span
from matching.facts import Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.truth import Reason, Truth


def age(leaf: ask.Age, facts: Facts, at: int, context: Context) -> Answer:
    """A single bound at a single anchor day; a partial birth date is every day it may be (readings 1 and 8).

    Nobody on record is born after the day of the run: such a date is a mistake, and says nothing.
    """
    person = facts.person()
    if person is None or person.birth is None:
        return unknown(Reason.NOT_RECORDED, evidence=facts.people)
    bound = leaf.from_ or leaf.below or Duration(leaf.to.count + 1, leaf.to.unit)  # type: ignore[union-attr]  # resolved
    if person.birth.first > context.as_of:
        return unknown(Reason.CONFLICTING, evidence=(person,))
    birth = Span(person.birth.first, min(person.birth.last, context.as_of))
    shift = early(facts, context) if leaf.corrected else (0, 0)
    reached = Span(bound.after(birth.first), bound.after(birth.last))
    counted = Span(prematurity.COUNTED_UNTIL.after(birth.first), prematurity.COUNTED_UNTIL.after(birth.last))
    # Chronological again from 24 months on.
    reached = Span(
        min(bound.after(birth.first + shift[0]), max(reached.first, counted.first)),
        min(bound.after(birth.last + shift[1]), max(reached.last, counted.last)),
    )
    past, before = at >= reached.last, at < reached.first
    if not past and not before:
        return unknown(Reason.IMPRECISE_DATE, evidence=(person,))
    if leaf.from_ is not None:
        return met((person,)) if past else not_met((person,), reached.last)
    return met((person,), reached.first) if before else not_met((person,))


def early(facts: Facts, context: Context) -> tuple[int, int]:
    """By how many days the birth is counted later, at least and at most, by the gestations on record."""
    below = context.terminology.is_below
    rows = [row for row in facts.measurements if below(row.code, prematurity.GESTATION)]
    known = [
        row.value * factor
        for row in rows
        if row.value is not None and not row.comparator and row.unit and (factor := units.factor(row.unit, "d"))
    ]
    days = [prematurity.early(one) for one in known]
    return (min(days), max(days)) if days and len(known) == len(rows) else prematurity.ANY


def sex(leaf: ask.Sex, facts: Facts, _at: int, _context: Context) -> Answer:
    """Administrative sex; other, unknown, absent or contradictory is unknown."""
    return _among(("male", "female"), (leaf.is_,), facts, "sex")


def karyotype(leaf: ask.Karyotype, facts: Facts, _at: int, _context: Context) -> Answer:
    """Sex chromosomes as reported; never inferred from administrative sex (reading 11)."""
    return _among(None, (leaf.is_,), facts, "karyotype")


def country(leaf: ask.Country, facts: Facts, _at: int, _context: Context) -> Answer:
    """Where the patient lives, as recorded; never inferred from the hospital that sent the record."""
    return _among(None, leaf.is_, facts, "country")


def _among(telling: Collection[str] | None, asked: Collection[str], facts: Facts, name: str) -> Answer:
    """Whether what is recorded of the person is one of those asked; only some words may tell anything."""
    person = facts.person()
    said = getattr(person, name, None)
    if person is None or said is None or (telling is not None and said not in telling):
        conflicting = len({word for row in facts.people if (word := getattr(row, name))}) > 1
        return unknown(Reason.CONFLICTING if conflicting else Reason.NOT_RECORDED, evidence=facts.people)
    return (met if said in asked else not_met)((person,))


def persons_answer(leaf: ask.PersonsAnswer, facts: Facts, at: int, context: Context) -> Answer:
    """The latest answer, given by the person asked, while it holds."""
    rows = [
        windows.Row(row, seen_by(row.when, context.as_of), Truth.MET if row.value else Truth.NOT_MET, until=row.until)
        for row in facts.answers
        if row.question == leaf.question and row.who in leaf.who and known_by(row.when, context.as_of)
    ]
    if not rows:
        return unknown(Reason.NEEDS_PERSON)
    valid = ask.validity(leaf)
    answer = windows.latest(rows, valid.before(at), at, Reason.NEEDS_PERSON)
    if answer.truth is Truth.UNKNOWN:
        return replace(answer, reasons=tuple(dict.fromkeys((*answer.reasons, Reason.NEEDS_PERSON))))
    ends = [windows.leaves_on(row.when, valid) for row in facts.answers if row in answer.evidence and row.when]
    ends += [row.until.first + 1 for row in facts.answers if row in answer.evidence and row.until]
    return replace(answer, flips_on=min(ends, default=None))
