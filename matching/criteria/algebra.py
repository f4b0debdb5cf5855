"""The closed union: connectives over leaves."""

from __future__ import annotations

from dataclasses import dataclass

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
from matching.criteria.person import Age, Karyotype, PersonsAnswer, Sex
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


Leaf = (
    Age | Sex | Karyotype | Diagnosis | Phenotype | Onset | FamilyHistory | Events | GivenQuantity
    | Biallelic | Hemizygous | VariantFound | CopyNumber | Exons | RepeatCount | Heteroplasmy | ExonSkip
    | StudiedNegative
    | Antibody | Measurement | Repeated | Change | Result | Infection
    | Medication | ExposureDays | Procedure | Vaccination | GeneTherapy | InTrial | PersonsAnswer
)  # fmt: skip


Criterion = All | AnyOf | AtLeast | Not | Leaf


def leaves(criterion: Criterion) -> tuple[Leaf, ...]:
    """Every leaf below a criterion, in reading order."""
    match criterion:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part):
            return leaves(part)
        case _:
            return (criterion,)
