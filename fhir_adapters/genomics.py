"""HL7 Genomics Reporting Variant (LOINC 69548-6) as variants and copy numbers.

Genomics Reporting 3.0.0 STU3, profile Variant: gene 48018-6, c.HGVS 48004-6, g.HGVS 81290-9, p.HGVS 48005-3,
transcript 51958-7, allelic state 53034-5, copy number 82155-3, change type 48019-4, source class 48002-0, and our
own component ``exon-range``. What other observations say about a variant (its significance, its phase) comes from
`phase` and is put on by `bundle`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.antibody import method_of
from fhir_adapters.codings import codes_of, gene_of
from fhir_adapters.elements import moment, number
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import CopyNumber, Fact, Lesion, Significance, Variant, Zygosity

VARIANT = "LOINC:69548-6"
SIGNIFICANCE = "LOINC:53037-8"
# Genomic observations that hold no fact of their own: what a finding means for treatment or function, haplotypes.
ASIDE = {"GENOMICS:therapeutic-implication", "GENOMICS:molecular-consequence", "LOINC:84414-2"}
CODES = {VARIANT, *ASIDE}
COMPOUND = {"LOINC:LA26217-2", "GENO:0000402"}
ZYGOSITIES: Mapping[str, Zygosity] = {
    "LOINC:LA6705-3": "hom", "LOINC:LA6706-1": "het", "LOINC:LA26217-2": "het", "LOINC:LA6707-9": "hemi",
    "GENO:0000136": "hom", "GENO:0000135": "het", "GENO:0000458": "het", "GENO:0000402": "het",
    "GENO:0000134": "hemi", "GENO:0000604": "hemi", "GENO:0000605": "hemi",
}  # fmt: skip
SIGNIFICANCES: Mapping[str, Significance] = {
    "LOINC:LA6668-3": "P", "LOINC:LA26332-9": "LP", "LOINC:LA26333-7": "VUS", "LOINC:LA26334-5": "LB",
    "LOINC:LA6675-8": "B",
}  # fmt: skip
LESIONS: Mapping[str, Lesion] = {
    "SO:0000159": "deletion", "SO:0001743": "deletion", "LOINC:LA6692-3": "deletion",
    "SO:1000035": "duplication", "SO:0001742": "duplication", "SO:1000173": "duplication",
    "LOINC:LA6686-5": "duplication",
    "SO:0001483": "point", "SO:1000002": "point", "SO:0000667": "point", "SO:1000032": "point", "SO:0000694": "point",
    "LOINC:LA6690-7": "point", "LOINC:LA6687-3": "point", "LOINC:LA6688-1": "point",
}  # fmt: skip
_NO_CHANGE = {"SO:0002073", "LOINC:LA9658-1"}
_NOT_AN_EXTENT = {"SO:0001019"}  # copy_number_variation: the copy number says which
_SOMATIC = {"LOINC:LA6684-0", "LOINC:LA18195-0"}  # somatic, likely somatic
_FETAL = {"LOINC:LA10429-1", "LOINC:LA18196-8"}
_PRESENT = {"LOINC:LA9633-4": True, "LOINC:LA9634-2": False}
_HGVS = ("LOINC:48004-6", "LOINC:81290-9", "LOINC:48005-3")
# What tells one change, or one stretch, from the whole gene.
_PLACES = {
    "LOINC:81254-5", "LOINC:81301-4", "LOINC:81302-2", "LOINC:69547-8", "LOINC:69551-0", "LOINC:81252-9",
    "LOINC:48019-4", "GENOTHER:exon-range",
}  # fmt: skip
_TRANSCRIPT = re.compile(r"((?:N[MR]_|ENST|LRG_)[0-9]+(?:\.[0-9]+|t[0-9]+)?)(?:\(([A-Za-z0-9-]+)\))?:", re.ASCII)
_EXONS = re.compile(r"\s*(?:exons?\s*)?([0-9]{1,3})\s*(?:[-–]\s*([0-9]{1,3}))?\s*", re.ASCII | re.IGNORECASE)
_MOST_COPIES = 1000

Parts = Mapping[str, list[Node]]


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """A Variant and a CopyNumber for each gene named; a variant without a gene waits for `bundle` to find one."""
    if VARIANT not in codes_of(observation["code"].json):
        what_next = "send variants, copy numbers and their significance"
        observation.note("information", "genomics-not-read", "this genomic observation holds no fact", what_next)
        return
    parts = components(observation)
    present, mosaic = _present(observation, parts), _mosaic(parts)
    if present is None or mosaic is None:
        return
    when = moment(observation, "effective").when
    for gene in _genes(parts):
        counted = list(_copies(observation, about, parts, gene, when)) if not mosaic else []
        if mosaic and "LOINC:82155-3" in parts:
            observation.note("information", "somatic-copies", "a copy number that is not germline", "it was not read")
        yield from counted
        variant = _variant(observation, about, parts, gene=gene, present=present, mosaic=mosaic, when=when)
        if not present and variant.hgvs is None and _PLACES & parts.keys():
            what_next = "name it in HGVS; without a place it would say that the whole gene was negative"
            observation.note("information", "absent-unnamed", "an unnamed change that is absent", what_next)
        elif not counted or _says_more(variant):
            yield variant


def components(observation: Node) -> Parts:
    """The components of an observation by code."""
    found: dict[str, list[Node]] = {}
    for part in observation["component"]:
        for code in codes_of(part["code"].json):
            found.setdefault(code, []).append(part)
    return found


def is_compound(observation: Node) -> bool:
    """Whether the allelic state says *compound heterozygous*."""
    return any(code in COMPOUND for part in components(observation).get("LOINC:53034-5", ()) for code in _codes(part))


def significance_of(parts: Parts) -> Significance | None:
    """The clinical significance that components state; None when there is none, or two that differ."""
    nodes = parts.get(SIGNIFICANCE, ())
    said = {SIGNIFICANCES[code] for part in nodes for code in _codes(part) if code in SIGNIFICANCES}
    if nodes and len(said) != 1:
        nodes[0].note("warning", "significance-not-read", "not one of five classes", "send LOINC LA6668-3 to LA6675-8")
    return said.pop() if len(said) == 1 else None


def _codes(part: Node) -> list[str]:
    return codes_of(part["valueCodeableConcept"].json)


def _present(observation: Node, parts: Parts) -> bool | None:
    """Present unless said to be absent; *no call* and *indeterminate* are no finding."""
    value = observation["valueCodeableConcept"]
    said = {_PRESENT[code] for code in codes_of(value.json) if code in _PRESENT}
    if value and len(said) != 1:
        value.note("warning", "presence-unclear", "neither present nor absent", "send LA9633-4 or LA9634-2; not read")
        return None
    unchanged = any(code in _NO_CHANGE for part in parts.get("LOINC:48019-4", ()) for code in _codes(part))
    return not unchanged and said != {False}


def _mosaic(parts: Parts) -> bool | None:
    """Somatic origin makes a mosaic; an allele fraction never does. Fetal DNA is somebody else's: None."""
    for part in parts.get("LOINC:48002-0", ()):
        codes = set(_codes(part))
        if codes & _FETAL:
            part.note("information", "fetal-dna", "not the patient's own genome", "no fact made")
            return None
        if codes & _SOMATIC:
            return True
    return False


