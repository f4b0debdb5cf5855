"""A patient's page: four groups, criterion by criterion with its source, and a person's answers with their undo."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from icalendar import Calendar

from matching.criteria import PersonsAnswer, leaves
from matching.days import iso
from matching.explain.words import date
from matching.truth import Truth
from matching.verdict import Verdict
from registry.clinician.missing import missing
from registry.clinician.patient_page import GROUPS
from registry.screening.candidates import judged
from registry.screening.models import Candidate
from registry.terminologies.service import starter
from registry.trials.service import current
from tests.builders.registries import CLINICIAN_HERE, today


@pytest.fixture
def judge_again(register):
    """What every cohort says of a patient now."""

    def read(root):
        with register.reading() as session:
            return judged(session, CLINICIAN_HERE, root, current(session), starter(), today())

    return read


@pytest.fixture
def asked(candidates, judge_again):
    """A candidate with an open question that alone is an inclusion criterion, and that question."""
    for one in candidates:
        for found in judge_again(one.patient):
            if (found.trial, found.cohort) == (one.trial, one.cohort):
                for item in found.open_items:
                    leaf = item.numbered.criterion
                    if isinstance(leaf, PersonsAnswer) and item.numbered.kind == "include":
                        return one, leaf.question
    raise AssertionError("the made-up hospital has no open question")


def group_of(text, anchor):
    """The group in which a cohort stands on the page."""
    before = text.partition(f'id="{anchor}"')[0]
    return re.findall(r'<h2 id="group-(\w+)"', before)[-1]


def test_every_cohort_stands_in_the_group_of_its_verdict(browser, candidates, judge_again):
    root = candidates[0].patient
    text = browser.get(f"/patients/{root}").text
    for found in judge_again(root):
        assert found.verdict in GROUPS[group_of(text, f"{found.trial}-{found.cohort}")]


def test_every_criterion_shows_its_mark_what_it_says_and_where_it_was_read(browser, candidates, judge_again):
    root = candidates[0].patient
    text = browser.get(f"/patients/{root}").text
    for found in judge_again(root):
        anchor = f"{found.trial}-{found.cohort}"
        for one in found.criteria:
            shown = text.partition(f'id="{anchor}-{one.numbered.number}"')[2].partition("</li>\n<li class=")[0]
            assert shown, (anchor, one.numbered.number)
            sign = {Truth.MET: "●", Truth.NOT_MET: "✕", Truth.UNKNOWN: "?"}[one.passes]
            if found.verdict is not Verdict.LATER:
                assert f'aria-hidden="true">{sign}</span>' in shown
            for fact in one.node.answer.evidence:
                assert f"/patients/{root}/resources/{fact.record}" in shown


def test_the_page_names_nobody_and_says_when_they_were_born(browser, candidates, register):
    root = candidates[0].patient
    text = browser.get(f"/patients/{root}?lang=en").text
    assert "-".join(root[place : place + 4] for place in range(0, 16, 4)) in text
    assert re.search(r"<dt>Born</dt><dd>\d{4}-\d{2}-\d{2}", text)
    assert re.search(r"<dt>Age</dt><dd>\d+ (?:years|months)</dd>", text)


def test_every_source_on_the_page_opens(browser, candidates):
    text = browser.get(f"/patients/{candidates[0].patient}").text
    sources = sorted(set(re.findall(r'class="source" href="([^"]+)"', text)))
    assert sources
    for source in sources:
        answer = browser.get(source)
        assert answer.status_code == 200, source
        assert "resourceType" in answer.text


def test_a_source_is_shown_for_its_own_patient_alone(browser, candidates, elsewhere):
    one, other = candidates[0].patient, next(c.patient for c in candidates if c.patient != candidates[0].patient)
    for root, kind, identifier in [
        (one, "Patient", other), (one, "Patient", elsewhere), (elsewhere, "Patient", elsewhere),
        (one, "Patient", "nobody"), (one, "Organization", "1"), (one, "no such type", one),
    ]:  # fmt: skip
        assert browser.get(f"/patients/{root}/resources/{kind}/{identifier}").status_code == 404
    assert browser.get(f"/patients/{one}/resources/Patient/{one}?version=1").status_code == 200
    assert browser.get(f"/patients/{one}/resources/Patient/{one}?version=9").status_code == 404
    assert browser.get(f"/patients/{one}/resources/Patient/{one}?version=x").status_code == 200


def test_reading_a_patient_is_in_the_audit(browser, candidates, acts):
    browser.get(f"/patients/{candidates[0].patient}")
    assert ("read-patient", f'["{candidates[0].patient}"]', "{}") in acts()


def test_two_may_read_at_once(client_of, candidates, acts):
    clients = [client_of(CLINICIAN_HERE) for _ in range(4)]
    roots = [one.patient for one in candidates[:4]]
    with ThreadPoolExecutor(4) as pool:
        asked_for = pool.map(lambda pair: pair[0].get(f"/patients/{pair[1]}"), zip(clients, roots, strict=True))
        assert [answer.status_code for answer in asked_for] == [200] * 4
    assert {patients for act, patients, _ in acts() if act == "read-patient"} == {f'["{root}"]' for root in roots}


# --- answers ---------------------------------------------------------------------------------------------------------


def test_a_no_to_an_inclusion_excludes_and_undo_takes_it_back(browser, asked, judge_again):
    one, question = asked
    anchor = f"{one.trial}-{one.cohort}"
    page = browser.send(f"/patients/{one.patient}/answers", question=question, value="no")
    assert page.url.path == f"/patients/{one.patient}"
    assert group_of(page.text, anchor) == "excluded"
    assert re.search(r'role="status">Enregistré\..*?→.*?exclu', page.text, re.DOTALL)
    assert re.search(r"Réponse\N{NO-BREAK SPACE}: <b>Non</b> <span class=\"quiet\">claire, ", page.text)
    undone = browser.send(f"/patients/{one.patient}/answers/undo", question=question)
    assert group_of(undone.text, anchor) != "excluded"
    assert "annulée par claire" in undone.text
    now = next(found for found in judge_again(one.patient) if (found.trial, found.cohort) == (one.trial, one.cohort))
    assert int(now.verdict) == one.verdict


def test_a_yes_settles_the_criterion_and_the_list_of_candidates(browser, asked, register):
    one, question = asked
    number = question.rpartition("/")[2]
    browser.send(f"/patients/{one.patient}/answers", question=question, value="yes", until=iso(today() + 30))
    text = browser.get(f"/patients/{one.patient}").text
    shown = text.partition(f'id="{one.trial}-{one.cohort}-{number}"')[2].partition("</li>\n<li class=")[0]
    assert '<span class="word passes">passe</span>' in shown
    assert "jusqu’au" in shown
    with register.reading() as session:
        after = session.get_one(Candidate, (one.trial, one.cohort, one.patient))
        assert after.open_items == one.open_items - 1


def test_a_second_answer_takes_the_place_of_the_first_which_stays_to_be_seen(browser, asked):
    one, question = asked
    browser.send(f"/patients/{one.patient}/answers", question=question, value="no")
    text = browser.send(f"/patients/{one.patient}/answers", question=question, value="yes").text
    assert re.search(r"Réponse\N{NO-BREAK SPACE}: <b>Oui</b>", text)
    assert re.search(r"Réponses antérieures.*?Non <span", text, re.DOTALL)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"value": "maybe"}, 400), ({"value": ""}, 400), ({}, 400), ({"value": "yes", "until": "1999-01-01"}, 400),
        ({"value": "yes", "until": "soon"}, 400), ({"value": "yes", "question": "NCT00000000/main/I1"}, 404),
        ({"value": "yes", "question": "x"}, 404),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_changes_nothing(browser, asked, judge_again, fields, status):
    one, question = asked
    before = [found.verdict for found in judge_again(one.patient)]
    answer = browser.send(f"/patients/{one.patient}/answers", **{"question": question, **fields})
    assert answer.status_code == status
    assert [found.verdict for found in judge_again(one.patient)] == before


def test_there_is_nothing_to_undo_where_nobody_answered(browser, asked):
    one, question = asked
    assert browser.send(f"/patients/{one.patient}/answers/undo", question=question).status_code == 404


# --- what is missing -------------------------------------------------------------------------------------------------


def test_missing_facts_are_counted_by_the_trials_that_ask(candidates, judge_again):
    found = missing(judge_again(candidates[0].patient), "fr", starter())
    assert [len(one.trials) for one in found] == sorted((len(one.trials) for one in found), reverse=True)
    assert len({one.datum for one in found}) == len(found)


def test_a_question_for_a_person_is_no_missing_fact(candidates, judge_again):
    for one in candidates:
        for found in judge_again(one.patient):
            only_people = all(
                isinstance(leaf, PersonsAnswer) for item in found.open_items for leaf in leaves(item.numbered.criterion)
            )
            if found.open_items and only_people:
                assert missing([found], "fr", starter()) == []
                return
    raise AssertionError("nobody here waits for a person alone")


# --- windows ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def closing(candidates):
    """A candidate whose door closes within five years."""
    five_years = today() + 5 * 365
    return next(one for one in candidates if one.until is not None and one.until < five_years)


def test_the_page_tells_when_nothing_stands_against_it(browser, closing):
    text = browser.get(f"/patients/{closing.patient}?trial={closing.trial}").text
    shown = text.partition(f'id="{closing.trial}-{closing.cohort}"')[2].partition("</details>")[0]
    assert '<svg class="film"' in shown
    assert f"jusqu’au {date(closing.until, 'fr')}" in shown


def test_the_calendar_has_the_last_screening_day_and_names_nobody(browser, closing):
    answer = browser.get(f"/patients/{closing.patient}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    mine = [one for one in events if f"-{closing.trial}-{closing.cohort}-closes-" in one["uid"]]
    assert [one["dtstart"].dt.isoformat() for one in mine] == [iso(closing.until)]
    assert closing.trial in mine[0]["summary"]
    assert mine[0]["description"]


def test_programs_read_the_same_windows(browser, closing):
    told = browser.get(f"/api/patients/{closing.patient}").json()["windows"]
    (mine,) = (one["windows"] for one in told if (one["trial"], one["cohort"]) == (closing.trial, closing.cohort))
    assert mine[0]["last"] == iso(closing.until)
    assert mine[0]["closed_by"]


def test_nobody_loads_the_calendar_of_another_hospital_patient(client_of, candidates, elsewhere):
    assert client_of(CLINICIAN_HERE).get(f"/patients/{elsewhere}/calendar.ics").status_code == 404
