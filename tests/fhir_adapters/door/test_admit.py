"""What the door keeps, what it leaves outside, what it refuses, and that it says so."""

import copy
import json

import pytest

from fhir_adapters.bundle import to_facts
from fhir_adapters.door import admit
from tests.fhir_adapters.sent import bundle, coded, observation, resource

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
MASKED = {"extension": [{"url": ABSENT, "valueCode": "masked"}]}
NAME = "Dupont"


def same(reference, _path):
    return reference.get("reference")


def nothing(_reference, _path):
    return None


def kept(sent, refer=same):
    found = admit(sent, refer, "Observation/1")
    assert found.resource is not None, found.problems
    return found.resource


def codes(sent, refer=same):
    return [(problem.severity, problem.code, problem.element) for problem in admit(sent, refer).problems]


class Token(float):
    """A number that carries its own text."""


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_an_observation_passes_as_it_is():
    sent = observation(
        "LOINC:1742-6", valueQuantity={"value": 12, "unit": "U/L"}, category=[coded("LOINC:1742-6")],
        meta={"profile": ["http://example.org/p"], "versionId": "3", "lastUpdated": "2024-03-09T10:00:00Z"},
        component=[{"code": coded("LOINC:1742-6") | {"text": "ALAT"}, "valueString": "négatif"}],
        interpretation=[{"coding": [{"code": "POS", "display": "positive"}]}], implicitRules="http://example.org/r",
    )  # fmt: skip
    assert kept(sent) == sent
    assert codes(sent) == []


def test_numbers_are_the_objects_that_were_sent():
    number = Token("5.400")
    found = kept(observation("LOINC:1742-6", valueQuantity={"value": number}))
    assert found["valueQuantity"]["value"] is number


def test_what_was_sent_is_not_changed():
    sent = observation(
        "LOINC:1742-6", text={"div": NAME}, subject={"reference": "Patient/p1", "display": NAME}, foo=[{"bar": NAME}],
        contained=[{"resourceType": "Practitioner", "id": "d"}], extension=[{"url": "x"}],
    )  # fmt: skip
    before = copy.deepcopy(sent)
    admit(sent, nothing)
    assert sent == before


def test_references_are_rewritten_and_those_inside_stay():
    seen = []

    def refer(reference, path):
        seen.append((reference, path))
        return "Patient/root"

    sent = observation(
        "LOINC:1742-6", subject={"identifier": {"system": "s", "value": "v"}, "type": "Patient"},
        specimen={"reference": "#s"}, hasMember=[{"reference": "Observation/2"}],
        contained=[{"resourceType": "Specimen", "id": "s", "subject": {"reference": "Patient/p1"}}],
    )  # fmt: skip
    found = kept(sent, refer)
    assert found["subject"] == {"reference": "Patient/root", "type": "Patient"}
    assert found["specimen"] == {"reference": "#s"}
    assert [path for _, path in seen] == [
        "Observation.subject", "Observation.hasMember[0]", "Observation.contained[0].subject",
    ]  # fmt: skip
    assert seen[0][0] is sent["subject"]


def test_a_reference_inside_the_resource_with_an_identifier_leads_where_the_identifier_does():
    sent = observation("LOINC:1742-6", subject={"reference": "#p", "identifier": {"system": "s", "value": "v"}})
    assert kept(sent, lambda *_: "Patient/root")["subject"] == {"reference": "Patient/root"}
    assert kept(sent, nothing)["subject"] == {"reference": "#p"}


def test_a_reference_to_nothing_is_masked_and_said():
    sent = observation("LOINC:1742-6", focus=[{"reference": "RelatedPerson/1", "display": NAME}])
    assert kept(sent, nothing)["focus"] == [MASKED]
    assert ("warning", "reference-removed", "Observation.focus[0]") in codes(sent, nothing)


