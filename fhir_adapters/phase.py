"""What other observations say about variants: significance, phase and, in a genotype's HGVS, the gene.

Genomics Reporting 3.0.0 STU3: DiagnosticImplication (53037-8, derivedFrom), SequencePhaseRelationship (82120-7,
derivedFrom) and Genotype (84413-4, hasMember). HGVS 21.0: ``[a];[b]`` is in trans, ``[a;b]`` in cis, ``a(;)b``
of unknown phase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from fhir_adapters.alleles import Allele, two_alleles
from fhir_adapters.codings import codes_of, texts_of
from fhir_adapters.elements import FINAL, by_status
from fhir_adapters.genomics import components, significance_of
from fhir_adapters.node import Node
from matching.facts import Significance, Variant

IMPLICATION, PHASE, GENOTYPE = "GENOMICS:diagnostic-implication", "LOINC:82120-7", "LOINC:84413-4"
CODES = {IMPLICATION, PHASE, GENOTYPE}
_TEXT = re.compile(
    r"(?P<ref>[A-Z]{2,4}_?[0-9]+(?:\.[0-9]+)?)(?:\((?P<gene>[A-Za-z0-9-]+)\))?:c\.(?P<change>\S+)", re.ASCII
)
_TWO = re.compile(r"\[(?P<one>[^\[\]]+)\](?:;\[(?P<two>[^\[\]]+)\])?")


@dataclass(slots=True)
class Said:
    """What was said about variants, by the record of the variant."""

    significance: dict[str, set[Significance]] = field(default_factory=lambda: defaultdict(set))
    phase: dict[str, tuple[str, Allele]] = field(default_factory=dict)
    gene: dict[str, str] = field(default_factory=dict)
    # The statements of a phase, and the variants of which two statements differ.
    stated: dict[str, Node] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)


def is_one(observation: Node) -> bool:
    """Whether an observation speaks about variants rather than about the patient."""
    return bool(CODES & set(codes_of(observation["code"].json)))


def gather(observations: Iterable[Node], resolve: Callable[[Node, Node], Node | None]) -> Said:
    """Everything that implications, phase relationships and genotypes say; ``resolve(reference, observation)``."""
    said = Said()
    for observation in observations:
        if by_status(observation, FINAL):
            codes = set(codes_of(observation["code"].json))
            names = ("derivedFrom", "hasMember") if GENOTYPE in codes else ("derivedFrom",)
            about = [_variant(ref, observation, resolve) for name in names for ref in observation[name]]
            _hear(said, observation, codes, [variant for variant in about if variant])
    return said


def _variant(reference: Node, observation: Node, resolve: Callable[[Node, Node], Node | None]) -> Node | None:
    found = resolve(reference, observation)
    if found is None:
        reference.note("information", "variant-not-here", "what it speaks of is not here", "send both together")
    return found


def _hear(said: Said, observation: Node, codes: set[str], variants: list[Node]) -> None:
    records = [variant.origin.record for variant in variants]
    if IMPLICATION in codes:
        meant = significance_of(components(observation))
        if meant:
            for record in records:
                said.significance[record].add(meant)
    elif PHASE in codes:
        _relationship(said, observation, records)
    else:
        _genotype(said, observation, variants)


def _relationship(said: Said, observation: Node, records: list[str]) -> None:
    value = {coding["code"].text for coding in observation["valueCodeableConcept"]["coding"]}
    if len(set(records)) != 2:
        observation.note("warning", "phase-not-read", "a phase of other than two variants", "send two; phase unknown")
    elif value == {"Trans"}:
        _place(said, observation, {records[0]: 1, records[1]: 2})
    elif value == {"Cis"}:
        _place(said, observation, {records[0]: 1, records[1]: 1})
    else:
        observation.note("information", "phase-unknown", "neither cis nor trans", "phase unknown")


def _genotype(said: Said, observation: Node, variants: list[Node]) -> None:
    """Place the members of a genotype by the HGVS text of its value, and lend them its gene."""
    found = next((m for text in texts_of(observation["valueCodeableConcept"]) if (m := _TEXT.search(text))), None)
    if found is None:
        what_next = "send a value such as NM_1.2(GENE):c.[a];[b], or a phase relationship"
        observation.note("information", "genotype-not-read", "a genotype whose phase cannot be read", what_next)
        return
    changes = {variant.origin.record: _change(variant, found["ref"]) for variant in variants}
    for record, change in changes.items():
        if change and found["gene"]:
            said.gene[record] = found["gene"]
    alleles = _alleles(found["change"])
    placed: dict[str, Allele] = {}
    for record, change in changes.items():
        on: list[Allele] = [number for number, there in alleles.items() if change in there]
        if len(on) == 1:
            placed[record] = on[0]
    if len(placed) >= 2 and len(placed) == len(changes):
        _place(said, observation, placed)
    else:
        observation.note("information", "phase-unknown", "its members cannot be placed on two alleles", "phase unknown")


def _alleles(change: str) -> Mapping[Allele, set[str]]:
    two = _TWO.fullmatch(change)
    if not two or "(;)" in change:
        return {}
    return {1: set(two["one"].split(";")), 2: set((two["two"] or "").split(";"))}


def _change(variant: Node, reference: str) -> str | None:
    """The bare change of a member on the genotype's own transcript: ``53A>G``."""
    for part in components(variant).get("LOINC:48004-6", ()):
        for text in texts_of(part["valueCodeableConcept"]):
            found = _TEXT.fullmatch(text)
            if found and found["ref"] == reference:
                return found["change"]
    return None


