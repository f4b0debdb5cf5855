"""What is asked of events that happen again and again, and of quantities given (reading 6)."""

from __future__ import annotations

from dataclasses import dataclass

from matching.anchors import Anchor
from matching.criteria.tests_done import Limit
from matching.days import Duration

# An observed time may end so long before the anchor and still speak for the time before it: ours, a visit's interval.
ENDS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Events:
    """``from_`` to ``to`` events in the time ``over`` before the anchor; in ``each`` part of it; or ``per`` part of it
    on average (reading 6).

    So many are met by what is recorded; a no, or a maximum, needs the whole time to have been observed.
    """

    any_of: tuple[str, ...]
    over: Duration
    from_: int | None = None
    to: int | None = None
    each: Duration | None = None
    per: Duration | None = None
    at: Anchor = "screening"


def times(over: Duration, part: Duration) -> int:
    """How many parts a time has; `check` refuses what does not divide."""
    months = {"y": 12, "mo": 1}
    if over.unit in months and part.unit in months:
        return max(over.count * months[over.unit] // (part.count * months[part.unit]), 1)
    days = {"wk": 7, "d": 1}
    return max(over.count * days.get(over.unit, 1) // max(part.count * days.get(part.unit, 1), 1), 1)


@dataclass(frozen=True, slots=True)
class GivenQuantity:
    """What was given in the time ``over`` before the anchor, by year: ``mL/kg/a`` at the weight of each day, ``mL/a``
    or ``{unit}/a``.
    """

    any_of: tuple[str, ...]
    over: Duration
    from_: Limit | None = None
    below: Limit | None = None
    at: Anchor = "screening"
