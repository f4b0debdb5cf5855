"""Variants, copy numbers, significance and phase, as HL7 Genomics Reporting sends them."""

import json
from pathlib import Path

import pytest

from fhir_adapters.bundle import to_facts
from matching.days import Span
from matching.facts import CopyNumber, Variant
from tests.fhir_adapters.sent import bundle, coded, observation, only, read, ucum

HL7 = Path(__file__).parent / "hl7"
SMN1 = {"coding": [{"system": "http://www.genenames.org", "code": "HGNC:11117", "display": "SMN1"}]}


def part(code, value=None, **more):
    return {"code": coded(f"LOINC:{code}" if ":" not in code else code)} | (
        {"valueCodeableConcept": value} if value else more
    )


def hgvs(text):
    return part("48004-6", {"coding": [{"system": "http://varnomen.hgvs.org", "code": text}]})


def variant(*parts, **elements):
    return observation("LOINC:69548-6", component=list(parts), **elements)


def gene():
    return part("48018-6", SMN1)


def load(name):
    return json.loads((HL7 / name).read_text(encoding="utf-8"))


def test_a_variant_with_all_that_it_says():
    sent = variant(
        gene(), hgvs("NM_000344.4:c.815A>G"), part("53034-5", coded("LOINC:LA6706-1")),
        part("53037-8", coded("LOINC:LA26332-9")),
        part("48019-4", coded("SO:0001483")), part("GENOTHER:exon-range", valueString="6"), id="v",
    )  # fmt: skip
    assert only(sent) == Variant(
        patient="p1", record="Observation/v", element="Observation", gene="HGNC:11117", hgvs="NM_000344.4:c.815A>G",
        transcript="NM_000344.4", zygosity="het", significance="LP", lesion="point", exon_first=6, exon_last=6,
        when=Span.parse("2024-03-09"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "zygosity"),
    [
        ("LOINC:LA6705-3", "hom"),
        ("LOINC:LA6707-9", "hemi"),
        ("GENO:0000136", "hom"),
        ("GENO:0000135", "het"),
        ("GENO:0000134", "hemi"),
    ],
)
def test_allelic_state_by_loinc_or_geno(code, zygosity):
    assert only(variant(gene(), hgvs("NM_1.2:c.1A>G"), part("53034-5", coded(code)))).zygosity == zygosity


@pytest.mark.parametrize(
    ("code", "class_"),
    [("LA6668-3", "P"), ("LA26332-9", "LP"), ("LA26333-7", "VUS"), ("LA26334-5", "LB"), ("LA6675-8", "B")],
)
def test_significance_on_the_variant_itself(code, class_):
    assert only(variant(gene(), hgvs("NM_1.2:c.1A>G"), part("53037-8", coded(f"LOINC:{code}")))).significance == class_


def test_a_deletion_of_exons_as_a_range_or_a_text():
    for extent in ({"valueRange": {"low": {"value": 45}, "high": {"value": 50}}}, {"valueString": "45-50"}):
        found = only(variant(gene(), part("48019-4", coded("SO:0000159")), part("GENOTHER:exon-range", **extent)))
        assert (found.lesion, found.exon_first, found.exon_last) == ("deletion", 45, 50)
    assert "exons-not-read" in read(variant(gene(), part("GENOTHER:exon-range", valueString="50-45")))[1]


def test_absent_mosaic_and_no_call():
    assert only(variant(gene(), valueCodeableConcept=coded("LOINC:LA9634-2"))).present is False
    assert only(variant(gene(), hgvs("NM_1.2:c.1A>G"), part("48002-0", coded("LOINC:LA6684-0")))).mosaic is True
    assert read(variant(gene(), valueCodeableConcept=coded("LOINC:LA18198-4"))) == ([], ["presence-unclear"])


def test_an_unnamed_change_that_is_absent_does_not_clear_the_whole_gene():
    region = part("81254-5", valueRange={"low": {"value": 5}})
    assert read(variant(gene(), region, valueCodeableConcept=coded("LOINC:LA9634-2"))) == ([], ["absent-unnamed"])


