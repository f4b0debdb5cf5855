"""HL7 Genomics Reporting Variant (LOINC 69548-6) as variants and copy numbers.

Genomics Reporting 3.0.0 STU3, profile Variant: gene 48018-6, c.HGVS 48004-6, g.HGVS 81290-9, p.HGVS 48005-3,
transcript 51958-7, allelic state 53034-5, copy number 82155-3, change type 48019-4, source class 48002-0, and our
own component ``exon-range``. What other observations say about a variant (its significance, its phase) comes from
`phase` and is put on by `bundle`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from fhir_adapters import beside, consequence, copy_number, hgvs
from fhir_adapters.about import About
from fhir_adapters.codings import codes_of, fact_code, gene_of, label_of, texts_of
from fhir_adapters.copy_number import COPIES, Exons
from fhir_adapters.elements import Amount, moment, quantity
from fhir_adapters.findings import plain, sign, sign_in_words
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import Fact, Lesion, RepeatCount, Significance, Variant, Zygosity

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
# What tells one change, one stretch or one kind of change from the whole gene.
_PLACES = {
    "LOINC:48004-6", "LOINC:48005-3", "LOINC:81290-9", "LOINC:81255-2", COPIES,
    "LOINC:81254-5", "LOINC:81301-4", "LOINC:81302-2", "LOINC:69547-8", "LOINC:69551-0", "LOINC:81252-9",
    "LOINC:48019-4", "GENOTHER:exon-range",
}  # fmt: skip
_TRANSCRIPT = re.compile(r"((?:N[MR]_|ENST|LRG_)[0-9]+(?:\.[0-9]+|t[0-9]+)?)(?:\(([A-Za-z0-9-]+)\))?:", re.ASCII)
_EXONS = re.compile(r"\s*(?:exons?\s*)?([0-9]{1,3})\s*(?:[-–]\s*([0-9]{1,3}))?\s*", re.ASCII | re.IGNORECASE)
# No gene has more exons (TTN has 363).
_MOST_EXONS = 999
# Methods that look for some changes only (plain text): their silence clears no gene.
_TARGETED = re.compile(r"mlpa|pcr|target|cible|array|puce|fish|hybridi[sz]ation in situ|in situ hybridi[sz]ation")
_NOT_PATHOGENIC = re.compile(r"benin|benign|\bvus\b|incertain|uncertain|\b(?:non|not)[ -]pathog")
_MOSAIC = re.compile(r"mosai")
# Genes taken for one another.
_PARALOGUES = {"SMN1": "HGNC:11117", "SMN2": "HGNC:11118"}
_ABNORMAL = {"A", "AA"}

REPEATS = "GENOTHER:repeat-count"
_EFFECTS = ("GENOMICS:molecular-consequence", "GENOMICS:functional-effect")
_DISEASES = ("ORPHA", "OMIM", "MONDO")

Parts = Mapping[str, list[Node]]
Ranges = list[tuple[Node, Exons]]


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """A Variant and a CopyNumber for each gene named; a variant without a gene waits for `bundle` to find one."""
    if VARIANT not in codes_of(observation["code"].json):
        what_next = "send variants, copy numbers and their significance"
        observation.note("information", "genomics-not-read", "this genomic observation holds no fact", what_next)
        return
    parts = components(observation)
    present, mosaic = _present(observation, parts), _mosaic(parts)
    genes, ranges = _genes(parts), _exons(parts)
    if present is None or mosaic is None:
        return
    unread = "GENOTHER:exon-range" in parts and not ranges
    if COPIES in parts and (unread or copy_number.refused(parts[COPIES], genes, [ends for _, ends in ranges])):
        return
    when = moment(observation, "effective").when
    for gene in genes:
        yield from copy_number.copies(observation, about, parts, gene, when) if present and not mosaic else ()
        yield from _repeats(observation, about, parts, gene, when)
        found = _variant(observation, about, parts, gene=gene, present=present, mosaic=mosaic, when=when)
        if _is_told(observation, parts, found, ranges):
            yield from _by_range(found, ranges, _tested(parts))
    if mosaic and COPIES in parts:
        observation.note("information", "somatic-copies", "a copy number that is not germline", "it was not read")


def _is_told(observation: Node, parts: Parts, variant: Variant, ranges: Ranges) -> bool:
    """Whether an observation speaks of a variant, or of the whole gene where it says that there is none."""
    if variant.present:
        if REPEATS in parts and not (variant.hgvs or variant.lesion):
            return False
        if variant.mosaic or COPIES not in parts:
            return True
        if variant.hgvs or variant.zygosity or variant.lesion:
            return True
        if ranges and not copy_number.may_be_usual(parts[COPIES]):
            return True
        if ranges:
            what_next = "send its change type; no variant made"
            observation.note("information", "exons-counted", "a count of exons that may be a usual one", what_next)
        return False
    if variant.hgvs is None and ranges and not (_PLACES - {"GENOTHER:exon-range"}) & parts.keys():
        # What was studied is named by its exons: that part is negative, and no other.
        return True
    if variant.hgvs is None and (_PLACES & parts.keys() or _is_targeted(observation["method"])):
        what_next = "name it in HGVS; without a name it would say that the whole gene was negative"
        observation.note("information", "absent-unnamed", "an unnamed change that is absent", what_next)
        return False
    return True


def _is_targeted(method: Node) -> bool:
    return any(_TARGETED.search(plain(text)) for text in texts_of(method))


def _by_range(variant: Variant, ranges: Ranges, tested: Collection[int]) -> Iterator[Variant]:
    """One row for each stretch of exons, so that none is lost; it may be longer beside an exon not tested."""
    for part, (first, last) in ranges:
        element = part.path if len(ranges) > 1 else variant.element
        found = replace(variant, element=element, exon_first=first, exon_last=last)
        if tested and variant.present:
            found = replace(found, open_start=first > 1 and first - 1 not in tested, open_end=last + 1 not in tested)
        yield found
    if not ranges:
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
    unread = [part for part in nodes if not SIGNIFICANCES.keys() & set(_codes(part))]
    texts = [text for part in nodes for text in texts_of(part["valueCodeableConcept"])]
    doubted = said <= {"P", "LP"} and any(_NOT_PATHOGENIC.search(plain(text)) for text in texts)
    if nodes and (len(said) != 1 or unread or doubted):
        nodes[0].note("warning", "significance-not-read", "not one of five classes", "send LOINC LA6668-3 to LA6675-8")
        return None
    return said.pop() if said else None


def _codes(part: Node) -> list[str]:
    return codes_of(part["valueCodeableConcept"].json)


def _present(observation: Node, parts: Parts) -> bool | None:
    """Present unless said to be absent; *no call*, *indeterminate* and what cannot be read are no finding."""
    if absent := observation["dataAbsentReason"]:
        absent.note("warning", "no-result", "a reason stands for the result", "no fact made")
        return None
    said = set(_said_of_presence(observation))
    if None in said or len(said) > 1:
        what_next = "send LA9633-4 or LA9634-2; not read"
        observation.note("warning", "presence-unclear", "neither present nor absent", what_next)
        return None
    unchanged = any(code in _NO_CHANGE for part in parts.get("LOINC:48019-4", ()) for code in _codes(part))
    return not unchanged and not hgvs.is_unchanged(_hgvs(parts) or "") and said != {False}


def _said_of_presence(observation: Node) -> Iterator[bool | None]:
    """What each form of the value says (None: it cannot be read), and the interpretation, alone or beside it."""
    valued = False
    for name in observation.json if isinstance(observation.json, dict) else ():
        if name.startswith("value") and (node := observation[name]):
            valued = True
            yield node.flag if name == "valueBoolean" else _detected(node)
    for node in observation["interpretation"]:
        read = _detected(node)
        bare = {coding["code"].text for coding in node["coding"]}
        if read is not None or not (valued or bare & _ABNORMAL):
            yield read


def _detected(node: Node) -> bool | None:
    """Present or absent, as codes, else the text or the name of the code, say."""
    if isinstance(node.json, str):
        found = sign_in_words(node.text or "")
        return found == "positive" if found else None
    if not isinstance(node.json, dict):
        return None
    said = {_PRESENT[code] for code in codes_of(node.json) if code in _PRESENT}
    if len(said) == 1:
        return said.pop()
    found = sign(node) or sign_in_words(label_of(node) or "")
    return found == "positive" if found and not said else None


def _mosaic(parts: Parts) -> bool | None:
    """Somatic origin, a mosaic state or ``=/`` in HGVS make a mosaic; an allele fraction never does.

    Fetal DNA is somebody else's: None.
    """
    for part in parts.get("LOINC:48002-0", ()):
        codes = set(_codes(part))
        if codes & _FETAL:
            part.note("information", "fetal-dna", "not the patient's own genome", "no fact made")
            return None
        if codes & _SOMATIC:
            return True
    states = [text for part in parts.get("LOINC:53034-5", ()) for text in texts_of(part["valueCodeableConcept"])]
    states += [text for part in parts.get("LOINC:53034-5", ()) if (text := part["valueString"].text)]
    return any(_MOSAIC.search(plain(text)) for text in states) or any(map(hgvs.is_mosaic, _named(parts)))


def _genes(parts: Parts) -> list[str]:
    """The genes named, else the one inside the HGVS text, else an empty name."""
    named = [part["valueCodeableConcept"] for part in parts.get("LOINC:48018-6", ())]
    if any(map(_names_two, named)):
        what_next = "send one gene with its own symbol; no fact made"
        named[0].note("warning", "several-genes", "one gene named as two", what_next)
        return []
    found = [gene for concept in named if (gene := gene_of(concept))]
    if found:
        return list(dict.fromkeys(found))
    inside = _TRANSCRIPT.match(_hgvs(parts) or "")
    return [inside[2] if inside and inside[2] else ""]


def _names_two(concept: Node) -> bool:
    """Whether one concept has the ids of two genes, or the id of one and the symbol of another that we know."""
    ids = {code for code in codes_of(concept.json) if code.startswith("HGNC:")}
    return len(ids | {_PARALOGUES[text] for text in texts_of(concept) if ids and text in _PARALOGUES}) > 1


def _hgvs(parts: Parts) -> str | None:
    """The change as written: on the transcript, else on the genome, else on the protein; bare where it is so sent."""
    changes = [text for text in _named(parts) if hgvs.is_change(text)]
    return next((text for text in changes if ":" in text), changes[0] if changes else None)


def _named(parts: Parts) -> Iterator[str]:
    for part in (part for code in _HGVS for part in parts.get(code, ())):
        yield from texts_of(part["valueCodeableConcept"])


def _variant(
    observation: Node, about: About, parts: Parts, *, gene: str, present: bool, mosaic: bool, when: Span | None
) -> Variant:
    change = _hgvs(parts)
    protein = next(
        (text for part in parts.get("LOINC:48005-3", ()) for text in texts_of(part["valueCodeableConcept"])), None
    )
    low, high = _fraction(parts)
    return Variant(
        **observation.where(about.patient), gene=gene, hgvs=change, transcript=_transcript(parts, change),
        zygosity=_zygosity(parts), significance=significance_of(parts), mosaic=mosaic, present=present,
        lesion=_lesion(parts, change), when=when, protein=protein,
        consequence=consequence.of(_effects(parts), protein, change), condition=_condition(parts),
        tissue=beside.read(observation).tissue, fraction_low=low, fraction_high=high,
    )  # fmt: skip


def _effects(parts: Parts) -> list[str]:
    return [code for name in _EFFECTS for part in parts.get(name, ()) for code in _codes(part)]


def _condition(parts: Parts) -> str | None:
    """The disease for which the variant was classed: the associated phenotype, where it is one."""
    concepts = [part["valueCodeableConcept"] for part in parts.get("LOINC:81259-4", ())]
    named = {code for concept in concepts if (code := fact_code(concept, _DISEASES))}
    return named.pop() if len(named) == 1 else None


def _fraction(parts: Parts) -> tuple[float | None, float | None]:
    """The share of copies, from 0 to 1, sent as a part of one or in per cent; a censored one is an interval."""
    for part in parts.get("LOINC:81258-6", ()):
        amount = quantity(part["valueQuantity"])
        if amount.value is None:
            return None, None
        share = amount.value / 100 if amount.unit == "%" else amount.value
        if not 0 <= share <= 1:
            part.note("warning", "fraction-not-read", "not a share between 0 and 1", "send a fraction of 1, or %")
            return None, None
        return (0.0 if amount.comparator in ("<", "<=") else share), (
            1.0 if amount.comparator in (">", ">=") else share
        )
    return None, None


def _repeats(observation: Node, about: About, parts: Parts, gene: str, when: Span | None) -> Iterator[Fact]:
    """Repeats of each allele: integers, or "so many or more"."""
    for part in parts.get(REPEATS, ()):
        amount = quantity(part["valueQuantity"]) if part["valueQuantity"] else Amount(part["valueInteger"].number)
        low, sign = amount.value, amount.comparator
        if low is None or low % 1 or sign in ("<", "<="):
            part.note("warning", "repeats-not-read", "not a whole number of repeats", "send valueInteger; no fact made")
            continue
        least = int(low) + (1 if sign == ">" else 0)
        where = observation.where(about.patient, part.path)
        yield RepeatCount(**where, gene=gene, low=least, high=None if sign else least, when=when)


def _transcript(parts: Parts, change: str | None) -> str | None:
    for part in parts.get("LOINC:51958-7", ()):
        for text in texts_of(part["valueCodeableConcept"]):
            return text
    found = _TRANSCRIPT.match(change or "")
    return found[1] if found else None


def _zygosity(parts: Parts) -> Zygosity | None:
    nodes = parts.get("LOINC:53034-5", ())
    said = {ZYGOSITIES[code] for part in nodes for code in _codes(part) if code in ZYGOSITIES}
    if nodes and len(said) != 1:
        nodes[0].note("information", "allelic-state-not-read", "no nuclear allelic state", "read as not recorded")
    return said.pop() if len(said) == 1 else None


def _lesion(parts: Parts, change: str | None) -> Lesion | None:
    """The change type as coded, but for a deletion or duplication that HGVS shows to be small; else what HGVS says."""
    nodes = parts.get("LOINC:48019-4", ())
    codes = [code for part in nodes for code in _codes(part)]
    said = {LESIONS[code] for code in codes if code in LESIONS}
    if nodes and len(said) != 1 and not (_NO_CHANGE | _NOT_AN_EXTENT) & set(codes):
        nodes[0].note("information", "change-type-not-read", "no lesion that we name", "kept without it")
    written = hgvs.lesion_of(change or "")
    if len(said) != 1:
        return written if not said else None
    coded = said.pop()
    return "point" if written == "point" and re.search("del|dup", change or "") else coded


def _exons(parts: Parts) -> Ranges:
    """Every stretch of exons that is stated, once each; none where one cannot be read."""
    found: dict[Exons, Node] = {}
    for part in parts.get("GENOTHER:exon-range", ()):
        ends = _exon_range(part)
        if ends and 1 <= ends[0] <= ends[1]:
            found.setdefault(ends, part)
        else:
            what_next = "send a valueRange or a text such as 45-50"
            part.note("warning", "exons-not-read", "no first and last exon", what_next)
            return []
    return [(part, ends) for ends, part in found.items()]


def _tested(parts: Parts) -> set[int]:
    """The exons that were looked at, where that is said: none, and what is reported is taken to be the whole extent."""
    found: set[int] = set()
    for part in parts.get("GENOTHER:exons-tested", ()):
        ends = [_exon_range(part)] if part["valueRange"] else _several(part["valueString"].text or "")
        for first, last in filter(None, ends):
            found |= set(range(first, min(last, _MOST_EXONS) + 1))
        if None in ends:
            what_next = "send a valueRange or a text such as 45-50"
            part.note("warning", "exons-not-read", "no first and last exon", what_next)
            found.add(0)  # something was tested, and nobody knows what
    return found


def _several(text: str) -> list[Exons | None]:
    """``1-10, 43-55, 60``."""
    read = [_EXONS.fullmatch(piece) for piece in text.split(",")]
    return [(int(one[1]), int(one[2] or one[1])) if one else None for one in read]


def _exon_range(part: Node) -> tuple[int, int] | None:
    if text := part["valueString"].text:
        found = _EXONS.fullmatch(text)
        ends = (int(found[1]), int(found[2] or found[1])) if found else None
        return ends if not part["valueRange"] or ends == _range_of_exons(part) else None
    return _range_of_exons(part)


def _range_of_exons(part: Node) -> tuple[int, int] | None:
    low, high = (part["valueRange"][end]["value"].number for end in ("low", "high"))
    if low is None or high is None or low % 1 or high % 1:
        return None
    return int(low), int(high)
