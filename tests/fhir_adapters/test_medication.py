"""Drugs stated, ordered and given."""

import pytest

from matching.days import Span
from matching.facts import History, Medication
from tests.fhir_adapters.sent import bundle, coded, only, read, resource, ucum

RISDIPLAM = {"medicationCodeableConcept": coded("ATC:M09AX10")}
DOSE = [{"doseAndRate": [{"doseQuantity": ucum(5, "mg")}]}]


def statement(status="active", **elements):
    return resource("MedicationStatement", status=status, **(RISDIPLAM | elements))


def test_a_drug_taken_with_its_dose():
    sent = statement(effectivePeriod={"start": "2024-01-05"}, dosage=DOSE)
    assert only(sent) == Medication(
        patient="p1", record="MedicationStatement/1", element="MedicationStatement", code="ATC:M09AX10",
        status="active",
        when=Span.parse("2024-01-05"), dose=5.0, dose_unit="mg",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "read_as"),
    [("completed", "stopped"), ("stopped", "stopped"), ("intended", "planned"), ("not-taken", "not_taken")],
)
def test_the_status_of_a_statement(status, read_as):
    assert only(statement(status)).status == read_as


def test_a_stopped_drug_ended_between_its_start_and_the_statement():
    found = only(statement("stopped", effectivePeriod={"start": "2024-01-05"}, dateAsserted="2024-03-01"))
    assert str(found.until) == "2024-01-05/2024-03-01"
    assert only(statement("not-taken", dateAsserted="2024-03-01")).when == Span.parse("2024-03-01")


def test_an_active_drug_with_an_end_holds_until_that_end():
    found = only(statement(effectivePeriod={"start": "2024-01-05", "end": "2024-06"}))
    assert (found.status, found.until) == ("stopped", Span.parse("2024-06"))


SOME_DAY = Span(Span.parse("2024-01-05").first, Span.parse("2999-12-31").last)


def test_on_hold_is_taken_until_an_unknown_day_and_unknown_is_nothing():
    for sent in (statement("on-hold", effectivePeriod={"start": "2024-01-05"}), request("on-hold")):
        facts, problems = read(sent)
        assert (facts[0].status, facts[0].until, problems) == ("stopped", SOME_DAY, ["on-hold"])
    assert read(statement("on-hold"))[0][0].until == Span(Span.parse("1850-01-01").first, SOME_DAY.last)
    assert read(statement("unknown")) == ([], ["status-unknown"])


def test_each_code_of_a_known_system_is_a_row_of_the_same_record():
    local = {"system": "https://h.example/rx", "code": "A1"}
    sent = statement(medicationCodeableConcept={"coding": [*coded("SNOMED:1", "ATC:M09AX10")["coding"], local]})
    assert [(fact.code, fact.element, fact.record) for fact in read(sent)[0]] == [
        ("ATC:M09AX10", "MedicationStatement.medicationCodeableConcept.coding[1]", "MedicationStatement/1"),
        ("SNOMED:1", "MedicationStatement.medicationCodeableConcept.coding[0]", "MedicationStatement/1"),
    ]


def test_a_drug_in_words_only_is_there_without_its_name():
    facts, problems = read(statement(medicationCodeableConcept={"text": "secret"}))
    assert ([fact.code for fact in facts], problems) == (["TEXT:uncoded"], ["no-code"])
    assert "secret" not in str(facts)
    assert read(statement("not-taken", medicationCodeableConcept={"text": "secret"}))[0] == []


def test_several_doses_are_none():
    facts, problems = read(statement(dosage=DOSE * 2))
    assert (facts[0].dose, problems) == (None, ["several-doses"])


def request(status, intent="order", **more):
    return resource("MedicationRequest", status=status, intent=intent, authoredOn="2024-01-05", **(RISDIPLAM | more))


@pytest.mark.parametrize(
    ("status", "intent", "read_as"),
    [("active", "order", "active"), ("completed", "order", "stopped"), ("stopped", "order", "stopped"),
     ("draft", "order", "planned"), ("active", "plan", "planned"), ("active", "proposal", "planned")],
)  # fmt: skip
def test_an_order(status, intent, read_as):
    found = only(request(status, intent))
    assert (found.status, found.when, found.until) == (read_as, Span.parse("2024-01-05"), None)


VALID = {"dispenseRequest": {"validityPeriod": {"end": "2024-04-01"}}}


def bounded(*ends):
    return {
        "dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"end": end}}}} if end else {} for end in ends]
    }


