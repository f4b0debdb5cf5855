"""Diagnoses and phenotypes: confirmed, suspected, absent, or no evidence."""

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import Span
from matching.facts import Condition, History
from tests.fhir_adapters.sent import bundle, coded, observation, only, read, resource


def status(code):
    return {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": code}]}


ACTIVE = {"clinicalStatus": {"coding": [{"code": "active"}]}}


def test_a_confirmed_diagnosis_with_both_dates():
    sent = resource(
        "Condition", code=coded("ORPHA:70"), verificationStatus=status("confirmed"), **ACTIVE,
        onsetDateTime="2023", recordedDate="2024-02-01",
    )  # fmt: skip
    assert only(sent) == Condition(
        patient="p1", record="Condition/1", element="Condition", code="ORPHA:70", certainty="confirmed",
        when=Span.parse("2024-02-01"), onset=Span.parse("2023"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "certainty"),
    [("provisional", "suspected"), ("differential", "suspected"), ("unconfirmed", "suspected"), ("refuted", "absent")],
)
def test_verification(code, certainty):
    sent = resource("Condition", code=coded("HP:0001250"), verificationStatus=status(code), recordedDate="2024")
    assert only(sent).certainty == certainty


def test_entered_in_error_is_never_evidence():
    sent = resource("Condition", code=coded("ORPHA:70"), verificationStatus=status("entered-in-error"))
    assert read(sent) == ([], ["entered-in-error"])


def test_without_any_status_a_code_is_only_suspected():
    assert only(resource("Condition", code=coded("ORPHA:70"), **ACTIVE)).certainty == "confirmed"
    facts, problems = read(resource("Condition", code=coded("ORPHA:70")))
    assert (facts[0].certainty, problems) == ("suspected", ["not-verified"])


def test_each_code_of_a_known_system_is_a_row_of_the_same_record():
    local = {"system": "https://h.example/dx", "code": "A1"}
    codings = [local, *coded("SNOMED:5262007", "ORPHA:70", "ORPHA:70")["coding"]]
    for verification in ("confirmed", "refuted"):
        sent = resource("Condition", code={"coding": codings}, verificationStatus=status(verification))
        assert [(fact.code, fact.element) for fact in read(sent)[0]] == [
            ("ORPHA:70", "Condition.code.coding[2]"), ("SNOMED:5262007", "Condition.code.coding[1]"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "unread",
    [{"text": "Suspicion, non confirmé"}, {"coding": [{"display": "confirmed"}]}, {},
     {"coding": [{"system": "urn:ours", "code": "confirmed"}]}, {"coding": [{"code": "sure"}]}],
)  # fmt: skip
def test_a_verification_that_cannot_be_read_is_never_a_confirmation(unread):
    facts, problems = read(resource("Condition", code=coded("ORPHA:70"), verificationStatus=unread, **ACTIVE))
    assert (facts[0].certainty, problems) == ("suspected", ["bad-code"])


def test_a_local_code_is_kept_and_said_and_a_text_alone_is_something_unknown():
    local = {"coding": [{"system": "https://h.example/dx", "code": "A1"}]}
    facts, problems = read(resource("Condition", code=local, **ACTIVE))
    assert (facts[0].code, problems) == ("https://h.example/dx|A1", ["unknown-code-system"])
    facts, problems = read(resource("Condition", code={"text": "SMA"}, **ACTIVE))
    assert ([(fact.code, fact.certainty) for fact in facts], problems) == ([("TEXT:uncoded", "confirmed")], ["no-code"])
    assert "SMA" not in str(facts)
    assert read(resource("Condition", code={"text": "SMA"}, verificationStatus=status("refuted"))) == ([], ["no-code"])
    assert read(resource("Condition", **ACTIVE)) == ([], ["no-code"])


def test_an_onset_age_counts_from_the_birth_in_the_same_bundle():
    person = {"resourceType": "Patient", "id": "p1", "birthDate": "2020-05-01"}
    age = {"value": 6, "system": "http://unitsofmeasure.org", "code": "mo"}
    facts, _ = to_facts(bundle(person, resource("Condition", code=coded("ORPHA:70"), onsetAge=age, **ACTIVE)))
    assert str(facts.conditions[0].onset) == "2020-11-01/2020-11-30"


@pytest.mark.parametrize(
    ("abated", "until"),
    [
        ({"abatementDateTime": "2020"}, "2020-01-01/2020-12-31"),
        ({"abatementPeriod": {"start": "2020-01-01", "end": "2020-02-01"}}, "2020-01-01/2020-02-01"),
    ],
)
def test_it_ended_when_it_abated(abated, until):
    found = only(resource("Condition", code=coded("ORPHA:70"), **abated, **ACTIVE))
    assert (found.certainty, str(found.until)) == ("confirmed", until)


RESOLVED = {"clinicalStatus": {"coding": [{"code": "resolved"}]}}


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        ({"onsetDateTime": "2019-05-01", "recordedDate": "2020-01-01"}, "2019-05-01/2999-12-31"),
        ({"recordedDate": "2020-01-01", "meta": {"lastUpdated": "2021-03-04T00:00:00Z"}}, "2020-01-01/2021-03-04"),
        ({"recordedDate": "2020-01-01", "meta": {"lastUpdated": "2019-01-01T00:00:00Z"}}, "2020-01-01/2999-12-31"),
        ({}, "1850-01-01/2999-12-31"),
        ({"recordedDate": "2020-01-01", "abatementString": "in childhood"}, "2020-01-01/2999-12-31"),
    ],
)
def test_what_is_only_said_to_be_over_ended_on_an_unknown_day(dates, until):
    facts, problems = read(resource("Condition", code=coded("ORPHA:70"), **dates, **RESOLVED))
    assert (facts[0].certainty, str(facts[0].until)) == ("confirmed", until)
    assert "end-undated" in problems


