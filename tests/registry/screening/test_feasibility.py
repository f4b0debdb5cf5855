"""Attrition, relaxations, overlap and sweeps are what running the trials anew would tell, over the whole library."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import Duration, day
from matching.facts import Facts
from matching.feasibility import attrition, overlap, relaxations, stays, with_limit
from matching.polars_engine.engine import Engine
from matching.polars_engine.snapshot import Snapshot
from matching.reference import Context
from matching.verdict import Verdict, judge
from registry.synthetic.hospital import hospital
from registry.terminologies.service import starter
from registry.trials.files import library

TODAY = date(2026, 11, 23)
AS_OF = day(TODAY.isoformat())
MANY = 300


@cache
def facts() -> Facts:
    found = Facts()
    found.extend(chain.from_iterable(to_facts(bundle)[0] for bundle in hospital(MANY, 7, TODAY)))
    return found


@cache
def engine() -> Engine:
    return Engine(Snapshot.of(facts(), starter()), starter())


def with_criteria(trial, cohort, criteria):
    """The trial with one cohort, of some of its criteria."""
    return replace(trial, cohorts=(replace(trial.cohort(cohort), criteria=tuple(criteria)),))


def not_excluded(trial):
    (found,) = engine().run([trial], AS_OF)
    return int((found.verdicts != Verdict.EXCLUDED).sum())


@pytest.mark.parametrize("name", sorted(library()))
def test_the_way_through_a_cohort_is_that_of_ever_more_criteria(name):
    trial = library()[name]
    for found in engine().run([trial], AS_OF):
        criteria = trial.cohort(found.cohort).criteria
        before = len(found.verdicts)
        for place, step in enumerate(attrition(found), start=1):
            left = not_excluded(with_criteria(trial, found.cohort, criteria[:place]))
            assert (step.number, step.left, step.lost) == (criteria[place - 1].number, left, before - left)
            assert 0 <= step.open <= step.left
            before = left
        best = attrition(found, best=True)
        assert {step.number for step in best} == {one.number for one in criteria}
        assert best[-1].left == before
        assert best[0].lost == max(int(one.passes.counts()[1]) for one in found.criteria)


@pytest.mark.parametrize("name", sorted(library())[::4])
def test_a_relaxation_gains_whom_the_trial_without_it_finds(name):
    trial = library()[name]
    for found in engine().run([trial], AS_OF):
        criteria = trial.cohort(found.cohort).criteria
        now = not_excluded(with_criteria(trial, found.cohort, criteria))
        told = relaxations(found)
        assert [one.patients for one in told] == sorted((one.patients for one in told), reverse=True)
        for gain in told:
            without = [one for one in criteria if one.number not in gain.numbers]
            assert not_excluded(with_criteria(trial, found.cohort, without)) == now + gain.patients
        gaining = {one.numbers for one in told}
        for one in criteria:
            if (one.number,) not in gaining:
                without = [other for other in criteria if other is not one]
                assert not_excluded(with_criteria(trial, found.cohort, without)) == now


def test_two_trials_share_whom_neither_excludes():
    pair = [library()["NCT03461289"], library()["NCT03306277"]]
    found = engine().run(pair, AS_OF)
    shared = overlap(found)
    first, second = (one.verdicts != Verdict.EXCLUDED for one in found)
    names = [f"{one.trial}/{one.cohort}" for one in found]
    assert shared[names[0], names[1]] == int((first & second).sum()) > 0
    assert [shared[name, name] for name in names] == list(stays(found))


@pytest.mark.parametrize(
    ("name", "number", "limit", "values"),
    [
        ("NCT03461289", "I1", "below", [Duration(90, "d"), Duration(180, "d"), Duration(2, "y")]),
        ("NCT03461289", "I3", "to", [1, 2, 3, 4]),
    ],
)
def test_a_sweep_is_the_trial_with_another_limit(name, number, limit, values):
    trial = library()[name]
    counts = []
    for value in values:
        changed = with_limit(trial, "main", number, limit, value)
        (found,) = engine().run([changed], AS_OF)
        context = Context(AS_OF, starter(), changed.anchors)
        one_by_one = [
            judge(patient, rows, changed, changed.cohorts[0], context).verdict
            for patient, rows in facts().by_patient().items()
        ]
        assert next(stays([found])) == sum(one not in (Verdict.EXCLUDED, Verdict.LATER) for one in one_by_one)
        counts.append(next(stays([found])))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_a_limit_that_is_not_there_is_refused():
    trial = library()["NCT03461289"]
    with pytest.raises(KeyError):
        with_limit(trial, "main", "I99", "below", 1)
    with pytest.raises(ValueError, match="no leaf of I2 has the limit above"):
        with_limit(trial, "main", "I2", "above", 1)
    with pytest.raises(TypeError, match="duration"):
        with_limit(trial, "main", "I1", "below", 180)
    with pytest.raises(TypeError, match="duration"):
        with_limit(trial, "main", "I3", "to", Duration(1, "y"))
