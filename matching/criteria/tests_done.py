"""What is asked of tests: antibodies, laboratory values, scores, each against limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Window
from matching.criteria.times import Ever

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

    "< 1:N" is not detected only while N is no higher than `DETECTION_FLOOR`.
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

    ``take`` says which results speak: the latest, any, every, the lowest or the highest of the window.
    """

    code: tuple[str, ...]
    from_: Limit | None = None
    above: Limit | None = None
    to: Limit | None = None
    below: Limit | None = None
    take: Literal["latest", "any", "every", "lowest", "highest"] = "latest"
    within: Window | Ever | None = None
