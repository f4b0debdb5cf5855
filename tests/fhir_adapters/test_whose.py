"""Whose a resource is: by reference, by identifier, and not when it speaks of somebody else."""

import pytest

from fhir_adapters.bundle import to_facts
from tests.fhir_adapters.sent import bundle, coded, observation, read, resource, ucum

LAB = observation("LOINC:1742-6", valueQuantity=ucum(3, "U/L"))
PATIENT = {"resourceType": "Patient", "id": "p1", "identifier": [{"system": "urn:ins", "value": "SECRET77"}]}
NAMED = {"identifier": {"system": "urn:ins", "value": "SECRET77"}}


def labs(*sent):
    facts, problems = to_facts(bundle(PATIENT, *sent))
    return [lab.patient for lab in facts.measurements], [(said.code, said.severity) for said in problems]


OTHER = ("not-the-patient", "warning")


def test_what_is_observed_on_somebody_else_says_nothing_of_the_patient():
    for focus in ({"reference": "RelatedPerson/father"}, {"reference": "Patient/p2"}, {"display": "foetus"}):
        assert labs(LAB | {"focus": [focus]}) == ([], [OTHER])
    assert labs(LAB | {"focus": [{"reference": "Patient/p1"}]}) == (["p1"], [])
    assert labs(LAB | {"focus": [{"reference": "Patient/p1"}, {"reference": "Patient/p2"}]}) == ([], [OTHER])


def test_the_default_patient_of_an_input_is_not_its_focus():
    unnamed = LAB | {"subject": {"display": "a newborn"}, "focus": [{"reference": "RelatedPerson/father"}]}
    facts, _ = to_facts(unnamed, default_patient="newborn")
    assert len(facts) == 0


def part(code, value):
    return {"code": coded(code), "valueCodeableConcept": value}


def test_a_significance_or_a_phase_of_somebody_else_changes_nothing():
    gene, change = part("LOINC:48018-6", coded("HGNC:11117")), part("LOINC:48004-6", {"text": "NM_1.2:c.1A>G"})
    variant = observation("LOINC:69548-6", id="v", component=[gene, change])
    meant = observation(
        "GENOMICS:diagnostic-implication", id="i", derivedFrom=[{"reference": "Observation/v"}],
        component=[part("LOINC:53037-8", coded("LOINC:LA6668-3"))],
    )  # fmt: skip
    fathers = meant | {"focus": [{"reference": "RelatedPerson/father"}]}
    found = [to_facts(bundle(PATIENT, variant, one))[0].variants[0].significance for one in (meant, fathers)]
    assert found == ["P", None]


def specimen(**elements):
    return {"resourceType": "Specimen", "id": "s"} | elements


@pytest.mark.parametrize(
    "sample",
    [
        {"subject": {"reference": "Patient/p2"}},
        {"subject": {"display": "the father"}},
        {"type": coded("SNOMED:119373006")},
        {"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0487", "code": "AMN"}]}},
        {"type": {"text": "Villosités choriales"}, "subject": {"reference": "Patient/p1"}},
    ],
)
def test_a_specimen_of_somebody_else_or_of_a_foetus_says_nothing_of_the_patient(sample):
    beside = LAB | {"specimen": {"reference": "Specimen/s"}}
    inside = LAB | {"specimen": {"reference": "#s"}, "contained": [specimen(**sample)]}
    assert labs(beside, specimen(**sample)) == labs(inside) == ([], [OTHER])


def test_a_specimen_of_the_patient_or_one_that_is_not_here_changes_nothing():
    for sample in ({"subject": {"reference": "Patient/p1"}, "type": coded("SNOMED:122556008")}, {}):
        assert labs(LAB | {"specimen": {"reference": "Specimen/s"}}, specimen(**sample)) == (["p1"], [])
    assert labs(LAB | {"specimen": {"reference": "Specimen/none"}}) == (["p1"], [])


