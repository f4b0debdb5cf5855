"""The person behind the facts, without anything that names them."""

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import Span
from matching.facts import Person
from tests.fhir_adapters.sent import bundle, coded, observation, only, read


def patient(**elements):
    return {"resourceType": "Patient", "id": "p1", "birthDate": "2020-05-01", "gender": "female"} | elements


def test_birth_sex_death_and_site():
    sent = patient(
        deceasedDateTime="2024-01", managingOrganization={"reference": "Organization/h7"}, meta={"versionId": "3"}
    )
    assert only(sent) == Person(
        patient="p1", record="Patient/p1", version="3", element="Patient", birth=Span.parse("2020-05-01"), sex="female",
        deceased=True, site="h7",
    )  # fmt: skip


def test_a_partial_birth_date_and_no_sex():
    found = only({"resourceType": "Patient", "id": "p1", "birthDate": "2020"})
    assert (found.birth, found.sex, found.deceased) == (Span.parse("2020"), None, False)


def test_a_gender_that_r4_lacks_is_not_recorded():
    facts, problems = to_facts(patient(gender="zzz"))
    assert facts.people[0].sex is None
    assert [(problem.code, problem.element) for problem in problems] == [("bad-code", "Patient.gender")]
    assert "zzz" not in str(problems)


REPLACED = {"link": [{"type": "replaced-by", "other": {"reference": "Patient/p2"}}]}


def test_a_record_out_of_use_says_a_death_and_nothing_else():
    for out_of_use, problem in (({"active": False}, "patient-not-active"), (REPLACED, "patient-replaced")):
        nothing = Person(patient="p1", record="Patient/p1", element="Patient")
        assert read(patient(**out_of_use)) == ([nothing], [problem])
        facts, _ = read(patient(deceasedBoolean=True, **out_of_use))
        assert (facts[0].patient, facts[0].deceased, facts[0].birth) == ("p1", True, None)


def test_a_death_is_that_of_the_record_put_in_its_place_too():
    facts, _ = to_facts(bundle(patient(deceasedBoolean=True, **REPLACED), patient(id="p2")))
    assert {who: found.person().deceased for who, found in facts.by_patient().items()} == {"p1": True, "p2": True}


def test_a_death_whose_date_is_not_known_is_a_death():
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    unknown = {"extension": [{"url": url, "valueCode": "unknown"}]}
    assert only(patient(_deceasedDateTime=unknown)).deceased is True


def test_karyotype_is_a_row_of_its_own():
    for value in ({"valueCodeableConcept": coded("SNOMED:734876009")}, {"valueString": "46,XY"}):
        found = only(observation("SNOMED:1296886006", **value))
        assert (found.karyotype, found.sex, found.record) == ("XY", None, "Observation/1")
    assert only(observation("LOINC:29770-5", valueString="45,X")).karyotype == "XO"
    assert only(observation("LOINC:29770-5", valueString="46,XX,t(9;22)(q34;q11)")).karyotype == "XX"
    assert read(observation("LOINC:29770-5", valueString="45,X/46,XX"))[1] == ["karyotype-not-read"]


def test_a_patient_is_known_by_id_else_by_the_uuid_of_its_fullurl():
    lab = observation("LOINC:1742-6", valueInteger=1, subject={"reference": "urn:uuid:0a1"})
    sent = {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:0a1", "resource": {"resourceType": "Patient", "birthDate": "2020"}},
        {"fullUrl": "urn:uuid:0a2", "resource": lab},
    ]}  # fmt: skip
    assert {fact.patient for fact in read(sent)[0]} == {"0a1"}
    assert read(bundle({"resourceType": "Patient"}))[1] == ["no-patient"]


def test_anything_but_false_is_a_death():
    assert [read(patient(deceasedBoolean=said))[0][0].deceased for said in ("true", 1, False)] == [True, True, False]


@pytest.mark.parametrize(
    "value",
    [
        {"valueString": "46,X,t(X;21)(p21;q22)"},
        {"valueString": "X"},
        {"valueString": "46,XY,mos 47,XXY"},
        {"valueString": "46,XY[12],47,XXY[8]"},
        {"valueCodeableConcept": coded("SNOMED:734876009", "SNOMED:734875008")},
        {"valueCodeableConcept": coded("SNOMED:734876009") | {"text": "47,XXY"}},
        {"valueCodeableConcept": coded("SNOMED:734876009") | {"text": "mos 46,XY"}},
    ],
)
def test_a_karyotype_that_says_two_things_or_leaves_one_out_is_not_read(value):
    assert read(observation("LOINC:29770-5", **value)) == ([], ["karyotype-not-read"])


@pytest.mark.parametrize(
    ("addresses", "country"),
    [
        ([{"country": "FR"}], "FR"),
        ([{"country": "FR", "use": "home"}, {"country": "BE", "use": "old"}], "FR"),
        ([{"country": "FR"}, {"country": "BE", "period": {"end": "2020"}}], "FR"),
        ([{"country": "FR", "use": "billing"}], None),
        ([{"country": "FR", "use": "temp"}], None),
        ([{"country": "FR"}, {"country": "BE"}], None),
        ([{"country": "FR"}, {"country": "FR"}], "FR"),
        ([{"city": "Paris"}], None),
        ([], None),
    ],
)
def test_a_country_of_residence_is_that_of_the_addresses_in_use(addresses, country):
    assert only(patient(address=addresses)).country == country


@pytest.mark.parametrize("written", ["France", "FRA", "fr", "F1"])
def test_a_country_in_words_is_not_read_and_not_repeated(written):
    facts, problems = to_facts(patient(address=[{"country": written}]))
    assert facts.people[0].country is None
    assert [(one.code, one.element) for one in problems] == [("country-unread", "Patient.address[0].country")]
    assert written not in str(problems)
