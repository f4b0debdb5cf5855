"""What the trials of the library say of the made-up patients: every verdict that an excerpt allows is met."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import day
from matching.reference import Context
from matching.verdict import judge
from registry.synthetic.diseases import PROFILES
from registry.synthetic.hospital import hospital
from registry.terminologies.service import starter
from registry.trials.files import library

TODAY = date(2026, 11, 23)


@cache
def judged() -> dict[str, list]:
    context = Context(day(TODAY.isoformat()), starter())
    found: dict[str, list] = {trial: [] for trial in library()}
    for bundle in hospital(400, 7, TODAY):
        facts, _ = to_facts(bundle)
        for trial in library().values():
            for cohort in trial.cohorts:
                found[trial.id].append(judge(facts.people[0].patient, facts, trial, cohort, context))
    return found


@pytest.mark.parametrize("trial", sorted(library()))
def test_each_trial_has_patients_excluded_and_open(trial: str):
    verdicts = Counter(one.verdict.slug for one in judged()[trial])
    assert verdicts["excluded"] > 100
    assert verdicts["open"] >= 1


@pytest.mark.parametrize("verdict", ["excluded", "later", "open", "passes what can be computed"])
def test_every_verdict_is_met(verdict: str):
    assert any(one.verdict.slug == verdict for all_of in judged().values() for one in all_of)


def test_a_window_closes_within_30_days_for_some_infants():
    assert any(one.urgent for one in judged()["NCT03461289"])


def test_the_answers_recorded_are_to_questions_of_the_library():
    asked = {question for profile in PROFILES for question in profile.questions}
    prefixes = {
        f"{trial.id}/{cohort.name}/{n.number}"
        for trial in library().values()
        for cohort in trial.cohorts
        for n in cohort.criteria
    }
    assert asked <= prefixes