def _genes(parts: Parts) -> list[str]:
    """The genes named, else the one inside the HGVS text, else an empty name."""
    found = [gene for part in parts.get("LOINC:48018-6", ()) if (gene := gene_of(part["valueCodeableConcept"]))]
    if found:
        return list(dict.fromkeys(found))
    inside = _TRANSCRIPT.match(_hgvs(parts) or "")
    return [inside[2] if inside and inside[2] else ""]


def _hgvs(parts: Parts) -> str | None:
    """The change as written: on the transcript, else on the genome, else on the protein."""
    for code in _HGVS:
        for part in parts.get(code, ()):
            for text in _texts(part["valueCodeableConcept"]):
                if ":" in text:
                    return text
    return None


def _texts(concept: Node) -> Iterator[str]:
    for coding in concept["coding"]:
        yield from (text for name in ("code", "display") if (text := coding[name].text))
    if text := concept["text"].text:
        yield text


def _variant(
    observation: Node, about: About, parts: Parts, *, gene: str, present: bool, mosaic: bool, when: Span | None
) -> Variant:
    hgvs = _hgvs(parts)
    first, last = _exons(parts)
    return Variant(
        **observation.where(about.patient), gene=gene, hgvs=hgvs, transcript=_transcript(parts, hgvs),
        zygosity=_zygosity(parts), significance=significance_of(parts), mosaic=mosaic, present=present,
        lesion=_lesion(parts, hgvs), exon_first=first, exon_last=last, when=when,
    )  # fmt: skip


