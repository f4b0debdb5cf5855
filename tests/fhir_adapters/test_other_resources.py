"""Procedures, vaccines, relatives, reports and consents."""

import pytest

from matching.days import Span
from matching.facts import Condition, Consent, Immunization, Procedure, Relative
from tests.fhir_adapters.sent import bundle, coded, only, read, resource


@pytest.mark.parametrize(
    ("status", "read_as"), [("completed", "done"), ("preparation", "planned"), ("not-done", "not_done")]
)
def test_a_procedure(status, read_as):
    sent = resource(
        "Procedure", status=status, code=coded("SNOMED:2752008"), performedDateTime="2021-05-06",
        statusReason=coded("GENOTHER:never-done"),
    )  # fmt: skip
    assert only(sent) == Procedure(
        patient="p1",
        record="Procedure/1",
        element="Procedure",
        code="SNOMED:2752008",
        status=read_as,
        when=Span.parse("2021-05-06"),
    )


def test_a_procedure_postponed_once_may_have_been_done_before():
    assert read(resource("Procedure", status="not-done", code=coded("SNOMED:2752008"))) == ([], ["not-done-once"])


def test_a_procedure_begun_is_done_and_said():
    facts, problems = read(resource("Procedure", status="stopped", code=coded("SNOMED:2752008")))
    assert (facts[0].status, problems) == ("done", ["not-completed"])
    assert read(resource("Procedure", status="unknown", code=coded("SNOMED:1"))) == ([], ["status-unknown"])


def test_no_known_procedures():
    assert only(resource("Procedure", status="unknown", code=coded("IPS:no-known-procedures"))).scope == "procedures"


def test_a_vaccine():
    sent = resource("Immunization", status="completed", vaccineCode=coded("CVX:140"), occurrenceDateTime="2020-09-16")
    assert only(sent) == Immunization(
        patient="p1",
        record="Immunization/1",
        element="Immunization",
        code="CVX:140",
        status="done",
        when=Span.parse("2020-09-16"),
    )
    assert only(sent | {"status": "not-done"}).status == "not_done"


def test_a_relative():
    sent = resource(
        "FamilyMemberHistory", status="completed", relationship=coded("SNOMED:60614009"), date="2024",
        condition=[{"code": coded("ORPHA:70")}],
    )  # fmt: skip
    assert only(sent) == Relative(
        patient="p1", record="FamilyMemberHistory/1", element="FamilyMemberHistory.condition[0]", code="ORPHA:70",
        relation="SNOMED:60614009", when=Span.parse("2024"),
    )  # fmt: skip
    assert read(sent | {"condition": []}) == ([], ["no-condition"])


def test_a_report_suspects_the_disease_that_it_concludes():
    sent = resource(
        "DiagnosticReport",
        status="final",
        effectiveDateTime="2024",
        conclusionCode=[coded("ORPHA:70"), coded("SNOMED:1")],
        presentedForm=[{"data": "eA=="}],
    )
    facts, problems = read(sent)
    assert facts == [
        Condition(
            patient="p1", record="DiagnosticReport/1", element="DiagnosticReport.conclusionCode[0]", code="ORPHA:70",
            certainty="suspected", when=Span.parse("2024"),
        )
    ]  # fmt: skip
    assert problems == ["attachment-not-read", "conclusion-not-read"]


def test_a_result_inside_a_report_is_read():
    inner = {
        "resourceType": "Observation",
        "id": "r",
        "status": "final",
        "code": coded("LOINC:1742-6"),
        "valueInteger": 3,
    }
    found = only(resource("DiagnosticReport", status="final", contained=[inner], result=[{"reference": "#r"}]))
    assert (found.patient, found.record, found.value) == ("p1", "DiagnosticReport/1#r", 3.0)


RESEARCH = {"category": [{"coding": [{"code": "research"}]}]}


def consent(status="active", **elements):
    return resource("Consent", status=status, dateTime="2023-04-12", **elements)