@pytest.mark.parametrize(
    ("element", "reference", "stays"),
    [
        ("specimen", {"display": "amniotic fluid"}, True),
        ("device", {"reference": "Device/1", "display": "Roche"}, True),
        ("device", {"display": "Roche"}, False),
        ("focus", {"type": "Substance", "display": "x"}, True),
        ("subject", {"reference": "Patient/p1", "display": NAME}, False),
        ("encounter", {"reference": "http://h/fhir/Encounter/1/_history/2", "display": NAME}, False),
        ("device", {"reference": "http://h/fhir/Device/1/_history/2", "display": "Roche"}, True),
        ("device", {"reference": "#in", "display": "in it"}, True),
    ],
)
def test_the_name_of_a_thing_stays_and_that_of_somebody_goes(element, reference, stays):
    sent = observation("LOINC:1742-6", contained=[{"resourceType": "Specimen", "id": "in"}])
    sent[element] = reference
    assert ("display" in kept(sent)[element]) is stays


def test_the_name_of_a_drug_stays():
    sent = resource("MedicationStatement", medicationReference={"display": "deflazacort"})
    assert kept(sent)["medicationReference"] == {"display": "deflazacort"}


def test_an_establishment_keeps_its_name_and_finess_only():
    finess = {"system": "https://finess.esante.gouv.fr", "value": "750712184"}
    sent = {
        "resourceType": "Organization", "name": "Hôpital Necker", "telecom": [{"value": "0144494000"}],
        "identifier": [finess, {"system": "urn:x", "value": NAME}, {**finess, "value": NAME}, {"system": ["s"]}],
        "contact": [{"name": {"family": NAME}}],
    }  # fmt: skip
    assert kept(sent) == {"resourceType": "Organization", "name": "Hôpital Necker", "identifier": [finess]}


def test_of_an_address_the_country_alone_is_kept_where_two_letters_name_it():
    home = {"use": "home", "line": ["12 rue Quincampoix"], "city": "Paris", "postalCode": "75004", "country": "FR"}
    sent = {"resourceType": "Patient", "id": "p", "address": [home, {"city": "Lyon", "country": NAME}, {"text": NAME}]}
    assert kept(sent) == {"resourceType": "Patient", "id": "p", "address": [{"use": "home", "country": "FR"}]}
    assert "address" not in kept(sent | {"address": [{"city": "Lyon", "country": "France"}]})
    assert "address" not in kept(sent | {"address": NAME})


def test_meta_loses_its_source_and_the_names_of_its_tags():
    meta = {"source": f"http://{NAME}", "tag": [{"system": "s", "code": "c", "display": NAME}], "versionId": "2"}
    assert kept(observation("LOINC:1742-6", meta=meta))["meta"] == {
        "tag": [{"system": "s", "code": "c"}], "versionId": "2",
    }  # fmt: skip


# --- what stays outside ----------------------------------------------------------------------------------------------


def test_people_and_prose_stay_outside_and_are_said():
    sent = observation(
        "LOINC:1742-6", text={"div": NAME}, note=[{"text": NAME}], performer=[{"display": NAME}],
        identifier=[{"value": NAME}],
    )  # fmt: skip
    assert kept(sent) == observation("LOINC:1742-6")
    assert codes(sent) == [
        ("information", "left-outside", f"Observation.{name}") for name in ("text", "note", "performer", "identifier")
    ]


def test_an_unknown_element_is_removed_without_its_name():
    sent = observation("LOINC:1742-6", **{NAME: 1, "other": 2, "fullUrl": "urn:uuid:1"})
    found = admit(sent, same)
    assert found.resource == observation("LOINC:1742-6")
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.count) == ("warning", "unknown-element", 3)
    assert NAME not in str(problem)


def test_what_is_contained_passes_the_door_of_its_own_type():
    inner = {"resourceType": "Medication", "id": "m", "code": coded("ATC:A01"), "text": {"div": NAME}, "foo": NAME}
    sent = resource("MedicationStatement", contained=[inner, {"resourceType": "Practitioner", "id": "d"}, 3, NAME])
    assert kept(sent)["contained"] == [{"resourceType": "Medication", "id": "m", "code": coded("ATC:A01")}]
    assert ("information", "contained-left", "MedicationStatement.contained") in codes(sent)


def test_a_patient_contained_in_something_leaves_no_name():
    sent = observation("LOINC:1742-6", contained=[{"resourceType": "Patient", "id": "p", "name": [{"family": NAME}]}])
    assert kept(sent)["contained"] == [{"resourceType": "Patient", "id": "p"}]


