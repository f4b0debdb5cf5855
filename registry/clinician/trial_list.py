"""The start page of a clinician: every trial with how many of their patients stand where, and what is urgent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.trial import Language, Trial
from matching.verdict import Verdict
from registry.screening.models import Candidate

SHOWN = (Verdict.READY, Verdict.PASSES, Verdict.OPEN, Verdict.LATER)


@dataclass(frozen=True, slots=True)
class Row:
    """A trial of the list, and its candidates counted at their best cohort."""

    trial: Trial
    title: str
    condition: str
    counts: Mapping[Verdict, int]

    @property
    def candidates(self) -> int:
        """How many whom no cohort excludes."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Urgent:
    """A candidate whose window closes soon."""

    patient: str
    trial: str
    title: str
    closes: int
    days: int


def rows(trials: Iterable[Trial], counts: Mapping[str, Mapping[Verdict, int]], language: Language) -> list[Row]:
    """The trials, those with candidates first."""
    found = [
        Row(trial, trial.title.get(language, trial.id), trial.condition.get(language, ""), counts.get(trial.id, {}))
        for trial in trials
    ]
    return sorted(found, key=lambda row: (row.candidates == 0, row.condition.casefold(), row.trial.id))


def urgent(found: Iterable[Candidate], trials: Mapping[str, Trial], today: int, language: Language) -> list[Urgent]:
    """The candidates to call first, with the days that are left."""
    return [
        Urgent(one.patient, one.trial, trials[one.trial].title.get(language, one.trial), one.until, one.until - today)
        for one in found
        if one.until is not None and one.trial in trials
    ]
