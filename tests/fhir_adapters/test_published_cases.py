"""7,353 published cases as facts: what is made of them is what an independent count of their JSON finds.

Data: monarch-initiative/phenopacket-store, June 2026, BSD-3-Clause, skipped where it is absent.
"""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from fhir_adapters.phenopackets import to_facts
from matching.days import day

PUBLISHED = Path(__file__).parents[3] / "shared/data/phenopackets/phenopackets.ndjson.gz"
TODAY = day("2026-06-30")


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"{PUBLISHED} is absent: the phenopacket store is not copied here")
@pytest.mark.parametrize("as_of", [None, TODAY])
def test_every_published_case_becomes_facts(as_of):
    found, expected, problems, births = Counter(), Counter(), Counter(), Counter()
    with gzip.open(PUBLISHED) as lines:
        for line in lines:
            packet = json.loads(line)
            facts, faults = to_facts(packet, patient=packet["id"], as_of=as_of)
            found.update(type(row).__name__ for row in facts)
            found["absent"] += sum(row.certainty == "absent" for row in facts.conditions)
            found.update(row.zygosity for row in facts.variants)
            found["deceased"] += facts.people[0].deceased
            problems.update(fault.code for fault in faults)
            births[facts.people[0].birth is not None] += 1
            expected += counted(packet)
    assert +found == expected
    no_gene = 53  # "telomeric 11q deletion", which names no gene
    aged = 5614  # 5,605 with an ISO age and 9 of the 18 with an onset term that HPO bounds
    assert problems == {"no-gene": no_gene, "no-birth-date": 7353 - (aged if as_of else 0)}
    assert births[True] == (aged if as_of else 0)


def counted(packet: dict) -> Counter:
    """What the raw JSON holds, counted without the adapter."""
    features, diseases = packet["phenotypicFeatures"], packet["diseases"]
    calls = [call for one in packet["interpretations"] for call in one["diagnosis"]["genomicInterpretations"]]
    described = [call["variantInterpretation"]["variationDescriptor"] for call in calls]
    named = [one for one in described if "geneContext" in one]
    states = {"GENO:0000135": "het", "GENO:0000136": "hom", "GENO:0000134": "hemi"}
    return +Counter(
        Person=1,
        Condition=len(features) + len(diseases),
        Measurement=len(packet.get("measurements", ())),
        Variant=len(named),
        absent=sum("excluded" in one for one in (*features, *diseases)),
        deceased=packet["subject"].get("vitalStatus", {}).get("status") == "DECEASED",
    ) + Counter(states[one["allelicState"]["id"]] for one in named)
