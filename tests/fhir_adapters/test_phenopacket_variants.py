"""What the interpretations of a phenopacket become: variants, their phase, copy numbers."""

import pytest

from fhir_adapters.phenopackets import to_facts
from matching.facts import Facts


def read(**parts) -> Facts:
    return to_facts({"id": "p", "subject": {"id": "s"}} | parts)[0]


def codes_of_problems(**parts) -> set[str]:
    problems = to_facts({"id": "p", "subject": {"id": "s", "dateOfBirth": "2015-01-12T00:00:00Z"}} | parts)[1]
    assert all("secret" not in str(problem).casefold() for problem in problems)
    return {problem.code for problem in problems}


def term(code: str) -> dict:
    return {"id": code, "label": "a name"}


SYMBOLS = {"HGNC:11117": "SMN1", "HGNC:7133": "KMT2D"}


def call(hgvs: str | None = "NM_1.1:c.1A>G", gene: str = "HGNC:11117", state: str = "GENO:0000135", **more) -> dict:
    descriptor = {"geneContext": {"valueId": gene, "symbol": SYMBOLS[gene]}, "allelicState": term(state)}
    if hgvs:
        descriptor["expressions"] = [{"syntax": "hgvs.c", "value": hgvs}]
    acmg = more.pop("acmg", "PATHOGENIC")
    return {
        "variantInterpretation": {"acmgPathogenicityClassification": acmg, "variationDescriptor": descriptor | more}
    }


def found_in(*calls: dict) -> dict:
    return {"interpretations": [{"diagnosis": {"genomicInterpretations": list(calls)}}]}


def test_a_variant():
    (variant,) = read(**found_in(call())).variants
    assert (variant.gene, variant.hgvs, variant.transcript) == ("HGNC:11117", "NM_1.1:c.1A>G", "NM_1.1")
    assert (variant.zygosity, variant.significance, variant.lesion, variant.mosaic) == ("het", "P", "point", False)


@pytest.mark.parametrize(
    ("state", "zygosity"),
    [
        ("0000135", "het"),
        ("0000458", "het"),
        ("0000136", "hom"),
        ("0000134", "hemi"),
        ("0000402", "het"),
        ("0000603", None),
    ],
)
def test_allelic_states(state: str, zygosity):
    assert read(**found_in(call(state=f"GENO:{state}"))).variants[0].zygosity == zygosity


@pytest.mark.parametrize(
    ("acmg", "significance"),
    [
        ("LIKELY_PATHOGENIC", "LP"),
        ("UNCERTAIN_SIGNIFICANCE", "VUS"),
        ("BENIGN", "B"),
        ("NOT_PROVIDED", None),
        (None, None),
    ],
)
def test_classes(acmg, significance):
    assert read(**found_in(call(acmg=acmg))).variants[0].significance == significance


def test_a_class_that_acmg_does_not_know_is_said():
    assert codes_of_problems(**found_in(call(acmg="secret"))) == {"not-in-schema"}


@pytest.mark.parametrize(
    ("kind", "lesion"), [("SO:1000029", "deletion"), ("SO:1000037", "duplication"), ("SO:1000044", None)]
)
def test_structural_types(kind: str, lesion):
    (variant,) = read(**found_in(call(None, structuralType=term(kind)))).variants
    assert (variant.hgvs, variant.lesion) == (None, lesion)


@pytest.mark.parametrize(
    ("hgvs", "kind", "lesion"),
    [
        ("NM_000344.4:c.(834+1_835-1)_(*3_?)del", None, "deletion"),
        ("NM_1.1:c.100-?_200+?dup", None, "duplication"),
        ("NM_1.1:c.5_6del", None, "point"),
        ("NM_1.1:c.100-?_200+?del", "SO:1000044", "deletion"),
        ("NM_1.1:c.5_6del", "SO:0000159", "deletion"),
    ],
)
def test_a_lesion_is_coded_or_written_in_the_change(hgvs: str, kind, lesion: str):
    more = {"structuralType": term(kind)} if kind else {}
    assert read(**found_in(call(hgvs, **more))).variants[0].lesion == lesion


