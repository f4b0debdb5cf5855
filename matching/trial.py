"""A trial: a protocol version, its cohorts, and their numbered inclusion and exclusion criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from matching.anchors import Anchor, Offset
from matching.criteria import Criterion

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
Text = Mapping[str, str]
# stated: in the source; recall: written from memory; limit_lost: its comparator was lost. Only the first is judged.
Basis = Literal["stated", "recall", "limit_lost"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A criterion as the protocol numbers it; an exclusion is written as the excluded fact.

    ``facts`` are the facts of the source that it encodes, as the source orders them from 1.
    """

    number: str
    kind: Literal["include", "exclude"]
    criterion: Criterion
    says: Text = field(hash=False)
    basis: Basis = "stated"
    safety: bool = False
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """One group of a trial; limits are never merged across cohorts."""

    name: str
    criteria: tuple[Numbered, ...]
    title: Text | None = field(default=None, hash=False)


# The kinds of treatment that the pages have words for; `check` names another.
KINDS = (
    "aav", "lentiviral_ex_vivo", "gammaretroviral_ex_vivo", "gene_editing_in_vivo", "gene_editing_ex_vivo", "rna",
    "other", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Modality:
    """What is given: its kind (one of `KINDS`), capsid or vector, route, transgene, dose as written."""

    kind: str
    capsid: str | None = None
    route: str | None = None
    transgene: str | None = None
    one_shot: bool = True
    dose: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """How complete the source was: an ``excerpt`` never reaches *ready for screening*.

    ``facts`` is how many facts it states; ``beside`` are those of them that are no entry criterion (``note`` says why).
    """

    kind: Literal["protocol", "excerpt"]
    criteria_in_protocol: int | None = None
    note: str = ""
    facts: int | None = None
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial at one protocol version (``version`` is its ISO date, or None where the source gives none)."""

    id: str
    version: str | None
    title: Text
    modality: Modality
    source: Origin
    cohorts: tuple[Cohort, ...]
    anchors: Mapping[Anchor, Offset] = field(default_factory=dict)
    condition: Text = field(default_factory=dict)
    sponsor: str = ""
    phase: str = ""
    status: str | None = None
    countries: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    def cohort(self, name: str) -> Cohort:
        """The cohort of that name; raises KeyError."""
        return {cohort.name: cohort for cohort in self.cohorts}[name]