def test_a_gene_without_an_hgnc_id_is_its_symbol_and_one_without_any_name_is_no_fact():
    assert only(variant(part("48018-6", {"text": "SMN1"}), hgvs("NM_1.2:c.1A>G"))).gene == "SMN1"
    assert only(variant(hgvs("NM_000344.4(SMN1):c.815A>G"))).gene == "SMN1"
    assert read(variant(hgvs("NM_1.2:c.1A>G"))) == ([], ["no-gene"])


@pytest.mark.parametrize(
    ("copies", "low", "high"),
    [
        ({"valueQuantity": ucum(3, "1")}, 3, 3),
        ({"valueQuantity": ucum(4, "1", comparator=">=")}, 4, None),
        ({"valueQuantity": ucum(3, "1", comparator=">")}, 4, None),
        ({"valueQuantity": ucum(2, "1", comparator="<")}, 0, 1),
        ({"valueQuantity": ucum(2.4, "1")}, 2, 3),
        ({"valueRange": {"low": {"value": 2}, "high": {"value": 3}}}, 2, 3),
        ({"valueRange": {"low": {"value": 4}}}, 4, None),
    ],
)
def test_a_copy_number_is_an_interval(copies, low, high):
    sent = variant(gene(), part("82155-3", **copies), method={"text": "MLPA"})
    assert only(sent) == CopyNumber(
        patient="p1", record="Observation/1", element="Observation.component[1]", gene="HGNC:11117", low=low, high=high,
        method="MLPA", when=Span.parse("2024-03-09"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "copies", [{"valueQuantity": ucum(-1, "1")}, {"valueQuantity": ucum(1e9, "1")}, {"valueString": "two"}, {}]
)
def test_what_is_no_count_is_said(copies):
    assert "copies-not-read" in read(variant(gene(), part("82155-3", **copies)))[1]


def test_hl7_smn1_and_smn2_copy_numbers():
    sent = [load(f"Observation-obs{n}-interact-smn1-smn2.json") for n in (1, 2)]
    facts, problems = to_facts(bundle(*sent), default_patient="newborn")
    assert [(copy.patient, copy.gene, copy.low, copy.high, copy.method) for copy in facts.copy_numbers] == [
        ("newborn", "HGNC:11117", 0, 0, "PCR"), ("newborn", "HGNC:11118", 2, 2, "PCR"),
    ]  # fmt: skip
    assert (len(facts), problems) == (2, [])


def test_a_subject_that_is_only_named_belongs_to_nobody():
    assert read(load("Observation-obs1-interact-smn1-smn2.json")) == ([], ["no-patient"])


def test_hl7_compound_heterozygote():
    facts, problems = to_facts(load("Bundle-bundle-compound-heterozygote.json"))
    phase = "Observation/Inline-Instance-for-compound-heterozygote-3"
    assert [(v.patient, v.gene, v.hgvs, v.zygosity, v.phase_set, v.allele) for v in facts.variants] == [
        ("patient", "NMNAT1", "NM_022787.3:c.769G>A", "het", phase, 2),
        ("patient", "NMNAT1", "NM_022787.3:c.53A>G", "het", phase, 1),
    ]  # fmt: skip
    assert [problem.code for problem in problems] == ["type-not-read"]


def two(first="LOINC:LA6706-1", second="LOINC:LA6706-1", **more):
    changes = {"a": "NM_1.2:c.1A>G", "b": "NM_1.2:c.9del"} | more
    return [
        variant(gene(), hgvs(changes[key]), part("53034-5", coded(state)), id=key)
        for key, state in (("a", first), ("b", second))
    ]


def link(code, names, element="derivedFrom", **more):
    return observation(code, id="l", **{element: [{"reference": f"Observation/{name}"} for name in names]}, **more)


def phases(*sent):
    facts, problems = to_facts(bundle(*sent))
    return [(found.phase_set, found.allele) for found in facts.variants], [problem.code for problem in problems]


@pytest.mark.parametrize(("said", "alleles"), [("Trans", (1, 2)), ("Cis", (1, 1))])
def test_a_phase_relationship(said, alleles):
    relation = link("LOINC:82120-7", "ab", valueCodeableConcept=coded(f"PHASE:{said}"))
    assert phases(*two(), relation) == ([("Observation/l", allele) for allele in alleles], [])


def test_an_unknown_phase_stays_unknown():
    relation = link("LOINC:82120-7", "ab", valueCodeableConcept=coded("PHASE:Indeterminate"))
    assert phases(*two(), relation) == ([(None, None)] * 2, ["phase-unknown"])


@pytest.mark.parametrize(
    ("text", "alleles"),
    [
        ("[1A>G];[9del]", [1, 2]),
        ("[9del];[1A>G]", [2, 1]),
        ("[1A>G;9del]", [1, 1]),
        ("1A>G(;)9del", None),
        ("[1A>G];[7del]", None),
    ],
)
def test_the_hgvs_of_a_genotype_says_the_phase(text, alleles):
    genotype = link("LOINC:84413-4", "ab", "hasMember", valueCodeableConcept={"text": f"NM_1.2(SMN1):c.{text}"})
    found, _ = phases(*two(), genotype)
    assert found == ([("Observation/l", allele) for allele in alleles] if alleles else [(None, None)] * 2)


def test_exactly_two_compound_heterozygous_variants_of_a_gene_are_a_pair():
    pair = "Observation/a+Observation/b"
    assert phases(*two("LOINC:LA26217-2", "GENO:0000402")) == ([(pair, 1), (pair, 2)], [])
    alone = two("LOINC:LA26217-2")
    assert phases(*alone) == ([(None, None)] * 2, ["compound-not-paired"])
    third = variant(gene(), hgvs("NM_1.2:c.20del"), part("53034-5", coded("LOINC:LA26217-2")), id="c")
    assert phases(*two("LOINC:LA26217-2", "LOINC:LA26217-2"), third)[0] == [(None, None)] * 3
    for one_change in ("NM_1.2:c.1A>G", "NM_1.3:c.1A>G"):
        same = two("LOINC:LA26217-2", "LOINC:LA26217-2", b=one_change)
        assert phases(*same)[0] == [(None, None)] * 2


def implication(code, **more):
    disease = part("81259-4", coded("ORPHA:70"))
    sent = link("GENOMICS:diagnostic-implication", "a", component=[part("53037-8", coded(f"LOINC:{code}")), disease])
    return sent | more


def test_an_implication_gives_its_significance_to_the_variant():
    facts, problems = to_facts(bundle(two()[0], implication("LA6668-3", subject=None)))
    assert [found.significance for found in facts.variants] == ["P"]
    assert (len(facts), problems) == (1, [])


def test_two_significances_that_differ_are_none():
    facts, problems = to_facts(bundle(two()[0], implication("LA6668-3"), implication("LA26333-7", id="m")))
    assert facts.variants[0].significance is None
    assert [problem.code for problem in problems] == ["significance-differs"]


def test_an_implication_in_error_of_another_patient_or_of_nothing_here_changes_nothing():
    for wrong, problem in (
        ({"status": "entered-in-error"}, "entered-in-error"),
        ({"subject": {"reference": "Patient/p2"}}, "variant-not-here"),
        ({"derivedFrom": [{"reference": "Observation/z"}]}, "variant-not-here"),
    ):
        facts, problems = to_facts(bundle(two()[0], implication("LA6668-3", **wrong)))
        assert facts.variants[0].significance is None
        assert [said.code for said in problems] == [problem]


def test_a_somatic_copy_number_is_not_germline_and_fetal_dna_is_somebody_elses():
    counted = part("82155-3", valueQuantity=ucum(1, "1"))
    facts, problems = read(variant(gene(), counted, part("48002-0", coded("LOINC:LA6684-0"))))
    assert ([type(fact).__name__ for fact in facts], problems) == (["Variant"], ["somatic-copies"])
    assert read(variant(gene(), counted, part("48002-0", coded("LOINC:LA10429-1")))) == ([], ["fetal-dna"])


def test_what_is_not_one_of_the_known_answers_is_said():
    unknown = coded("LOINC:LA6703-8")
    for code, problem in (
        ("53034-5", "allelic-state-not-read"),
        ("53037-8", "significance-not-read"),
        ("48019-4", "change-type-not-read"),
    ):  # fmt: skip
        assert read(variant(gene(), hgvs("NM_1.2:c.9del"), part(code, unknown)))[1] == [problem]


def test_other_genomic_observations_and_the_significance_of_a_count_are_left_aside():
    assert read(observation("LOINC:84414-2", valueString="*1")) == ([], ["genomics-not-read"])
    counted = variant(gene(), part("82155-3", valueQuantity=ucum(0, "1")), id="a")
    assert read(bundle(counted, implication("LA6668-3")))[1] == ["significance-not-kept"]


def test_a_phase_said_twice_or_of_one_variant_is_said():
    trans = {"valueCodeableConcept": coded("PHASE:Trans")}
    again = link("LOINC:82120-7", "ab", **trans) | {"id": "m"}
    assert phases(*two(), link("LOINC:82120-7", "ab", **trans), again)[1] == ["phase-said-twice"]
    assert phases(*two(), link("LOINC:82120-7", "a", **trans))[1] == ["phase-not-read"]
    same = two(b="NM_1.3:c.1A>G")
    assert phases(*same, link("LOINC:82120-7", "ab", **trans)) == ([(None, None)] * 2, ["phase-of-one"])
    genotype = {"valueCodeableConcept": {"text": "NM_1.2:c.[9del];[9delA]"}}
    spelled = two(a="NM_1.2:c.9delA")
    assert phases(*spelled, link("LOINC:84413-4", "ab", "hasMember", **genotype)) == (
        [(None, None)] * 2,
        ["phase-of-one"],
    )


@pytest.mark.parametrize("state", ["LOINC:LA6706-1", "LOINC:LA26217-2"])
@pytest.mark.parametrize("said", [("Cis", "Trans"), ("Trans", "Cis"), ("Trans", "Cis", "Trans")])
def test_a_disputed_phase_is_none(said, state):
    links = [
        link("LOINC:82120-7", "ab", valueCodeableConcept=coded(f"PHASE:{one}")) | {"id": f"l{number}"}
        for number, one in enumerate(said)
    ]
    found, problems = phases(*two(state, state), *links)
    assert found == [(None, None)] * 2
    assert "phase-disputed" in problems


def test_a_genotype_must_be_readable():
    assert phases(*two(), link("LOINC:84413-4", "ab", "hasMember", valueCodeableConcept={"text": "*1/*2"}))[1] == [
        "genotype-not-read"
    ]


# --- presence --------------------------------------------------------------------------------------------------------

NAMED = "NM_1.2:c.12del"


@pytest.mark.parametrize(
    ("said", "present"),
    [
        ({"valueString": "Non détecté"}, False),
        ({"valueString": "absent"}, False),
        ({"valueString": "Detected"}, True),
        ({"valueString": "Non de\u0301tecte\u0301."}, False),
        ({"valueBoolean": False}, False),
        ({"valueBoolean": True}, True),
        ({"interpretation": [coded("INTERPRETATION:NEG")]}, False),
        ({"interpretation": [coded("INTERPRETATION:POS")]}, True),
        ({"interpretation": [{"text": "Négatif"}]}, False),
        ({"interpretation": [{"coding": [{"code": "A"}]}]}, True),
        ({"valueCodeableConcept": coded("LOINC:LA11883-8")}, False),
        ({"valueCodeableConcept": {"text": "présent"}}, True),
        ({"valueBoolean": True, "interpretation": [{"text": "pathogenic"}]}, True),
        ({}, True),
    ],
)
def test_presence_in_any_form(said, present):
    found = only(variant(gene(), hgvs(NAMED), **said))
    assert (found.hgvs, found.present) == (NAMED, present)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"dataAbsentReason": {"text": "not performed"}}, "no-result"),
        ({"valueString": "voir compte rendu"}, "presence-unclear"),
        ({"valueBoolean": "no"}, "presence-unclear"),
        ({"valueQuantity": ucum(2, "1")}, "presence-unclear"),
        ({"valueBoolean": True, "interpretation": [coded("INTERPRETATION:NEG")]}, "presence-unclear"),
        ({"interpretation": [{"text": "indéterminé"}]}, "presence-unclear"),
    ],
)
def test_what_is_no_result_or_cannot_be_read_is_no_fact(said, problem):
    facts, problems = read(variant(gene(), hgvs(NAMED), part("82155-3", valueQuantity=ucum(0, "1")), **said))
    assert facts == []
    assert problem in problems


