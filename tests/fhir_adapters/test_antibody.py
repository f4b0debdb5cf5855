"""Titres in three forms are one fact (reading 16)."""

import pytest

from matching.days import Span
from matching.facts import Antibody
from tests.fhir_adapters.sent import coded, observation, only, read, ucum

TOTAL = "GENOTHER:AAV9-total"


def ratio(denominator, **numerator):
    return {"valueRatio": {"numerator": {"value": 1} | numerator, "denominator": denominator}}


@pytest.mark.parametrize(
    ("value", "titre", "comparator"),
    [
        (ratio({"value": 50}), 50.0, ""),
        (ratio({"value": 5}, comparator="<"), 5.0, "<"),
        (ratio({"value": 5, "comparator": "<"}), 5.0, "<"),
        ({"valueQuantity": ucum(50, "{titer}")}, 50.0, ""),
        ({"valueQuantity": ucum(400, "{titer}", comparator=">=")}, 400.0, ">="),
        ({"valueString": "1:50"}, 50.0, ""),
        ({"valueString": "<1:5"}, 5.0, "<"),
        ({"valueString": " ≥ 1/400 "}, 400.0, ">="),
    ],
)
def test_a_titre_is_its_reciprocal_however_it_was_sent(value, titre, comparator):
    found = only(observation(TOTAL, **value))
    assert (found.capsid, found.class_, found.titre, found.comparator) == ("AAV9", "total", titre, comparator)
    assert found.result is None


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"valueString": "négatif"}, "negative"),
        ({"valueString": "Negative"}, "negative"),
        ({"valueString": "positive"}, "positive"),
        ({"valueString": "Non détecté"}, "negative"),
        ({"valueCodeableConcept": coded("SNOMED:260385009")}, "negative"),
        ({"valueCodeableConcept": {"coding": [{"code": "POS"}]}}, "positive"),
        ({"valueCodeableConcept": coded("LOINC:LA6576-8")}, "positive"),
    ],
)
def test_a_result_may_be_a_word_or_a_code(value, result):
    found = only(observation("GENOTHER:AAVrh74-nab", **value))
    assert (found.capsid, found.class_, found.titre, found.result) == ("AAVrh74", "nab", None, result)


@pytest.mark.parametrize(
    "value",
    [
        ratio({"value": 1}, value=50),
        {"valueString": "50"},
        {"valueQuantity": ucum(0.4, "{OD}")},
        {"valueString": "1:0"},
        {},
    ],
)
def test_what_is_no_titre_is_said(value):
    facts, problems = read(observation(TOTAL, **value))
    assert facts[0].titre is None
    assert "titre-not-read" in problems


def test_method_cut_off_and_assay():
    sent = observation(
        TOTAL, valueQuantity=ucum(25, "{titer}"), method=coded("GENOTHER:method-ELISA"),
        referenceRange=[{"high": ucum(50, "{titer}")}],
        interpretation=[coded("INTERPRETATION:NEG")],
        component=[{"code": coded("GENOTHER:assay"), "valueCodeableConcept": coded("GENOTHER:sponsor")}],
    )  # fmt: skip
    assert only(sent) == Antibody(
        patient="p1", record="Observation/1", element="Observation", capsid="AAV9", class_="total", method="ELISA",
        assay="sponsor", when=Span.parse("2024-03-09"), titre=25.0, result="negative", cutoff=50.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "name"),
    [
        (coded("GENOTHER:method-cell-based"), "cell-based"),
        ({"text": "elisa"}, "ELISA"),
        ({"text": "TI assay, Lyon"}, "TI assay, Lyon"),
    ],
)
def test_method_by_code_or_text(method, name):
    assert only(observation(TOTAL, valueString="1:50", method=method)).method == name


def test_a_cut_off_may_be_a_component_or_a_text():
    part = {"code": coded("GENOTHER:cut-off"), "valueString": "1:20"}
    assert only(observation(TOTAL, valueString="1:50", component=[part])).cutoff == 20.0
    assert only(observation(TOTAL, valueString="1:50", referenceRange=[{"text": "<1:50"}])).cutoff == 50.0


NEGATIVE, POSITIVE = ({"interpretation": [coded(f"INTERPRETATION:{code}")]} for code in ("NEG", "POS"))
BELOW_50 = {"referenceRange": [{"high": ucum(50, "{titer}")}]}


