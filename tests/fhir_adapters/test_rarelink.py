"""RareLink's ten patients, told by FHIR and by phenopackets: the same facts, but for differences that the sources make.

Data: BIH-CEI/rarelink, Apache-2.0, skipped where it is absent. A difference that no explanation covers fails, and so
does an explanation that covers nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fhir_adapters import bundle, phenopackets
from matching.days import Span
from matching.facts import Condition, Facts

DATA = Path(__file__).parents[3] / "shared/data/rarelink"
PATIENTS = [f"EvCo{number}" for number in range(1, 11)]
COMPOUND = {"EvCo1", "EvCo9", "EvCo10"}
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is absent: RareLink's cohort is not copied here")


@dataclass(frozen=True)
class Difference:
    """Something that only one of the two sources says of a patient (or both, on days that do not meet)."""

    patient: str
    about: str
    only_in: str
    value: tuple


Explained = Callable[[Difference], bool]
# Each is a property of the files as published, seen in them and not in our reading.
EXPLANATIONS: dict[str, Explained] = {
    "the feed has a Condition for one patient only, and it is another: the disease stands in the packet's `diseases`, "
    "and in FHIR in component 81259-4 of a DiagnosticImplication, which is a finding's meaning and no diagnosis": (
        lambda d: (d.about, d.only_in, d.value) == ("condition", "packet", ("MONDO:0007843", "confirmed"))
    ),
    "the feed's one Condition is a record 'undiagnosed rare disease case' without verification, of a profile that the "
    "packets leave out": (
        lambda d: (d.patient, d.about, d.only_in) == ("EvCo1", "condition", "FHIR")
        and d.value == ("ORPHA:616874", "suspected")
    ),
    "the feed has one variant per patient: of two compound heterozygous ones it sends one": (
        lambda d: d.patient in COMPOUND and (d.about, d.only_in) == ("variant", "packet")
    ),
    "the feed fills Patient.gender with the gender identity, here not recorded; the packet has the sex at birth, which "
    "REDCap and the table have too": (
        lambda d: (d.patient, d.about) == ("EvCo4", "sex")
        and (d.only_in, d.value) in {("FHIR", ("unknown",)), ("packet", ("female",))}
    ),
    "the feed has 47 of the 48 phenotypic features that REDCap has": (
        lambda d: (d.patient, d.about, d.only_in) == ("EvCo9", "condition", "packet")
        and d.value == ("HP:0004322", "confirmed")
    ),
    "karyotypic sex is in the feed of one patient, and the packets leave it out": (
        lambda d: (d.patient, d.about, d.only_in) == ("EvCo1", "karyotype", "FHIR")
    ),
    "age category (SNOMED 105727008) is an Observation in FHIR and no measurement in the packets": (
        lambda d: (d.about, d.only_in, d.value[0]) == ("measurement", "FHIR", "SNOMED:105727008")
    ),
    "gestation, respiration, radiology and the 'other' measurement are sent for the first patient in FHIR only": (
        lambda d: (d.patient, d.about, d.only_in) == ("EvCo1", "measurement", "FHIR")
        and d.value[0] in {"SNOMED:412726003", "LOINC:9279-1", "LOINC:36554-4", "NCIT:C60819"}
    ),
    "procedure and family history are in the feed of one patient, and the packets leave them out": (
        lambda d: d.patient == "EvCo1" and d.about in {"procedures", "relatives"} and d.only_in == "FHIR"
    ),
    "the feed dates a congenital feature by its entry into the registry": (
        lambda d: (d.patient, d.about, d.value) == ("EvCo1", "day of condition", ("HP:0002553",))
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def cohorts() -> dict[str, tuple[Facts, Facts]]:
    """The facts of each patient, from FHIR and from the packet."""
    bundles = [json.loads(file.read_text()) for file in sorted((DATA / "fhir").glob("*.json"))]
    told, _ = bundle.read_many(bundles)
    by_id = told.by_patient()
    entries = [entry["resource"] for sent in bundles for entry in sent.get("entry", ())]
    patients = [resource for resource in entries if resource["resourceType"] == "Patient"]
    ids = {resource["identifier"][0]["value"]: resource["id"] for resource in patients}
    packets = {}
    for file in (DATA / "phenopackets").glob("[0-9]*.json"):
        packet = json.loads(file.read_text())
        packets[packet["subject"]["id"]], _ = phenopackets.to_facts(packet)
    return {name: (by_id[ids[name]], packets[name]) for name in PATIENTS}


def differences(name: str, fhir: Facts, packet: Facts) -> Iterator[Difference]:
    """Everything that one of the two says and the other does not."""
    for about, said in VIEWS.items():
        ours, theirs = Counter(said(fhir)), Counter(said(packet))
        for only_in, found in (("FHIR", ours - theirs), ("packet", theirs - ours)):
            yield from (Difference(name, about, only_in, value) for value in found.elements())
    yield from (Difference(name, *found) for found in disagreeing_days(fhir, packet))


def disagreeing_days(fhir: Facts, packet: Facts) -> Iterator[tuple[str, str, tuple]]:
    """Dates of FHIR that lie outside the month that the packet's age leaves."""
    onsets = {row.code: row.onset for row in packet.conditions}
    for row in fhir.conditions:
        if apart(row.when, onsets.get(row.code)):
            yield "day of condition", "both", (row.code,)
    for row in fhir.measurements:
        told = [
            other.when for other in packet.measurements
            if (other.code, other.value) == (row.code, row.value)
        ]  # fmt: skip
        if told and all(apart(row.when, when) for when in told):
            yield "day of measurement", "both", (row.code,)


