"""What is asked of one side of two: whether it is the worse one, or the one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.facts import Side


@dataclass(frozen=True, slots=True)
class SideBy:
    """Whether a side is the ``worse`` or the ``better`` of two, by the latest values of a measurement."""

    side: Side
    by: tuple[str, ...]
    asks: Literal["worse", "better"] = "worse"
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class ChosenSide:
    """Whether a side is the one that somebody chose for the trial."""

    side: Side
    trial: str