def test_a_contained_result_of_a_patient_not_found_is_not_taken_for_its_holders():
    inner = observation("LOINC:1742-6", subject={"reference": "Patient/other"})
    sent = resource("DiagnosticReport", contained=[inner], result=[{"reference": "#1"}])
    found = admit(sent, lambda reference, _: reference["reference"] if "p1" in reference["reference"] else None)
    assert "contained" not in found.resource
    assert "contained-of-nobody" in {problem.code for problem in found.problems}


def test_extensions_are_known_ones():
    known = {"url": ABSENT, "valueCode": "unknown", "valueString": NAME}
    phenotype = {"url": "http://x.org/StructureDefinition/phenotype-status", "valueCodeableConcept": coded("HP:1")}
    sent = observation("LOINC:1742-6", extension=[{"url": "http://x", "valueString": NAME}, known, phenotype, NAME])
    assert kept(sent)["extension"] == [{"url": ABSENT, "valueCode": "unknown"}, phenotype]
    assert ("information", "extension-left", "Observation.extension") in codes(sent)


def test_what_surrounds_a_primitive_is_a_known_extension_or_nothing():
    absent = {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}
    sent = observation("LOINC:1742-6", _status={"id": NAME, "extension": [{"url": "x", "valueString": NAME}]})
    assert kept(sent) == observation("LOINC:1742-6")
    assert kept(observation("LOINC:1742-6", _issued=absent))["_issued"] == absent
    category = {"resourceType": "AllergyIntolerance", "category": [None], "_category": [{"id": NAME, **absent}]}
    assert kept(category)["_category"] == [absent]


def test_a_modifier_is_kept_without_what_may_be_a_name():
    modifier = {"url": "http://x/not", "valueBoolean": True, "valueString": NAME, "valueHumanName": {"family": NAME}}
    sent = observation("LOINC:1742-6", modifierExtension=[modifier])
    assert kept(sent)["modifierExtension"] == [{"url": "http://x/not", "valueBoolean": True}]


# --- what must not change its meaning --------------------------------------------------------------------------------


def test_a_death_whose_date_is_said_otherwise_stays_a_death():
    sent = {"resourceType": "Patient", "id": "p", "_deceasedDateTime": {"extension": [{"url": "http://x"}]}}
    assert kept(sent)["_deceasedDateTime"] == MASKED
    assert [person.deceased for person in to_facts(kept(sent))[0].people] == [True]


def test_a_permission_for_one_reader_does_not_become_one_for_all():
    provision = {"type": "permit", "actor": [{"reference": {"reference": "Practitioner/1"}}]}
    sent = resource("Consent", status="active", provision=provision)
    assert to_facts(sent)[0].consents == []
    assert to_facts(kept(sent, nothing))[0].consents == []
    assert kept(sent, nothing)["provision"]["actor"] == [{"reference": MASKED}]


@pytest.mark.parametrize("provision", ["no", [], [{"type": "deny"}], {"type": "non"}, 3])
def test_a_consent_of_a_wrong_form_stays_what_it_was(provision):
    sent = resource("Consent", status="active", decision="deny", provision=provision)
    before, after = to_facts(sent)[0].consents, to_facts(kept(sent, lambda *_: "Patient/p1"))[0].consents
    assert after == before


def test_a_specimen_of_somebody_not_found_is_not_the_patients():
    specimen = {"resourceType": "Specimen", "id": "s", "subject": {"reference": "Group/1"}}
    sent = observation("LOINC:1742-6", valueInteger=1, contained=[specimen], specimen={"reference": "#s"})
    found = kept(sent, lambda reference, _: reference["reference"] if "p1" in reference["reference"] else None)
    assert list(to_facts(bundle(found))[0]) == []


