"""How many patients a protocol finds, where it loses them, and what a change would gain; exact counts, of planes.

Lost is who a criterion decides against; who is not known stays, and is told apart. What a sponsor may see of these
numbers is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from matching import criteria as ask
from matching.days import Duration
from matching.polars_engine.planes import Words, count, everybody
from matching.polars_engine.verdicts import Answered, Screened
from matching.trial import Cohort, Trial


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion on the way: whom it loses of those still there, and how many stay, surely or not known yet.

    ``open`` counts those who stay and are not known by some criterion up to here.
    """

    number: str
    lost: int
    left: int
    open: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What leaving criteria out would gain: the patients whom these alone decide against."""

    numbers: tuple[str, ...]
    patients: int


def attrition(found: Screened, *, best: bool = False) -> tuple[Step, ...]:
    """The way through a cohort's criteria, in protocol order or, ``best``, those that lose most first."""
    waiting, told = list(found.criteria), []
    left, sure = _all(found), _all(found)
    while waiting:
        one = max(waiting, key=lambda each: count(left & each.passes.false)) if best else waiting[0]
        waiting.remove(one)
        lost = count(left & one.passes.false)
        left, sure = left & ~one.passes.false, sure & one.passes.true
        told.append(Step(one.numbered.number, lost, count(left), count(left & ~sure)))
    return tuple(told)


def relaxations(found: Screened, most: int = 2) -> tuple[Gain, ...]:
    """What leaving out one criterion, or two (``most``), would gain; the largest first, none that gains nothing more.

    A pair is told where it gains more than its parts: some patients are excluded by exactly these two.
    """
    alone = {one.numbered.number: _only((one,), found) for one in found.criteria}
    gains = [Gain((number,), patients) for number, patients in alone.items() if patients]
    for pair in combinations(found.criteria, 2) if most > 1 else ():
        numbers = tuple(one.numbered.number for one in pair)
        both = _only(pair, found)
        if both:
            gains.append(Gain(numbers, both + sum(alone[number] for number in numbers)))
    return tuple(sorted(gains, key=lambda gain: (-gain.patients, gain.numbers)))


def _only(chosen: Sequence[Answered], found: Screened) -> int:
    """How many are excluded by each of the chosen criteria, and by no other."""
    whom = _all(found)
    for one in found.criteria:
        whom = whom & (one.passes.false if one in chosen else ~one.passes.false)
    return count(whom)


def overlap(found: Iterable[Screened]) -> dict[tuple[str, str], int]:
    """Per two cohorts (``trial/cohort``, in order), how many patients neither excludes; of one with itself, its own."""
    stays = {f"{one.trial}/{one.cohort}": _stay(one) for one in found}
    names = list(stays)
    return {
        (one, other): count(stays[one] & stays[other]) for place, one in enumerate(names) for other in names[place:]
    }


def _stay(found: Screened) -> Words:
    words = _all(found)
    for one in found.criteria:
        words = words & ~one.passes.false
    return words


def _all(found: Screened) -> Words:
    return everybody(len(found.verdicts))


# --- another limit ---------------------------------------------------------------------------------------------------

LIMITS = ("from_", "above", "to", "below")


def with_limit(trial: Trial, cohort: str, number: str, limit: str, value: float | Duration) -> Trial:
    """The trial with another limit in one criterion of a cohort: that of its first leaf that has it.

    ``limit`` is one of `LIMITS`; a number keeps the leaf's unit, an age is a Duration. Raises KeyError where the cohort
    has no such criterion, ValueError where no leaf of it has that limit, and TypeError where that is of the other kind.
    """
    changed = False

    def other(leaf: ask.Leaf) -> ask.Leaf:
        nonlocal changed
        now = getattr(leaf, limit, None)
        if changed or now is None:
            return leaf
        changed = True
        changes: dict[str, Any] = {limit: _other(now, value)}
        return replace(leaf, **changes)

    cohorts = tuple(_changed(one, number, other) if one.name == cohort else one for one in trial.cohorts)
    if not changed:
        raise ValueError(f"no leaf of {number} has the limit {limit.rstrip('_')}")
    return replace(trial, cohorts=cohorts)


def _other(now: object, value: float | Duration) -> object:
    if isinstance(now, Duration) or isinstance(value, Duration):
        if not (isinstance(now, Duration) and isinstance(value, Duration)):
            raise TypeError("an age is a duration, such as 7 y; any other limit is a number")
        return value
    if isinstance(now, ask.Limit):
        return replace(now, value=value)
    return int(value) if isinstance(now, int) else value


def _changed(cohort: Cohort, number: str, other: Callable[[ask.Leaf], ask.Leaf]) -> Cohort:
    if number not in {one.number for one in cohort.criteria}:
        raise KeyError(number)
    return replace(
        cohort,
        criteria=tuple(
            replace(one, criterion=_over_leaves(one.criterion, other)) if one.number == number else one
            for one in cohort.criteria
        ),
    )


def _over_leaves(criterion: ask.Criterion, other: Callable[[ask.Leaf], ask.Leaf]) -> ask.Criterion:
    if isinstance(criterion, ask.Connective):
        return ask.with_parts(criterion, tuple(_over_leaves(part, other) for part in ask.parts(criterion)))
    return other(criterion)


def stays(found: Iterable[Screened]) -> Iterator[int]:
    """How many each cohort does not exclude."""
    for one in found:
        yield count(_stay(one))


__all__ = ["LIMITS", "Gain", "Step", "attrition", "overlap", "relaxations", "stays", "with_limit"]
