"""The CapabilityStatement says what works, and what it says works."""

import pytest

from fhir_adapters.door import HELD
from fhir_adapters.release import check
from registry.store.index import PARAMS


@pytest.fixture
def statement(hospital):
    answer = hospital.get("/fhir/metadata", headers={"Authorization": ""})
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def resources(statement):
    return {one["type"]: one for one in statement["rest"][0]["resource"]}


def test_it_is_a_capability_statement_of_r4(statement):
    assert check(statement) == []
    assert statement["fhirVersion"] == "4.0.1"
    assert statement["implementation"]["url"] == "http://testserver/fhir"


def test_it_lists_the_types_that_are_stored(resources):
    assert set(resources) == HELD
    assert set(PARAMS) <= HELD


def test_every_parameter_that_it_lists_finds(hospital, resources):
    values = {"token": "x", "reference": "x", "date": "2026"}
    for kind, one in resources.items():
        for param in one["searchParam"]:
            answer = hospital.get(f"/fhir/{kind}?{param['name']}={values[param['type']]}")
            assert (answer.status_code, answer.json()["total"]) == (200, 0), (kind, param)
        for include in one.get("searchInclude", []):
            assert hospital.get(f"/fhir/{kind}?_include={include}").status_code == 200
        for include in one.get("searchRevInclude", []):
            assert hospital.get(f"/fhir/{kind}?_revinclude={include}").status_code == 200


def test_no_parameter_is_over_identity(resources):
    identity = {"name", "family", "given", "telecom", "email", "phone", "phonetic"}
    for kind, one in resources.items():
        names = {param["name"] for param in one["searchParam"]}
        assert not {name for name in names if name in identity or name.startswith("address")}
        assert "identifier" not in names or kind == "Organization"
