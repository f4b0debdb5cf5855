"""The closed union: connectives over leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from matching.criteria.conditions import Diagnosis, FamilyHistory, Onset, Phenotype
from matching.criteria.events import Events, GivenQuantity
from matching.criteria.genotype import (
    Biallelic,
    CopyNumber,
    Exons,
    ExonSkip,
    Hemizygous,
    Heteroplasmy,
    RepeatCount,
    StudiedNegative,
    VariantFound,
)
from matching.criteria.person import Age, Country, Karyotype, PersonsAnswer, Sex
from matching.criteria.sides import ChosenSide, SideBy
from matching.criteria.tests_done import Antibody, Change, Infection, Measurement, Repeated, Result
from matching.criteria.treatments import ExposureDays, GeneTherapy, InTrial, Medication, Procedure, Vaccination


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``n`` of them."""

    n: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; an unknown stays unknown."""

    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Unless:
    """The criterion, unless the exception holds: an exception that is not known leaves it open."""

    criterion: Criterion
    exception: Criterion


@dataclass(frozen=True, slots=True)
class IfThen:
    """``then`` where ``if_`` holds, else ``else_`` (without one: nothing is asked). Where both say the same, whether
    ``if_`` holds does not matter.
    """

    if_: Criterion
    then: Criterion
    else_: Criterion = All(())


@dataclass(frozen=True, slots=True)
class PerSide:
    """The criterion asked of each side (eye, limb), then of ``any``, of ``both``, of the ``worse`` or the ``better``
    one by the latest values of ``by``, or of the one that somebody chose for the trial (``study``).

    Never one answer from the findings of two sides; a finding whose side is not recorded may be of either.
    """

    criterion: Criterion
    which: Literal["any", "both", "worse", "better", "study"] = "any"
    by: tuple[str, ...] = ()
    higher_is_better: bool = True
    trial: str = ""


Leaf = (
    Age | Sex | Karyotype | Country | Diagnosis | Phenotype | Onset | FamilyHistory | Events | GivenQuantity
    | Biallelic | Hemizygous | VariantFound | CopyNumber | Exons | RepeatCount | Heteroplasmy | ExonSkip
    | StudiedNegative
    | Antibody | Measurement | Repeated | Change | Result | Infection
    | Medication | ExposureDays | Procedure | Vaccination | GeneTherapy | InTrial | SideBy | ChosenSide | PersonsAnswer
)  # fmt: skip


Connective = All | AnyOf | AtLeast | Not | Unless | IfThen | PerSide
Criterion = Connective | Leaf


def parts(criterion: Criterion) -> tuple[Criterion, ...]:
    """The criteria directly below one, in reading order; a leaf has none."""
    match criterion:
        case All(below) | AnyOf(below) | AtLeast(_, below):
            return below
        case Not(below) | PerSide(below):
            return (below,)
        case Unless(one, other):
            return one, other
        case IfThen(if_, then, else_):
            return if_, then, else_
        case _:
            return ()


def with_parts(criterion: Criterion, below: tuple[Criterion, ...]) -> Criterion:
    """The same connective over other criteria, as many as `parts` gives; a leaf is itself."""
    match criterion:
        case All() | AnyOf() | AtLeast():
            return replace(criterion, criteria=below)
        case Not() | PerSide():
            return replace(criterion, criterion=below[0])
        case Unless():
            return Unless(*below)
        case IfThen():
            return IfThen(*below)
        case _:
            return criterion


def leaves(criterion: Criterion) -> tuple[Leaf, ...]:
    """Every leaf below a criterion, in reading order."""
    if isinstance(criterion, Connective):
        return tuple(leaf for part in parts(criterion) for leaf in leaves(part))
    return (criterion,)
