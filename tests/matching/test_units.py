"""UCUM conversion, and numbers as closed intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import units
from matching.errors import UnknownUnit
from matching.reference.tests_done import judge
from matching.terminology import Analyte
from matching.truth import Truth

BILIRUBIN = Analyte(molar_mass=584.66)
FACTOR = Analyte(clotting_factor=True)


@pytest.mark.parametrize(
    ("sent", "wanted", "analyte", "expected"),
    [
        ("g/dL", "g/L", Analyte(), 10),
        ("10*9/L", "/uL", Analyte(), 1000),
        ("10*3/uL", "10*9/L", Analyte(), 1),
        ("{cells}/uL", "/uL", Analyte(), 1),
        ("mg/dL", "umol/L", BILIRUBIN, 17.10396),
        ("umol/L", "mg/dL", BILIRUBIN, 0.0584660),
        ("ukat/L", "U/L", Analyte(), 60),
        ("%", "[IU]/dL", FACTOR, 1),
        ("[IU]/mL", "%", FACTOR, 100),
        ("kg", "g", Analyte(), 1000),
        ("cm", "m", Analyte(), 0.01),
        ("min", "s", Analyte(), 60),
        ("kg/m2", "g/cm2", Analyte(), 0.1),
        ("m/s", "cm/s", Analyte(), 100),
        ("[lb_av]", "kg", Analyte(), 0.45359237),
        ("[in_i]", "cm", Analyte(), 2.54),
        ("h", "min", Analyte(), 60),
        ("d", "h", Analyte(), 24),
        ("wk", "d", Analyte(), 7),
        ("mo", "d", Analyte(), 30.4375),
        ("a", "d", Analyte(), 365.25),
        ("kat/L", "U/L", Analyte(), 6e7),
        ("[iU]/L", "[IU]/L", Analyte(), 1),
        ("[IU]/L", "[iU]/mL", Analyte(), 0.001),
        ("meq/L", "mmol/L", Analyte(), 1),
        ("l", "mL", Analyte(), 1000),
        ("L", "cm3", Analyte(), 1000),
        ("10^3/uL", "10*9/L", Analyte(), 1),
        ("V", "mV", Analyte(), 1000),
    ],
)
def test_units_that_convert(sent, wanted, analyte, expected):
    assert units.factor(sent, wanted, analyte) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("sent", "wanted", "analyte"),
    [
        ("mg/dL", "umol/L", Analyte()),  # no molar mass
        ("%", "[IU]/dL", Analyte()),  # an enzyme, not a clotting factor
        ("[IU]/mL", "%", BILIRUBIN),
        ("{letters}", "{logMAR}", Analyte()),
        ("furlong", "m", Analyte()),
        ("g/L", "L/g", Analyte()),
        ("Cel", "[degF]", Analyte()),
    ],
)
def test_units_that_do_not(sent, wanted, analyte):
    assert units.factor(sent, wanted, analyte) is None


@pytest.mark.parametrize("unit", ["", "kmin", "m[Foo]", "??"])
def test_what_is_no_unit_is_named(unit):
    with pytest.raises(UnknownUnit):
        units.parse(unit)


@pytest.mark.parametrize(
    ("value", "comparator", "limit", "expected"),
    [
        (16, "", {"above": 16, "below": 29}, Truth.NOT_MET),
        (17, "", {"above": 16, "below": 29}, Truth.MET),
        (28, "", {"above": 16, "below": 29}, Truth.MET),
        (29, "", {"above": 16, "below": 29}, Truth.NOT_MET),
        (50, "", {"above": 50}, Truth.NOT_MET),
        (50, "", {"from_": 50}, Truth.MET),
        (5, "<", {"below": 5}, Truth.MET),
        (5, "<=", {"below": 5}, Truth.UNKNOWN),
        (5, "<", {"from_": 5}, Truth.NOT_MET),
        (5, "<=", {"from_": 5}, Truth.UNKNOWN),
        (5, ">", {"to": 5}, Truth.NOT_MET),
        (5, ">=", {"to": 5}, Truth.UNKNOWN),
        (5, ">", {"above": 5}, Truth.MET),
        (400, "<", {"above": 50}, Truth.UNKNOWN),
        (5, "<", {"above": 50}, Truth.NOT_MET),
        (0, "", {"above": 0}, Truth.NOT_MET),
        (0, "", {"from_": 0, "to": 0}, Truth.MET),
    ],
)
def test_a_value_against_limits(value, comparator, limit, expected):
    assert judge(units.interval(value, comparator), units.bounds(**limit)) is expected


def test_rounding_never_moves_a_value_over_a_limit():
    assert 3 * 1.1 > 3.3  # the trap
    assert judge(units.scaled(units.interval(3.3), 1 / 1.1), units.bounds(above=3)) is Truth.NOT_MET
    assert judge(units.scaled(units.interval(3.3), 1 / 1.1), units.bounds(from_=3)) is Truth.MET


values = st.sampled_from([0, 0.1, 0.7, 1.1, 2, 3.3, 40, 1e6])


@given(values, st.sampled_from([0.1, 3.0, 1 / 3, 1e-6, 1000.0]), st.sampled_from(["from_", "above", "to", "below"]))
def test_scaling_a_value_and_its_limit_alike_changes_nothing(value, by, bound):
    plain = judge(units.interval(value), units.bounds(**{bound: 2}))
    # A limit near zero keeps its absolute hair of 1e-15, far below any of these.
    scaled = judge(units.scaled(units.interval(value), by), units.bounds(**{bound: 2 * by}))
    assert plain is scaled


def test_no_limit_holds_everything():
    assert units.bounds() == (-math.inf, math.inf)
