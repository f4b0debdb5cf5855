"""Dates as written, quantities as sent."""

import pytest

from fhir_adapters import elements
from fhir_adapters.node import Node, Origin
from matching.days import Span


def node(json):
    return Node(json, "X", Origin("X/1", "", {}))


def codes(element):
    return [problem.code for problem in element.origin.problems]


def test_a_day_is_the_date_as_written_without_zone():
    at = elements.moment(node({"effectiveDateTime": "2024-03-09T23:50:00-11:00"}), "effective")
    assert (at.when, at.minute) == (Span.parse("2024-03-09"), 23 * 60 + 50)


def test_a_period_is_the_days_between_its_ends_or_the_end_that_it_has():
    assert elements.within(node({"start": "2024-03", "end": "2024-04-02"})) == Span(
        Span.parse("2024-03-01").first, Span.parse("2024-04-02").last
    )
    assert elements.within(node({"start": "2024"})) == Span.parse("2024")
    backwards = node({"start": "2024-03-09", "end": "2024-03-08"})
    assert elements.within(backwards) is None
    assert codes(backwards) == ["reversed-period"]


@pytest.mark.parametrize("wrong", ["9 March", "2024-13", "2024-02-30", "0000", "२०२४-01-01", 2024, {}, []])
def test_a_bad_date_is_undated_and_said(wrong):
    date = node(wrong)
    assert elements.span(date) is None
    assert codes(date)
    assert not any(str(wrong) in str(problem) for problem in date.origin.problems if isinstance(wrong, str))


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ({"value": 1, "unit": "UI/L", "system": "http://unitsofmeasure.org", "code": "[iU]/L"}, "[iU]/L"),
        ({"value": 1, "unit": "µmol/L"}, "umol/L"),
        ({"value": 1, "system": "http://www.ontobee.org/ontology/UO", "code": "0000175"}, "g/L"),
        ({"value": 1, "system": "http://a.example/units", "code": "7", "unit": "mg"}, "mg"),
        ({"value": 1, "system": "http://www.ontobee.org/ontology/UO", "code": "0000307"}, None),
        ({"value": 1, "unit": "par litre"}, None),
        ({"value": 1}, None),
    ],
)
def test_a_unit_is_its_ucum_code_else_its_text(quantity, unit):
    assert elements.quantity(node(quantity)) == elements.Amount(1.0, "", unit)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, True, "5", [5]])
def test_what_is_no_finite_number_is_no_number(value):
    amount = node({"value": value, "unit": "g"})
    assert elements.quantity(amount).value is None
    assert codes(amount) == ["wrong-type"]


def test_a_comparator_that_r4_lacks_takes_the_number_with_it():
    assert elements.quantity(node({"value": 5, "unit": "g", "comparator": "~"})).value is None


def test_an_age_is_dated_by_the_birth():
    age = {"value": 3, "system": "http://unitsofmeasure.org", "code": "a"}
    found = elements.days_at_age(node(age), Span.parse("2015-01-12"))
    assert str(found) == "2018-01-12/2019-01-11"
    assert elements.days_at_age(node(age), None) is None
