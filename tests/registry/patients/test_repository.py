"""Who may be read: the own site's, never the dead, the opposed, or those whom nobody sent; one rule, said twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, delete

from matching.days import Span
from matching.facts import Condition, Consent, Facts, Person
from registry.access import OPERATOR, Role, Subject
from registry.consent import withheld
from registry.patients import facts as fact_rows
from registry.patients.models import Patient, PatientSite
from registry.patients.repository import (
    count,
    count_readable,
    facts_readable,
    roots_beginning,
    sites_of,
)
from tests.builders.databases import TODAY
from tests.builders.documents import A_HOSPITAL, ANOTHER, clinician

ROOTS = tuple(f"{sign}{sign}{sign}{sign}0" for sign in "abcdef")
DAYS = st.integers(TODAY - 2, TODAY + 2)


def spans(draw):
    first = draw(DAYS)
    return draw(st.sampled_from((None, Span(first, first), Span(first, first + draw(st.integers(0, 3))))))


@st.composite
def records(draw):
    """Facts of a few patients around today: people, deaths, orphans, consents of every shape."""
    found = Facts()
    for root in ROOTS:
        common = {"patient": root, "record": f"x/{root}"}
        for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2)))):
            found.add(Person(**common, deceased=draw(st.sampled_from((False, False, False, True)))))
        if draw(st.booleans()):
            found.add(Condition(**common, code="ORPHA:70", certainty="confirmed"))
        for _ in range(draw(st.integers(0, 2))):
            decision = draw(st.sampled_from(("deny", "permit")))
            found.add(Consent(**common, purpose="care", decision=decision, when=spans(draw), until=spans(draw)))
    return found


@pytest.fixture
def known(empty_register):
    """Patients at one hospital, at the other, at both, at none, and at one that nobody named."""
    sites = {ROOTS[0]: [A_HOSPITAL], ROOTS[1]: [ANOTHER], ROOTS[2]: [A_HOSPITAL, ANOTHER], ROOTS[3]: [""]}
    with empty_register.writing() as session:
        session.add_all(Patient(root=root, created="") for root in ROOTS)
        session.flush()
        session.add_all(PatientSite(patient=root, site=site) for root, all_of in sites.items() for site in all_of)
    return empty_register


def readable(session, subject, day=TODAY):
    return set(facts_readable(session, subject, day).by_patient())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=records(), day=DAYS, alone=st.sampled_from(ROOTS))
def test_sql_lets_out_whom_the_rule_in_python_does_not_withhold(known, facts, day, alone):
    with known.writing() as session:
        fact_rows.replace(session, ROOTS, facts)
    shown = {fact.patient for fact in facts} - withheld(facts, day)
    with known.reading() as session:
        assert readable(session, OPERATOR, day) == shown
        assert count_readable(session, OPERATOR, day) == len(shown)
        assert count_readable(session, clinician(), day) == len(shown & {ROOTS[0], ROOTS[2]})
        assert roots_beginning(session, clinician(ANOTHER), day, "") == sorted(shown & {ROOTS[1], ROOTS[2]})
        found = facts_readable(session, OPERATOR, day, alone)
        assert found == (facts.by_patient()[alone] if alone in shown else Facts())


def everybody():
    return Facts(people=[Person(patient=root, record=f"Patient/{root}") for root in ROOTS])


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("site", [A_HOSPITAL, "", "unknown"])
def test_only_the_care_team_of_a_site_and_the_operator_read_patients(known, role, site):
    with known.writing() as session:
        fact_rows.replace(session, ROOTS, everybody())
    expected = {
        (Role.CLINICIAN, A_HOSPITAL): {ROOTS[0], ROOTS[2]},
        (Role.OPERATOR, site): set(ROOTS),
    }.get((role, site), set())
    subject = Subject("x", role, site)
    with known.reading() as session:
        assert readable(session, subject) == expected
        assert count_readable(session, subject, TODAY) == len(expected)
        assert {root for root in ROOTS if roots_beginning(session, subject, TODAY, root)} == expected


def test_a_beginning_is_no_pattern(known):
    with known.writing() as session:
        fact_rows.replace(session, ROOTS, everybody())
    with known.reading() as session:
        for pattern in ("%", "_", "a%", "____", "\\", "a' OR '1'='1"):
            assert roots_beginning(session, OPERATOR, TODAY, pattern) == []
        assert len(roots_beginning(session, OPERATOR, TODAY, "")) == 2


def test_sites_are_told_in_order_and_everybody_is_counted(known):
    with known.reading() as session:
        assert sites_of(session, ROOTS[2]) == [A_HOSPITAL, ANOTHER]
        assert sites_of(session, ROOTS[4]) == []
        assert count(session) == len(ROOTS)
    with known.writing() as session:
        session.execute(delete(PatientSite).where(col(PatientSite.patient) == ROOTS[2]))
    with known.reading() as session:
        assert sites_of(session, ROOTS[2]) == []