@pytest.mark.parametrize(
    ("said", "until"),
    [
        (VALID, "2024-04-01"),
        (bounded("2024-02"), "2024-02-01/2024-02-29"),
        (bounded("2024-02-01", "2024-03-01"), "2024-02-01/2024-03-01"),
        (VALID | bounded("2024-03-01"), "2024-03-01/2024-04-01"),
    ],
)
def test_an_order_ends_with_its_prescription_or_its_dosages(said, until):
    found = only(request("active", **said))
    assert (found.status, str(found.until)) == ("stopped", until)


def test_a_dosage_without_an_end_has_none():
    assert only(request("active", **bounded("2024-02-01", None))).status == "active"


@pytest.mark.parametrize("need", [{"asNeededBoolean": True}, {"asNeededCodeableConcept": {"text": "pain"}}])
def test_what_is_taken_as_needed_is_taken_on_days_that_nobody_knows(need):
    facts, problems = read(request("active", dosageInstruction=[need]))
    assert (facts[0].status, facts[0].until, problems) == ("stopped", SOME_DAY, ["as-needed"])
    assert only(request("active", dosageInstruction=[{"asNeededBoolean": False}])).status == "active"


def test_an_order_withdrawn_or_forbidding_is_no_fact():
    assert read(request("cancelled")) == ([], ["not-final"])
    assert read(request("active", doNotPerform=True)) == ([], ["prohibition"])
    assert read(request("active", "zzz")) == ([], ["bad-code"])


def test_a_dose_given_starts_and_stops_there_and_one_not_given_says_nothing():
    given = resource(
        "MedicationAdministration",
        status="completed",
        effectiveDateTime="2024-03-09",
        **RISDIPLAM,
        dosage={"dose": ucum(5, "mg")},
    )
    found = only(given)
    assert (found.status, found.when, found.until, found.dose) == ("stopped", found.when, found.when, 5.0)
    assert read(given | {"status": "not-done"}) == ([], ["dose-not-given"])


def test_the_drug_behind_a_reference():
    product = {"resourceType": "Medication", "id": "m", "code": coded("ATC:M09AX10")}
    inside = statement(medicationCodeableConcept=None, medicationReference={"reference": "#m"}, contained=[product])
    beside = statement(medicationCodeableConcept=None, medicationReference={"reference": "Medication/m"})
    assert only(inside).code == only(bundle(beside, product)).code == "ATC:M09AX10"
    assert read(beside) == ([], ["no-drug"])


def test_no_known_medications_is_a_complete_history():
    sent = statement(
        "unknown", medicationCodeableConcept=coded("IPS:no-known-medications"), effectiveDateTime="2024-03-09"
    )
    fact = only(sent)
    assert isinstance(fact, History)
    assert (fact.scope, fact.when) == ("medications", Span.parse("2024-03-09"))
    assert read(sent | {"status": "entered-in-error"}) == ([], ["entered-in-error"])


def test_a_medication_may_say_its_one_ingredient_instead_of_a_code():
    one = {"itemCodeableConcept": coded("ATC:M09AX10")}
    product = {"resourceType": "Medication", "id": "m", "ingredient": [one]}
    sent = statement(medicationCodeableConcept=None, medicationReference={"reference": "#m"}, contained=[product])
    assert only(sent).code == "ATC:M09AX10"
    assert read(sent | {"contained": [product | {"ingredient": [one, one]}]}) == ([], ["no-drug"])


@pytest.mark.parametrize(
    "dosage",
    [
        {"asNeededBoolean": True},
        {"timing": {"repeat": {"boundsDuration": ucum(5, "d")}}},
        {"timing": {"repeat": {"count": 3}}},
        {"timing": {"event": ["2024-01-05"]}},
    ],
)
def test_what_is_taken_as_needed_or_for_a_while_stopped_some_day(dosage):
    stated = statement(effectivePeriod={"start": "2024-01-05"}, dosage=[dosage])
    for sent in (stated, request("active", dosageInstruction=[dosage])):
        facts, problems = read(sent)
        assert (facts[0].status, facts[0].until) == ("stopped", SOME_DAY)
        assert problems == ["as-needed" if "asNeededBoolean" in dosage else "for-a-while"]


def test_a_supply_for_some_days_ends_some_day_and_a_stated_dosage_at_its_end():
    found = read(request("active", dispenseRequest={"expectedSupplyDuration": ucum(28, "d")}))[0][0]
    assert (found.status, found.until) == ("stopped", SOME_DAY)
    bounds = {"timing": {"repeat": {"boundsPeriod": {"end": "2024-06"}}}}
    assert only(statement(dosage=[bounds])).until == Span.parse("2024-06")