def apart(one: Span | None, other: Span | None) -> bool:
    return bool(one and other and (one.last < other.first or other.last < one.first))


def condition(row: Condition) -> tuple:
    return row.code, row.certainty


VIEWS: dict[str, Callable[[Facts], list[tuple]]] = {
    "birth": lambda facts: [(row.birth,) for row in facts.people if row.birth],
    "sex": lambda facts: [(row.sex,) for row in facts.people if row.sex],
    "karyotype": lambda facts: [(row.karyotype,) for row in facts.people if row.karyotype],
    "death": lambda facts: [(any(row.deceased for row in facts.people),)],
    "condition": lambda facts: [condition(row) for row in facts.conditions],
    "variant": lambda facts: [
        (row.gene, row.hgvs, row.transcript, row.zygosity, row.significance, row.phase_set, row.lesion, row.mosaic)
        for row in facts.variants
    ],
    "measurement": lambda facts: [(row.code, row.value, row.comparator, row.unit) for row in facts.measurements],
    **{
        kind: lambda facts, kind=kind: [(row.code,) for row in getattr(facts, kind)]
        for kind in ("medications", "procedures", "immunizations", "relatives", "copy_numbers", "antibodies")
    },
}


def explain(difference: Difference) -> list[str]:
    return [why for why, covers in EXPLANATIONS.items() if covers(difference)]


@pytest.mark.parametrize("name", PATIENTS)
def test_fhir_and_packet_tell_the_same_but_for_what_the_sources_differ_in(name: str, cohorts):
    unexplained = [one for one in differences(name, *cohorts[name]) if not explain(one)]
    assert unexplained == []


def test_every_explanation_explains_something_and_they_do_not_overlap(cohorts):
    told = [explain(one) for name in PATIENTS for one in differences(name, *cohorts[name])]
    assert {why for found in told for why in found} == EXPLANATIONS.keys()
    assert all(len(found) == 1 for found in told)


def test_what_they_share_is_most_of_it(cohorts):
    shared = Counter()
    for fhir, packet in cohorts.values():
        for about, said in VIEWS.items():
            shared[about] += sum((Counter(said(fhir)) & Counter(said(packet))).values())
    assert shared["birth"] == 10
    assert shared["sex"] == 9
    assert shared["condition"] == 47
    assert shared["variant"] == 10
    assert shared["measurement"] == 47
