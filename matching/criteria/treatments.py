"""What is asked of treatments: drugs, procedures, vaccines, earlier gene therapy, other trials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Ahead, Anchor, Window
from matching.criteria.tests_done import Limit
from matching.criteria.times import Ever
from matching.days import Duration
from matching.facts import Side


@dataclass(frozen=True, slots=True)
class Medication:
    """A drug or class, without those of ``except_``. ``current`` at the anchor; ``ever``; ``continuous`` for a time
    (``for_``), or ``stable`` (the same, at one dose); ``washed_out`` for a time, for ``half_lives``, or for the longer
    of both. "Never" is ``not`` of ``ever``.

    ``dose_from`` and ``dose_to`` bound what is taken in a day (``mg/d``, or ``mg/kg/d`` at the weight of the day on
    which the course began); with ``per_weight``, a dose that follows the weight is no change.
    """

    any_of: tuple[str, ...]
    asks: Literal["current", "ever", "continuous", "stable", "washed_out"] = "current"
    for_: Duration | None = None
    at: Anchor = "screening"
    valid: Duration | None = None
    except_: tuple[str, ...] = ()
    dose_from: Limit | None = None
    dose_to: Limit | None = None
    per_weight: bool = False
    half_lives: int | None = None


@dataclass(frozen=True, slots=True)
class ExposureDays:
    """At least ``from_`` days of exposure to a drug, as documented by measurements of these codes.

    The count never shrinks, and grows by one a day at most: an older, smaller one is a no only while it cannot have
    grown so far.
    """

    code: tuple[str, ...]
    from_: int


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure done, ever or within a window; or planned from the anchor on. ``side`` asks for one side."""

    any_of: tuple[str, ...]
    within: Window | Ahead | Ever = "ever"
    valid: Duration | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Vaccination:
    """A vaccine given, ever or within a window (reading 26); or one that is planned from the anchor on."""

    any_of: tuple[str, ...]
    within: Window | Ahead | Ever = "ever"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class GeneTherapy:
    """An earlier gene or cell therapy, given as a drug, as a procedure or in a trial; ``any_of`` narrows it to a kind
    or vector. A blinded trial that has not said who was treated leaves it unknown (reading 27).
    """

    any_of: tuple[str, ...] = ("GENOTHER:gene-therapy",)
    within: Window | Ever = "ever"
    valid: Duration | None = None


@dataclass(frozen=True, slots=True)
class InTrial:
    """In one of these trials (register numbers; none: in any): ``current``, within a window or ``ever``, or for at
    least a time (``for_``), as a lead-in study asks.
    """

    any_of: tuple[str, ...] = ()
    asks: Literal["current", "ever"] = "current"
    for_: Duration | None = None
    within: Window | None = None
    valid: Duration | None = None
