"""The facts of one patient as a phenopacket, and what could not be carried.

Phenopacket schema v2. Nothing is dated anew: the packet names no last encounter, so that a statement that loses its
date is read back as undated, which answers less and never more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from fhir_adapters import consequence
from fhir_adapters.alleles import two_alleles
from fhir_adapters.phenopackets.clinical import KARYOTYPES, SEXES
from fhir_adapters.phenopackets.genetics import COMPOUND_HET
from fhir_adapters.phenopackets.metadata import metadata
from fhir_adapters.problems import Problem
from matching.days import Span, iso
from matching.facts import Condition, CopyNumber, Fact, Facts, Measurement, Medication, Person, Procedure, Variant

Json = dict[str, Any]
Label = Callable[[str], str]
_ACMG = {
    "P": "PATHOGENIC", "LP": "LIKELY_PATHOGENIC", "VUS": "UNCERTAIN_SIGNIFICANCE", "LB": "LIKELY_BENIGN", "B": "BENIGN",
}  # fmt: skip
_STATES = {
    "het": ("GENO:0000135", "heterozygous"),
    "hom": ("GENO:0000136", "homozygous"),
    "hemi": ("GENO:0000134", "hemizygous"),
}
_TYPES = {"deletion": "SO:0000159", "duplication": "SO:1000035", "point": "SO:0001483"}
_NO_REASON = {"id": "NCIT:C17998", "label": "Unknown"}


class _Packet:
    """The packet being written, and the problems of what it cannot hold."""

    def __init__(self, patient: str, label: Label) -> None:
        self.patient, self.label = patient, label
        self.body: Json = {"id": patient, "subject": {"id": patient}}
        self.genomic: list[Json] = []
        self.problems: list[Problem] = []

    def lost(self, row: Fact, what: str) -> None:
        self.problems.append(
            Problem("warning", "not-in-phenopackets", row.record, row.element, what, "send this fact as FHIR")
        )

    def put(self, key: str, element: Json) -> None:
        self.body.setdefault(key, []).append(element)

    def term(self, code: str) -> Json:
        return {"id": code, "label": self.label(code)}


def from_facts(
    facts: Facts, created: int, created_by: str = "genother", label: Label = str
) -> tuple[Json, list[Problem]]:
    """One patient's facts as a packet made on the day ``created``; ``label`` names the codes."""
    people = sorted({row.patient for row in facts})
    if len(people) != 1:
        raise ValueError("a phenopacket is about one patient: hand over the facts of one")
    packet = _Packet(people[0], label)
    for person in facts.people:
        _person(packet, person)
    _conditions(packet, facts.conditions)
    for measurement in facts.measurements:
        _measurement(packet, measurement)
    _variants(packet, facts.variants)
    for copies in facts.copy_numbers:
        _copy_number(packet, copies)
    for procedure in facts.procedures:
        _procedure(packet, procedure)
    for medication in facts.medications:
        _medication(packet, medication)
    _interpretation(packet, facts.conditions)
    for kind in (
        facts.antibodies, facts.immunizations, facts.relatives, facts.consents, facts.answers, facts.anchor_dates,
        facts.histories,
    ):  # fmt: skip
        for fact in kind:
            packet.lost(fact, "a kind of fact that a phenopacket does not hold")
    packet.body["metaData"] = metadata(packet.body, timestamp(created), created_by)
    return packet.body, packet.problems


def timestamp(number: int, minute: int = 0) -> str:
    """A day, and a minute of it, as a protobuf Timestamp."""
    return f"{iso(number)}T{minute // 60:02}:{minute % 60:02}:00Z"


def _time(span: Span, minute: int | None = None) -> Json:
    if span.exact:
        return {"timestamp": timestamp(span.first, minute or 0)}
    return {"interval": {"start": timestamp(span.first), "end": timestamp(span.last)}}


def _person(packet: _Packet, row: Person) -> None:
    subject: Json = packet.body["subject"]
    if row.birth and row.birth.exact:
        subject["dateOfBirth"] = timestamp(row.birth.first)
    elif row.birth:
        packet.lost(row, "a birth date that is not known to the day")
    if row.sex:
        subject["sex"] = {said: name for name, said in SEXES.items()}[row.sex]
    if row.karyotype in KARYOTYPES:
        subject["karyotypicSex"] = row.karyotype
    elif row.karyotype:
        packet.lost(row, "a karyotype that KaryotypicSex does not list")
    if row.deceased:
        subject["vitalStatus"] = {"status": "DECEASED"}