def test_a_place_without_a_change_is_no_variant():
    assert only(variant(gene(), hgvs("NM_1.2:c.826="))).present is False


# --- mosaics and lesions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["NM_1.2:c.1243=/C>T", "NM_1.2:c.1243=//C>T"])
def test_a_mosaic_in_hgvs(text):
    assert only(variant(gene(), hgvs(text))).mosaic is True


@pytest.mark.parametrize("state", [{"text": "mosaïque (12 %)"}, {"coding": [{"code": "x", "display": "Mosaic"}]}])
def test_a_mosaic_in_the_allelic_state(state):
    facts, problems = read(variant(gene(), hgvs(NAMED), part("53034-5", state)))
    assert (facts[0].mosaic, facts[0].zygosity, problems) == (True, None, ["allelic-state-not-read"])


@pytest.mark.parametrize(
    ("change", "coded_as", "lesion"),
    [
        ("NM_1.2:c.(834+1_835-1)_(*3_?)del", None, "deletion"),
        ("NM_1.2:c.12del", None, "point"),
        ("NM_1.2:c.12del", "SO:0000159", "point"),
        ("NM_1.2:c.12_14dup", "SO:1000035", "point"),
        ("NM_1.2:c.100_400del", "SO:0000159", "deletion"),
        ("NM_1.2:c.1A>G", "SO:0000159", "deletion"),
        ("NM_1.2:c.(834+1_835-1)_(*3_?)del", "SO:0001019", "deletion"),
    ],
)
def test_a_lesion_by_its_code_and_its_hgvs(change, coded_as, lesion):
    change_type = [part("48019-4", coded(coded_as))] if coded_as else []
    assert only(variant(gene(), hgvs(change), *change_type)).lesion == lesion


