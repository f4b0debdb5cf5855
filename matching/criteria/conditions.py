"""What is asked of diagnoses, signs, their onset, and the family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Anchor, Window
from matching.days import Duration
from matching.facts import Severity, Side


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis at or below one of the terms.

    ``own_disease``: the trial's own disease, read after reading 25, in which another confirmed rare disease and no
    finding in ``genes`` make a no; any other condition is unknown until it is recorded present or absent. One that is
    over counts only where the criterion asks ``ever``, or was not over before the window (``within``) began. Where
    ``certainty`` is ``suspected``, a suspicion suffices. ``side`` asks for one side; ``per_side`` puts it there.
    """

    any_of: tuple[str, ...]
    own_disease: bool = False
    genes: tuple[str, ...] = ()
    asks: Literal["current", "ever"] = "current"
    valid: Duration | None = None
    within: Window | None = None
    certainty: Literal["confirmed", "suspected"] = "confirmed"
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Phenotype:
    """An HPO term or one below it; a recorded absence of it, or of a term above it, is a no while valid.

    ``severity`` narrows it to one of these; a sign whose severity is not recorded leaves it open.
    ``side`` asks for one side; ``per_side`` puts it there.
    """

    any_of: tuple[str, ...]
    asks: Literal["current", "ever"] = "current"
    valid: Duration | None = None
    severity: tuple[Severity, ...] = ()
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Onset:
    """The age at ``onset`` or at ``diagnosis`` of a confirmed condition, or its ``duration`` up to the anchor.

    ``to: 10 y`` runs to the day before the 11th birthday for an age, to the day itself for a duration. The diagnosis
    lies between the onset and the day on which it was first recorded.
    """

    any_of: tuple[str, ...]
    asks: Literal["onset", "diagnosis", "duration"] = "onset"
    from_: Duration | None = None
    below: Duration | None = None
    to: Duration | None = None
    at: Anchor = "screening"


@dataclass(frozen=True, slots=True)
class FamilyHistory:
    """A condition of a relative; ``relations`` (such as ``ROLECODE:SIB``) narrow who."""

    any_of: tuple[str, ...]
    relations: tuple[str, ...] = ()
