"""Interpretations of a phenopacket as variants, copy numbers and diagnoses.

Phenopacket schema v2, elements Interpretation, Diagnosis, GenomicInterpretation, VariantInterpretation and
VariationDescriptor (VRSATILE); allelic states are terms of GENO, structural types terms of SO.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from fhir_adapters import consequence, genomics
from fhir_adapters.alleles import two_alleles
from fhir_adapters.codings import canonical
from fhir_adapters.genomics import ZYGOSITIES
from fhir_adapters.hgvs import is_mosaic, is_unchanged, lesion_of
from fhir_adapters.node import Node
from fhir_adapters.phenopackets.sheet import Days, contradicts, gene, term
from fhir_adapters.phenopackets.whose import Own
from matching.facts import Certainty, Condition, CopyNumber, Fact, Lesion, Significance, Variant

Finding = tuple[Node, str | None, Variant | CopyNumber]

COMPOUND_HET = "GENO:0000402"
SIGNIFICANCES: dict[str, Significance] = {
    "PATHOGENIC": "P", "LIKELY_PATHOGENIC": "LP", "UNCERTAIN_SIGNIFICANCE": "VUS",
    "LIKELY_BENIGN": "LB", "BENIGN": "B",
}  # fmt: skip
# Beside the terms of genomic reports: the chromosomal ones of published cases, and exon loss.
LESIONS: Mapping[str, Lesion] = {
    **genomics.LESIONS, "SO:1000029": "deletion", "SO:0001572": "deletion", "SO:1000037": "duplication",
}  # fmt: skip
_MOSAIC = re.compile("mosa[iï]", re.IGNORECASE)
# The name of a change: on the transcript, else on the mitochondrial or nuclear genome, else on the protein.
_SYNTAXES = ("hgvs.c", "hgvs.n", "hgvs.m", "hgvs.g", "hgvs.p")
_TRANSCRIPT = re.compile(r"((?:N[MR]_|ENST|LRG_)[^:()\s]+)(?:\([^:()]+\))?:\S+", re.ASCII)
# Interpretation.progressStatus: no diagnosis has been found; the work is done. Anything else says neither.
_UNSOLVED, _DONE = {"UNSOLVED", "IN_PROGRESS"}, {"SOLVED", "COMPLETED"}


def statuses(packet: Node) -> Mapping[str, set[str | None]]:
    """The progress of the interpretations that name each disease, by its code."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for item in packet["interpretations"]:
        disease = item["diagnosis"]["disease"]
        code = term(disease) if disease else None
        if code:
            found[code].add(item["progressStatus"].text)
    return found


def unsolved(packet: Node) -> frozenset[str]:
    """The listed diseases that none settles where an interpretation leaves one unsolved.

    One disease has other ids in other systems, so that the one left unsolved may be any of those listed.
    """
    found = statuses(packet)
    if not any(said & _UNSOLVED and not said & _DONE for said in found.values()):
        return frozenset()
    listed = {item["term"]["id"].text or "" for item in packet["diseases"]}
    return frozenset(canonical(code) or code for code in listed) - {code for code in found if found[code] & _DONE}


def interpreted(days: Days, packet: Node, listed: Iterable[str]) -> Iterator[Fact]:
    """Diagnoses that the diseases do not list, then the variants and copy numbers of all interpretations."""
    found: list[Finding] = []
    known, own, progress = set(listed), Own.of(packet), statuses(packet)
    for item in packet["interpretations"]:
        yield from _diagnosed(days, item, known, progress)
        for number, genomic in enumerate(item["diagnosis"]["genomicInterpretations"], 1):
            if own.holds(genomic, number) and not _rejected(genomic):
                found.extend(_finding(days, genomic))
    yield from _phased(found)


def _diagnosed(days: Days, item: Node, known: set[str], progress: Mapping[str, set[str | None]]) -> Iterator[Condition]:
    """A diagnosis listed only here: confirmed when an interpretation says that it is solved, else suspected."""
    disease = item["diagnosis"]["disease"]
    code = term(disease) if disease else None
    if code is None or code in known:
        return
    known.add(code)
    certainty: Certainty = "confirmed" if "SOLVED" in progress[code] else "suspected"
    yield Condition(**disease.where(days.patient), code=code, certainty=certainty, when=days.last_seen)


def _rejected(item: Node) -> bool:
    """Whether a finding was found not to be related to the diagnosis; noted where it was."""
    rejected = item["interpretationStatus"].text == "REJECTED"
    if rejected:
        item.note("information", "finding-rejected", "a finding rejected by its interpretation", "no fact made")
    return rejected


def _finding(days: Days, item: Node) -> Iterator[Finding]:
    """The variant or copy number of one genomic interpretation, with its allelic state as sent.

    Its significance is the ACMG class as stated: being a candidate, or the cause, neither lowers nor raises it.
    """
    interpretation = item["variantInterpretation"]
    descriptor = interpretation["variationDescriptor"]
    context = descriptor["geneContext"] or item["gene"]
    named = gene(context)
    if named and contradicts(context):
        what = "an id and a symbol of two genes"
        context.note("warning", "gene-contradicts", what, "send geneContext with the HGNC id; no fact made")
        return
    if named is None:
        what = "a finding without a gene"
        item.note("warning", "no-gene", what, "send geneContext with the HGNC id; no fact made")
        return
    copies = descriptor["variation"]["copyNumber"]
    if copies and _mosaic(descriptor):
        copies.note("information", "somatic-copies", "a copy number that is not germline", "it was not read")
    elif copies:
        yield from ((copies, None, fact) for fact in _copy_number(days, copies, named))
    if copies:
        return
    state = term(descriptor["allelicState"]) if descriptor["allelicState"] else None
    yield item, state, _variant(days, interpretation, named, state)