def test_no_change_is_no_variant_present():
    assert [row.present for row in read(**found_in(call("NM_1.1:c.826="))).variants] == [False]


def test_a_mosaic_is_said_so():
    assert read(**found_in(call(extensions=[{"name": "mosaicism", "value": "25%"}]))).variants[0].mosaic


@pytest.mark.parametrize(
    ("hgvs", "label", "mosaic"),
    [
        ("NM_1.1:c.85=/T>C", "heterozygous", True),
        ("NM_1.1:c.85=//T>C", "heterozygous", True),
        ("NM_1.1:c.85T>C", "heterozygous, mosaic", True),
        ("NM_1.1:c.85T>C", "Mosaïque", True),
        ("NM_1.1:c.85T>C", "heterozygous", False),
    ],
)
def test_a_mosaic_may_be_written_in_the_change_or_the_allelic_state(hgvs: str, label: str, mosaic: bool):
    sent = call(hgvs)
    sent["variantInterpretation"]["variationDescriptor"]["allelicState"]["label"] = label
    assert read(**found_in(sent)).variants[0].mosaic is mosaic


def test_a_mosaic_copy_number_is_not_germline():
    parts = found_in(
        call(None, variation={"copyNumber": {"number": {"value": "0"}}}, extensions=[{"name": "mosaicism"}])
    )
    assert len(read(**parts)) == 1
    assert codes_of_problems(**parts) == {"somatic-copies"}


@pytest.mark.parametrize(
    ("status", "acmg", "classes"),
    [
        ("CAUSATIVE", "PATHOGENIC", ["P"]),
        ("CAUSATIVE", "NOT_PROVIDED", [None]),
        ("CANDIDATE", "LIKELY_PATHOGENIC", ["LP"]),
        ("CANDIDATE", "UNCERTAIN_SIGNIFICANCE", ["VUS"]),
        ("UNKNOWN_STATUS", None, [None]),
        ("REJECTED", "PATHOGENIC", []),
    ],
)
def test_a_finding_is_classified_as_stated_and_a_rejected_one_is_none(status: str, acmg, classes: list):
    parts = found_in(call(acmg=acmg) | {"interpretationStatus": status})
    assert [row.significance for row in read(**parts).variants] == classes
    assert codes_of_problems(**parts) == (set() if classes else {"finding-rejected"})


# --- whose finding it is ---------------------------------------------------------------------------------------------

SAMPLES = [{"id": "blood", "individualId": "s"}, {"id": "skin"}, {"id": "sample-2", "individualId": "father"}]


@pytest.mark.parametrize(
    ("named", "samples", "kept", "problem"),
    [
        (None, [], True, None),
        ("s", [], True, None),
        ("blood", SAMPLES, True, None),
        ("skin", SAMPLES, True, None),
        ("sample-2", SAMPLES, False, "not-the-subject"),
        ("father", [], False, "not-the-subject"),
        ("p", [], False, "not-the-subject"),
        ("1", [], True, "finding-numbered"),
        ("2", [], False, "not-the-subject"),
        ("1", SAMPLES, False, "not-the-subject"),
    ],
)
def test_a_finding_of_somebody_else_is_not_the_patients(named, samples: list, kept: bool, problem):
    parts = found_in(call() | {"subjectOrBiosampleId": named}) | {"biosamples": samples}
    assert len(read(**parts).variants) == kept
    assert codes_of_problems(**parts) == ({problem} if problem else set())


def test_findings_may_be_counted_where_the_subject_is_no_number_itself():
    parts = found_in(*(call() | {"subjectOrBiosampleId": number} for number in ("1", "2")))
    assert len(read(**parts).variants) == 2
    assert len(read(**parts | {"subject": {"id": "1"}}).variants) == 1


def test_a_gene_is_its_hgnc_id_else_its_symbol_else_there_is_no_fact():
    bare = call()
    bare["variantInterpretation"]["variationDescriptor"]["geneContext"] = {"symbol": "SMN1"}
    assert read(**found_in(bare)).variants[0].gene == "SMN1"
    del bare["variantInterpretation"]["variationDescriptor"]["geneContext"]
    assert read(**found_in(bare)).variants == []
    assert codes_of_problems(**found_in(bare)) == {"no-gene"}


