"""What is asked of the person: age, sex, karyotype, country, and what only somebody can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.anchors import Anchor
from matching.days import Duration


@dataclass(frozen=True, slots=True)
class Age:
    """Age at an anchor, chronological unless ``corrected`` for prematurity. ``to: 10 y`` runs to the day before the
    11th birthday.

    Without ``at`` the protocol names no anchor: a lower bound is read at screening, a cap must hold at screening and
    at dosing.
    """

    from_: Duration | None = None
    below: Duration | None = None
    to: Duration | None = None
    at: Anchor | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Sex:
    """Administrative sex."""

    is_: Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Karyotype:
    """Sex chromosomes, such as ``XY``; never inferred from administrative sex."""

    is_: str


@dataclass(frozen=True, slots=True)
class Country:
    """Lives in one of these countries, as ISO 3166 codes of two letters (``FR``).

    With ``if``, what a protocol asks in some countries only: an older age in one of them, a test that one demands.
    """

    is_: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonsAnswer:
    """A question that only a person answers, who may, and for how long the answer holds.

    ``who``: investigator, clinician, patient, geneticist or coordinator, any of those named.
    """

    question: str
    who: tuple[str, ...] = ("investigator",)
    valid: Duration | None = None
