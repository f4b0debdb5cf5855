"""Faults of a trial found before it runs: what cannot be meant, what is not stated, which reading applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from matching.check.branches import BRANCH_RULES, Loaded
from matching.check.documents import about_trial
from matching.check.numbered import about_cohort, about_numbered, about_own_disease
from matching.check.together import about_limits_together
from matching.criteria_codec import branches
from matching.faults import Fault
from matching.terminology import Terminology
from matching.trial import Trial

_NO_UNITS: Mapping[str, str] = MappingProxyType({})


def check(trial: Trial, terminology: Terminology, units: Mapping[str, str] = _NO_UNITS) -> list[Fault]:
    """Everything to say of a trial, in the order of its document.

    ``units`` is the UCUM unit in which a measurement is usually sent, by code: a limit that cannot be converted to it
    could never be answered.
    """
    loaded = Loaded(terminology, units)
    return [*about_trial(trial, terminology), *_about_criteria(trial, loaded)]


def _about_criteria(trial: Trial, loaded: Loaded) -> Iterator[Fault]:
    for cohort in trial.cohorts:
        yield from about_cohort(cohort)
        yield from about_limits_together(cohort)
        yield from about_own_disease(cohort)
        for one in cohort.criteria:
            where = f"cohorts.{cohort.name}.{one.kind}.{one.number}"
            yield from about_numbered(one, where)
            for path, node in branches(one.criterion, where):
                for rule in BRANCH_RULES:
                    yield from rule(node, path, trial, loaded)
