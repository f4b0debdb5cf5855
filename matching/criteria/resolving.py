"""A criterion with nothing left implicit: default validities, single bounds, and each leaf's anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from matching.anchors import Ahead, Anchor, Offset, Window
from matching.criteria.algebra import (
    All,
    AnyOf,
    AtLeast,
    Criterion,
    IfThen,
    Leaf,
    Not,
    PerSide,
    Unless,
    parts,
    with_parts,
)
from matching.criteria.conditions import Diagnosis, Onset, Phenotype
from matching.criteria.events import Events, GivenQuantity
from matching.criteria.person import Age, PersonsAnswer
from matching.criteria.sides import ChosenSide, SideBy
from matching.criteria.tests_done import Antibody, Change, Infection, Measurement, Repeated, Result
from matching.criteria.treatments import GeneTherapy, InTrial, Medication, Procedure, Vaccination
from matching.days import Duration
from matching.facts import Side
from matching.weights import BODY_WEIGHT, SPEAKS_FOR

# Declared defaults where a protocol gives no validity (reading 7): ours, stated in the check report of every trial.
DEFAULT_VALIDITY: dict[type, Duration] = {
    Measurement: Duration(6, "mo"),
    Repeated: Duration(24, "mo"),
    Change: Duration(6, "mo"),
    Result: Duration(6, "mo"),
    Infection: Duration(6, "mo"),
    Antibody: Duration(6, "mo"),
    Diagnosis: Duration(12, "mo"),
    Phenotype: Duration(12, "mo"),
    Medication: Duration(12, "mo"),
    Procedure: Duration(12, "mo"),
    Vaccination: Duration(12, "mo"),
    InTrial: Duration(12, "mo"),
    GeneTherapy: Duration(12, "mo"),
    PersonsAnswer: Duration(6, "mo"),
}


Valid = Diagnosis | Phenotype | Medication | Procedure | Vaccination | GeneTherapy | InTrial | PersonsAnswer


def validity(leaf: Valid) -> Duration:
    """For how long a recorded absence, or an answer, holds: as stated, else the declared default of its family."""
    return leaf.valid or DEFAULT_VALIDITY[type(leaf)]


def resolved(criterion: Criterion, declared: Mapping[Anchor, Offset]) -> Criterion:
    """The criterion with nothing left implicit, as both evaluators read it.

    Ages are split into single bounds at single anchors (a cap without anchor holds at screening and, where the trial
    declares it, at dosing), and so must a weight; missing windows and validities become the declared defaults.
    """
    return _resolved(criterion, ("screening", "dosing") if "dosing" in declared else ("screening",))


@lru_cache(maxsize=4096)
def _resolved(criterion: Criterion, caps: tuple[Anchor, ...]) -> Criterion:
    """The same, where a cap without anchor holds at each of ``caps``."""
    match criterion:
        case All() | AnyOf() | AtLeast() | Not():
            return with_parts(criterion, tuple(_resolved(part, caps) for part in parts(criterion)))
        case Unless(one, exception):
            return _resolved(All((one, Not(exception))), caps)
        case IfThen(if_, then, else_):
            # The last part: where both say the same, it does not matter which is asked.
            cases = All((if_, then)), All((Not(if_), else_)), All((then, else_))
            return _resolved(AnyOf(cases), caps)
        case PerSide():
            return _resolved(_each_side(criterion), caps)
        case Age():
            return _single_bounds(criterion, caps)
        case (
            Measurement(within=None)
            | Antibody(within=None)
            | Repeated(within=None)
            | Change(within=None)
            | Result(within=None)
            | Infection(within=None)
        ):
            return _resolved(_dated(criterion, caps), caps)
        case Onset():
            return _single(criterion, ("from_", "below", "to"))
        case Measurement(take="lowest" | "highest"):
            return _single_limits(criterion)
        case (
            Diagnosis()
            | Phenotype()
            | Medication()
            | Procedure()
            | Vaccination()
            | GeneTherapy()
            | InTrial()
            | PersonsAnswer()
        ):
            return replace(criterion, valid=validity(criterion))
        case _:
            return criterion


Dated = Measurement | Antibody | Repeated | Change | Result | Infection


def _dated(asked: Dated, caps: tuple[Anchor, ...]) -> Criterion:
    """With the window that is read where none is named; a weight must hold at each of ``caps`` (reading 8)."""
    if isinstance(asked, Measurement) and set(asked.code) <= set(BODY_WEIGHT):
        return All(tuple(replace(asked, within=Window(anchor, SPEAKS_FOR)) for anchor in caps))
    return replace(asked, within=Window("screening", DEFAULT_VALIDITY[type(asked)]))


def _each_side(asked: PerSide) -> Criterion:
    """A criterion per side as the same criterion of each, joined: never one answer from findings of two."""
    left, right = (_on_side(asked.criterion, side) for side in SIDES)
    if asked.which == "any":
        return AnyOf((left, right))
    if asked.which == "both":
        return All((left, right))
    chosen: list[Criterion] = []
    for side, one in zip(SIDES, (left, right), strict=True):
        is_it: Leaf = (
            ChosenSide(side, asked.trial)
            if asked.which == "study"
            else SideBy(side, asked.by, asked.which, asked.higher_is_better)
        )
        chosen.append(All((is_it, one)))
    # What holds of both sides holds of the one meant, whichever it is.
    return AnyOf((*chosen, All((left, right))))


def _on_side(criterion: Criterion, side: Side) -> Criterion:
    if isinstance(criterion, Measurement | Diagnosis | Phenotype | Procedure):
        return replace(criterion, side=side)
    return with_parts(criterion, tuple(_on_side(part, side) for part in parts(criterion)))


SIDES: tuple[Side, ...] = ("left", "right")


def _single(leaf: Onset, bounds: tuple[str, ...]) -> Criterion:
    """A leaf with several bounds as one question each, so that each turns once only as its anchor moves on."""
    given = [name for name in bounds if getattr(leaf, name) is not None]
    none = dict.fromkeys(bounds)
    single = tuple(replace(leaf, **{**none, name: getattr(leaf, name)}) for name in given)
    return leaf if len(single) < 2 else All(single)


def _single_limits(measured: Measurement) -> Criterion:
    """A lowest or highest value between two limits as two questions: as results leave the window it may enter the
    range and leave it again, and each question turns once only.
    """
    lower = replace(measured, to=None, below=None)
    upper = replace(measured, from_=None, above=None)
    if measured in (lower, upper):
        return measured
    return All((lower, upper))


def _single_bounds(age: Age, caps: tuple[Anchor, ...]) -> Criterion:
    if age.at:
        caps = (age.at,)
    bounds: list[Criterion] = []
    if age.from_ is not None:
        bounds.append(Age(from_=age.from_, at=age.at or "screening", corrected=age.corrected))
    if age.below is not None:
        bounds.extend(Age(below=age.below, at=at, corrected=age.corrected) for at in caps)
    if age.to is not None:
        bounds.extend(Age(to=age.to, at=at, corrected=age.corrected) for at in caps)
    return bounds[0] if len(bounds) == 1 else All(tuple(bounds))


def anchor_of(leaf: Leaf) -> Anchor:
    """The anchor that a resolved leaf looks from: that of its window, else its own, else screening."""
    match getattr(leaf, "within", None):
        case Window(before=anchor) | Ahead(after=anchor):
            return anchor
    return getattr(leaf, "at", None) or "screening"


def asked_daily(leaf: Leaf) -> bool:
    """Whether a leaf may leave an answer and come back to it as its anchor moves on, so that every day is asked: a
    result becomes an older one as others leave the window, and what is planned comes into sight and passes.
    """
    return isinstance(leaf, Repeated | Events | GivenQuantity) or isinstance(getattr(leaf, "within", None), Ahead)
