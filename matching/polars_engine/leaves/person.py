"""Age, sex, karyotype, country and a person's answers, for all patients."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching import criteria as ask
from matching import prematurity, units
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, before, completed, mapped, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NO_ENTRY, UNDATED_FIRST, UNDATED_LAST
from matching.polars_engine.table import Ints


def age(leaf: ask.Age, view: View, at: Days) -> Planes:
    """A single bound at a single anchor day; a partial birth date is every day it may be (readings 1 and 8)."""
    people = view.snapshot.people.arrays
    if leaf.corrected:
        return _corrected(leaf, view, at)
    youngest = completed(_bound(leaf), at)
    # Without a birth date the first possible birth is before, and the last after, every day.
    last = np.where(people["birth_last"] < UNDATED_LAST, np.minimum(people["birth_last"], view.as_of), UNDATED_LAST)
    # Nobody on record is born after the day of the run.
    born = people["birth_first"] <= view.as_of
    old_enough, too_young = born & (last <= youngest), born & (people["birth_first"] > youngest)
    return Planes.of(old_enough, too_young) if leaf.from_ else Planes.of(too_young, old_enough)


def _corrected(leaf: ask.Age, view: View, at: Days) -> Planes:
    """The same, counted from term while younger than 24 months."""
    people, bound, counted = view.snapshot.people.arrays, _bound(leaf), prematurity.COUNTED_UNTIL
    first, last = people["birth_first"], np.minimum(people["birth_last"], view.as_of)
    born = (first <= view.as_of) & (first > UNDATED_FIRST)
    least, most = _early(view)
    earliest, latest = (
        np.minimum(_after(bound, day + shift, born), np.maximum(_after(bound, day, born), _after(counted, day, born)))
        for day, shift in ((first, least), (last, most))
    )
    old_enough, too_young = born & (latest <= at), born & (earliest > at)
    return Planes.of(old_enough, too_young) if leaf.from_ else Planes.of(too_young, old_enough)


def _after(length: Duration, days: Ints, known: Flags) -> Ints:
    found = np.zeros(len(days), np.int32)
    found[known] = mapped(length.after, days[known])
    return found


def _early(view: View) -> tuple[Ints, Ints]:
    """Per patient, by how many days the birth is counted later, at least and at most."""
    rows = view.snapshot.tables["measurements"].rows(view.codes.below(prematurity.GESTATION), UNDATED_LAST)
    factors = view.factors(prematurity.GESTATION, lambda unit, _code: units.factor(unit, "d"))
    days = np.where(rows["least"] == rows["most"], rows["least"] * factors[rows["unit"]], np.nan)
    known = ~np.isnan(days)
    shift = np.array([prematurity.early(day) for day in np.where(known, days, 0.0).tolist()], np.int32)
    least, most = np.full(view.size, np.iinfo(np.int32).max, np.int32), np.full(view.size, -1, np.int32)
    np.minimum.at(least, rows.patient[known], shift[known])
    np.maximum.at(most, rows.patient[known], shift[known])
    open_ended = ~rows.patients(known) | rows.patients(~known)
    low, high = prematurity.ANY
    return np.where(open_ended, np.int32(low), least), np.where(open_ended, np.int32(high), most)


def _bound(leaf: ask.Age) -> Duration:
    if leaf.to is not None:
        return Duration(leaf.to.count + 1, leaf.to.unit)
    bound = leaf.from_ or leaf.below
    if bound is None:
        raise ValueError("an age without bounds is resolved to nothing")
    return bound


def sex(leaf: ask.Sex, view: View, _at: Days) -> Planes:
    """Administrative sex; anything but male or female is unknown."""
    found = [view.snapshot.people.has("sex", name) for name in (leaf.is_, "female" if leaf.is_ == "male" else "male")]
    return _told(found[0], found[1])


def karyotype(leaf: ask.Karyotype, view: View, _at: Days) -> Planes:
    """Sex chromosomes as reported."""
    return _among(view, "karyotype", (leaf.is_,))


def country(leaf: ask.Country, view: View, _at: Days) -> Planes:
    """Where the patient lives, as recorded."""
    return _among(view, "country", leaf.is_)


def _among(view: View, column: str, asked: tuple[str, ...]) -> Planes:
    people = view.snapshot.people
    said = people.arrays[column]
    found = np.isin(said, people.numbers(column, lambda name: name in asked))
    return _told(found, (said != NO_ENTRY) & ~found)


def _told(met: Flags, not_met: Flags) -> Planes:
    return Planes.of(met, not_met)


def persons_answer(leaf: ask.PersonsAnswer, view: View, at: Days) -> Planes:
    """The latest answer, given by the person asked, while it holds."""
    start = before(ask.validity(leaf), at)
    rows = view.rows("answers", view.codes.named([leaf.question]), start)
    rows = rows.where(rows.has("who", *leaf.who))
    seen = windows.look(rows, start, at, view.as_of, (rows["value"] == 1, rows["value"] == 0))
    day = of_rows(at, rows.patient)
    endless = rows["until_first"] == UNDATED_FIRST
    surely, maybe = endless | (rows["until_first"] >= day), rows["until_last"] >= day
    return windows.latest(replace(seen, possible=seen.possible & maybe, certain=seen.certain & surely))