@pytest.mark.parametrize("holder", ["resource", "component"])
def test_a_value_of_an_unknown_kind_is_refused_not_dropped(holder):
    part = {"code": coded("LOINC:1742-6"), "valueReference": {"reference": "x"}}
    sent = observation("LOINC:1742-6", component=[part]) if holder == "component" else resource("Observation", **part)
    assert admit(sent, same).resource is None
    assert [code for _, code, _ in codes(sent)] == ["value-unknown"]


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [None, [], "x", 3, {}, {"resourceType": 3}, {"resourceType": None}])
def test_what_is_no_resource_is_refused(sent):
    assert codes(sent) == [("error", "not-a-resource", "")]


def test_a_type_that_is_not_stored_is_no_error():
    assert codes({"resourceType": NAME}) == [("information", "type-not-held", "resourceType")]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "é\udfff"])
@pytest.mark.parametrize("place", ["kept", "code", "left", "unknown", "name", "reference", "local", "extension"])
def test_text_that_cannot_be_stored_is_refused(text, place):
    sent = observation("LOINC:1742-6")
    match place:
        case "kept":
            sent["status"] = text
        case "code":
            sent["category"] = [{"text": text}]
        case "left":
            sent["note"] = [{"text": text}]
        case "unknown":
            sent["foo"] = {"x": [text]}
        case "name":
            sent[text] = 1
        case "reference" | "local":
            sent["subject"] = {"reference": f"#{text}" if place == "local" else text}
        case "extension":
            sent["_status"] = {"extension": [{"url": text}]}
    found = admit(sent, same)
    assert found.resource is None
    assert [problem.code for problem in found.problems] == ["bad-text"]
    json.dumps([str(problem) for problem in found.problems]).encode()


@pytest.mark.parametrize("element", ["modifierExtension", "extension", "text", "foo", "provision", "_status", "policy"])
def test_what_is_nested_too_deep_is_refused(element):
    def at(depth):
        inner = 1
        for number in range(depth - 1):
            inner = {"provision": inner} if element == "provision" else [inner] if number % 2 else {"extension": inner}
        return {"resourceType": "Consent", element: inner["provision"] if element == "provision" else inner}

    assert [code for _, code, _ in codes(at(3000))] == ["too-deep"]
    assert [code for _, code, _ in codes(at(70))] == ["too-deep"]
    assert "too-deep" not in {code for _, code, _ in codes(at(60))}


@pytest.mark.parametrize("element", ["status", "id", "resourceType2", "issued"])
def test_an_object_where_a_plain_value_belongs_is_refused(element):
    sent = observation("LOINC:1742-6", **{element: {"family": NAME}})
    found = admit(sent, same)
    if element == "resourceType2":
        assert found.resource == observation("LOINC:1742-6")
    else:
        assert [problem.code for problem in found.problems] == ["wrong-type"]
    assert not any(NAME in str(problem) for problem in found.problems)


@pytest.mark.parametrize("wrong", [None, True, 3, "text", [], {}, [[]], [None], [["a"]], [[{}]], [1, "a", None]])
def test_wrong_types_never_raise(wrong):
    for element in observation("LOINC:1742-6", component=1, focus=1, meta=1, contained=1, extension=1, _status=1):
        if element != "resourceType":
            found = admit(observation("LOINC:1742-6") | {element: wrong}, same)
            assert found.resource is not None or found.problems[-1].severity == "error"


REGISTERED = {"identifier": {"system": "https://clinicaltrials.gov", "value": "NCT03461289"}}


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (REGISTERED, REGISTERED),
        (REGISTERED | {"reference": "ResearchStudy/77", "display": NAME}, REGISTERED),
        ({"identifier": {"system": NAME, "value": "NCT03461289"}}, {"identifier": {"value": "NCT03461289"}}),
        ({"reference": "ResearchStudy/NCT03461289"}, {"identifier": {"value": "NCT03461289"}}),
        ({"reference": "ResearchStudy/77"}, MASKED),
        ({"identifier": {"value": NAME}}, MASKED),
        (NAME, MASKED),
        ([REGISTERED], MASKED),
    ],
)
def test_of_a_study_its_number_in_a_register_is_kept(sent, stored):
    subject = resource("ResearchSubject", status="on-study", study=sent, assignedArm=NAME)
    found = kept(subject)
    assert found == resource("ResearchSubject", status="on-study", study=stored)
