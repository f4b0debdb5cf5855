"""What is asked of genes: alleles, named variants, copies, exons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.facts import Lesion, Significance

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
