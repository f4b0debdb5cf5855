"""What the trials of the library say of the made-up patients: every verdict that an excerpt allows is met."""

from collections import Counter
from datetime import date
from functools import cache
from itertools import chain

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import day
from matching.facts import Facts
from matching.polars_engine import Engine, Snapshot
from matching.reference import Context
from matching.verdict import Judgement, Verdict, judge
from registry.synthetic.diseases import PROFILES
from registry.synthetic.hospital import hospital
from registry.terminologies.service import starter
from registry.trials.files import library

TODAY = date(2026, 11, 23)
AS_OF = day(TODAY.isoformat())
MANY = 1_000


@cache
def records() -> tuple[Facts, ...]:
    return tuple(to_facts(bundle)[0] for bundle in hospital(MANY, 7, TODAY))


@cache
def verdicts() -> dict[str, Counter]:
    """How many have which verdict, over the cohorts of each trial, without those whom time may let in."""
    found: dict[str, Counter] = {trial: Counter() for trial in library()}
    everybody = Facts()
    everybody.extend(chain.from_iterable(records()))
    engine = Engine(Snapshot.of(everybody, starter()), starter())
    for cohort in engine.run(library().values(), AS_OF):
        surely = cohort.verdicts[~cohort.may_open]
        found[cohort.trial].update(Verdict(number) for number in surely.tolist())
    return found


@cache
def judged(trial: str) -> tuple[Judgement, ...]:
    """The patients of one trial, told in full."""
    whole, context = library()[trial], Context(AS_OF, starter())
    return tuple(
        judge(facts.people[0].patient, facts, whole, cohort, context)
        for facts in records() for cohort in whole.cohorts
    )  # fmt: skip


@pytest.mark.parametrize("trial", sorted(library()))
def test_each_trial_has_patients_excluded_and_open(trial: str):
    found = verdicts()[trial]
    assert found[Verdict.EXCLUDED] > MANY / 4
    assert found[Verdict.OPEN] >= MANY / 100


@pytest.mark.parametrize("verdict", [Verdict.EXCLUDED, Verdict.LATER, Verdict.OPEN, Verdict.PASSES])
def test_every_verdict_is_met(verdict: Verdict):
    assert any(one.verdict is verdict for one in judged("NCT03461289") + judged("NCT03370913"))


def test_a_window_closes_within_30_days_for_some_infants():
    assert any(one.urgent for one in judged("NCT03461289"))


def test_the_answers_recorded_are_to_questions_of_the_library():
    asked = {question for profile in PROFILES for question in profile.questions}
    prefixes = {
        f"{trial.id}/{cohort.name}/{n.number}"
        for trial in library().values()
        for cohort in trial.cohorts
        for n in cohort.criteria
    }
    assert asked <= prefixes
