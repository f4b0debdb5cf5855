"""The trials and their criteria as sentences: what stands in a protocol, and nothing of any patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matching.explain import sentence
from matching.terminology import Terminology
from matching.trial import Cohort, Language, Trial


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion: what the protocol says, and what the registry asks."""

    number: str
    kind: str
    says: str
    asks: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A cohort and its criteria in protocol order."""

    title: str
    criteria: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A trial of the library."""

    trial: Trial
    title: str
    condition: str
    groups: tuple[Group, ...]


def entries(trials: Iterable[Trial], language: Language, terminology: Terminology) -> list[Entry]:
    """The trials, by the disease they are for."""
    found = [
        Entry(
            trial,
            trial.title.get(language, trial.id),
            trial.condition.get(language, ""),
            tuple(_group(cohort, language, terminology) for cohort in trial.cohorts),
        )
        for trial in trials
    ]
    return sorted(found, key=lambda entry: (entry.condition.casefold(), entry.trial.id))


def _group(cohort: Cohort, language: Language, terminology: Terminology) -> Group:
    asked = tuple(
        Asked(
            one.number,
            one.kind,
            one.says.get(language, ""),
            sentence(one.criterion, language, terminology),
            one.basis == "stated",
        )
        for one in cohort.criteria
    )
    return Group((cohort.title or {}).get(language, ""), asked)
