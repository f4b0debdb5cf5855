"""Acuity is letters, whatever it was sent in: the more letters, the better, and the less logMAR (reading 18)."""

import pytest

from fhir_adapters.bundle import to_facts
from matching import explain
from matching.terminology import Terminology
from tests.fhir_adapters.sent import bundle, observation, ucum

BCVA, LLVA = "GENOTHER:BCVA", "GENOTHER:LLVA"


def read(code=BCVA, **value):
    facts, problems = to_facts(bundle(observation(code, **value)))
    (fact,) = facts.measurements
    return fact, [problem.code for problem in problems]


@pytest.mark.parametrize(("logmar", "letters"), [(0, 85), (1, 35), (1.3, 20), (0.02, 84), (-0.1, 90), (2, -15)])
def test_logmar_falls_as_letters_rise(logmar, letters):
    fact, problems = read(valueQuantity=ucum(logmar, "{logMAR}"))
    assert (fact.value, fact.unit, fact.method, problems) == (letters, "{letters}", None, [])


@pytest.mark.parametrize(("sent", "read_as"), [("<", ">"), ("<=", ">="), (">", "<"), (">=", "<=")])
def test_the_comparator_of_a_logmar_turns(sent, read_as):
    fact, _ = read(LLVA, valueQuantity=ucum(0.3, "{logMAR}", comparator=sent))
    assert (fact.comparator, fact.value) == (read_as, 70)


@pytest.mark.parametrize(
    ("written", "letters"),
    [("20/20", 85), ("20/40", 70), ("6/12", 70), ("5/10", 70), ("20/200", 35), ("20/400", 20), ("0,5/10", 20)],
)
def test_snellen_is_read_in_words_and_marked(written, letters):
    fact, problems = read(valueString=written)
    assert (fact.value, fact.unit, fact.method) == (letters, "{letters}", "snellen")
    assert problems == ["acuity-approximate"]
    assert "approché (Snellen)" in explain.shown(fact, "fr", Terminology())
    assert "approximate (Snellen)" in explain.shown(fact, "en", Terminology())


def test_snellen_is_read_as_a_ratio():
    fact, problems = read(valueRatio={"numerator": {"value": 20}, "denominator": {"value": 40}})
    assert (fact.value, fact.method, problems) == (70, "snellen", ["acuity-approximate"])


@pytest.mark.parametrize("written", ["0/10", "20/0", "counting fingers", "20-40", "20/40/60"])
def test_what_is_no_fraction_is_done_without_a_number(written):
    fact, problems = read(valueString=written)
    assert (fact.value, fact.method, problems) == (None, None, ["no-number"])


def test_letters_stay_letters_and_other_tests_keep_their_values():
    assert read(valueQuantity=ucum(50, "{letters}"))[0].value == 50
    other, _ = read("LOINC:1742-6", valueQuantity=ucum(1, "{logMAR}"))
    assert (other.value, other.unit) == (1, "{logMAR}")
    fraction, _ = read("LOINC:1742-6", valueString="20/40")
    assert fraction.value is None
