"""What is asked of treatments: drugs, procedures, earlier gene therapy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Anchor, Window
from matching.criteria.times import Ever
from matching.days import Duration


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
