"""Bundles of every kind: whose facts they are, what is read once, and what cannot make it raise."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from fhir_adapters.bundle import READERS, Limits, read_many, to_facts
from tests.fhir_adapters.sent import bundle, coded, observation, read, resource, ucum

LAB = observation("LOINC:1742-6", valueQuantity=ucum(3, "U/L"))


def with_urls(*pairs):
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [{"fullUrl": url, "resource": one} for url, one in pairs],
    }


def patients(*sent, **options):
    facts, problems = read_many(sent, **options)
    return [fact.patient for fact in facts.measurements], [problem.code for problem in problems]


def of(reference, **more):
    return LAB | {"subject": {"reference": reference}} | more


PERSON = {"resourceType": "Patient", "id": "abc", "birthDate": "2020"}


def test_a_reference_leads_to_the_patients_logical_id():
    uuid = "urn:uuid:57a1"
    assert patients(with_urls((uuid, PERSON), ("urn:uuid:2", of(uuid)))) == (["abc"], [])
    server = "http://h.example/fhir"
    for reference in ("Patient/abc", f"{server}/Patient/abc", "Patient/abc/_history/2"):
        sent = with_urls((f"{server}/Patient/abc", PERSON), (f"{server}/Observation/1", of(reference)))
        assert patients(sent) == (["abc"], [])
    assert patients(of("Patient/p9")) == (["p9"], [])


def test_a_reference_that_leads_nowhere_or_to_another_server_makes_no_fact():
    elsewhere = "http://other.example/fhir/Patient/abc"
    for reference in ("urn:uuid:none", elsewhere, "Patient?identifier=x", "Group/1", "Patient/", "#p"):
        assert patients(of(reference)) == ([], ["no-patient"])


def test_the_caller_may_know_more():
    known = {"http://other.example/fhir/Patient/abc": "p7"}
    assert patients(of(next(iter(known))), patient_of=known.get) == (["p7"], [])
    assert patients(of("Patient/p9"), patient_of=known.get) == ([], ["no-patient"])


def test_only_a_caller_may_name_the_unnamed():
    unnamed = LAB | {"subject": {"display": "a newborn"}}
    assert patients(unnamed) == ([], ["no-patient"])
    assert patients(unnamed, default_patient="unidentified") == (["unidentified"], [])
    assert patients(bundle(unnamed, PERSON), default_patient="unidentified") == ([], ["no-patient"])


def test_resources_sent_apart_are_read_together():
    drug = {"resourceType": "Medication", "id": "m", "code": coded("ATC:M09AX10")}
    taken = resource("MedicationStatement", status="active", medicationReference={"reference": "Medication/m"})
    facts, problems = read_many([bundle(drug), bundle(taken)])
    assert (facts.medications[0].code, problems) == ("ATC:M09AX10", [])


def test_the_same_resource_twice_is_read_once_and_its_newest_version_only():
    assert patients(LAB, copy.deepcopy(LAB)) == (["p1"], ["duplicate"])
    newer = LAB | {"meta": {"versionId": "2"}, "valueQuantity": ucum(4, "U/L")}
    facts, problems = read_many([LAB | {"meta": {"versionId": "1"}}, newer])
    assert [fact.value for fact in facts.measurements] == [4.0]
    assert [problem.code for problem in problems] == ["several-versions"]


def test_different_resources_with_one_identity_are_no_evidence():
    disease = resource("Condition", code=coded("ORPHA:70"))
    assert patients(disease, disease | {"code": coded("ORPHA:71")}) == ([], ["duplicate-identity"])
    shared = with_urls(("urn:uuid:1", PERSON), ("urn:uuid:1", of("urn:uuid:1")))
    assert patients(shared) == ([], ["duplicate-fullurl", "no-patient"])


def test_types_without_facts_are_counted_once_and_only_r4s_own_are_named():
    visit = {"resourceType": "Encounter", "status": "finished"}
    facts, problems = to_facts(bundle(visit, visit, {"resourceType": "Dupont"}))
    assert len(facts) == 0
    assert [(problem.count, problem.what) for problem in problems] == [
        (2, "a resource of type Encounter"),
        (1, "a resource of a type that FHIR R4 does not define"),
    ]


def test_limits_are_answers_not_crashes():
    deep = LAB | {"extension": []}
    inner = deep["extension"]
    for _ in range(100_000):
        inner.append([])
        inner = inner[0]
    facts, problems = read(deep)
    assert ([fact.value for fact in facts], problems) == ([None], ["too-deep"])
    assert read({"resourceType": "Bundle", "entry": [{}] * 5001}) == ([], ["too-many-entries"])
    assert to_facts(bundle(LAB, LAB), limits=Limits(entries=1))[1][0].code == "too-many-entries"


def test_anything_else_is_said():
    for odd in (None, 3, "x", [], {}, {"resourceType": 3}):
        assert read(odd) == ([], ["not-a-resource"])
    assert read({"resourceType": "Bundle", "entry": {}}) == ([], ["wrong-type"])
    assert read({"resourceType": "Bundle"}) == ([], [])
    assert [fact.value for fact in read(bundle(bundle(LAB)))[0]] == [None]
    assert read(bundle(bundle(PERSON))) == ([], ["nested-bundle"])
    assert read({"resourceType": "Bundle", "entry": [{"request": {"method": "DELETE"}}, 7]}) == (
        [],
        ["no-resource"] * 2,
    )


def test_a_resource_inside_another_is_not_lost_in_silence():
    inner = {"resourceType": "Condition", "id": "c", "code": coded("ORPHA:70")}
    assert read(LAB | {"contained": [inner]})[1] == ["contained-not-read"]


# --- whatever is sent ------------------------------------------------------------------------------------------------

SENT = [
    PERSON
    | {"id": "p1", "gender": "male", "deceasedBoolean": False, "identifier": [{"system": "urn:x", "value": "1"}]},
    LAB
    | {
        "id": "a",
        "referenceRange": [{"high": ucum(9, "U/L")}],
        "component": [{"code": coded("LOINC:1"), "valueInteger": 2}],
    },
    observation(
        "GENOTHER:AAV9-nab",
        id="b",
        valueRatio={"numerator": {"value": 1}, "denominator": {"value": 50}},
        method={"text": "x"},
    ),
    observation(
        "LOINC:69548-6",
        id="c",
        component=[
            {"code": coded("LOINC:48018-6"), "valueCodeableConcept": coded("HGNC:11117")},
            {"code": coded("LOINC:82155-3"), "valueQuantity": ucum(2, "1")},
            {"code": coded("LOINC:53034-5"), "valueCodeableConcept": coded("LOINC:LA26217-2")},
            {"code": coded("GENOTHER:exon-range"), "valueRange": {"low": {"value": 6}, "high": {"value": 8}}},
        ],
    ),
    observation(
        "LOINC:84413-4",
        id="d",
        hasMember=[{"reference": "Observation/c"}],
        valueCodeableConcept={"text": "NM_1.1(X):c.[1A>G];[2del]"},
    ),
    observation(
        "LOINC:82120-7", id="e", derivedFrom=[{"reference": "Observation/c"}], valueCodeableConcept=coded("PHASE:Trans")
    ),
    observation("HP:0001252", id="f", valueBoolean=True),
    observation(
        "GENOTHER:answer",
        id="g",
        valueBoolean=True,
        component=[{"code": coded(f"GENOTHER:{name}"), "valueString": "x"} for name in ("who", "question")],
    ),
    resource(
        "Condition",
        code=coded("ORPHA:70"),
        verificationStatus=coded("LOINC:confirmed"),
        onsetAge={"value": 3, "code": "a"},
    ),
    resource(
        "MedicationStatement",
        status="stopped",
        medicationReference={"reference": "#m"},
        effectivePeriod={"start": "2020"},
        contained=[{"resourceType": "Medication", "id": "m", "code": coded("ATC:M")}],
        dosage=[{"doseAndRate": [{"doseQuantity": ucum(1, "mg")}]}],
    ),
    resource(
        "Consent",
        status="active",
        provision={"type": "permit", "purpose": [{"code": "x"}], "provision": [{"type": "deny"}]},
    ),
    resource(
        "FamilyMemberHistory",
        status="completed",
        relationship=coded("SNOMED:1"),
        condition=[{"code": coded("ORPHA:70")}],
    ),
    resource("DiagnosticReport", status="final", conclusionCode=[coded("ORPHA:70")], result=[{"reference": "#r"}]),
    {"resourceType": "Specimen", "id": "s", "subject": {"reference": "Patient/p1"}, "type": {"text": "blood"}},
    LAB | {"id": "h", "focus": [{"reference": "Patient/p1"}], "specimen": {"reference": "Specimen/s"}},
    LAB | {"id": "i", "subject": {"identifier": {"system": "urn:x", "value": "1"}}},
    resource("Procedure", status="completed", code=coded("SNOMED:1"), performedPeriod={"start": "2020", "end": "2021"}),
    resource("Immunization", status="completed", vaccineCode=coded("CVX:1"), occurrenceString="x"),
    resource("ResearchSubject", status="on-study", study={"identifier": {"value": "NCT1"}}, period={"start": "2025"}),
]
SCRAPS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(
    ["2024-02-30", "9999-12-31", "0001", "Patient/p1", "#m", "urn:uuid:1", "<1:5", "final", "Observation", *READERS]
)  # fmt: skip
JSON = st.recursive(
    SCRAPS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def places(json, path=()):
    yield path
    children = json.items() if isinstance(json, dict) else enumerate(json) if isinstance(json, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


@st.composite
def mutated(draw):
    sent = copy.deepcopy(bundle(*SENT))
    sent["entry"].append({"request": {"method": "DELETE", "url": "Observation/z"}, "response": {"etag": 'W/"2"'}})
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from([path for path in places(sent) if path]))
        holder = sent
        for key in way:
            holder = holder[key]
        holder[last] = draw(JSON)
    return sent


def test_what_the_fuzz_starts_from_is_read():
    facts, _ = to_facts(bundle(*SENT))
    assert len(facts) == 19


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_nothing_sent_makes_it_raise(sent):
    facts, problems = to_facts(sent)
    assert all(fact.patient and fact.record for fact in facts)
    assert all(problem.code and problem.what for problem in problems)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.dictionaries(st.text(max_size=6), JSON, max_size=4))
def test_no_json_makes_it_raise(kind, body):
    to_facts(bundle({"resourceType": kind} | body, body))
