"""Records that nobody here wrote, from the file to the answer, on both evaluators."""

import copy
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from fhir_adapters import bundle, phenopackets
from matching import criteria as ask
from matching.days import day
from matching.polars_engine import Engine, Snapshot
from matching.reference import Context, evaluate
from matching.truth import Reason, Truth
from registry.intake import read
from registry.screening import Run, screen
from registry.terminologies.service import starter, with_orphanet
from registry.trials.files import library

HL7 = Path(__file__).parents[1] / "fhir_adapters" / "hl7"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
AS_OF = day("2026-11-23")


def hl7(name):
    return json.loads((HL7 / name).read_text())


def answered(facts, criterion, terminology=None):
    """The truth and reasons of the only patient; both evaluators must say the same."""
    terms = terminology or starter()
    (patient,) = facts.by_patient()
    node = evaluate(criterion, facts.by_patient()[patient], Context(AS_OF, terms))
    planes = Engine(Snapshot.of(facts, terms), terms).planes(criterion, AS_OF)
    assert planes.truth(0) is node.answer.truth
    return node.answer.truth, node.answer.reasons


@pytest.mark.parametrize(
    ("smn1", "smn2", "expected"),
    [((0, 0), (2, 2), Truth.MET), ((0, 0), (3, None), Truth.NOT_MET), ((1, None), (2, 2), Truth.NOT_MET)],
)
def test_hl7s_smn1_and_smn2_example_has_no_smn1_and_two_smn2_copies(smn1, smn2, expected):
    names = ("Observation-obs1-interact-smn1-smn2.json", "Observation-obs2-interact-smn1-smn2.json")
    facts, _ = bundle.read_many([hl7(name) for name in names], default_patient="newborn")
    counts = ask.All((ask.CopyNumber("SMN1", *smn1), ask.CopyNumber("SMN2", *smn2)))
    assert answered(facts, counts)[0] is expected


def test_hl7s_smn1_example_is_biallelic_by_its_copy_number():
    facts, _ = bundle.read_many([hl7("Observation-obs1-interact-smn1-smn2.json")], default_patient="newborn")
    assert answered(facts, ask.Biallelic("SMN1")) == (Truth.MET, ())


# The example states no significance: the criterion that it meets says so.
ANY_CLASS = ask.Biallelic("NMNAT1", classes=("P", "LP", "VUS", "unclassified"))


def test_hl7s_compound_heterozygote_is_biallelic():
    facts, _ = bundle.to_facts(hl7("Bundle-bundle-compound-heterozygote.json"))
    assert answered(facts, ANY_CLASS) == (Truth.MET, ())
    assert answered(facts, ask.Biallelic("NMNAT1")) == (Truth.UNKNOWN, (Reason.UNCERTAIN_SIGNIFICANCE,))


def test_the_same_two_variants_without_phase_are_unknown():
    sent = copy.deepcopy(hl7("Bundle-bundle-compound-heterozygote.json"))
    for entry in sent["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == "Observation" and "hasMember" in resource:
            coding = resource["valueCodeableConcept"]["coding"][0]
            coding["display"] = coding["display"].replace("c.[53A>G];[769G>A]", "c.53A>G(;)769G>A")
    facts, _ = bundle.to_facts(sent)
    assert answered(facts, ANY_CLASS) == (Truth.UNKNOWN, (Reason.PHASE_UNKNOWN,))


@pytest.fixture(scope="module")
def published():
    path = SHARED / "phenopackets" / "phenopackets.ndjson.gz"
    if not path.exists():
        pytest.skip(f"the published cases are not here ({path.name})")
    return path


@pytest.fixture(scope="module")
def orphanet():
    return with_orphanet(SHARED / "terminologies" / "orpha.ndjson.gz")


def test_no_f8_thrombophilia_is_haemophilia(published, orphanet):
    with gzip.open(published, "rt") as lines:
        packets = [line for line in lines if '"symbol":"F8"' in line.replace(" ", "")]
    assert len(packets) == 5
    for haemophilia in ("ORPHA:98878", "ORPHA:98879", "ORPHA:448"):
        criterion = ask.Diagnosis((haemophilia,), own_disease=True, genes=("F8",))
        for line in packets:
            facts = _facts_of(json.loads(line))
            assert answered(facts, criterion, orphanet)[0] is not Truth.MET


def _facts_of(packet):
    facts, _ = phenopackets.to_facts(packet, patient=packet["id"], as_of=AS_OF)
    return facts


def test_the_published_cases_are_matched_with_every_trial(published, orphanet):
    reading = read(published, AS_OF)
    assert reading.documents == len(reading.facts.people) == 7353
    run = Run.over(reading.facts, orphanet, AS_OF)
    assert len(run.by_patient) + run.withheld == 7353
    for found in screen(run, [library()["NCT03461289"], library()["NCT03569891"]]):
        assert sum(found.verdicts.values()) == len(run.by_patient)
        # None of these cases carries the trial's own disease: nobody may pass, and each open one says why.
        assert all(one.open_items and all(item.reasons for item in one.open_items) for one in found.candidates)
        assert Counter(one.verdict for one in found.candidates).total() == len(found.candidates)
