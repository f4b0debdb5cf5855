"""What is asked of genes: alleles, named variants, copies, exons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.criteria.tests_done import Limit
from matching.facts import Consequence, Lesion, Significance

Classes = tuple[Significance | Literal["unclassified"], ...]


PATHOGENIC: Classes = ("P", "LP")


@dataclass(frozen=True, slots=True)
class Biallelic:
    """Both alleles of a gene lost (reading 9). ``classes`` count; one of uncertain significance leaves it open.

    ``kinds`` narrow what the variants do to the protein (a lost copy is ``null``), ``disease`` for what they are
    classed (reading 13): where that is not recorded, it is open. Pseudodeficiency alleles never count.
    """

    gene: str
    classes: Classes = PATHOGENIC
    kinds: tuple[Consequence, ...] = ()
    disease: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hemizygous:
    """A variant on the only X (reading 11); ``kinds`` and ``disease`` as of both alleles."""

    gene: str
    classes: Classes = PATHOGENIC
    kinds: tuple[Consequence, ...] = ()
    disease: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantFound:
    """A variant of the gene (named by ``hgvs`` or one of ``any_of``, on the transcript or as a protein; else any of
    ``classes``) on ``from_`` to ``to`` alleles.

    One allele and two alleles of the same variant are different criteria (reading 14).
    """

    gene: str
    hgvs: str | None = None
    classes: Classes = PATHOGENIC
    from_: int = 1
    to: int = 2
    any_of: tuple[str, ...] = ()
    kinds: tuple[Consequence, ...] = ()
    disease: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class RepeatCount:
    """Repeats on the longer allele, such as CAG in HTT, ``from_`` to ``to`` (both included)."""

    gene: str
    from_: int | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Heteroplasmy:
    """The share of copies that carry a variant, in ``%``, in one of these tissues: blood says nothing of muscle.

    Reading 12.
    """

    gene: str
    hgvs: str
    tissue: tuple[str, ...]
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None


SkippedExon = Literal[44, 45, 50, 51, 52, 53, 55]


@dataclass(frozen=True, slots=True)
class ExonSkip:
    """A deletion in DMD, out of frame, that is in frame once this exon is skipped too, by the exons of NM_004006.

    Computed from the reading frame, never read from a report. A duplication of the exon itself stays open.
    """

    exon: SkippedExon
    gene: Literal["DMD"] = "DMD"


@dataclass(frozen=True, slots=True)
class StudiedNegative:
    """A region of a gene (or the whole of it) that was studied, and in which nothing was found."""

    gene: str
    first: int | None = None
    last: int | None = None
