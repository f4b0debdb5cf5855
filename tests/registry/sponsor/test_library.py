"""A sponsor reads what protocols ask, and nothing of any patient."""

import re

from sqlmodel import select

from registry.patients.models import Patient
from registry.sponsor.library import entries
from registry.terminologies.service import starter
from registry.trials.files import library
from tests.builders.registries import SPONSOR


def test_every_trial_and_each_of_its_criteria_is_there(client_of):
    text = client_of(SPONSOR).get("/library?lang=en").text
    for trial in library().values():
        assert trial.id in text
    assert text.count("<li><b>") == sum(len(c.criteria) for t in library().values() for c in t.cohorts)


def test_the_page_says_that_counts_come_later_through_one_gate(client_of):
    client = client_of(SPONSOR)
    assert "par une seule porte" in client.get("/library").text
    assert "through one gate" in client.get("/library?lang=en").text


def test_no_patient_and_no_count_is_on_the_page(client_of, register):
    text = client_of(SPONSOR).get("/library").text
    with register.reading() as session:
        assert not [root for root in session.exec(select(Patient.root)) if root in text.replace("-", "")]
    assert not re.search(r'class="(?:tally|count|strip)', text)


def test_a_limit_that_nobody_confirmed_says_so():
    found = [one for entry in entries(library().values(), "fr", starter()) for g in entry.groups for one in g.criteria]
    assert [one for one in found if not one.stated]
    assert all(one.asks for one in found)