def test_several_stretches_of_exons_are_a_row_each():
    stretches = [part("GENOTHER:exon-range", valueString=text) for text in ("45-50", "3-7", "3-7")]
    facts, _ = read(variant(gene(), part("48019-4", coded("SO:0000159")), *stretches))
    assert [(found.exon_first, found.exon_last, found.lesion, found.element) for found in facts] == [
        (45, 50, "deletion", "Observation.component[2]"), (3, 7, "deletion", "Observation.component[3]"),
    ]  # fmt: skip


# --- copies ----------------------------------------------------------------------------------------------------------


def copies(number=0):
    return part("82155-3", valueQuantity=ucum(number, "1"))


def test_a_count_of_an_absence_or_of_several_genes_is_no_count():
    assert read(variant(gene(), copies(), valueCodeableConcept=coded("LOINC:LA9634-2"))) == ([], ["absent-unnamed"])
    other = part("48018-6", coded("HGNC:11118"))
    assert read(variant(gene(), other, copies())) == ([], ["copies-of-several-genes"])


@pytest.mark.parametrize(("exons", "count"), [("8", None), ("1-6", None), ("7", 0), ("7-8", 0)])
def test_copies_of_smn1_are_those_of_exon_7(exons, count):
    facts, problems = read(variant(gene(), copies(), part("GENOTHER:exon-range", valueString=exons)))
    assert [found.low for found in facts if isinstance(found, CopyNumber)] == ([] if count is None else [count])
    assert problems == (["copies-of-other-exons"] if count is None else [])
    assert count is not None or facts == []


