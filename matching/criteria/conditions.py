"""What is asked of diagnoses and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.days import Duration


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
