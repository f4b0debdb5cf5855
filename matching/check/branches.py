"""The rules that every branch of a criterion is held against, and what is loaded to judge them by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from matching import criteria as ask
from matching.anchors import DEFAULTS, Anchor
from matching.check.leaves import about_leaf
from matching.check.names import about_capsid, about_code, about_gene, capsid_known
from matching.check.possible import about_limits
from matching.check.unit_rules import about_units
from matching.explain.words import duration
from matching.faults import Fault, fault
from matching.terminology import Terminology
from matching.trial import Trial


@dataclass(frozen=True, slots=True)
class Loaded:
    """The releases at hand, and the unit in which each measurement is usually sent."""

    terminology: Terminology
    units: Mapping[str, str]


def _joins(node: ask.Criterion, where: str, _trial: Trial, _loaded: Loaded) -> Iterator[Fault]:
    match node:
        case ask.All(()) | ask.AnyOf(()) | ask.AtLeast(_, ()):
            yield fault("empty_join", where, name=_JOIN_NAMES[type(node)])
        case ask.AtLeast(n, parts) if not 1 <= n <= len(parts):
            yield fault("n_out_of_range", where, n=n, count=len(parts))
        case _:
            return


_JOIN_NAMES = {ask.All: "all", ask.AnyOf: "any", ask.AtLeast: "at_least"}


def _sets(node: ask.Criterion, where: str, _trial: Trial, _loaded: Loaded) -> Iterator[Fault]:
    for name in ("any_of", "code", "classes", "lesions"):
        # Where none is the default, none narrows nothing.
        if getattr(node, name, None) == () and type(node).__dataclass_fields__[name].default != ():
            yield fault("empty_set", f"{where}.{name}", field=name)


def _codes(node: ask.Criterion, where: str, _trial: Trial, loaded: Loaded) -> Iterator[Fault]:
    # The numbers of trials are those of registers; a variant is named by its HGVS.
    if isinstance(node, ask.InTrial | ask.VariantFound):
        return
    for name in ("any_of", "code"):
        for index, code in enumerate(getattr(node, name, ())):
            if not loaded.terminology.knows(code):
                yield about_code(code, f"{where}.{name}[{index}]", loaded.terminology)


def _genes(node: ask.Criterion, where: str, _trial: Trial, loaded: Loaded) -> Iterator[Fault]:
    if isinstance(node, ask.Diagnosis):
        for index, gene in enumerate(node.genes):
            yield from about_gene(gene, f"{where}.genes[{index}]", loaded.terminology)
    elif isinstance(node, ask.Biallelic | ask.Hemizygous | ask.VariantFound | ask.CopyNumber | ask.Exons):
        yield from about_gene(node.gene, f"{where}.gene", loaded.terminology)


def _capsid(node: ask.Criterion, where: str, trial: Trial, loaded: Loaded) -> Iterator[Fault]:
    if not isinstance(node, ask.Antibody):
        return
    given = trial.modality.capsid if trial.modality.kind == "aav" else None
    if not capsid_known(node.capsid, loaded.terminology):
        yield from about_capsid(node.capsid, f"{where}.capsid", loaded.terminology)
    elif given and node.capsid != given:
        yield fault("antibody_other_capsid", f"{where}.capsid", capsid=node.capsid, given=given)


def _anchor(node: ask.Criterion, where: str, trial: Trial, _loaded: Loaded) -> Iterator[Fault]:
    anchor = _looks_from(node)
    if anchor and anchor not in trial.anchors and anchor not in DEFAULTS:
        yield fault("anchor_undeclared", where, anchor=anchor)


def _looks_from(node: ask.Criterion) -> Anchor | None:
    match node:
        case leaf if isinstance(leaf, ask.Connective):
            return None
        case leaf:
            return ask.anchor_of(leaf)


def _leaf(node: ask.Criterion, where: str, trial: Trial, loaded: Loaded) -> Iterator[Fault]:
    yield from about_leaf(node, where, trial)
    if isinstance(node, ask.Measurement | ask.Repeated):
        yield from about_units(node, where, loaded.terminology, loaded.units)
    yield from about_limits(node, where)


_HOLDS: dict[type, tuple[str, str]] = {
    ask.Diagnosis: ("a recorded absence", "une absence consignée"),
    ask.Phenotype: ("a recorded absence", "une absence consignée"),
    ask.Medication: ("a recorded absence", "une absence consignée"),
    ask.Procedure: ("a recorded absence", "une absence consignée"),
    ask.Vaccination: ("a recorded absence", "une absence consignée"),
    ask.InTrial: ("a complete list", "une liste complète"),
    ask.GeneTherapy: ("a recorded absence", "une absence consignée"),
    ask.PersonsAnswer: ("the answer", "la réponse"),
}


def _validity(node: ask.Criterion, where: str, _trial: Trial, _loaded: Loaded) -> Iterator[Fault]:
    if type(node) in _HOLDS and getattr(node, "valid", None) is None and not getattr(node, "own_disease", False):
        (english, french), length = _HOLDS[type(node)], ask.DEFAULT_VALIDITY[type(node)]
        yield fault("validity_default", where, what=english, what_fr=french, length=duration(length, "en"),
                    length_fr=duration(length, "fr"))  # fmt: skip


_Rule = Callable[[ask.Criterion, str, Trial, Loaded], Iterator[Fault]]
BRANCH_RULES: tuple[_Rule, ...] = (_joins, _sets, _codes, _genes, _capsid, _anchor, _leaf, _validity)