# --- a gene found negative -------------------------------------------------------------------------------------------

ABSENT = {"valueCodeableConcept": coded("LOINC:LA9634-2")}


@pytest.mark.parametrize("code", ["48004-6", "48005-3", "81290-9", "81255-2", "GENOTHER:exon-range"])
def test_a_named_variant_that_cannot_be_read_does_not_clear_the_whole_gene(code):
    assert read(variant(gene(), part(code, {"text": "the usual one"}), **ABSENT))[0] == []


@pytest.mark.parametrize(
    "method",
    ["MLPA", "PCR quantitative", "Targeted mutation analysis", "Recherche ciblée", "CGH-array", "SNP array", "FISH"],
)
def test_a_targeted_method_does_not_clear_the_whole_gene(method):
    named = {"coding": [{"system": "urn:h", "code": "1", "display": method}]}
    for sent in ({"text": method}, named):
        assert read(variant(gene(), method=sent, **ABSENT)) == ([], ["absent-unnamed"])
    assert only(variant(gene(), method={"text": "Séquençage de l'exome"}, **ABSENT)).present is False


def test_a_bare_change_keeps_its_name():
    found = only(variant(gene(), hgvs("c.826C>A"), **ABSENT))
    assert (found.hgvs, found.transcript, found.present) == ("c.826C>A", None, False)


