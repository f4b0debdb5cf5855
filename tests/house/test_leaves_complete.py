"""Every leaf has its rules, strategy, spec, name, wording, FHIR and made-up source; what lacks one is named."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from fhir_adapters.bundle import to_facts
from matching import criteria as ask
from matching import facts as told
from matching.criteria_codec import LEAVES
from matching.days import Duration
from matching.explain.questions import question
from matching.polars_engine.leaves.answer import leaf_planes
from matching.reads import READS
from matching.reference import answer
from registry.synthetic.hospital import hospital
from registry.terminologies.service import starter
from tests.agreement.strategies import FAMILIES

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Undone:
    """A leaf that nobody has finished: planted to prove that each check can fail."""


def called(files: list[Path]) -> frozenset[str]:
    """The names that these modules call, also as attributes of a module."""
    calls = [
        node.func for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)
    ]
    return frozenset(
        func.id if isinstance(func, ast.Name) else func.attr
        for func in calls
        if isinstance(func, ast.Name | ast.Attribute)
    )


@cache
def asked_in_specs() -> frozenset[str]:
    """The leaf classes that specs construct."""
    return called(list((ROOT / "tests/spec").glob("*/test_*.py")))


@cache
def made_by_adapters() -> frozenset[str]:
    """The fact classes that the adapters of FHIR resources construct; phenopackets are not FHIR."""
    return called(list((ROOT / "fhir_adapters").glob("*.py")))


@cache
def made_up() -> frozenset[str]:
    """The fact classes that the made-up hospital's bundles hold, once read."""
    bundles = hospital(400, 7, date(2026, 11, 23))
    return frozenset(type(fact).__name__ for bundle in bundles for fact in to_facts(bundle)[0])


def missing(leaf: type) -> Iterator[str]:
    """What a leaf class lacks."""
    name = leaf.__name__
    if leaf not in answer.registry:
        yield f"{name} has no reference rule: register one in matching/reference/evaluate.py"
    if leaf not in leaf_planes.registry:
        yield f"{name} has no engine rule: register one in matching/polars_engine/leaves/answer.py"
    if leaf not in FAMILIES:
        yield f"{name} has no strategy: add it to FAMILIES in tests/agreement/strategies.py"
    if name not in asked_in_specs():
        yield f"{name} has no spec: ask it in tests/spec"
    if leaf not in LEAVES.values():
        yield f"{name} has no name in documents: add it to LEAVES in matching/criteria_codec.py"
    if leaf not in question.registry:
        yield f"{name} has no wording: register one in matching/explain/questions.py"
    yield from without_source(leaf)


def without_source(leaf: type) -> Iterator[str]:
    """What the facts that a leaf reads lack: who makes them from FHIR, and who writes them for the made-up hospital."""
    name = leaf.__name__
    if leaf not in READS:
        yield f"{name} has no FHIR source: say in matching/reads.py which facts it reads"
    for fact in READS.get(leaf, ()):
        if fact.__name__ not in made_by_adapters():
            yield f"{name} has no FHIR source: no adapter makes a {fact.__name__}"
        if fact.__name__ not in made_up():
            yield f"{name} has no made-up source: write a {fact.__name__} in registry/synthetic"


@pytest.mark.parametrize("leaf", get_args(ask.Leaf), ids=lambda leaf: leaf.__name__)
def test_a_leaf_is_complete(leaf):
    assert not list(missing(leaf))


@pytest.mark.parametrize("leaf", get_args(ask.Leaf), ids=lambda leaf: leaf.__name__)
def test_a_leaf_is_worded_in_both_languages(leaf):
    example = EXAMPLES[leaf]
    said = {language: question(example, language, starter()) for language in ("en", "fr")}
    assert all(said.values())
    assert said["en"] != said["fr"]


def test_an_unfinished_leaf_is_caught_for_all_that_it_lacks():
    lacking = [line.removeprefix("Undone has no ").partition(":")[0] for line in missing(Undone)]
    assert lacking == [
        "reference rule", "engine rule", "strategy", "spec", "name in documents", "wording", "FHIR source",
    ]  # fmt: skip


def test_a_fact_that_no_adapter_makes_is_caught(monkeypatch):
    monkeypatch.setitem(READS, ask.Sex, (told.Fact,))
    assert list(missing(ask.Sex)) == [
        "Sex has no FHIR source: no adapter makes a Fact",
        "Sex has no made-up source: write a Fact in registry/synthetic",
    ]


def test_no_table_is_left_over():
    assert set(READS) == set(EXAMPLES) == set(get_args(ask.Leaf))


# One of each, for its wording.
EXAMPLES: Mapping[type, ask.Leaf] = {
    type(leaf): leaf
    for leaf in (
        ask.Age(below=Duration(2, "y")),
        ask.Sex("male"),
        ask.Karyotype("XY"),
        ask.Country(("FR",)),
        ask.Diagnosis(("ORPHA:70",)),
        ask.Phenotype(("HP:0001252",)),
        ask.Onset(("ORPHA:70",), below=Duration(6, "mo")),
        ask.FamilyHistory(("ORPHA:70",)),
        ask.Events(("GENOTHER:bleed",), Duration(1, "y"), 4),
        ask.GivenQuantity(("GENOTHER:transfusion",), Duration(2, "y"), ask.Limit(100, "mL/kg/a")),
        ask.Biallelic("SMN1"),
        ask.Hemizygous("DMD"),
        ask.VariantFound("HBB", "c.20A>T"),
        ask.CopyNumber("SMN2", 2, 3),
        ask.Exons("DMD", 18, 79),
        ask.RepeatCount("HTT", 40),
        ask.Heteroplasmy("MT-ND4", "m.11778G>A", ("SNOMED:78014005",), from_=ask.Limit(60, "%")),
        ask.ExonSkip(51),
        ask.StudiedNegative("DMD", 8, 9),
        ask.Antibody("AAV9", "total", above=50),
        ask.Measurement(("LOINC:1742-6",), to=ask.Limit(3, "xULN")),
        ask.Repeated(("LOINC:1742-6",), to=ask.Limit(40, "U/L"), one_older=Duration(6, "mo")),
        ask.Change(("LOINC:1742-6",), Duration(1, "y"), from_=ask.Limit(40, "U/L")),
        ask.Result(("GENOTHER:hla-matched-related-donor",), "negative"),
        ask.Infection("HIV"),
        ask.Medication(("ATC:H02AB",)),
        ask.Procedure(("GENOTHER:organ-transplant",)),
        ask.ExposureDays(("GENOTHER:factor-viii-exposure-days",), 150),
        ask.Vaccination(("ATC:J07",)),
        ask.InTrial(("NCT00000000",), for_=Duration(6, "mo")),
        ask.GeneTherapy(),
        ask.SideBy("left", ("GENOTHER:BCVA",)),
        ask.ChosenSide("left", "NCT00000000"),
        ask.PersonsAnswer("NCT00000000/main/I1"),
    )
}
