"""Whole patients that nobody here wrote: 54 Synthea bundles and RareLink's ten patients."""

import bz2
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from fhir_adapters.bundle import read_many, to_facts
from matching.facts import Result

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_synthea = pytest.mark.skipif(not (DATA / "synthea").is_dir(), reason=f"no Synthea bundles at {DATA / 'synthea'}")
needs_rarelink = pytest.mark.skipif(
    not (DATA / "rarelink").is_dir(), reason=f"no RareLink cohort at {DATA / 'rarelink'}"
)
TABLES = {
    "Person": "Patient", "Condition": "Condition", "Procedure": "Procedure", "Immunization": "Immunization",
    "Measurement": "Observation", "Medication": "Medication",
}  # fmt: skip
CODING = re.compile(r"(\.[a-zA-Z]+)?\.coding\[[0-9]+\]$")


def expected(bundle):
    """What the bundle holds, counted without the code under test."""
    count = Counter()
    for entry in bundle["entry"]:
        sent = entry["resource"]
        kind = sent["resourceType"]
        if kind == "Observation":
            symptom = sent["code"]["coding"][0]["code"] == "75325-1"
            count["symptoms" if symptom else "Observation"] += len(sent.get("component", [sent]))
        elif kind in {"MedicationRequest", "MedicationAdministration"}:
            count["Medication"] += 1
        elif kind in {"Patient", "Condition", "Procedure", "Immunization"}:
            count[kind] += 1
    count["Condition"] += count.pop("symptoms", 0)
    return count


@needs_synthea
def test_every_synthea_bundle_becomes_facts_whole():
    files = sorted((DATA / "synthea").glob("*.json.bz2"))
    total = Counter()
    for file in files:
        bundle = json.loads(bz2.decompress(file.read_bytes()))
        facts, problems = to_facts(bundle)
        # A concept with several codes is one row for each of them, and one record all the same.
        # A result in words is told beside the measurement without a number.
        told = {
            (type(fact).__name__, fact.record, CODING.sub("", fact.element))
            for fact in facts
            if not isinstance(fact, Result)
        }
        made = Counter(TABLES[name] for name, _, _ in told)
        assert made == expected(bundle), file.name
        assert {problem.severity for problem in problems} <= {"information"}, file.name
        assert len(facts.by_patient()) <= 1, file.name
        total += made
    assert len(files) == 54
    assert total == {
        "Patient": 53, "Condition": 731, "Procedure": 1429, "Immunization": 686, "Observation": 20926,
        "Medication": 2971,
    }  # fmt: skip


@needs_rarelink
def test_the_ten_patients_of_rarelink():
    files = sorted((DATA / "rarelink" / "fhir").glob("*.json"))
    facts, problems = read_many(json.loads(file.read_text(encoding="utf-8")) for file in files)
    assert len(facts.by_patient()) == 10
    tables = {
        "people": 11,
        "conditions": 48,
        "measurements": 61,
        "results": 10,
        "variants": 10,
        "procedures": 1,
        "relatives": 1,
    }
    assert {name: len(getattr(facts, name)) for name in tables} == tables
    assert len(facts) == sum(tables.values())
    assert Counter(problem.code for problem in problems if problem.severity != "information") == {
        "no-patient": 10,  # its consents name nobody
        "compound-not-paired": 3,  # its second variants are in other genes, and were not sent as FHIR
    }
    assert {variant.gene for variant in facts.variants} == {"HGNC:7132", "HGNC:7133", "HGNC:29508"}
    assert Counter(variant.significance for variant in facts.variants) == {"P": 4, "LP": 6}
    assert [person.karyotype for person in facts.people if person.karyotype] == ["XY"]
    assert Counter(fact.unit for fact in facts.measurements if fact.code == "LOINC:LP14672-7") == {"g/L": 11}
