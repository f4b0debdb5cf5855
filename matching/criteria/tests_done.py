"""What is asked of tests: antibodies, laboratory values, scores, each against limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Window
from matching.criteria.times import Ever
from matching.days import Duration
from matching.facts import Side
from matching.infections import Agent

# The highest "< 1:N" that still reads as "none found" where no titre is asked: ours, above what assays start from.
DETECTION_FLOOR = 20.0


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with its unit: UCUM, or ``xULN`` / ``xLLN`` for multiples of the printed range."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Antibody:
    """An anti-capsid antibody beyond a limit (reciprocal titre: 1:50 is 50), or simply ``detected``.

    "< 1:N" is not detected only up to 1:20, or the assay's own cut-off. An optical density is no titre: it is a
    ``measurement`` of the same code in ``{OD}``.
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
class Measurement:
    """A laboratory value, score or other number against limits.

    ``take`` says which results speak: the latest, any, every, the lowest or the highest of the window. Where a
    ``method``, a ``tissue`` (any of these specimens) or a ``chart`` (formula, growth chart, version of a score) is
    asked, no other answers. A value that a treatment has changed is unknown (reading 20) unless the limit is
    ``literal``, as safety limits are. ``side`` asks for results of one side; ``per_side`` puts it there.
    """

    code: tuple[str, ...]
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None
    take: Literal["latest", "any", "every", "lowest", "highest"] = "latest"
    within: Window | Ever | None = None
    method: str | None = None
    tissue: tuple[str, ...] = ()
    chart: str | None = None
    literal: bool = False
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """Results within limits on ``n`` distinct days or more, each at least ``spacing`` after the one before (reading 5).

    ``one_older`` asks that one of them lies at least so long before the anchor, ``one_newer`` that one lies within
    so long before it; ``consecutive`` that no result between them contradicts. A no needs results enough to have
    shown it.
    """

    code: tuple[str, ...]
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None
    n: int = 2
    spacing: Duration | None = None
    one_older: Duration | None = None
    one_newer: Duration | None = None
    consecutive: bool = False
    within: Window | Ever | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How far the latest result of the window lies from the latest that is at least ``over`` older, within limits.

    ``as_`` says whether the difference is in the limit's unit, or relative to the older one, in ``%``; a fall is
    negative.
    """

    code: tuple[str, ...]
    over: Duration
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None
    as_: Literal["difference", "percent"] = "difference"
    within: Window | Ever | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A test without a number, positive or negative: the ``latest`` of the window, or ``any``.

    An indeterminate one is unknown.
    """

    any_of: tuple[str, ...]
    is_: Literal["positive", "negative"] = "positive"
    take: Literal["latest", "any"] = "latest"
    within: Window | Ever | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Infection:
    """An infection by an agent, by what its tests say together (reading 22): ``active`` now, or ``ever``.

    What proves it and what rules it out are data (`matching.infections`); an antibody in an infant under 18 months, or
    after immunoglobulin, proves nothing.
    """

    agent: Agent
    asks: Literal["active", "ever"] = "active"
    within: Window | None = None
