"""Names, numbers and NIRs are found where they stand, and not where something else does."""

import json

import pytest

from fhir_adapters.bundle import to_facts
from fhir_adapters.door import betrayed, without_identity
from fhir_adapters.door.nir import nir_key
from tests.fhir_adapters.sent import coded, observation, resource

BODY = "1550775123456"
KEY = nir_key(BODY)
WORDS = frozenset({"dupont", "lefevre", "rene", "0612345678", "612345678", "8000123", "1234", "final", "sid"})
KEYED = "104101000119105"  # SNOMED CT, and NIR by its form and key
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def found(sent, words=WORDS):
    kept, problems = without_identity(sent, words, "Observation/1")
    assert betrayed(json.dumps(sent), words) is bool(problems)
    assert betrayed(json.dumps(sent, ensure_ascii=False), words) is bool(problems)
    assert not betrayed(json.dumps(kept), words)
    return kept, [problem.element for problem in problems]


def says(text, words=WORDS):
    return bool(found(observation("LOINC:1742-6", valueString=text), words)[1])


@pytest.mark.parametrize(
    "text",
    [
        BODY, BODY + KEY, f"1 55 07 75 123 456 {KEY}", f"1.55.07.75.123.456/{KEY}", f"NIR{BODY}", f"n° {BODY}, vu",
        "2 55 08 2A 123 456", "255082b123456", "1552075123456", "155\N{NO-BREAK SPACE}0775123456",
    ],
)  # fmt: skip
def test_a_nir_is_found(text):
    assert says(text, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "155077512345", BODY + "0", f"{BODY}{'00' if KEY != '00' else '01'}", "1710000000000", "0550775123456",
        "1550075123456", "9550775123456", f"{BODY}abc", "4f1550775123456e", "0f2074a0-4173-1a32-988f-153310751234",
        "NM_000344.4:c.840C>T", "2.16.840.1.113883.6.96", "20240309101112", "2024-03-09T10:11:12.345+01:00",
        "LOINC 82155-3 1742-6 69548-6", "1555575123456",
        "1550700123456", "1550775000456", "1550775123000", "3400936403114", "3400892088310",
    ],
)  # fmt: skip
def test_other_numbers_are_no_nir(text):
    assert not says(text, frozenset())


def test_months_of_incomplete_records_need_their_key():
    body = "1553575123456"
    assert not says(body, frozenset())
    assert says(body + nir_key(body), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "vu avec M. Dupont", "DUPONT", "Lefèvre", "Lefe\u0300vre", "René", "dupont_1", "\nDupont\t", '"Dupont"',
        "06 12 34 56 78", "+33 6 12 34 56 78", "06.12.34.56.78", "IPP 8000123", "dossier 1234", "http://x/Dupont",
    ],
)  # fmt: skip
def test_words_of_the_identity_are_found(text):
    assert says(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dupontel", "lefevrey", "renet", "12345", "2024-03-09", "06 12 34 56 79",
        "0f2074a0-1234-1a32-988f-5316d7f1cbbe",
    ],
)  # fmt: skip
def test_words_inside_others_are_not(text):
    assert not says(text)


def test_what_fhir_says_itself_is_nobodys_name():
    sent = observation("HP:0001256") | {"issued": "1234-01-01"}
    sent["category"] = [coded("CVX:1234"), coded("LOINC:1234-5")]  # http://hl7.org/fhir/sid/cvx
    assert found(sent)[1] == []


def test_a_long_code_of_snomed_is_no_nir():
    assert nir_key(KEYED[:13]) == KEYED[13:]
    assert found(observation(f"SNOMED:{KEYED}"), frozenset())[1] == []
    assert found(observation(f"LOINC:{KEYED}"), frozenset())[1] == ["Observation.code.coding[0].code"]
    assert found(observation(f"SNOMED:{BODY}{KEY}"), frozenset())[1] == ["Observation.code.coding[0].code"]


def test_a_code_of_an_unknown_system_may_be_a_number_of_the_hospital():
    sent = observation("LOINC:1742-6", category=[{"coding": [{"system": "http://chu.fr/ipp", "code": "8000123"}]}])
    assert found(sent)[1] == ["Observation.category[0].coding[0].code"]


def test_a_coding_keeps_its_code_when_its_display_goes():
    coding = {"system": "http://loinc.org", "code": "1742-6", "display": "ALAT de M. Dupont"}
    kept, places = found(observation("LOINC:1742-6") | {"code": {"coding": [coding], "text": "Dupont"}})
    assert kept["code"] == {"coding": [{"system": "http://loinc.org", "code": "1742-6"}]}
    assert places == ["Observation.code.coding[0].display", "Observation.code.text"]


def test_each_removal_is_a_warning_without_the_value():
    _, problems = without_identity(observation("LOINC:1742-6", valueString="Dupont"), WORDS, "Observation/1")
    (problem,) = problems
    assert (problem.severity, problem.code, problem.record) == ("warning", "identity-found", "Observation/1")
    assert "upont" not in str(problem)


def test_numbers_that_betray_go_too():
    for number in (int(BODY), 612345678):
        assert "valueInteger" not in found(observation("LOINC:1742-6", valueInteger=number))[0]
    assert found(observation("LOINC:1742-6", valueInteger=1234))[1] == []  # a result like any other


def test_a_result_that_goes_is_said_to_be_masked():
    kept, _ = found(observation("LOINC:69548-6", valueString="Dupont: mosaïque"))
    assert kept["dataAbsentReason"]["coding"][0]["code"] == "masked"
    assert list(to_facts(kept)[0]) == []


def test_a_date_of_death_that_goes_stays_a_death():
    kept, _ = found({"resourceType": "Patient", "id": "p", "deceasedDateTime": "Dupont"})
    assert [person.deceased for person in to_facts(kept)[0].people] == [True]


def test_a_consent_that_lost_its_meaning_is_read_as_a_refusal():
    sent = resource("Consent", status="active", provision={"type": "permit", "purpose": [{"code": "Dupont"}]})
    kept, _ = found(sent)
    assert [consent.decision for consent in to_facts(kept)[0].consents] == ["deny"]
    named = resource("Consent", status="active", provision={"type": "permit", "purpose": [{"display": "Dupont"}]})
    assert "modifierExtension" not in found(named)[0]


def test_an_object_that_lost_everything_is_masked_and_an_array_is_gone():
    kept, _ = found(observation("LOINC:1742-6", focus=[{"reference": "#dupont"}], meta={"profile": ["http://dupont"]}))
    assert kept["focus"] == [{"extension": [{"url": ABSENT, "valueCode": "masked"}]}]
    assert kept["meta"] == {"extension": [{"url": ABSENT, "valueCode": "masked"}]}


def test_what_was_given_is_not_changed():
    sent = observation("LOINC:1742-6", valueString="Dupont", category=["Dupont"])
    before = json.dumps(sent)
    without_identity(sent, WORDS)
    assert json.dumps(sent) == before


@pytest.mark.parametrize("body", ['{"x": "Dupont"', "[" * 3000 + '"Dupont"' + "]" * 3000, "Dupont"])
def test_what_cannot_be_looked_at_closely_is_taken_to_betray(body):
    assert betrayed(body, WORDS)
    assert not betrayed(body, frozenset())


def test_the_names_of_elements_are_nobodys():
    assert not betrayed(json.dumps(observation("LOINC:1742-6")), frozenset({"status", "code", "subject"}))
