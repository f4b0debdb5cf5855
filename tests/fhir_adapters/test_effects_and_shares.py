"""What a variant does, for what it is classed, in how many copies; repeats; exons found negative or never tested."""

import pytest

from fhir_adapters import consequence
from matching.facts import RepeatCount, Variant
from tests.fhir_adapters.sent import coded, only, read, ucum
from tests.fhir_adapters.test_genomics import EXONS, gene, hgvs, part, variant


@pytest.mark.parametrize(
    ("protein", "change", "said"),
    [
        ("p.Arg97Ter", None, "null"), ("NP_1.2:p.(Arg97*)", None, "null"), ("p.Arg97ProfsTer23", None, "null"),
        ("p.Met1?", None, "null"), ("p.Ser298Pro", None, "missense"), ("p.(Ser298Pro)", None, "missense"),
        ("p.Lys23_Val25del", None, "inframe"), ("p.Lys23=", None, "other"), ("p.=", None, "other"),
        (None, "c.465+1G>A", "null"), (None, "NM_1.2:c.93-2A>G", "null"), (None, "c.93-21G>A", None),
        (None, "c.465+10G>A", None), (None, "c.1A>G", None), ("p.?", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_the_names_of_a_variant_say_what_it_does(protein, change, said):
    assert consequence.of([], protein, change) == said


def test_a_code_says_it_first_and_two_that_differ_say_nothing():
    assert consequence.of(["SO:0001583"], "p.Arg97Ter", None) == "missense"
    assert consequence.of(["SO:0001583", "SO:0001587"], "p.Arg97Ter", None) is None


def test_a_variant_tells_its_protein_effect_disease_and_share():
    sent = variant(
        gene(),
        hgvs("NM_000344.4:c.815A>G"),
        part("48005-3", {"coding": [{"system": "http://varnomen.hgvs.org", "code": "NP_000335.1:p.Tyr272Cys"}]}),
        part("81259-4", coded("ORPHA:70")),
        part("81258-6", valueQuantity=ucum(62, "%")),
        part("GENOTHER:tissue", coded("SNOMED:78014005")),
    )
    found = only(sent)
    assert isinstance(found, Variant)
    assert (found.protein, found.consequence, found.condition) == ("NP_000335.1:p.Tyr272Cys", "missense", "ORPHA:70")
    assert (found.tissue, found.fraction_low, found.fraction_high) == ("SNOMED:78014005", 0.62, 0.62)


@pytest.mark.parametrize(
    ("amount", "share"),
    [
        (ucum(0.6, "1"), (0.6, 0.6)), (ucum(5, "%", comparator="<"), (0.0, 0.05)),
        (ucum(95, "%", comparator=">="), (0.95, 1.0)), (ucum(130, "%"), (None, None)),
    ],
)  # fmt: skip
def test_a_share_of_copies(amount, share):
    facts, _ = read(variant(gene(), hgvs("NM_000344.4:c.815A>G"), part("81258-6", valueQuantity=amount)))
    assert [(fact.fraction_low, fact.fraction_high) for fact in facts] == [share]


def test_repeats_of_each_allele():
    sent = variant(
        gene(),
        part("GENOTHER:repeat-count", valueInteger=17),
        part("GENOTHER:repeat-count", valueQuantity=ucum(60, "1", comparator=">")),
    )
    facts, problems = read(sent)
    assert [(type(fact), fact.low, fact.high) for fact in facts] == [(RepeatCount, 17, 17), (RepeatCount, 61, None)]
    assert problems == []
    assert read(variant(gene(), part("GENOTHER:repeat-count", valueQuantity=ucum(17.5, "1"))))[1] == [
        "repeats-not-read"
    ]


def test_exons_studied_and_found_negative_clear_that_region_alone():
    sent = variant(gene(), part("GENOTHER:exon-range", valueString="8-9"), valueCodeableConcept=coded("LOINC:LA9634-2"))
    found = only(sent)
    assert (found.present, found.hgvs, found.exon_first, found.exon_last) == (False, None, 8, 9)


@pytest.mark.parametrize(
    ("tested", "open_ends"),
    [
        (None, (False, False)),
        ({"valueString": "1-79"}, (False, False)),
        ({"valueString": "45-50"}, (True, True)),
        ({"valueString": "44-50, 60"}, (False, True)),
        ({"valueString": "1-10, 45-51"}, (True, False)),
        ({"valueRange": {"low": {"value": 45}, "high": {"value": 51}}}, (True, False)),
    ],
)
def test_a_lesion_may_be_longer_beside_an_exon_that_was_not_tested(tested, open_ends):
    parts = [part("GENOTHER:exons-tested", **tested)] if tested else []
    found = only(variant(gene(), part("48019-4", coded("SO:0000159")), EXONS, *parts))
    assert (found.exon_first, found.exon_last) == (45, 50)
    assert (found.open_start, found.open_end) == open_ends


def test_the_first_exon_has_none_before_it():
    first, looked_at = part("GENOTHER:exon-range", valueString="1-3"), part("GENOTHER:exons-tested", valueString="1-4")
    found = only(variant(gene(), part("48019-4", coded("SO:0000159")), first, looked_at))
    assert (found.open_start, found.open_end) == (False, False)


def test_exons_tested_that_cannot_be_read_close_nothing():
    looked_at = part("GENOTHER:exons-tested", valueString="all of them")
    (found,), problems = read(variant(gene(), part("48019-4", coded("SO:0000159")), EXONS, looked_at))
    assert (found.open_start, found.open_end, problems) == (True, True, ["exons-not-read"])