def _conditions(packet: _Packet, rows: Iterable[Condition]) -> None:
    for row in rows:
        feature = row.code.startswith("HP:")
        if row.certainty == "suspected":
            if feature:
                packet.lost(row, "a phenotypic feature that is only suspected")
            continue
        element: Json = {"type" if feature else "term": packet.term(row.code)}
        if row.certainty == "absent":
            element["excluded"] = True
        onset = row.onset if row.certainty == "confirmed" else None
        if onset:
            element["onset"] = _time(onset)
        if (row.when, row.onset) != (onset, onset):
            packet.lost(row, "the date of the statement, or the onset of what is absent")
        packet.put("phenotypicFeatures" if feature else "diseases", element)


def _measurement(packet: _Packet, row: Measurement) -> None:
    if row.comparator:
        packet.lost(row, "a result beyond a limit (a comparator); the result is left out")
        return
    quantity: Json = {}
    if row.value is not None:
        quantity["value"] = row.value
    unit = {"id": f"UCUM:{row.unit}", "label": row.unit} if row.unit else None
    if unit:
        quantity["unit"] = unit
    printed = {key: limit for key, limit in (("low", row.low), ("high", row.high)) if limit is not None}
    if printed:
        quantity["referenceRange"] = printed | ({"unit": unit} if unit else {})
    element: Json = {"assay": packet.term(row.code), "value": {"quantity": quantity}}
    if row.when:
        element["timeObserved"] = _time(row.when, row.minute)
    if row.minute is not None and not (row.when and row.when.exact and row.minute):
        packet.lost(row, "midnight, or the time of a day that is not known")
    packet.put("measurements", element)


def _variants(packet: _Packet, rows: list[Variant]) -> None:
    in_trans = _pairs(rows)
    # Reading numbers the alleles in order, so the first allele of a pair is written first.
    for row in sorted(rows, key=lambda row: row.allele or 0):
        if not row.present:
            packet.lost(row, "a gene studied and found negative")
            continue
        if (row.phase_set or row.allele) and row not in in_trans:
            packet.lost(row, "a phase other than two different variants in trans")
        if row.exon_first is not None or row.exon_last is not None:
            packet.lost(row, "the exons of a lesion")
        if row.transcript and not (row.hgvs or "").startswith(row.transcript):
            packet.lost(row, "a transcript that the HGVS text does not name")
        if row.when:
            packet.lost(row, "the date of a variant")
        if row.consequence != consequence.of((), row.protein, row.hgvs):
            packet.lost(row, "what a variant does, where its names do not say it")
        if row.condition or row.tissue or row.fraction_low is not None or row.fraction_high is not None:
            packet.lost(row, "the disease, the tissue or the share of a variant")
        descriptor = _descriptor(row, compound=row in in_trans)
        acmg = _ACMG.get(row.significance or "", "NOT_PROVIDED")
        packet.genomic.append(
            _call(packet, {"acmgPathogenicityClassification": acmg, "variationDescriptor": descriptor})
        )


def _pairs(rows: Iterable[Variant]) -> list[Variant]:
    """The variants of phase sets that hold exactly two different heterozygous variants of one gene, in trans."""
    by_gene: dict[str, list[Variant]] = defaultdict(list)
    for row in rows:
        if row.phase_set and row.zygosity == "het" and row.present:
            by_gene[row.gene].append(row)
    return [
        row
        for pair in by_gene.values()
        if len(pair) == 2
        and {row.allele for row in pair} == {1, 2}
        and len({row.phase_set for row in pair}) == 1
        and two_alleles(row.hgvs for row in pair)
        for row in pair
    ]


def _descriptor(row: Variant, *, compound: bool) -> Json:
    found: Json = {"geneContext": gene_context(row.gene), "moleculeContext": "genomic"}
    if row.hgvs:
        kind = re.search(r"(?:^|:)([cnmgp])\.", row.hgvs)
        found["expressions"] = [{"syntax": f"hgvs.{kind[1] if kind else 'c'}", "value": row.hgvs}]
    if row.protein and row.protein != row.hgvs:
        found.setdefault("expressions", []).append({"syntax": "hgvs.p", "value": row.protein})
    state = (COMPOUND_HET, "compound heterozygous") if compound else _STATES.get(row.zygosity or "")
    if state:
        found["allelicState"] = {"id": state[0], "label": state[1]}
    if row.lesion:
        found["structuralType"] = {"id": _TYPES[row.lesion], "label": row.lesion}
    if row.mosaic:
        found["extensions"] = [{"name": "mosaicism", "value": "present"}]
    return found