def phases(*calls: dict) -> list:
    return [(row.phase_set is not None, row.allele) for row in read(**found_in(*calls)).variants]


COMPOUND = "GENO:0000402"


def test_two_compound_heterozygous_variants_of_one_gene_are_in_trans():
    calls = [call("NM_1.1:c.1A>G", state=COMPOUND), call("NM_1.1:c.2del", state=COMPOUND)]
    assert phases(*calls) == [(True, 1), (True, 2)]
    assert codes_of_problems(**found_in(*calls)) == set()


@pytest.mark.parametrize(
    "calls",
    [
        [call("NM_1.1:c.1A>G", state=COMPOUND)],
        [call("NM_1.1:c.1A>G", state=COMPOUND), call("NM_2.1:c.2del", gene="HGNC:7133", state=COMPOUND)],
        [call("NM_1.1:c.1A>G", state=COMPOUND)] * 2,
        [call(f"NM_1.1:c.{n}del", state=COMPOUND) for n in range(3)],
        [call("NM_1.1:c.1A>G", state=COMPOUND), call(None, state=COMPOUND)],
        [call("NM_1.1:c.1A>G", state=COMPOUND), call("NM_1.2:c.1A>G", state=COMPOUND)],
        [call("NM_1.1:c.1A>G", state=COMPOUND), call("NM_2.1:c.301A>G", state=COMPOUND)],
    ],
    ids=["alone", "two genes", "twice the same", "three", "one unnamed", "two versions", "two transcripts"],
)
def test_any_other_compound_heterozygous_set_has_no_phase(calls: list[dict]):
    assert set(phases(*calls)) == {(False, None)}
    assert codes_of_problems(**found_in(*calls)) == {"compound-not-paired"}


def test_two_heterozygous_variants_are_not_phased():
    calls = [call("NM_1.1:c.1A>G"), call("NM_1.1:c.2del")]
    assert phases(*calls) == [(False, None)] * 2
    assert codes_of_problems(**found_in(*calls)) == set()


@pytest.mark.parametrize(
    ("count", "bounds"),
    [
        ({"number": {"value": "2"}}, (2, 2)),
        ({"definiteRange": {"min": "2", "max": "3"}}, (2, 3)),
        ({"indefiniteRange": {"value": "4", "comparator": ">="}}, (4, None)),
        ({"indefiniteRange": {"value": "1", "comparator": "<="}}, (0, 1)),
    ],
)
def test_copy_numbers(count: dict, bounds):
    facts = read(**found_in(call(None, variation={"copyNumber": count})))
    assert [(row.low, row.high) for row in facts.copy_numbers] == [bounds]
    assert facts.variants == []


@pytest.mark.parametrize(
    "count",
    [
        {"number": {"value": "secret"}},
        {"number": {"value": 0, "comparator": ">="}},
        {"definiteRange": {"min": "3", "max": "2"}},
        {"definiteRange": {"min": "2", "max": "2", "comparator": ">="}},
        {},
        "x",
    ],
)
def test_a_copy_number_that_is_none_is_a_problem(count):
    parts = found_in(call(None, variation={"copyNumber": count}))
    if count:
        assert read(**parts).copy_numbers == []
    assert codes_of_problems(**parts) >= {"no-number"}


@pytest.mark.parametrize(
    ("code", "symbol"), [("HGNC:11117", "SMN2"), ("HGNC:11118", "smn1"), ("HGNC:17997", "SMN1"), ("HGNC:11117", "SMN")]
)
def test_an_id_and_a_symbol_of_two_genes_name_none(code: str, symbol: str):
    parts = found_in(call(geneContext={"valueId": code, "symbol": symbol}))
    assert read(**parts).variants == []
    assert codes_of_problems(**parts) == {"gene-contradicts"}


def test_an_id_alone_or_with_its_own_symbol_names_a_gene():
    for context in ({"valueId": "HGNC:11118"}, {"valueId": "HGNC:11118", "symbol": "SMN2"}, {"symbol": "SMN2"}):
        assert len(read(**found_in(call(geneContext=context))).variants) == 1
