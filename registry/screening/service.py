"""Screening: the engine says who, the reference says why, and candidates come out in the order to call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from matching.facts import Facts
from matching.polars_engine.engine import Engine
from matching.polars_engine.snapshot import Snapshot
from matching.polars_engine.verdicts import Screened
from matching.reference import Context
from matching.terminology import Terminology
from matching.trial import Cohort, Trial
from matching.truth import Reason
from matching.verdict import Judgement, Verdict, judge, order
from matching.windows import Window, windows_of
from registry.consent import withheld
from registry.errors import NotFound
from registry.web.translations import both

Openings = Mapping[tuple[str, str], tuple[Window, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is read against: the day, the facts of every patient who may appear, the engine over them."""

    as_of: int
    terminology: Terminology
    by_patient: Mapping[str, Facts]
    engine: Engine
    withheld: int

    @classmethod
    def over(cls, facts: Facts, terminology: Terminology, as_of: int) -> Run:
        """Take the snapshot of facts on that day; those withheld are left out before anything is asked."""
        hidden = withheld(facts, as_of)
        shown = {patient: theirs for patient, theirs in facts.by_patient().items() if patient not in hidden}
        table = Facts()
        for theirs in shown.values():
            table.extend(theirs)
        return cls(as_of, terminology, shown, Engine(Snapshot.of(table, terminology), terminology), len(hidden))


@dataclass(frozen=True, slots=True)
class Screening:
    """One cohort over all patients: how many for each verdict, and the candidates, in the order to call them.

    ``reasons`` counts, over the candidates, why criteria are not decided; ``excluding`` counts, over the excluded,
    which criterion speaks against them (one patient may count for several).
    """

    trial: Trial
    cohort: Cohort
    verdicts: Mapping[Verdict, int]
    candidates: tuple[Judgement, ...]
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    excluding: Mapping[str, int] = field(default_factory=dict)


def screen(run: Run, trials: Iterable[Trial]) -> Iterator[Screening]:
    """Every cohort of the trials, one by one: limits are never merged across cohorts."""
    for trial in trials:
        for found in run.engine.run([trial], run.as_of):
            yield _screening(run, trial, found)


def _screening(run: Run, trial: Trial, found: Screened) -> Screening:
    cohort = trial.cohort(found.cohort)
    # The engine says who is not excluded, and whom time alone may yet let in; the reference explains these.
    worth = np.flatnonzero((found.verdicts != Verdict.EXCLUDED) | found.may_open)
    judged = [_judged(run, trial, cohort, int(number)) for number in worth]
    shown = tuple(sorted((one for one in judged if one.verdict is not Verdict.EXCLUDED), key=order))
    verdicts = Counter(one.verdict for one in shown)
    verdicts[Verdict.EXCLUDED] = len(run.by_patient) - len(shown)
    reasons = Counter(reason for one in shown for item in one.open_items for reason in item.reasons)
    excluding = {one.numbered.number: one.passes.counts()[1] for one in found.criteria}
    return Screening(trial, cohort, verdicts, shown, reasons, excluding)


def _judged(run: Run, trial: Trial, cohort: Cohort, number: int) -> Judgement:
    patient = run.engine.snapshot.patients[number]
    return judge(patient, run.by_patient[patient], trial, cohort, Context(run.as_of, run.terminology))


def one_patient(facts: Facts, beginning: str, as_of: int) -> tuple[str, Facts]:
    """The id and the facts of the one patient whose id begins so and who may appear on that day.

    Raises NotFound when there is none, or several, without saying whether somebody was withheld.
    """
    everybody = facts.by_patient()
    named = (
        [beginning] if beginning in everybody else [patient for patient in everybody if patient.startswith(beginning)]
    )
    if len(named) != 1 or withheld(everybody[named[0]], as_of):
        raise NotFound(both("no_patient"))
    return named[0], everybody[named[0]]


def judgements(
    theirs: Facts, patient: str, trials: Iterable[Trial], terminology: Terminology, as_of: int
) -> list[Judgement]:
    """What every cohort of the trials says of one patient, criterion by criterion."""
    context = Context(as_of, terminology)
    return [judge(patient, theirs, trial, cohort, context) for trial in trials for cohort in trial.cohorts]


def openings(
    theirs: Facts, found: Iterable[Judgement], trials: Mapping[str, Trial], terminology: Terminology, as_of: int
) -> Openings:
    """Per trial and cohort of one patient, when nothing stands against them over the coming years."""
    context = Context(as_of, terminology)
    return {(one.trial, one.cohort): windows_of(one, theirs, trials[one.trial], context) for one in found}