def gene_context(gene: str) -> Json:
    """A GeneDescriptor: the HGNC id where that is what the facts name, else the symbol."""
    return {"valueId": gene} if gene.startswith("HGNC:") else {"symbol": gene}


def _copy_number(packet: _Packet, row: CopyNumber) -> None:
    if row.high is None:
        count: Json = {"indefiniteRange": {"value": str(row.low), "comparator": ">="}}
    elif row.low == row.high:
        count = {"number": {"value": str(row.low)}}
    else:
        count = {"definiteRange": {"min": str(row.low), "max": str(row.high)}}
    if row.method or row.when:
        packet.lost(row, "the method and the date of a copy number")
    descriptor = {"geneContext": gene_context(row.gene), "variation": {"copyNumber": count}}
    packet.genomic.append(_call(packet, {"variationDescriptor": descriptor}))


def _call(packet: _Packet, interpretation: Json) -> Json:
    return {
        "subjectOrBiosampleId": packet.patient,
        "interpretationStatus": "UNKNOWN_STATUS",
        "variantInterpretation": interpretation,
    }


def _procedure(packet: _Packet, row: Procedure) -> None:
    if row.status != "done":
        packet.lost(row, "a procedure that was not done, or is only planned")
        return
    element: Json = {"code": packet.term(row.code)}
    if row.when:
        element["performed"] = _time(row.when)
    packet.put("medicalActions", {"procedure": element})


def _medication(packet: _Packet, row: Medication) -> None:
    if row.status in ("active", "stopped"):
        packet.put("medicalActions", _treatment(packet, row))
    else:
        packet.lost(row, "a drug that was not taken, or is only planned")


def _treatment(packet: _Packet, row: Medication) -> Json:
    interval = {
        key: timestamp(span.first)
        for key, span in (("start", row.when), ("end", row.until if row.status == "stopped" else None))
        if span and span.exact
    }
    if (row.when and "start" not in interval) or (row.until and "end" not in interval):
        packet.lost(row, "a start or an end that is not known to the day, or an end of what is still taken")
    dose: Json = {"value": row.dose} if row.dose is not None else {}
    if row.dose_unit:
        dose["unit"] = {"id": f"UCUM:{row.dose_unit}", "label": row.dose_unit}
    action: Json = {"treatment": {"agent": packet.term(row.code)}}
    if interval or dose:
        quantity = {"quantity": dose} if dose else {}
        action["treatment"]["doseIntervals"] = [quantity | {"interval": interval}]
    if row.status == "stopped":
        action["treatmentTerminationReason"] = _NO_REASON
    return action


def _interpretation(packet: _Packet, rows: Iterable[Condition]) -> None:
    """The findings, under a suspected diagnosis where there is one: the schema has no other place for either."""
    diseases = [row for row in rows if not row.code.startswith("HP:")]
    suspected = [row for row in diseases if row.certainty == "suspected"]
    stated = {row.code for row in diseases if row.certainty != "suspected"}
    # A suspicion casts doubt on every listed disease that no interpretation has solved.
    sure = dict.fromkeys(row.code for row in diseases if suspected and row.certainty == "confirmed")
    for index, code in enumerate(sure):
        packet.put("interpretations", _diagnosis(f"solved-{index}", {"disease": packet.term(code)}, "SOLVED"))
    for index, row in enumerate(suspected):
        if row.code in stated:
            packet.lost(row, "a suspicion beside a statement of the same disease")
            continue
        stated.add(row.code)
        if row.when or row.onset:
            packet.lost(row, "the dates of a suspicion")
        packet.put("interpretations", _diagnosis(f"suspicion-{index}", {"disease": packet.term(row.code)}))
    if packet.genomic:
        packet.put("interpretations", _diagnosis("findings", {"genomicInterpretations": packet.genomic}))


def _diagnosis(name: str, diagnosis: Json, progress: str = "IN_PROGRESS") -> Json:
    return {"id": name, "progressStatus": progress, "diagnosis": diagnosis}
