"""Whatever the readers make of a Bundle, they make of it after the door too, with the names of patients replaced."""

import bz2
import json
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from fhir_adapters.bundle import read_many
from fhir_adapters.door import admit, betrayed, without_identity
from fhir_adapters.references import restful
from registry.synthetic.hospital import hospital

HL7 = Path(__file__).parents[1] / "hl7"
DATA = Path(__file__).parents[3].parent / "shared" / "data"


def entries(bundles):
    for bundle in bundles:
        yield from bundle["entry"] if bundle["resourceType"] == "Bundle" else [{"resource": bundle}]


def own_id(entry):
    """The id of a resource, else that of its fullUrl, as an intake would give it."""
    return entry["resource"].get("id") or entry["fullUrl"].removeprefix("urn:uuid:")


class Door:
    """A door for one feed: patients get names of their own, the rest keeps its ids."""

    def __init__(self, sent):
        self.named, self.roots, self.by_identifier = {}, {}, {}
        for entry in sent:
            kind, own = entry["resource"]["resourceType"], own_id(entry)
            if kind == "Patient":
                self.roots[own] = f"root-{len(self.roots)}"
                for identifier in entry["resource"].get("identifier", ()):
                    self.by_identifier[identifier.get("system"), identifier.get("value")] = own
            for url in (entry.get("fullUrl"), f"{kind}/{own}"):
                self.named[url] = f"{kind}/{self.stored_id(kind, own)}"

    def stored_id(self, kind, own):
        return self.roots[own] if kind == "Patient" else own

    def refer(self, reference, _path):
        identifier, literal = reference.get("identifier") or {}, reference.get("reference")
        if own := self.by_identifier.get((identifier.get("system"), identifier.get("value"))):
            return f"Patient/{self.roots[own]}"
        return self.named.get(literal, literal if restful(literal or "") else None)

    def admitted(self, entry):
        found = admit(entry["resource"], self.refer)
        assert {problem.severity for problem in found.problems} <= {"information", "warning"}
        if found.resource is None:
            return found
        kind = found.resource["resourceType"]
        return replace(found, resource=found.resource | {"id": self.stored_id(kind, own_id(entry))})


def passed(bundles, *, searched):
    """The facts before the door, with patients renamed, and after it."""
    sent = list(entries(bundles))
    door = Door(sent)
    found = [door.admitted(entry) for entry in sent]
    words = frozenset().union(*(one.identity.words for one in found if one.identity))
    stored = [one.resource for one in found if one.resource is not None]
    if searched:
        stored = [cleaned(resource, words) for resource in stored]
    before, _ = read_many(bundles)
    after, _ = read_many([{"resourceType": "Bundle", "entry": [{"resource": one} for one in stored]}])
    return sorted(map(str, (renamed(fact, door.roots) for fact in before))), sorted(map(str, after))


def cleaned(resource, words):
    kept, _ = without_identity(resource, words)
    assert not betrayed(json.dumps(kept), words)
    return kept


def renamed(fact, roots):
    root = roots.get(fact.patient, fact.patient)
    record = f"Patient/{root}" if fact.record == f"Patient/{fact.patient}" else fact.record
    return replace(fact, patient=root, record=record)


def test_hl7s_examples_of_genomics():
    bundles = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(HL7.glob("*.json"))]
    before, after = passed(bundles, searched=False)
    assert len(before) == 3
    assert after == before


def test_the_made_up_hospital():
    bundles = list(islice(hospital(60, 7, date(2026, 1, 1)), 60))
    before, after = passed(bundles, searched=False)
    assert len(before) > 1000
    assert after == before


def test_the_made_up_hospital_searched_for_the_words_of_each():
    for index, bundle in enumerate(islice(hospital(40, 11, date(2026, 1, 1)), 40)):
        before, after = passed([bundle], searched=True)
        assert after == before, index


@pytest.mark.skipif(not (DATA / "synthea").is_dir(), reason=f"no Synthea bundles at {DATA / 'synthea'}")
def test_synthea():
    files = sorted((DATA / "synthea").glob("*.json.bz2"))
    for file in files[::6]:
        before, after = passed([json.loads(bz2.decompress(file.read_bytes()))], searched=True)
        assert after == before, file.name


@pytest.mark.skipif(not (DATA / "rarelink").is_dir(), reason=f"no RareLink cohort at {DATA / 'rarelink'}")
def test_rarelink():
    files = sorted((DATA / "rarelink" / "fhir").glob("*.json"))
    before, after = passed([json.loads(file.read_text(encoding="utf-8")) for file in files], searched=True)
    assert len(before) == 142
    assert after == before