def _variant(days: Days, interpretation: Node, named: str, state: str | None) -> Variant:
    descriptor = interpretation["variationDescriptor"]
    acmg = interpretation["acmgPathogenicityClassification"]
    if acmg.text and acmg.text not in {*SIGNIFICANCES, "NOT_PROVIDED"}:
        acmg.note("warning", "not-in-schema", "not an ACMG class", "send one; read as unclassified")
    if state and state not in ZYGOSITIES:
        what = "no nuclear allelic state"
        descriptor["allelicState"].note("information", "allelic-state-not-read", what, "read as not recorded")
    written = _expressions(descriptor)
    hgvs, protein = next((found for syntax in _SYNTAXES if (found := written.get(syntax))), None), written.get("hgvs.p")
    named_transcript = _TRANSCRIPT.fullmatch(hgvs or "")
    return Variant(
        **interpretation.where(days.patient),
        gene=named,
        hgvs=hgvs,
        transcript=named_transcript[1] if named_transcript else None,
        zygosity=ZYGOSITIES.get(state or ""),
        significance=SIGNIFICANCES.get(acmg.text or ""),
        mosaic=_mosaic(descriptor),
        present=not (hgvs and is_unchanged(hgvs)),
        lesion=_lesion(descriptor, hgvs),
        when=days.last_seen,
        protein=protein,
        consequence=consequence.of((), protein, hgvs),
    )


def _expressions(descriptor: Node) -> dict[str | None, str | None]:
    """The change as written, by syntax."""
    return {item["syntax"].text: item["value"].text for item in descriptor["expressions"]}


def _lesion(descriptor: Node, hgvs: str | None) -> Lesion | None:
    """The structural type as coded, else what the HGVS description says."""
    coded = term(descriptor["structuralType"]) if descriptor["structuralType"] else None
    return LESIONS.get(coded or "") or (lesion_of(hgvs) if hgvs else None)


def _mosaic(descriptor: Node) -> bool:
    """Whether an extension named ``mosaicism``, the allelic state or an HGVS description says so."""
    said = [item["name"].text for item in descriptor["extensions"]] + [descriptor["allelicState"]["label"].text]
    written = [item["value"].text for item in descriptor["expressions"]]
    return any(_MOSAIC.search(text) for text in said if text) or any(is_mosaic(text) for text in written if text)


def _copy_number(days: Days, copies: Node, named: str) -> Iterator[CopyNumber]:
    """The copies of VRS 1.2 ``variation.copyNumber``: a number, a definite range, or "at least" and "at most"."""
    low, high = _bounds(copies.json)
    if low is None or (high is not None and high < low):
        copies.note("warning", "no-number", "not a number of copies", "send VRS counts; no fact made")
        return
    yield CopyNumber(**copies.where(days.patient), gene=named, low=low, high=high, when=days.last_seen)


def _bounds(copies: object) -> tuple[int | None, int | None]:
    """Lowest and highest count; an unreadable one leaves no lowest."""
    match copies:
        case {"number": {"comparator": _}} | {"definiteRange": {"comparator": _}}:
            return None, None
        case {"number": {"value": value}}:
            return _count(value), _count(value)
        case {"definiteRange": {"min": least, "max": most}}:
            high = _count(most)
            return (None if high is None else _count(least)), high
        case {"indefiniteRange": {"value": value, "comparator": "<="}}:
            high = _count(value)
            return (None if high is None else 0), high
        case {"indefiniteRange": {"value": value, "comparator": ">="}}:
            return _count(value), None
        case _:
            return None, None


def _count(value: object) -> int | None:
    """A count, which protobuf's JSON writes as a string (uint64)."""
    text = str(value)
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) else None


def _phased(found: list[Finding]) -> Iterator[Fact]:
    """The findings, in trans where exactly two different variants of one gene are both compound heterozygous.

    Two variants called merely heterozygous are not phased: nothing says that they lie on different chromosomes.
    """
    compound: dict[str, list[tuple[Node, Variant]]] = defaultdict(list)
    for node, state, fact in found:
        if state == COMPOUND_HET and isinstance(fact, Variant):
            compound[fact.gene].append((node, fact))
    pairs = {name for name, calls in compound.items() if len(calls) == 2 and two_alleles(v.hgvs for _, v in calls)}
    seen: Counter[str] = Counter()
    for node, state, fact in found:
        if state != COMPOUND_HET or not isinstance(fact, Variant):
            yield fact
        elif fact.gene in pairs:
            seen[fact.gene] += 1
            allele: Literal[1, 2] = 1 if seen[fact.gene] == 1 else 2
            yield replace(fact, phase_set=f"{fact.record}/{fact.gene}", allele=allele)
        else:
            what = "compound heterozygous, but not with exactly one other variant of its gene"
            node.note("warning", "compound-not-paired", what, "send both variants; phase unknown")
            yield fact
