"""The algebra of questions: connectives and leaves as frozen, hashable data; the union is closed.

Limits are stored as they are written: ``from_`` (≥) and ``to`` (≤) include, ``above`` (>) and ``below`` (<) exclude.
A leaf that names no window or validity reads the declared default of its family (`DEFAULT_VALIDITY`); `check` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from matching.anchors import Anchor, Offset, Window
from matching.days import Duration
from matching.facts import Lesion, Significance


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
class Age:
    """Chronological age at an anchor. ``to: 10 y`` runs to the day before the 11th birthday.

    ``at=None`` means that the protocol names no anchor: a lower bound is read at screening, a cap must hold at
    screening and at dosing.
    """

    from_: Duration | None = None
    below: Duration | None = None
    to: Duration | None = None
    at: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Sex:
    """Administrative sex."""

    is_: Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Karyotype:
    """Sex chromosomes, such as ``XY``; never inferred from administrative sex."""

    is_: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis at or below one of the terms.

    ``own_disease``: the trial's own disease, read after reading 25, in which another confirmed rare disease and no
    finding in ``genes`` make a no; any other condition is unknown until it is recorded present or absent. One that is
    over counts only where the criterion asks ``ever``.
    """

    any_of: tuple[str, ...]
    own_disease: bool = False
    genes: tuple[str, ...] = ()
    asks: Literal["current", "ever"] = "current"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class Phenotype:
    """An HPO term or one below it; a recorded absence of it, or of a term above it, is a no while valid."""

    any_of: tuple[str, ...]
    asks: Literal["current", "ever"] = "current"
    valid: Duration | None = None


Classes = tuple[Significance | Literal["unclassified"], ...]
PATHOGENIC: Classes = ("P", "LP")


@dataclass(frozen=True, slots=True)
class Biallelic:
    """Both alleles of a gene lost (reading 9). ``classes`` count; one of uncertain significance leaves it open."""

    gene: str
    classes: Classes = PATHOGENIC


@dataclass(frozen=True, slots=True)
class Hemizygous:
    """A variant on the only X (reading 11)."""

    gene: str
    classes: Classes = PATHOGENIC


@dataclass(frozen=True, slots=True)
class VariantFound:
    """A variant of the gene (named by ``hgvs``, else any of ``classes``) on ``from_`` to ``to`` alleles.

    One allele and two alleles of the same variant are different criteria (reading 14).
    """

    gene: str
    hgvs: str | None = None
    classes: Classes = PATHOGENIC
    from_: int = 1
    to: int = 2


@dataclass(frozen=True, slots=True)
class CopyNumber:
    """Measured copies of a gene, ``from_`` to ``to`` (both included)."""

    gene: str
    from_: int | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Exons:
    """A lesion whose exons overlap, or lie within, ``first`` to ``last`` of ``transcript`` (reading 15)."""

    gene: str
    first: int
    last: int
    transcript: str | None = None
    how: Literal["overlaps", "within"] = "overlaps"
    lesions: tuple[Lesion, ...] = ("deletion", "duplication", "point")


Ever = Literal["ever"]


@dataclass(frozen=True, slots=True)
class Antibody:
    """An anti-capsid antibody beyond a limit (reciprocal titre: 1:50 is 50), or simply ``detected``.

    "< 1:N" is not detected only while N is no higher than `DETECTION_FLOOR`.
    """

    capsid: str
    class_: Literal["nab", "total"] | None = None
    method: str | None = None
    assay: Literal["sponsor"] | None = None
    from_: float | None = None
    above: float | None = None
    to: float | None = None
    below: float | None = None
    detected: bool = False
    within: Window | Ever | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with its unit: UCUM, or ``xULN`` / ``xLLN`` for multiples of the printed range."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A laboratory value, score or other number against limits.

    ``take`` says which results speak: the latest, any, every, the lowest or the highest of the window.
    """

    code: tuple[str, ...]
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None
    take: Literal["latest", "any", "every", "lowest", "highest"] = "latest"
    within: Window | Ever | None = None


@dataclass(frozen=True, slots=True)
class Medication:
    """A drug or class. ``current`` at the anchor; ``ever``; ``continuous`` for a time (``for_``), or ``stable``
    (the same, at one dose); ``washed_out`` for a time. "Never" is ``Not(Medication(asks="ever"))``.
    """

    any_of: tuple[str, ...]
    asks: Literal["current", "ever", "continuous", "stable", "washed_out"] = "current"
    for_: Duration | None = None
    at: Anchor = "screening"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure done, ever or within a window."""

    any_of: tuple[str, ...]
    within: Window | Ever = "ever"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class GeneTherapy:
    """An earlier gene or cell therapy, given as a drug or as a procedure; ``any_of`` narrows it to a kind or vector."""

    any_of: tuple[str, ...] = ("GENOTHER:gene-therapy",)
    within: Window | Ever = "ever"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class PersonsAnswer:
    """A question that only a person answers, and for how long the answer holds."""

    question: str
    who: str = "investigator"
    valid: Duration | None = None


