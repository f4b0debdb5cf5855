"""Versions of trials are added, never changed; one of each trial is current."""

from dataclasses import replace

import pytest
from sqlmodel import select

from registry.trials import service
from registry.trials.files import library
from registry.trials.models import TrialVersion

AT, LATER = "2026-11-23T09:30:00.000Z", "2026-11-24T09:30:00.000Z"


@pytest.fixture(scope="module")
def trials():
    return list(library().values())[:3]


def add(register, *trials, at=AT):
    with register.writing() as session:
        return service.add(session, trials, at)


def rows(register):
    with register.reading() as session:
        return {(row.trial, row.digest): row.model_dump() for row in session.exec(select(TrialVersion))}


def current(register):
    with register.reading() as session:
        return service.current(session)


def test_every_trial_of_the_library_comes_back_as_it_is(empty_register):
    add(empty_register, *library().values())
    assert current(empty_register) == library()


def test_the_same_trials_again_change_nothing(empty_register, trials):
    assert add(empty_register, *trials) == [trial.id for trial in trials]
    before = rows(empty_register)
    assert add(empty_register, *trials, at=LATER) == []
    assert rows(empty_register) == before


def test_a_changed_trial_is_a_new_version_beside_the_old_one(empty_register, trials):
    add(empty_register, *trials)
    before = rows(empty_register)
    amended = replace(trials[0], version="2026-11-24")
    assert add(empty_register, amended, trials[1], at=LATER) == [trials[0].id]
    after = rows(empty_register)
    assert len(after) == len(before) + 1
    old, new = before[trials[0].id, service.digest(trials[0])], after[trials[0].id, service.digest(amended)]
    assert after[trials[0].id, old["digest"]] == old | {"current": False}
    assert (new["current"], new["added"], new["protocol_version"]) == (True, LATER, "2026-11-24")
    assert current(empty_register) == {trial.id: trial for trial in (amended, *trials[1:])}


def test_an_earlier_version_can_be_current_again_and_is_still_the_same(empty_register, trials):
    add(empty_register, *trials)
    before = rows(empty_register)
    amended = replace(trials[0], version="2026-11-24")
    add(empty_register, amended)
    assert add(empty_register, trials[0], at=LATER) == [trials[0].id]
    assert {key: row for key, row in rows(empty_register).items() if row["current"]} == before
    assert add(empty_register, amended, trials[0], at=LATER) == [trials[0].id, trials[0].id]
    assert current(empty_register)[trials[0].id] == trials[0]


def test_a_digest_names_a_version_and_keeps_the_order_of_the_protocol(trials):
    assert len({service.digest(trial) for trial in library().values()}) == len(library())
    assert service.digest(replace(trials[0])) == service.digest(trials[0])
    (cohort, *rest) = trials[0].cohorts
    swapped = replace(trials[0], cohorts=(replace(cohort, criteria=cohort.criteria[::-1]), *rest))
    assert service.digest(swapped) != service.digest(trials[0])