@pytest.mark.parametrize(
    "said",
    [
        {"valueString": "1:20"} | NEGATIVE,
        {"valueString": "1:50"} | NEGATIVE | BELOW_50,
        {"valueString": "1:20"} | POSITIVE | BELOW_50,
        {"valueString": ">1:50"} | NEGATIVE | BELOW_50,
        {"valueString": "<1:5"} | POSITIVE,
        {"valueString": "négatif"} | POSITIVE,
        {"interpretation": [*NEGATIVE["interpretation"], *POSITIVE["interpretation"]], "valueString": "1:20"},
    ],
)
def test_a_result_that_contradicts_itself_decides_nothing(said):
    facts, problems = read(observation(TOTAL, **said))
    assert (facts[0].titre, facts[0].result, problems) == (None, None, ["contradicts-itself"])


@pytest.mark.parametrize(
    ("said", "titre", "result"),
    [
        ({"valueString": "1:20"} | NEGATIVE | BELOW_50, 20.0, "negative"),
        ({"valueString": "1:50"} | POSITIVE | BELOW_50, 50.0, "positive"),
        ({"valueString": "<1:400"} | POSITIVE | BELOW_50, 400.0, "positive"),
        ({"valueString": "<1:400"} | NEGATIVE, 400.0, "negative"),
        ({"valueString": "<=1:5"} | POSITIVE, 5.0, "positive"),
    ],
)
def test_a_sign_that_its_titre_allows_is_kept_beside_it(said, titre, result):
    found = only(observation(TOTAL, **said))
    assert (found.titre, found.result) == (titre, result)


def component(code, value):
    return {"code": coded(f"GENOTHER:{code}"), "valueString": value}


def test_an_antibody_inside_a_panel_is_an_antibody():
    parts = [component("AAV9-nab", "1:400"), component("AAV8-nab", "<1:5")]
    sent = observation(TOTAL, component=parts, method=coded("GENOTHER:method-ELISA"))
    facts, problems = read(sent | {"code": {"text": "sérologie AAV"}})
    assert [(one.code, one.titre, one.comparator, one.method, one.element) for one in facts] == [
        ("AAV9/nab", 400.0, "", "ELISA", "Observation.component[0]"),
        ("AAV8/nab", 5.0, "<", "ELISA", "Observation.component[1]"),
    ]
    assert problems == []
    inside = observation(TOTAL, component=[component("AAV9-total", "1:400"), component("AAV9-nab", "1:50")])
    assert [one.code for one in read(inside)[0]] == ["AAV9/total", "AAV9/nab"]


def test_a_pending_antibody_is_there_without_its_result():
    facts, problems = read(observation(TOTAL, valueString="1:400", status="preliminary", **POSITIVE))
    assert (facts[0].titre, facts[0].result, facts[0].when) == (None, None, Span.parse("2024-03-09"))
    assert problems == ["not-final"]


def test_letter_case_of_a_code_makes_no_difference():
    assert only(observation("GENOTHER:aavRH74-NAB", valueString="1:50")).code == "AAVrh74/nab"


def undecided(facts):
    return {(one.titre, one.result) for one in facts} == {(None, None)}


def test_one_result_of_several_antibodies_is_of_none():
    facts, problems = read(observation(TOTAL, valueString="<1:5") | {"code": coded(TOTAL, "GENOTHER:AAV8-nab")})
    assert [one.code for one in facts] == ["AAV9/total", "AAV8/nab"]
    assert undecided(facts)
    assert problems == ["several-antibodies"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (NEGATIVE | {"valueString": "<1:5", "dataAbsentReason": {"text": "hemolysed"}}, "no-result"),
        ({"valueString": "<1:5", "interpretation": [coded("INTERPRETATION:H")]}, "sign-not-read"),
        ({"valueCodeableConcept": coded("SNOMED:260385009") | {"text": "positif"}}, "contradicts-itself"),
        ({"valueCodeableConcept": coded("SNOMED:260385009") | {"text": "AAV9 ?"}}, "sign-not-read"),
        ({"valueString": "<1:5", "valueInteger": 400}, "several-values"),
        ({"valueString": "<1:5", "method": {"text": "neutralisation"}}, "method-of-another-class"),
    ],
)
def test_what_is_not_one_plain_result_decides_nothing(said, problem):
    facts, problems = read(observation(TOTAL, **said))
    assert undecided(facts)
    assert problem in problems


@pytest.mark.parametrize(
    "printed",
    [
        [{"high": ucum(50, "{titer}")}, {"high": ucum(100, "{titer}")}],
        [{"high": {"value": 50}}],
        [{"high": ucum(50, "{titer}"), "appliesTo": [{"text": "enfant"}]}],
        [{"high": ucum(50, "{titer}"), "text": "<1:100"}],
    ],
)
def test_a_cut_off_is_one_plain_titre(printed):
    assert read(observation(TOTAL, valueString="1:20", referenceRange=printed))[0][0].cutoff is None