def test_an_absence_has_no_end():
    sent = resource("Condition", code=coded("ORPHA:70"), verificationStatus=status("refuted"), **RESOLVED)
    assert only(sent).until is None


def test_no_known_problems_is_a_complete_history_and_no_information_is_nothing():
    facts, _ = read(resource("Condition", code=coded("IPS:no-known-problems"), recordedDate="2024-01-01", **ACTIVE))
    assert facts == [
        History(
            patient="p1",
            record="Condition/1",
            element="Condition.code",
            scope="conditions",
            when=Span.parse("2024-01-01"),
        )
    ]
    assert read(resource("Condition", code=coded("IPS:no-problem-info"), **ACTIVE)) == ([], ["nothing-known"])


@pytest.mark.parametrize(
    ("value", "certainty"),
    [
        ({"valueCodeableConcept": coded("SNOMED:52101004")}, "confirmed"),
        ({"valueCodeableConcept": coded("SNOMED:410605003")}, "confirmed"),
        ({"valueCodeableConcept": coded("LOINC:LA9633-4")}, "confirmed"),
        ({"valueCodeableConcept": coded("SNOMED:2667000")}, "absent"),
        ({"valueCodeableConcept": coded("SNOMED:410594000")}, "absent"),
        ({"valueCodeableConcept": coded("LOINC:LA9634-2")}, "absent"),
        ({"valueBoolean": True}, "confirmed"),
        ({"valueBoolean": False}, "absent"),
    ],
)
def test_an_hpo_observation_says_present_or_absent(value, certainty):
    found = only(observation("HP:0001252", **value))
    assert (found.code, found.certainty, found.when) == ("HP:0001252", certainty, Span.parse("2024-03-09"))


def test_an_hpo_term_may_also_be_the_value_of_a_phenotype():
    assert only(observation("SNOMED:8116006", valueCodeableConcept=coded("HP:0001252"))).code == "HP:0001252"


def test_an_hpo_code_alone_is_suspected_and_an_unclear_value_is_no_fact():
    facts, problems = read(observation("HP:0001252"))
    assert (facts[0].certainty, problems) == ("suspected", ["presence-not-said"])
    assert read(observation("HP:0001252", valueString="maybe")) == ([], ["presence-unclear"])


def test_rarelink_registers_phenotypes_that_are_settled_and_dates_their_onset():
    url = "https://rarelink.bih-charite.de/fhir/StructureDefinition/phenotype-status"
    stated = {"extension": [{"url": url, "valueCodeableConcept": coded("SNOMED:410605003")}], "status": "registered"}
    found = only(observation("HP:0001252", **stated))
    assert (found.certainty, found.onset) == ("confirmed", Span.parse("2024-03-09"))
    assert read(observation("HP:0001252", status="registered", valueBoolean=True)) == ([], ["not-final"])
