"""Results without a number, and what stands beside a result, as FHIR sends them."""

import pytest

from matching.facts import Measurement, Result
from tests.fhir_adapters.sent import coded, observation, read, ucum

HBSAG, LOAD, EYE = "LOINC:5195-3", "LOINC:29615-2", "GENOTHER:BCVA"


def results(resource):
    facts, _ = read(resource)
    return [fact.result for fact in facts if isinstance(fact, Result)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SNOMED:10828004", "positive"), ("SNOMED:260415000", "negative"), ("SNOMED:82334004", "indeterminate"),
        ("SNOMED:42425007", "indeterminate"), ("LOINC:LA6576-8", "positive"), ("LOINC:LA11883-8", "negative"),
        ("LOINC:LA11884-6", "indeterminate"), ("SNOMED:373066001", "positive"), ("SNOMED:373067005", "negative"),
        ("SNOMED:1234", None),
    ],
)  # fmt: skip
def test_a_coded_result(code, said):
    assert results(observation(HBSAG, valueCodeableConcept=coded(code))) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [("Positif", "positive"), ("négatif", "negative"), ("Douteux", "indeterminate"), ("voir compte rendu", None)],
)
def test_a_result_in_words(text, said):
    assert results(observation(HBSAG, valueString=text)) == [said]


def test_an_interpretation_says_what_a_number_means():
    negative = [coded("INTERPRETATION:NEG")]
    assert results(observation(HBSAG, valueQuantity=ucum(0.2, "{index}"), interpretation=negative)) == ["negative"]
    assert results(observation(HBSAG, valueQuantity=ucum(0.2, "{index}"))) == []


def test_two_signs_that_disagree_say_nothing():
    positive = [coded("INTERPRETATION:POS")]
    assert results(observation(HBSAG, valueString="négatif", interpretation=positive)) == [None]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (ucum(0, "[IU]/mL"), "negative"), (ucum(1, "[IU]/mL"), "positive"),
        (ucum(20, "[IU]/mL", comparator="<"), "negative"), (ucum(100, "[IU]/mL", comparator="<"), "negative"),
        (ucum(101, "[IU]/mL", comparator="<"), None), (ucum(20, "[IU]/mL", comparator=">"), "positive"),
    ],
)  # fmt: skip
def test_a_viral_load_is_a_result_too(amount, said):
    assert results(observation(LOAD, valueQuantity=amount)) == [said]


def test_an_awaited_result_is_there():
    facts, _ = read(observation(HBSAG, status="registered"))
    assert [(type(fact), fact.pending) for fact in facts] == [(Measurement, True), (Result, True)]


def measured(**values):
    facts, problems = read(observation(EYE, valueQuantity=ucum(60, "{letters}"), **values))
    return facts, problems


@pytest.mark.parametrize(
    ("site", "sides"),
    [
        ("SNOMED:8966001", ["left"]), ("SNOMED:18944008", ["right"]), ("SNOMED:362508001", ["left", "right"]),
        ("SNOMED:7771000", ["left"]), ("SNOMED:51440002", ["left", "right"]), ("SNOMED:81745001", [None]),
    ],
)  # fmt: skip
def test_a_body_site_names_its_side(site, sides):
    facts, _ = measured(bodySite=coded(site))
    assert [fact.side for fact in facts] == sides


def test_method_specimen_and_chart_stand_beside_the_number():
    parts = [
        {"code": coded("GENOTHER:chart"), "valueString": "ETDRS"},
        {"code": coded("GENOTHER:tissue"), "valueCodeableConcept": coded("SNOMED:50863008")},
    ]
    facts, problems = measured(component=parts, method={"text": "ELISA"})
    (fact,) = facts
    assert (fact.value, fact.method, fact.tissue, fact.chart) == (60, "ELISA", "SNOMED:50863008", "ETDRS")
    assert problems == []


def test_a_chart_without_a_name_is_said():
    facts, problems = measured(component=[{"code": coded("GENOTHER:chart"), "valueBoolean": True}])
    assert ([fact.chart for fact in facts], problems) == ([None], ["chart-not-read"])
