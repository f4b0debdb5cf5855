"""What runs find is kept for its readers, and whoever may no longer appear is gone from the next answer."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlmodel import select

from matching import criteria as ask
from matching.days import iso
from matching.facts import Person
from matching.truth import Reason
from matching.verdict import Verdict
from registry.access import OPERATOR, Role, Subject
from registry.errors import NotFound, Refused
from registry.patients.arrival import Incoming
from registry.patients.models import FACT_TABLES
from registry.patients.receiving import receive
from registry.patients.repository import count, count_readable, facts_readable, sites_of
from registry.screening import Run, keeping, screen
from registry.screening import candidates as lists
from registry.screening.decisions import Desk, answer, answers_of, change_status, standing_answers, undo
from registry.screening.keeping import keep_up
from registry.screening.models import Candidate, RunRecord, StatusChange
from registry.screening.runs import facts_digest
from registry.store import take_outbox
from registry.terminologies.service import starter
from tests.builders import documents as doc
from tests.builders.databases import NOW, TODAY, against
from tests.builders.documents import A_HOSPITAL, ANOTHER, clinician


def found(register):
    with register.reading() as session:
        rows = session.exec(select(Candidate))
        return {(row.trial, row.cohort, row.patient): row.model_dump(exclude={"run"}) for row in rows}


def somebody(register):
    """A candidate of some cohort, seen at one hospital."""
    with register.reading() as session:
        return min(row.patient for row in session.exec(select(Candidate)) if len(sites_of(session, row.patient)) == 1)


def site_of(register, root):
    with register.reading() as session:
        return sites_of(session, root)[0]


def about(register, root, **content):
    """A document about a patient, as a client that read them here sends it."""
    reference = {"reference": f"Patient/{root}"}
    sent = {name: reference if value is None else value for name, value in content.items()}
    return Incoming("x", sent, site_of(register, root), frozenset({f"Patient/{root}"}))


def oppose(register, root, **more):
    content = {**doc.opposition(of="x"), "patient": None, **more}
    receive(register, [about(register, root, **content)], OPERATOR, NOW)


def everywhere(register, root, day=TODAY):
    """Where somebody still appears."""
    trials = against(register, day).trials
    with register.reading() as session:
        listed = {
            one.candidate.patient
            for trial in trials.values()
            for cohort in lists.candidates(session, OPERATOR, trial, day)
            for one in cohort.listed
        }
        places = {
            "lists": root in listed,
            "urgent": root in {row.patient for row in lists.urgent(session, OPERATOR, day, 10_000)},
            "facts": bool(len(facts_readable(session, OPERATOR, day, root))),
            "all facts": root in facts_readable(session, OPERATOR, day).by_patient(),
        }
        try:
            lists.judged(session, OPERATOR, root, trials, starter(), day)
            places["judged"] = True
        except NotFound:
            places["judged"] = False
    return {name for name, there in places.items() if there}


def test_a_run_keeps_what_screening_finds(filled_register):
    with filled_register.reading() as session:
        facts = facts_readable(session, OPERATOR, TODAY)
        record = session.exec(select(RunRecord)).one()
    run = Run.over(facts, starter(), TODAY)
    kept, expected = found(filled_register), {}
    for screening in screen(run, against(filled_register).trials.values()):
        for one in screening.candidates:
            expected[one.trial, one.cohort, one.patient] = (int(one.verdict), one.until, one.opens_on, one.urgent)
    told = ("verdict", "until", "opens_on", "urgent")
    assert {key: tuple(row[name] for name in told) for key, row in kept.items()} == expected
    assert len(expected) > 10
    assert (record.as_of, record.scope, record.facts) == (TODAY, "all", facts_digest(facts))
    with filled_register.reading() as session:
        assert record.patients + record.withheld == count(session)


def test_lists_come_in_the_order_to_call_with_everybody_counted_once(filled_register):
    with filled_register.reading() as session:
        everybody = count_readable(session, OPERATOR, TODAY)
        for trial in against(filled_register).trials.values():
            for cohort in lists.candidates(session, OPERATOR, trial, TODAY):
                assert sum(cohort.verdicts.values()) == everybody
                order = [(one.verdict, one.candidate.opens_on if one.verdict is Verdict.LATER else one.candidate.until)
                         for one in cohort.listed]  # fmt: skip
                assert order == sorted(order, key=lambda pair: (pair[0], pair[1] is None, pair[1] or 0))
                for one in cohort.listed:
                    assert {reason for reason, _ in one.missing} <= set(Reason)
                    assert sum(len(numbers) for _, numbers in one.missing) == one.candidate.open_items


def test_each_hospital_sees_its_own_and_a_sponsor_nobody(filled_register):
    seen = {}
    for subject in (clinician(A_HOSPITAL), clinician(ANOTHER), OPERATOR, Subject("s", Role.SPONSOR)):
        with filled_register.reading() as session:
            trials = against(filled_register).trials.values()
            seen[subject.name, subject.site] = {
                one.candidate.patient
                for trial in trials
                for cohort in lists.candidates(session, subject, trial, TODAY)
                for one in cohort.listed
            }
            overview = lists.overview(session, subject, TODAY)
            assert sum(sum(counts.values()) for counts in overview.values()) >= len(seen[subject.name, subject.site])
    here, there = seen["claire", A_HOSPITAL], seen["claire", ANOTHER]
    assert here
    assert there
    assert seen["operator", ""] == here | there
    assert seen["s", ""] == set()
    with filled_register.reading() as session:
        assert all(A_HOSPITAL in sites_of(session, root) for root in here)
        with pytest.raises(NotFound):
            lists.judged(session, clinician(A_HOSPITAL), min(there - here), {}, starter(), TODAY)


def test_an_opposition_recorded_hides_from_every_answer_at_once_and_from_the_next_run(filled_register):
    root = somebody(filled_register)
    assert {"lists", "facts", "all facts", "judged"} <= everywhere(filled_register, root)
    oppose(filled_register, root)
    assert everywhere(filled_register, root) == set()
    assert any(patient == root for _, _, patient in found(filled_register))  # until matched again
    assert keep_up(filled_register, against(filled_register)).scope == "changed"
    assert not any(patient == root for _, _, patient in found(filled_register))
    keep_up(filled_register, against(filled_register), whole=True)
    assert not any(patient == root for _, _, patient in found(filled_register))
    with filled_register.reading() as session:
        assert root not in Run.over(facts_readable(session, OPERATOR, TODAY), starter(), TODAY).by_patient


def test_an_opposition_taken_back_shows_again(filled_register):
    root, before = somebody(filled_register), found(filled_register)
    oppose(filled_register, root)
    keep_up(filled_register, against(filled_register))
    oppose(filled_register, root, status="entered-in-error")
    keep_up(filled_register, against(filled_register))
    assert found(filled_register) == before


def test_an_opposition_holds_from_its_day_to_its_last(filled_register):
    root = somebody(filled_register)
    period = {"start": iso(TODAY + 1), "end": iso(TODAY + 2)}
    oppose(filled_register, root, provision={"type": "deny", "period": period})
    shown = [bool(everywhere(filled_register, root, TODAY + days)) for days in range(4)]
    assert shown in ([True, False, False, True], [False, False, False, True])


def test_somebody_who_died_is_nowhere(filled_register):
    root = somebody(filled_register)
    with filled_register.writing() as session:
        session.execute(update(FACT_TABLES[Person]).where(FACT_TABLES[Person].c.patient == root).values(deceased=True))
    assert everywhere(filled_register, root) == set()


def test_changed_patients_are_found_as_a_run_over_everybody_finds_them(filled_register):
    roots = sorted({patient for _, _, patient in found(filled_register)})[:3]
    for number, root in enumerate(roots):
        content = {**doc.observation(f"new-{number}", value=40), "subject": None}
        receive(filled_register, [about(filled_register, root, **content)], OPERATOR, NOW)
    record = keep_up(filled_register, against(filled_register))
    assert (record.scope, record.patients) == ("changed", 3)
    by_change = found(filled_register)
    assert keep_up(filled_register, against(filled_register)) is None
    keep_up(filled_register, against(filled_register), whole=True)
    assert found(filled_register) == by_change


def test_what_changes_while_everybody_is_judged_is_judged_again_before_it_is_shown(filled_register):
    root = somebody(filled_register)
    opposed = []

    def meanwhile(_screening):
        if not opposed:
            opposed.append(oppose(filled_register, root))

    record = keep_up(filled_register, against(filled_register), whole=True, seen=meanwhile)
    assert record.scope == "all"
    assert opposed
    assert not any(patient == root for _, _, patient in found(filled_register))
    assert keep_up(filled_register, against(filled_register)) is None


def test_many_changes_are_judged_with_everybody(filled_register, monkeypatch):
    monkeypatch.setattr(keeping, "_ONE_BY_ONE", 1)
    for root in sorted({patient for _, _, patient in found(filled_register)})[:2]:
        oppose(filled_register, root, id=f"n-{root}")
    assert keep_up(filled_register, against(filled_register)).scope == "all"
    with filled_register.writing() as session:
        assert take_outbox(session) == []


def test_another_day_or_another_protocol_is_another_run(filled_register):
    assert keep_up(filled_register, against(filled_register)) is None
    record = keep_up(filled_register, against(filled_register, TODAY + 1))
    assert (record.scope, record.as_of) == ("all", TODAY + 1)
    here = against(filled_register, TODAY + 1)
    trials = {name: replace(trial, version="amended") for name, trial in here.trials.items()}
    assert keep_up(filled_register, replace(here, trials=trials)).scope == "all"


def test_a_run_that_fails_leaves_what_was_found_before(filled_register):
    before = found(filled_register)

    def fail(_screening):
        raise doc.Broken

    with pytest.raises(doc.Broken):
        keep_up(filled_register, against(filled_register), whole=True, seen=fail)
    assert found(filled_register) == before


# --- decisions -------------------------------------------------------------------------------------------------------


def desk_of(register, root):
    return Desk(register, against(register), clinician(site_of(register, root)))


def test_a_status_needs_a_reason_a_candidate_one_may_see_and_a_trial(filled_register):
    root = somebody(filled_register)
    desk = desk_of(filled_register, root)
    trial = min(name for name, _, patient in found(filled_register) if patient == root)
    other = ANOTHER if desk.subject.site == A_HOSPITAL else A_HOSPITAL
    refused = [
        (Refused, desk, trial, root, "nonsense", "because"), (Refused, desk, trial, root, "contacted", " x "),
        (NotFound, desk, "NCT0", root, "contacted", "because"), (NotFound, desk, trial, "zz", "contacted", "because"),
        (NotFound, replace(desk, subject=clinician(other)), trial, root, "contacted", "because"),
    ]  # fmt: skip
    for error, whose, *asked in refused:
        with filled_register.writing() as session, pytest.raises(error):
            change_status(whose, session, *asked)
    with filled_register.writing() as session:
        change_status(desk, session, trial, root, "contacted", "by phone")
        change_status(desk, session, trial, root, "deferred", "in spring")
    with filled_register.reading() as session:
        assert [(row.status, row.who) for row in lists.statuses_of(session, trial, root)] == [
            ("deferred", "claire"), ("contacted", "claire"),
        ]  # fmt: skip
        assert lists.newest_statuses(session, trial)[root].status == "deferred"
        assert len(session.exec(select(StatusChange)).all()) == 2


def question_for(register):
    """A candidate and a question of a cohort that they are in, which nobody has answered yet."""
    trials = against(register).trials
    with register.reading() as session:
        answered = {(row.patient, row.question) for row in facts_readable(session, OPERATOR, TODAY).answers}
    for trial, cohort, root in sorted(found(register)):
        for numbered in trials[trial].cohort(cohort).criteria:
            for leaf in ask.leaves(numbered.criterion):
                if isinstance(leaf, ask.PersonsAnswer) and (root, leaf.question) not in answered:
                    return root, leaf.question
    raise AssertionError


def test_an_answer_is_a_fact_until_it_is_taken_back(filled_register):
    root, question = question_for(filled_register)
    desk = desk_of(filled_register, root)
    before = found(filled_register)

    def told():
        with filled_register.reading() as session:
            facts = facts_readable(session, OPERATOR, TODAY, root)
            known = [row.value for row in facts.answers if row.question == question]
            return known, standing_answers(session, root).get(question)

    answer(desk, root, question, value=True, until=TODAY + 30)
    assert told()[0] == [True]
    answer(desk, root, question, value=False, until=None)
    assert told()[0] == [False]
    assert told()[1].value is False
    undo(desk, root, question)
    assert told() == ([], None)
    assert found(filled_register) == before
    with filled_register.reading() as session:
        assert [row.undone_by for row in answers_of(session, root)] == ["claire", None]
    with pytest.raises(NotFound):
        undo(desk, root, question)
    with pytest.raises(Refused):
        answer(desk, root, question, value=True, until=TODAY - 1)
