"""Age, sex, karyotype and a person's answers, for all patients."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from matching import criteria as ask
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, before, completed, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Planes
from matching.polars_engine.schemas import UNDATED_FIRST, UNDATED_LAST


def age(leaf: ask.Age, view: View, at: Days) -> Planes:
    """A single bound at a single anchor day; a partial birth date is every day it may be (readings 1 and 8)."""
    people = view.snapshot.people
    youngest = completed(_bound(leaf), at)
    old_enough = people["birth_last"].fill_null(UNDATED_LAST).to_numpy() <= youngest
    # Without a birth date the first possible birth is before, and the last after, every day.
    too_young = people["birth_first"].fill_null(UNDATED_FIRST).to_numpy() > youngest
    return Planes.of(old_enough, too_young) if leaf.from_ else Planes.of(too_young, old_enough)


def _bound(leaf: ask.Age) -> Duration:
    if leaf.to is not None:
        return Duration(leaf.to.count + 1, leaf.to.unit)
    bound = leaf.from_ or leaf.below
    if bound is None:
        raise ValueError("an age without bounds is resolved to nothing")
    return bound


def sex(leaf: ask.Sex, view: View, _at: Days) -> Planes:
    """Administrative sex; anything but male or female is unknown."""
    other = "female" if leaf.is_ == "male" else "male"
    return _people(view, pl.col("sex") == leaf.is_, pl.col("sex") == other)


def karyotype(leaf: ask.Karyotype, view: View, _at: Days) -> Planes:
    """Sex chromosomes as reported."""
    return _people(view, pl.col("karyotype") == leaf.is_, pl.col("karyotype") != leaf.is_)


def _people(view: View, met: pl.Expr, not_met: pl.Expr) -> Planes:
    found = view.snapshot.people.select(met=met.fill_null(value=False), not_met=not_met.fill_null(value=False))
    return Planes.of(found["met"].to_numpy(), found["not_met"].to_numpy())


def persons_answer(leaf: ask.PersonsAnswer, view: View, at: Days) -> Planes:
    """The latest answer, given by the person asked, while it holds."""
    start = before(leaf.valid or ask.DEFAULT_VALIDITY[ask.PersonsAnswer], at)
    rows = view.rows("answers", view.codes.named([leaf.question]), start).where(pl.col("who") == leaf.who)
    seen = windows.look(rows, start, at, view.as_of, rows.classified(met=pl.col("value"), not_met=~pl.col("value")))
    day = of_rows(at, rows.patient)
    ends = [rows.frame[name].fill_null(UNDATED_LAST).to_numpy() >= day for name in ("until_first", "until_last")]
    return windows.latest(replace(seen, possible=seen.possible & ends[1], certain=seen.certain & ends[0]))