@pytest.mark.parametrize(
    "said",
    [
        [part("53037-8", coded("LOINC:LA6668-3") | {"text": "Bénin"})],
        [part("53037-8", coded("LOINC:LA6668-3") | {"text": "signification incertaine"})],
        [part("53037-8", coded("LOINC:LA6668-3")), part("53037-8", {"text": "VUS (reclassé)"})],
    ],
)
def test_a_class_that_its_text_or_another_contradicts_is_none(said):
    facts, problems = read(variant(gene(), hgvs(NAMED), *said))
    assert (facts[0].significance, problems) == (None, ["significance-not-read"])


EXONS = part("GENOTHER:exon-range", valueString="45-50")
DMD = part("48018-6", {"text": "DMD"})


@pytest.mark.parametrize(
    ("parts", "stretches"),
    [
        ([copies(1), EXONS], []),
        ([copies(2), EXONS], []),
        ([copies(0), EXONS], [(45, 50)]),
        ([copies(1), EXONS, part("48019-4", coded("SO:0000159"))], [(45, 50)]),
        ([EXONS, part("GENOTHER:exon-range", valueString="3 à 7")], [(None, None)]),
        ([part("GENOTHER:exon-range", valueString="1-2", valueRange={"low": {"value": 3}})], [(None, None)]),
    ],
)
def test_exons_make_a_lesion_where_all_are_read_and_their_count_is_not_a_usual_one(parts, stretches):
    facts, _ = read(variant(DMD, *parts))
    assert [(one.exon_first, one.exon_last) for one in facts if isinstance(one, Variant)] == stretches


def test_a_count_with_exons_that_cannot_be_read_is_no_count():
    assert read(variant(gene(), copies(), part("GENOTHER:exon-range", valueString="?"))) == ([], ["exons-not-read"])


@pytest.mark.parametrize(
    "value",
    [
        {"valueQuantity": {"value": 0, "unit": "%"}},
        {"valueQuantity": {"value": 0, "unit": "log2"}},
        {"valueQuantity": {"value": 1, "comparator": "<"}},
        {"valueQuantity": {"value": 1.5, "comparator": ">"}},
        {"valueQuantity": {"value": 0}, "dataAbsentReason": {"text": "not-performed"}},
        {"valueRange": {"low": {"value": 0}, "high": {"value": 0, "comparator": ">"}}},
    ],
)
def test_what_is_not_a_plain_count_is_none(value):
    assert read(variant(gene(), part("82155-3", **value))) == ([], ["copies-not-read"])


@pytest.mark.parametrize(
    "second", [{"code": "HGNC:11118"}, {"code": "HGNC:11117", "display": "SMN2"}], ids=["two ids", "another symbol"]
)
def test_a_gene_named_as_two_is_none(second):
    named = {"coding": [*SMN1["coding"], {"system": "http://www.genenames.org"} | second]}
    assert read(variant(part("48018-6", named), copies())) == ([], ["several-genes"])
