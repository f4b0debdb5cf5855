"""Code systems by whatever URL they are sent under, and codes in one spelling."""

import pytest

from fhir_adapters.codings import SYSTEMS, canonical, code_of, codes_of, coding_of, preferred

HERE = [
    ("http://www.orpha.net", "70", "ORPHA:70"),
    ("http://www.orpha.net/ORDO", "Orphanet_70", "ORPHA:70"),
    ("https://www.orpha.net/", "ORPHA:70", "ORPHA:70"),
    ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0007843", "MONDO:0007843"),
    ("http://purl.obolibrary.org/obo/mondo.owl", "0007843", "MONDO:0007843"),
    ("http://purl.obolibrary.org/obo/hp.owl", "0001256", "HP:0001256"),
    ("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "ncit_c60819", "NCIT:C60819"),
    ("http ://loinc.org", "9279-1", "LOINC:9279-1"),
    ("https://loinc.org/", "36554-4", "LOINC:36554-4"),
    ("urn:oid:2.16.840.1.113883.6.1", "1742-6", "LOINC:1742-6"),
    ("http://snomed.info/sct/900000000000207008/version/20240901", "5262007", "SNOMED:5262007"),
    ("http://hl7.org/fhir/sid/icd-10", "G12.0", "ICD10:G12.0"),
    ("https://smt.esante.gouv.fr/terminologie-cim-10", "G120", "ICD10:G12.0"),
    ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "G12.0+", "ICD10:G12.0"),
    ("http://www.whocc.no/atc", "m09ax09", "ATC:M09AX09"),
    ("http://www.genenames.org", "11117", "HGNC:11117"),
    ("http://www.genenames.org", "HGNC:11117", "HGNC:11117"),
    ("http://www.genenames.org", "SMN1", None),
    ("https://genother.fr/fhir/CodeSystem/genother", "AAVrh74-total", "GENOTHER:AAVrh74-total"),
    ("https://a-hospital.example/local", "X1", "https://a-hospital.example/local|X1"),
    ("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "UNK", None),
    ("http://www.orpha.net", "OMIM:253300", "http://www.orpha.net|OMIM:253300"),
    (None, "ORPHA:70", "ORPHA:70"),
    (None, "70", None),
]


@pytest.mark.parametrize(("system", "code", "expected"), HERE)
def test_a_coding_is_written_in_one_way(system, code, expected):
    assert code_of({"system": system, "code": code}) == expected


@pytest.mark.parametrize("wrong", [None, 3, [], "ORPHA:70", {}, {"code": 70}, {"system": [], "code": "70"}])
def test_what_is_no_coding_has_no_code(wrong):
    assert code_of(wrong) is None


def test_the_url_of_every_system_leads_to_its_prefix_and_back():
    for prefix, urls in SYSTEMS.items():
        for url in urls:
            assert code_of({"system": url, "code": "1"}).startswith(f"{prefix}:")
        assert coding_of(f"{prefix}:1")["system"] == urls[0]


def test_a_code_goes_out_as_it_came_in():
    for code in ("ORPHA:70", "HP:0001256", "HGNC:11117", "LOINC:1742-6", "https://a.example/local|X1"):
        assert code_of(coding_of(code)) == code
    assert coding_of("70") is None


def test_a_concept_gives_each_code_once_and_the_order_of_systems_chooses():
    codes = codes_of(
        {
            "coding": [
                {"system": "http://snomed.info/sct", "code": "5262007"},
                {"code": "ORPHA:70"},
                {"code": "ORPHA:70"},
            ]
        }
    )
    assert codes == ["SNOMED:5262007", "ORPHA:70"]
    assert preferred(codes, ("ORPHA", "SNOMED")) == "ORPHA:70"
    assert preferred(["https://a.example|1", "CVX:140"], ("ORPHA",)) == "CVX:140"
    assert preferred([], ("ORPHA",)) is None


def test_prefixes_are_respelled_and_unknown_ones_are_not_ours():
    assert canonical("SNOMEDCT:5262007") == "SNOMED:5262007"
    assert canonical("UO:33") == "UO:0000033"
    assert canonical("ZFIN:1") is None