Leaf = (
    Age | Sex | Karyotype | Diagnosis | Phenotype | Biallelic | Hemizygous | VariantFound | CopyNumber | Exons
    | Antibody | Measurement | Medication | Procedure | GeneTherapy | PersonsAnswer
)  # fmt: skip
Criterion = All | AnyOf | AtLeast | Not | Leaf

# The highest "< 1:N" that still reads as "none found" where no titre is asked: ours, above what assays start from.
DETECTION_FLOOR = 20.0
# Declared defaults where a protocol gives no validity (reading 7): ours, stated in the check report of every trial.
DEFAULT_VALIDITY: dict[type, Duration] = {
    Measurement: Duration(6, "mo"),
    Antibody: Duration(6, "mo"),
    Diagnosis: Duration(12, "mo"),
    Phenotype: Duration(12, "mo"),
    Medication: Duration(12, "mo"),
    Procedure: Duration(12, "mo"),
    GeneTherapy: Duration(12, "mo"),
    PersonsAnswer: Duration(6, "mo"),
}


def leaves(criterion: Criterion) -> tuple[Leaf, ...]:
    """Every leaf below a criterion, in reading order."""
    match criterion:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part):
            return leaves(part)
        case _:
            return (criterion,)


def validity(leaf: Diagnosis | Phenotype | Medication | Procedure | GeneTherapy | PersonsAnswer) -> Duration:
    """For how long a recorded absence, or an answer, holds: as stated, else the declared default of its family."""
    return leaf.valid or DEFAULT_VALIDITY[type(leaf)]


def resolved(criterion: Criterion, declared: Mapping[Anchor, Offset]) -> Criterion:
    """The criterion with nothing left implicit, as both evaluators read it.

    Ages are split into single bounds at single anchors (a cap without anchor holds at screening and, where the trial
    declares it, at dosing); missing windows and validities become the declared defaults.
    """
    return _resolved(criterion, ("screening", "dosing") if "dosing" in declared else ("screening",))


@lru_cache(maxsize=4096)
def _resolved(criterion: Criterion, caps: tuple[Anchor, ...]) -> Criterion:
    """The same, where a cap without anchor holds at each of ``caps``."""
    match criterion:
        case All(parts):
            return All(tuple(_resolved(part, caps) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_resolved(part, caps) for part in parts))
        case AtLeast(n, parts):
            return AtLeast(n, tuple(_resolved(part, caps) for part in parts))
        case Not(part):
            return Not(_resolved(part, caps))
        case Age():
            return _single_bounds(criterion, caps)
        case Measurement(within=None) | Antibody(within=None):
            dated = replace(criterion, within=Window("screening", DEFAULT_VALIDITY[type(criterion)]))
            return _resolved(dated, caps)
        case Measurement(take="lowest" | "highest"):
            return _single_limits(criterion)
        case Diagnosis() | Phenotype() | Medication() | Procedure() | GeneTherapy() | PersonsAnswer():
            return replace(criterion, valid=validity(criterion))
        case _:
            return criterion


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
        bounds.append(Age(from_=age.from_, at=age.at or "screening"))
    if age.below is not None:
        bounds.extend(Age(below=age.below, at=at) for at in caps)
    if age.to is not None:
        bounds.extend(Age(to=age.to, at=at) for at in caps)
    return bounds[0] if len(bounds) == 1 else All(tuple(bounds))


def anchor_of(leaf: Leaf) -> Anchor:
    """The anchor that a resolved leaf looks from."""
    match leaf:
        case Age(at=at) | Medication(at=at):
            return at or "screening"
        case Measurement(within=Window(before=before)) | Antibody(within=Window(before=before)):
            return before
        case Procedure(within=Window(before=before)) | GeneTherapy(within=Window(before=before)):
            return before
        case _:
            return "screening"