def _place(said: Said, observation: Node, alleles: Mapping[str, Allele]) -> None:
    twice = [record for record in alleles if record in said.phase]
    if any(_together(said.phase, *pair) != (alleles[pair[0]] == alleles[pair[1]]) for pair in combinations(twice, 2)):
        what_next = "send the right one; phase unknown"
        observation.note("warning", "phase-disputed", "another statement places the same variants otherwise", what_next)
        said.disputed.update(twice)
    elif twice:
        what_next = "the first statement is kept; send one that names all variants"
        observation.note("warning", "phase-said-twice", "another statement already places a variant", what_next)
    else:
        name = observation.origin.record
        said.stated[name] = observation
        said.phase.update({record: (name, allele) for record, allele in alleles.items()})


def _together(phase: Mapping[str, tuple[str, Allele]], one: str, two: str) -> bool | None:
    """Whether two variants lie on one allele; None when different statements place them."""
    (first, at), (second, there) = phase[one], phase[two]
    return at == there if first == second else None


def tell(variant: Variant, node: Node, said: Said) -> Variant | None:
    """A variant with what others said about it; None when nobody named its gene."""
    gene = variant.gene or said.gene.get(variant.record, "")
    if not gene:
        node.note("warning", "no-gene", "a variant of an unnamed gene", "send component 48018-6; no fact made")
        return None
    own = {variant.significance} if variant.significance else set()
    classes = said.significance.get(variant.record, set()) | own
    if len(classes) > 1:
        what_next = "read as unclassified; a class holds for one disease"
        node.note("warning", "significance-differs", "two significances that differ", what_next)
    phased = said.phase.get(variant.record) if variant.record not in said.disputed else None
    phase_set, allele = phased or (None, None)
    significance = classes.pop() if len(classes) == 1 else None
    return replace(variant, gene=gene, significance=significance, phase_set=phase_set, allele=allele)


def note_unheard(said: Said, variants: Iterable[Variant], nodes: Mapping[str, Node]) -> None:
    """A significance of something that became a count and not a variant is not kept, and is noted."""
    heard = {variant.record for variant in variants}
    for record in said.significance.keys() - heard:
        if record in nodes:
            what = "the significance of what became no variant"
            nodes[record].note("information", "significance-not-kept", what, "a copy number speaks for itself")


def _keep_two(variants: Iterable[Variant], said: Said) -> list[Variant]:
    """Take the phase from variants that a statement puts on two alleles, though they may be one change."""
    found = list(variants)
    sets: dict[str, list[Variant]] = defaultdict(list)
    for variant in found:
        sets[variant.phase_set or ""].append(variant)
    for name, observation in said.stated.items():
        pairs = [(one, two) for one, two in combinations(sets[name], 2) if one.allele != two.allele]
        if not all(two_alleles((one.hgvs, two.hgvs)) for one, two in pairs):
            what_next = "send the HGVS of both on one transcript; phase unknown"
            observation.note("warning", "phase-of-one", "two alleles for what may be one change", what_next)
            said.disputed.update(variant.record for variant in sets[name])
    return [replace(one, phase_set=None, allele=None) if one.record in said.disputed else one for one in found]


def pair(variants: Iterable[Variant], compound: Mapping[str, Node], said: Said) -> list[Variant]:
    """Put two compound heterozygous variants of one gene of one patient on different alleles.

    Exactly two different variants make a pair; any other number is noted and leaves the phase unknown.
    """
    found = _keep_two(variants, said)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, variant in enumerate(found):
        if variant.record in compound and variant.present and variant.phase_set is None:
            groups[variant.patient, variant.gene].append(place)
    for places in groups.values():
        members = [found[place] for place in places]
        disputed = any(member.record in said.disputed for member in members)
        alleles = None if disputed else two_alleles(member.hgvs for member in members)
        if alleles:
            name = "+".join(dict.fromkeys(member.record for member in members))
            for place, member, allele in zip(places, members, alleles, strict=True):
                found[place] = replace(member, phase_set=name, allele=allele)
            continue
        for member in members:
            compound[member.record].note(
                "warning", "compound-not-paired", "compound heterozygous without exactly one other variant of its gene",
                "send both variants, or their phase; phase unknown",
            )  # fmt: skip
    return found