def _says_more(variant: Variant) -> bool:
    """Whether a variant beside a copy number is more than that count."""
    extent = variant.hgvs, variant.zygosity, variant.exon_first, variant.lesion
    return variant.present and any(part is not None for part in extent)


def _transcript(parts: Parts, hgvs: str | None) -> str | None:
    for part in parts.get("LOINC:51958-7", ()):
        for text in _texts(part["valueCodeableConcept"]):
            return text
    found = _TRANSCRIPT.match(hgvs or "")
    return found[1] if found else None


def _zygosity(parts: Parts) -> Zygosity | None:
    nodes = parts.get("LOINC:53034-5", ())
    said = {ZYGOSITIES[code] for part in nodes for code in _codes(part) if code in ZYGOSITIES}
    if nodes and len(said) != 1:
        nodes[0].note("information", "allelic-state-not-read", "no nuclear allelic state", "read as not recorded")
    return said.pop() if len(said) == 1 else None


def _lesion(parts: Parts, hgvs: str | None) -> Lesion | None:
    """The change type as coded; a substitution written in HGVS is a point change."""
    nodes = parts.get("LOINC:48019-4", ())
    codes = [code for part in nodes for code in _codes(part)]
    said = {LESIONS[code] for code in codes if code in LESIONS}
    if nodes and len(said) != 1 and not (_NO_CHANGE | _NOT_AN_EXTENT) & set(codes):
        nodes[0].note("information", "change-type-not-read", "no lesion that we name", "kept without it")
    if len(said) == 1:
        return said.pop()
    return "point" if not nodes and hgvs and re.search(r"[ACGT]>[ACGT]$", hgvs) else None


def _exons(parts: Parts) -> tuple[int | None, int | None]:
    for part in parts.get("GENOTHER:exon-range", ()):
        ends = _exon_range(part)
        if ends and 1 <= ends[0] <= ends[1]:
            return ends
        part.note("warning", "exons-not-read", "no first and last exon", "send a valueRange or a text such as 45-50")
    return None, None


def _exon_range(part: Node) -> tuple[int, int] | None:
    if text := part["valueString"].text:
        found = _EXONS.fullmatch(text)
        return (int(found[1]), int(found[2] or found[1])) if found else None
    low, high = (part["valueRange"][end]["value"].number for end in ("low", "high"))
    if low is None or high is None or low % 1 or high % 1:
        return None
    return int(low), int(high)


def _copies(observation: Node, about: About, parts: Parts, gene: str, when: Span | None) -> Iterator[CopyNumber]:
    """A count as an interval: 3 is 3 to 3, ``>=4`` has no upper end, an estimate of 2.4 is 2 or 3."""
    for part in parts.get("LOINC:82155-3", ()):
        ends = _copy_range(part["valueRange"]) if part["valueRange"] else _copy_quantity(part["valueQuantity"])
        if ends is None:
            part.note("warning", "copies-not-read", "not a number of copies", "send a whole number or a range")
        elif not gene:
            part.note("warning", "no-gene", "copies of an unnamed gene", "send component 48018-6; no fact made")
        else:
            where = part.where(about.patient)
            yield CopyNumber(
                **where, gene=gene, low=ends[0], high=ends[1], method=method_of(observation["method"]), when=when
            )


def _copy_quantity(node: Node) -> tuple[int, int | None] | None:
    amount = number(node)
    value = amount.value
    if value is None or not 0 <= value <= _MOST_COPIES:
        return None
    match amount.comparator:
        case ">=":
            return math.ceil(value), None
        case ">":
            return math.floor(value) + 1, None
        case "<=":
            return 0, math.floor(value)
        case "<":
            return (0, math.ceil(value) - 1) if value > 0 else None
    return math.floor(value), math.ceil(value)


def _copy_range(node: Node) -> tuple[int, int | None] | None:
    low, high = node["low"]["value"].number, node["high"]["value"].number
    if low is None and high is None:
        return None
    ends = math.floor(low or 0), None if high is None else math.ceil(high)
    within = 0 <= ends[0] <= _MOST_COPIES and (ends[1] is None or ends[0] <= ends[1] <= _MOST_COPIES)
    return ends if within else None
