"""Who is found, in which order, and how it reads in a terminal."""

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from matching.days import Span, day
from matching.facts import Consent, Facts, Person
from matching.reference import Context
from matching.truth import Truth
from matching.verdict import Verdict, judge, order
from registry.errors import NotFound
from registry.intake import read
from registry.screening import Run, judgements, one_patient, screen, tables
from registry.synthetic.service import write
from registry.terminologies.service import starter
from registry.trials.files import library

AS_OF = day("2026-11-23")


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("hospital")
    write(folder, 300, 3, date(2026, 11, 23))
    return read(folder, AS_OF).facts


@pytest.fixture(scope="module")
def run(facts):
    return Run.over(facts, starter(), AS_OF)


@pytest.fixture(scope="module")
def screenings(run):
    return list(screen(run, library().values()))


def test_engine_and_reference_give_every_patient_the_same_verdict(run, screenings):
    for found in screenings:
        shown = {one.patient: one.verdict for one in found.candidates}
        context = Context(AS_OF, run.terminology)
        for patient, theirs in run.by_patient.items():
            expected = judge(patient, theirs, found.trial, found.cohort, context).verdict
            assert shown.get(patient, Verdict.EXCLUDED) is expected


def test_every_patient_is_counted_once(run, screenings):
    assert {sum(found.verdicts.values()) for found in screenings} == {len(run.by_patient)}


def test_candidates_come_in_the_order_to_call_them(screenings):
    assert any(len(found.candidates) > 3 for found in screenings)
    for found in screenings:
        assert list(found.candidates) == sorted(found.candidates, key=order)


def test_what_excludes_is_counted_per_criterion(run, screenings):
    found = screenings[0]
    context = Context(AS_OF, run.terminology)
    judged = [judge(p, f, found.trial, found.cohort, context) for p, f in run.by_patient.items()]
    for number, count in found.excluding.items():
        assert count == sum(
            one.passes is Truth.NOT_MET for who in judged for one in who.criteria if one.numbered.number == number
        )


def test_the_dead_and_the_opposed_are_nowhere(facts, run):
    hidden = {row.patient for row in facts.people if row.deceased}
    hidden |= {row.patient for row in facts.consents if row.decision == "deny" and row.until is None}
    assert hidden
    assert run.withheld >= len(hidden)
    assert not hidden & set(run.by_patient)
    with pytest.raises(NotFound):
        one_patient(facts, min(hidden), AS_OF)


def two_patients():
    found = Facts()
    found.extend(Person(patient=name, record=f"Patient/{name}", birth=Span.on(AS_OF - 30)) for name in ("abc1", "abd2"))
    return found


def test_the_beginning_of_an_id_is_enough_when_it_names_one():
    assert one_patient(two_patients(), "abd", AS_OF)[0] == "abd2"
    for beginning in ("ab", "x"):
        with pytest.raises(NotFound, match="patient"):
            one_patient(two_patients(), beginning, AS_OF)


def test_an_opposition_hides_without_saying_so():
    facts = two_patients()
    facts.add(Consent(patient="abc1", record="Consent/1", purpose="care", decision="deny"))
    with pytest.raises(NotFound) as hidden:
        one_patient(facts, "abc1", AS_OF)
    with pytest.raises(NotFound) as absent:
        one_patient(facts, "zzz", AS_OF)
    assert str(hidden.value) == str(absent.value)


def test_beginnings_name_one_patient_each():
    names = ["a", "aaaaaaaa-1", "aaaaaaaa-22", "aaaaaaaa-23", "b0000000000"]
    assert tables.beginnings(names) == dict(
        zip(names, ["a", "aaaaaaaa-1", "aaaaaaaa-22", "aaaaaaaa-23", "b0000000"], strict=True)
    )


def printed(content):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(content)
    return console.file.getvalue()


def test_a_cohort_reads_in_a_terminal(run, screenings):
    names = tables.beginnings(sorted(run.by_patient))
    found = next(one for one in screenings if len(one.candidates) > 3)
    told = printed(tables.overview(found, "fr", starter(), names, limit=2))
    assert found.trial.id in told
    assert "un extrait n’est jamais" in told
    assert names[found.candidates[0].patient] in told
    assert f"… et {len(found.candidates) - 2} autres" in told


def test_an_explanation_shows_marks_evidence_and_sources(run, screenings):
    found = next(one for one in screenings if one.trial.id == "NCT03461289")
    patient = found.candidates[0].patient
    (one,) = judgements(run.by_patient[patient], patient, [found.trial], starter(), AS_OF)
    told = printed(tables.explanation(one, "fr", starter()))
    for judged in one.criteria:
        assert f" {judged.numbered.number}" in told
    assert "● I1" in told or "? I1" in told
    assert "[Patient/" in told


def test_for_machines_truths_are_slugs_and_dates_iso(screenings):
    found = next(one for one in screenings if one.trial.id == "NCT03461289")
    told = tables.summary(found, "en", starter())
    assert set(told["verdicts"]) == {verdict.slug for verdict in Verdict}
    first = told["candidates"][0]
    assert first["until"] is None or day(first["until"]) >= AS_OF
    assert {one["passes"] for one in first["criteria"]} <= {"met", "not met", "unknown"}
