"""What is drawn for a disease, as one record of weights; the diseases themselves are tables of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.synthetic.chance import Bands, Weighted

YEAR = 365


@dataclass(frozen=True, slots=True)
class Course:
    """A drug taken by a share of patients: doses to choose from, and how it goes on.

    ``since`` is the range of days ago of its start; ``changed`` and ``gap`` the shares with a change of dose and with a
    gap; ``stopped`` the share that stopped, ``refused`` the share recorded as not taking it.
    """

    code: str
    share: float
    doses: tuple[float, ...]
    unit: str
    since: tuple[int, int] = (60, 1500)
    changed: float = 0.2
    gap: float = 0.1
    stopped: float = 0.1
    refused: float = 0.1


@dataclass(frozen=True, slots=True)
class Recurring:
    """What happens again and again: the fewest and most in a year; ``volume`` is the range of mL of each, if any."""

    per_year: tuple[int, int]
    volume: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A disease: its weight in the hospital, its codings, ages (days), and shares of everything recorded.

    ``measures`` names what is measured, with bands of its own or None for the usual ones; ``present`` and ``absent``
    are phenotypes with the share recorded so, ``refuted`` conditions recorded as absent; ``sessions`` are procedures
    that recur. ``events`` are counted over a year; ``results`` have no number: the share that is positive.
    ``repeats`` is the range of an expansion of the gene ``repeated_in``; ``study_side`` the trial for which a side was
    chosen. ``questions`` are those of the trial library that only a person answers, with who answers and the share of
    yes.
    """

    name: str
    weight: float
    codings: Weighted[tuple[str, ...]]
    ages: Bands
    male: float = 0.5
    gene: str = ""
    genotypes: Weighted[str] = ()
    smn2: Weighted[int] = ()
    capsids: tuple[str, ...] = ()
    measures: Mapping[str, Bands | None] = field(default_factory=dict)
    present: Mapping[str, float] = field(default_factory=dict)
    absent: Mapping[str, float] = field(default_factory=dict)
    refuted: Mapping[str, float] = field(default_factory=dict)
    courses: tuple[Course, ...] = ()
    procedures: Mapping[str, float] = field(default_factory=dict)
    sessions: Mapping[str, float] = field(default_factory=dict)
    events: Mapping[str, Recurring] = field(default_factory=dict)
    results: Mapping[str, float] = field(default_factory=dict)
    repeated_in: str = ""
    repeats: tuple[int, int] = (0, 0)
    study_side: str = ""
    questions: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    karyotype: float = 0.0
