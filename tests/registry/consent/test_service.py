"""The dead and the opposed never appear."""

import pytest

from matching.days import Span, day
from matching.facts import Condition, Consent, Facts, Person
from registry.consent import withheld

TODAY = day("2026-11-23")
PERSON = Person(patient="p", record="Patient/1")


def facts(*rows):
    found = Facts()
    found.extend(rows)
    return found


def consent(decision, when=None, until=None):
    return Consent(
        patient="p",
        record="Consent/1",
        purpose="care",
        decision=decision,
        when=Span.parse(when) if when else None,
        until=Span.parse(until) if until else None,
    )


def test_the_dead_are_withheld():
    rows = facts(Person(patient="p", record="Patient/1", deceased=True), Person(patient="q", record="Patient/2"))
    assert withheld(rows, TODAY) == {"p"}


def test_facts_of_nobody_belong_to_nobody():
    orphan = Condition(patient="p", record="Condition/1", code="ORPHA:70", certainty="confirmed")
    assert withheld(facts(orphan), TODAY) == {"p"}
    assert withheld(facts(orphan, PERSON), TODAY) == frozenset()


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        (consent("deny"), True),
        (consent("deny", when="2026-11-23"), True),
        (consent("deny", when="2026-11-24"), False),
        (consent("deny", when="2026-01-01", until="2026-11-23"), True),
        (consent("deny", when="2026-01-01", until="2026-11-22"), False),
        (consent("deny", when="2026"), True),
        (consent("permit"), False),
    ],
)
def test_an_opposition_counts_while_it_is_in_force(row, hidden):
    assert (withheld(facts(PERSON, row), TODAY) == {"p"}) is hidden