def test_a_permission_for_a_purpose_and_a_period():
    provision = {
        "type": "permit",
        "period": {"start": "2023-05-01", "end": "2028-05-01"},
        "purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HRESCH"}],
    }
    assert only(consent(provision=provision)) == Consent(
        patient="p1", record="Consent/1", element="Consent.provision", purpose="research", decision="permit",
        when=Span.parse("2023-05-01"), until=Span.parse("2028-05-01"),
    )  # fmt: skip


def test_an_opposition_and_a_rejected_consent_deny():
    assert only(consent(provision={"type": "deny"}, **RESEARCH)).decision == "deny"
    found = only(consent("rejected", **RESEARCH))
    assert (found.decision, found.purpose) == ("deny", "research")
    assert only(consent(provision={"type": "permit"})).purpose == "care"


def test_a_permission_is_never_widened_and_an_opposition_never_narrowed():
    for part in (
        {"actor": [{}]},
        {"class": [{}]},
        {"period": {"end": "someday"}},
        {"period": {"start": "2024", "end": "2023"}},
    ):
        assert "narrow-permission" in read(consent(provision={"type": "permit"} | part))[1]
        assert not read(consent(provision={"type": "permit"} | part))[0]
    assert read(consent(provision={"type": "deny", "actor": [{}]}))[0][0].decision == "deny"


def test_nested_rules_speak_for_themselves():
    nested = {
        "type": "permit",
        "provision": [
            {"type": "deny", "purpose": [{"system": "https://genother.fr/fhir/CodeSystem/genother", "code": "reuse"}]}
        ],
    }
    facts, _ = read(consent(provision=nested, **RESEARCH))
    assert [(fact.purpose, fact.decision) for fact in facts] == [("research", "permit"), ("reuse", "deny")]


def test_no_decision_is_no_permission_and_drafts_say_nothing():
    assert read(consent()) == ([], ["no-decision"])
    assert read(consent("draft", provision={"type": "permit"})) == ([], ["not-final"])
    assert read(consent("inactive", provision={"type": "permit"})) == ([], ["status-unknown"])


def test_a_base_policy_of_opting_in_or_out_is_a_decision():
    for code, decision in (("OPTIN", "permit"), ("OPTOUT", "deny")):
        rule = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": code}]}
        assert only(consent(policyRule=rule)).decision == decision


def test_a_purpose_of_ours_as_the_category():
    assert only(consent(provision={"type": "deny"}, category=[coded("GENOTHER:feasibility")])).purpose == "feasibility"


DENY, PERMIT = {"provision": {"type": "deny"}}, {"provision": {"type": "permit"}}
MODIFIER = {"modifierExtension": [{"url": "urn:x"}]}


@pytest.mark.parametrize(
    "sent",
    [
        bundle(consent(**PERMIT), consent(**DENY)),
        consent(**PERMIT, **MODIFIER),
        consent(provision={"type": "permit"} | MODIFIER),
        consent(provision={"type": "permit", "provision": [{"type": "deny"} | MODIFIER]}),
        consent(provision=[{"type": "deny"}]),
        consent(provision={"type": "refus"}),
        consent(implicitRules="urn:x", **PERMIT),
        consent("?", **DENY),
        consent(decision="perhaps"),
        bundle(bundle(consent(**PERMIT))),
    ],
)
def test_a_consent_in_doubt_is_a_refusal(sent):
    facts, problems = read(sent)
    assert [fact.decision for fact in facts if fact.decision == "deny"] == ["deny"]
    assert problems


def test_a_refusal_in_capitals_or_of_a_later_release_is_one():
    for part in ({"provision": {"type": "DENY"}}, {"decision": "deny"}):
        assert only(consent(**part)).decision == "deny"


def test_what_is_not_in_force_or_denies_nothing_is_no_refusal():
    assert read(consent("entered-in-error", **PERMIT, **MODIFIER))[0] == []
    assert read(bundle(consent(**PERMIT), consent(**PERMIT) | {"dateTime": "2024"}))[0] == []