def test_a_patient_is_found_by_identifier_and_the_identifier_is_not_kept():
    facts, problems = to_facts(bundle(PATIENT, LAB | {"subject": NAMED}))
    assert ([lab.patient for lab in facts.measurements], problems) == (["p1"], [])
    facts, problems = to_facts(bundle(PATIENT, PATIENT | {"id": "p2"}, LAB | {"subject": NAMED}))
    assert (facts.measurements, [said.code for said in problems]) == ([], ["no-patient"])
    assert "SECRET" not in f"{facts} {problems}"
    for wrong in ({"value": "SECRET77"}, {"system": "urn:other", "value": "SECRET77"}):
        assert labs(LAB | {"subject": {"identifier": wrong}}) == ([], [("no-patient", "warning")])


def consent(decision, **elements):
    return resource("Consent", status="active", provision={"type": decision}) | elements


def test_an_opposition_by_identifier_is_that_patients():
    facts, _ = to_facts(bundle(PATIENT, consent("deny", patient=NAMED)))
    assert [(said.patient, said.decision) for said in facts.consents] == [("p1", "deny")]


@pytest.mark.parametrize(("decision", "severity"), [("deny", "error"), ("permit", "warning")])
def test_an_opposition_of_nobody_is_an_error(decision, severity):
    assert labs(consent(decision, patient={"display": "?"})) == ([], [("no-patient", severity)])


# --- what was taken back ---------------------------------------------------------------------------------------------


def report(status, *results, **elements):
    named = [{"reference": result} for result in results]
    return resource("DiagnosticReport", id="r", status=status, result=named) | elements


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_the_results_of_a_report_that_was_taken_back_are_not_read(status):
    inside = report(status, "#1", contained=[LAB])
    beside = bundle(LAB, report(status, "Observation/1"))
    panel = {key: value for key, value in LAB.items() if key != "valueQuantity"} | {"id": "p"}
    panel["hasMember"] = [{"reference": "Observation/1"}]
    for sent in (inside, beside, bundle(LAB, panel, report(status, "Observation/p"))):
        facts, problems = read(sent)
        assert facts == []
        assert "report-withdrawn" in problems


def test_a_result_that_another_report_names_too_is_read():
    taken_back = report("entered-in-error", "Observation/1")
    facts, _ = read(bundle(LAB, taken_back, report("final", "Observation/1", id="r2")))
    assert len(facts) == 1


def test_what_an_older_version_of_a_report_contains_is_gone_with_it():
    old = report("final", "#1", contained=[LAB], meta={"versionId": "1"})
    facts, problems = read(bundle(old, report("entered-in-error", meta={"versionId": "2"})))
    assert facts == []
    assert "several-versions" in problems


def deletion(**response):
    gone = {"request": {"method": "DELETE", "url": "Observation/1"}, "fullUrl": "https://h.example/fhir/Observation/1"}
    return gone | ({"response": response} if response else {})


def history(*versions):
    entries = [one if "request" in one else {"resource": one} for one in versions]
    return read({"resourceType": "Bundle", "type": "history", "entry": entries})


def test_a_deletion_is_the_newest_version_and_has_nothing_in_it():
    assert history(deletion(), LAB) == history(LAB | {"meta": {"versionId": "1"}}, deletion()) == ([], ["deleted"])
    first = LAB | {"meta": {"versionId": "1"}}
    assert history(deletion(etag='W/"2"'), first) == ([], ["deleted"])
    again = LAB | {"meta": {"versionId": "3"}}
    assert [fact.version for fact in history(again, deletion(etag='W/"2"'), first)[0]] == ["3"]
    assert history({"request": {"method": "DELETE", "url": "Observation?code=1"}}, LAB)[1] == ["no-resource"]


@pytest.mark.parametrize("status", ["unsatisfactory", "unavailable", "entered-in-error"])
def test_a_specimen_that_cannot_be_examined_says_nothing(status):
    lab = observation("LOINC:1742-6", valueQuantity=ucum(3, "U/L"), specimen={"reference": "Specimen/s"})
    facts, problems = to_facts(bundle(PATIENT, lab, {"resourceType": "Specimen", "id": "s", "status": status}))
    assert (facts.measurements, [one.code for one in problems]) == ([], ["specimen-unusable"])


def test_a_specimen_that_is_only_named_may_be_of_a_foetus():
    lab = observation("LOINC:1742-6", valueQuantity=ucum(3, "U/L"), specimen={"display": "Liquide amniotique"})
    facts, problems = to_facts(bundle(PATIENT, lab))
    assert (facts.measurements, [one.code for one in problems]) == ([], ["not-the-patient"])
