"""Any fact goes into its row and comes back the same, on both databases."""

from dataclasses import fields
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, true
from sqlalchemy.exc import IntegrityError

from matching.days import Span
from matching.facts import TABLE_OF, Facts, Person
from registry.patients import facts as fact_rows
from registry.patients.models import FACT_TABLES, Patient

PATIENTS = ("0a", "1b", "2c")
KINDS = pytest.mark.parametrize("kind", list(TABLE_OF), ids=lambda kind: kind.__name__)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
SPANS = st.tuples(st.integers(-200_000, 2_900_000), st.integers(0, 400)).map(lambda pair: Span(pair[0], sum(pair)))
# What a document may hold and JSON write: no NaN; a float64 otherwise.
FLOATS = st.floats(allow_nan=False)
WHOLE = st.integers(-(2**31), 2**31 - 1)
PLAIN = {str: TEXTS, float: FLOATS, int: WHOLE, bool: st.booleans(), Span: SPANS}


def values(hint):
    """Every value that a field may have."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(st.none() if part is NoneType else values(part) for part in get_args(hint)))
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    return PLAIN[hint]


def any_of(kind):
    """Any fact of a kind, of one of a few patients."""
    own = {name: values(hint) for name, hint in get_type_hints(kind).items() if name in {f.name for f in fields(kind)}}
    return st.builds(kind, **own | {"patient": st.sampled_from(PATIENTS)})


@pytest.fixture
def with_patients(empty_register):
    with empty_register.writing() as session:
        session.add_all(Patient(root=root, created="2026-11-23T09:30:00.000Z") for root in PATIENTS)
    return empty_register


def stored(register, rows):
    facts = Facts()
    facts.extend(rows)
    with register.writing() as session:
        fact_rows.replace(session, PATIENTS, facts)
    with register.reading() as session:
        return fact_rows.load(session, lambda _: true())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.one_of(*map(any_of, TABLE_OF)), max_size=25))
def test_any_facts_come_back_as_they_were_in_their_order(with_patients, rows):
    expected = Facts()
    expected.extend(rows)
    found = stored(with_patients, rows)
    assert found == expected
    assert [list(map(type, vars_of(one))) for one in found] == [list(map(type, vars_of(one))) for one in expected]


def vars_of(fact):
    return [getattr(fact, field.name) for field in fields(fact)]


@KINDS
def test_every_column_of_every_kind_holds_its_field(with_patients, kind):
    """A fact with every field filled, each unlike its default, fills every column and comes back."""
    hints = get_type_hints(kind)
    filled = kind(**{
        field.name: PATIENTS[0] if field.name == "patient" else telling(hints[field.name], place)
        for place, field in enumerate(fields(kind))
    })  # fmt: skip
    assert [one for one in stored(with_patients, [filled])] == [filled]  # noqa: C416  # Facts are no list
    with with_patients.reading() as session:
        (row,) = session.execute(select(FACT_TABLES[kind])).mappings()
    assert None not in row.values()
    assert len(row) == 1 + sum(2 if Span in (hints[f.name], *get_args(hints[f.name])) else 1 for f in fields(kind))


def telling(hint, place):
    """A value unlike that of any neighbour."""
    kinds = [part for part in (*get_args(hint), hint) if part is not NoneType]
    if get_origin(hint) is Literal or (choices := next((k for k in kinds if get_origin(k) is Literal), None)):
        return get_args(hint if get_origin(hint) is Literal else choices)[-1]
    return {str: f"é{place}", float: place + 0.1, int: 100 + place, bool: True, Span: Span(place, place + 5)}[kinds[0]]


@KINDS
def test_facts_are_replaced_for_the_patients_named_and_for_nobody_else(with_patients, kind):
    hints = get_type_hints(kind)
    one = kind(**{f.name: telling(hints[f.name], place) for place, f in enumerate(fields(kind))} | {"patient": "0a"})
    other = kind(**{f.name: getattr(one, f.name) for f in fields(kind)} | {"patient": "1b"})
    stored(with_patients, [one, other, other])
    with with_patients.writing() as session:
        fact_rows.replace(session, ["1b"], Facts())
    with with_patients.reading() as session:
        assert list(fact_rows.load(session, lambda _: true())) == [one]
        assert list(fact_rows.load(session, lambda patient: patient == "1b")) == []


def test_a_fact_of_nobody_known_is_refused_by_the_database(with_patients):
    facts = Facts(people=[Person(patient="zz", record="Patient/zz", karyotype="Dupont")])
    errors = IntegrityError, with_patients.clinical.dialect.dbapi.IntegrityError  # COPY raises the driver's own
    with pytest.raises(errors) as refused, with_patients.writing() as session:
        fact_rows.replace(session, ["zz"], facts)
    assert "Dupont" not in str(refused.value)
