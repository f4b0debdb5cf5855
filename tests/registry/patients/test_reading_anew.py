"""Facts follow what is stored, in whatever order it came: whose it is now, its drug, and a death told by a link."""

from itertools import permutations

import pytest
from sqlalchemy import true

from fhir_adapters.bundle import read_many
from registry.patients import facts as fact_rows
from registry.store import take_outbox
from tests.builders import documents as doc
from tests.builders.documents import bring


def facts(register):
    with register.reading() as session:
        return fact_rows.load(session, lambda _: true())


def awaited(register):
    """Whom somebody must judge again, each call those since the last."""
    with register.writing() as session:
        return {row.patient for row in take_outbox(session) if row.patient}


def root(received, place=0):
    return [outcome.id for outcome in received.outcomes if outcome.type == "Patient"][place]


def test_a_result_sent_for_the_wrong_patient_leaves_them_once_corrected(empty_register):
    first = bring(empty_register, doc.bundle(doc.patient("p1"), doc.observation(of="p1")))
    second = bring(empty_register, doc.patient("p2"))
    awaited(empty_register)
    bring(empty_register, doc.observation(of="p2"))
    assert [row.patient for row in facts(empty_register).measurements] == [root(second)]
    assert awaited(empty_register) == {root(first), root(second)}


def test_the_same_content_about_somebody_else_is_a_change(empty_register):
    unsaid = {key: value for key, value in doc.observation().items() if key != "subject"}
    bring(empty_register, doc.bundle(doc.patient("p1"), unsaid))
    second = bring(empty_register, doc.bundle(doc.patient("p2"), unsaid))
    (outcome,) = [one for one in second.outcomes if one.type == "Observation"]
    assert (outcome.how, outcome.patient, outcome.before is None) == ("updated", root(second), False)


@pytest.mark.parametrize("taken", ["MedicationRequest", "MedicationStatement", "MedicationAdministration"])
def test_a_drug_that_comes_or_changes_later_reaches_whoever_takes_it(empty_register, taken):
    status = "completed" if taken == "MedicationAdministration" else "active"
    statement = doc.request(status=status, effectiveDateTime="2026-01-02") | {"resourceType": taken}
    received = bring(empty_register, doc.bundle(doc.patient(), statement))
    assert facts(empty_register).medications == []
    awaited(empty_register)
    bring(empty_register, doc.drug(code="M09AX09"))
    assert [row.code for row in facts(empty_register).medications] == ["ATC:M09AX09"]
    assert awaited(empty_register) == {root(received)}
    bring(empty_register, doc.drug(code="B01AA03"))
    assert [row.code for row in facts(empty_register).medications] == ["ATC:B01AA03"]
    bring(empty_register, doc.deletion("Medication/d1"))
    assert facts(empty_register).medications == []


DEAD = doc.patient(
    "old", active=False, deceasedBoolean=True, link=[{"type": "replaced-by", "other": {"reference": "Patient/new"}}]
)


@pytest.mark.parametrize("order", list(permutations(("old", "new", "again"))))
def test_a_death_told_by_a_replaced_record_is_never_forgotten(empty_register, order):
    sent = {"old": DEAD, "new": doc.patient("new"), "again": doc.patient("new", birthDate="2018-05-02")}
    if order.index("old") < min(order.index("new"), order.index("again")):
        waited = bring(empty_register, DEAD, wait=True)
        assert [(one.waiting, one.failed) for one in waited.passed] == [(True, False)]
        assert waited.outcomes == []
        order = (*(name for name in order if name != "old"), "old")
    for name in order:
        bring(empty_register, sent[name])
    people = facts(empty_register).by_patient()
    assert len(people) == 2
    assert all(theirs.person().deceased for theirs in people.values())
    assert sorted(len(theirs.people) for theirs in people.values()) == [1, 2]


def test_a_link_taken_back_takes_the_death_back(empty_register):
    received = bring(empty_register, doc.bundle(DEAD, doc.patient("new")))
    awaited(empty_register)
    bring(empty_register, doc.patient("old", active=False, deceasedBoolean=True))
    alive = root(received, 1)
    assert [row.deceased for row in facts(empty_register).by_patient()[alive].people] == [False]
    assert alive in awaited(empty_register)


def test_what_another_hospital_tells_of_a_death_by_a_link_counts_too(empty_register):
    number = {"identifier": [{"system": doc.INS_SYSTEM, "value": "285057800608441"}]}
    bring(empty_register, doc.patient("here", **number))
    bring(empty_register, doc.bundle(DEAD | number, doc.patient("new", birthDate="2020-01-01")), source=doc.ANOTHER)
    bring(empty_register, doc.patient("new", birthDate="2020-01-02"), source=doc.ANOTHER)
    assert [theirs.person().deceased for theirs in facts(empty_register).by_patient().values()] == [True, True]


def test_facts_are_those_of_what_was_sent(empty_register):
    sent = [doc.bundle(doc.patient(), doc.condition(), doc.observation(), doc.request(), doc.drug(), doc.opposition())]
    bring(empty_register, *sent)
    expected, _ = read_many(sent)
    found = facts(empty_register)
    assert len(found) == len(expected) == 5
    assert [row.code for row in found.medications] == [row.code for row in expected.medications]


def test_a_hospital_learns_from_a_number_only_of_those_whom_it_told_us_of(empty_register):
    number = {"system": doc.INS_SYSTEM, "value": "285057800608441"}
    bring(empty_register, doc.patient("here", identifier=[number]))
    told = doc.observation("theirs") | {"subject": {"identifier": number}}
    assert bring(empty_register, told, source=doc.ANOTHER).passed[0].set_aside == 1
    assert bring(empty_register, told).passed[0].set_aside == 0
    bring(empty_register, doc.patient("there", identifier=[number]), source=doc.ANOTHER)
    assert bring(empty_register, told, source=doc.ANOTHER).passed[0].set_aside == 0
