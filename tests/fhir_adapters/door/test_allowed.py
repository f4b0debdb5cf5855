"""Each element of the allow-list is one of FHIR R4's, of its datatype, and none of R4's was forgotten."""

import re

import pytest
from fhir.resources.R4B import get_fhir_model_class

from fhir_adapters.bundle import READERS
from fhir_adapters.door import HELD
from fhir_adapters.door.allowed import EXTENSIONS, PARTS, RESOURCES
from fhir_adapters.door.kinds import RESOURCE_TABLES, extension_table

EVERYWHERE = {"id", "extension", "modifierExtension", "fhir_comments", "resourceType", "resource_type"}
OF_RESOURCES = {"meta", "implicitRules", "language", "text", "contained"}
# FHIR R5's, read so that a refusal is never lost.
LATER = {("Consent", "decision")}
# R4B's, and not R4's.
R4B_ONLY = {"valueCodeableReference", "valueRatioRange"}
MODELS = {
    "Tag": "Coding", "Establishment": "Identifier", "Residence": "Address", "Modifier": "Extension",
    "Study": "Reference", "StudyNumber": "Identifier",
}  # fmt: skip
DATATYPES = {
    "Quantity": {"Quantity", "Age", "Duration"}, "Tag": {"Coding"}, "Modifier": {"Extension"},
    "Establishment": {"Identifier"},
    "Residence": {"Address"},
    "Study": {"Reference"},
    "StudyNumber": {"Identifier"},
}  # fmt: skip
TABLES = {**RESOURCES, **PARTS}


def model_name(kind):
    """``Consent.provision.actor`` as ``ConsentProvisionActor``."""
    return re.sub(r"\.(.)", lambda found: found[1].upper(), kind)


def elements(name):
    """The elements that the model of a type defines, with their datatypes, '' for a primitive."""
    model = get_fhir_model_class(MODELS.get(name) or model_name(name))
    found = {}
    for field, info in model.model_fields.items():
        element = info.alias or field
        if not element.startswith("_"):
            typed = re.search(r"fhirtypes(?:\.abc)?\.([A-Za-z]+)Type|abc\.([A-Za-z]+)Type", str(info.annotation))
            found[element] = (typed[1] or typed[2]) if typed else ""
    return {element: kind for element, kind in found.items() if element not in EVERYWHERE | R4B_ONLY}


def listed(name):
    return {element: kind for kind, names in TABLES[name].items() for element in names.split()}


@pytest.mark.parametrize("name", TABLES)
def test_every_element_of_r4_is_kept_or_left_and_nothing_else(name):
    defined = elements(name).keys() - (OF_RESOURCES if name in RESOURCES else set())
    named = {element for element in listed(name) if (name, element) not in LATER} - EVERYWHERE
    assert named == defined


@pytest.mark.parametrize("name", TABLES)
def test_every_element_that_is_kept_is_of_its_datatype(name):
    defined = elements(name)
    for element, kind in listed(name).items():
        if kind == "left" or element in EVERYWHERE or (name, element) in LATER:
            continue
        if kind == "plain":
            assert defined[element] == "", element
        else:
            assert defined[element] in DATATYPES.get(kind, {model_name(kind)}), element


def test_every_type_with_facts_is_held():
    assert READERS.keys() <= HELD
    assert RESOURCE_TABLES.keys() == HELD


def test_nothing_is_both_kept_and_left():
    for name, table in TABLES.items():
        names = [element for names in table.values() for element in names.split()]
        assert len(names) == len(set(names)), name


@pytest.mark.parametrize("url", EXTENSIONS)
def test_an_extension_is_known_by_its_url(url):
    assert extension_table(f"http://example.org{url}" if url.startswith("/") else url)
    assert extension_table(f"{url}-2") is None
