"""Screening, consent, enrolment, conditioning, dosing: the dates that a criterion looks from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matching.days import Duration, Span
from matching.errors import UnknownAnchor

Anchor = Literal["screening", "consent", "enrolment", "conditioning", "dosing"]
ANCHORS: tuple[Anchor, ...] = ("screening", "consent", "enrolment", "conditioning", "dosing")


@dataclass(frozen=True, slots=True)
class Offset:
    """An anchor lies between ``days[0]`` and ``days[1]`` days after another (both included)."""

    days: tuple[int, int]
    after: Anchor = "screening"


@dataclass(frozen=True, slots=True)
class Window:
    """Evidence dated from ``length`` before the anchor up to the anchor counts (both ends included)."""

    before: Anchor
    length: Duration


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is planned from the anchor on, up to ``length`` after it, counts (both ends included)."""

    after: Anchor
    length: Duration


# Consent and enrolment happen at screening unless a trial says otherwise; the others must be declared.
SAME_DAY = Offset((0, 0))
DEFAULTS: Mapping[Anchor, Offset] = {"screening": SAME_DAY, "consent": SAME_DAY, "enrolment": SAME_DAY}


def offset(anchor: Anchor, declared: Mapping[Anchor, Offset]) -> Offset:
    """How long after screening an anchor lies; raises UnknownAnchor when neither trial nor default says."""
    found = declared.get(anchor) or DEFAULTS.get(anchor)
    if found is None:
        raise UnknownAnchor(f"{anchor}: the trial declares no such anchor; add it under `anchors`")
    if found.after in ("screening", anchor):
        return found
    base = offset(found.after, {name: one for name, one in declared.items() if name != anchor})
    return Offset((base.days[0] + found.days[0], base.days[1] + found.days[1]))


# What is planned for a day that has passed was put off, or is history: it says nothing of the next time.
AHEAD: frozenset[str] = frozenset({"conditioning", "dosing"})


def usable(given: Mapping[str, Span], as_of: int) -> dict[str, Span]:
    """The dates given for a patient that still say something on the day of the run.

    Screening is that day, whatever is given; conditioning and dosing lie ahead of it.
    """
    found: dict[str, Span] = {}
    for anchor, days in given.items():
        if anchor in AHEAD and days.last >= as_of:
            found[anchor] = Span(max(days.first, as_of), days.last)
        elif anchor not in AHEAD and anchor != "screening":
            found[anchor] = days
    return found


def interval(anchor: Anchor, as_of: int, declared: Mapping[Anchor, Offset], given: Mapping[str, Span]) -> Span:
    """The days on which an anchor may fall: the (usable) date given for the patient, else the trial's offset."""
    if anchor in given:
        return given[anchor]
    first, last = offset(anchor, declared).days
    return Span(as_of + first, as_of + last)
