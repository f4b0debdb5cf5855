"""What we emit is checked against the FHIR models, and reading never loads them."""

import subprocess
import sys

import pytest

from fhir_adapters import release

GROUP = {"type": "person", "actual": False}


def test_what_was_built_is_what_comes_back():
    built = release.build("Group", {"id": "g", **GROUP})
    assert list(built) == ["resourceType", "id", "type", "actual"]


@pytest.mark.parametrize(
    ("changes", "element"),
    [({"actual": "secret"}, "Group.actual"), ({"secrets": 1}, "Group.secrets"), ({"characteristic": [{}]}, "Group.")],
)
def test_a_wrong_element_is_named_and_its_value_is_not(changes: dict, element: str):
    problems = release.check({"resourceType": "Group", "id": "g", **GROUP, **changes})
    assert problems
    assert all(problem.element.startswith(element) for problem in problems)
    assert all(problem.record == "Group/g" and problem.severity == "error" for problem in problems)
    assert not any("secret'" in str(problem) or '"secret"' in str(problem) for problem in problems)


@pytest.mark.parametrize("kind", ["Grouping", "", "group"])
def test_an_unknown_type_is_a_problem(kind: str):
    assert [problem.code for problem in release.check({"resourceType": kind})] == ["unknown-type"]


def test_what_the_models_stumble_over_is_a_problem():
    nested: dict = {"url": "u", "valueBoolean": True}
    for _ in range(500):
        nested = {"url": "u", "extension": [nested]}
    for changes in ({"contained": [{"resourceType": "Secret"}]}, {"extension": [nested]}):
        problems = release.check({"resourceType": "Group", "id": "g", **GROUP, **changes})
        assert [problem.code for problem in problems] == ["not-in-schema"]


def test_building_something_else_raises():
    with pytest.raises(release.NotAResource) as refused:
        release.build("Group", {"actual": "perhaps"})
    assert "perhaps" not in str(refused.value)
    assert refused.value.problems


def test_reading_facts_never_loads_the_models():
    program = (
        "import sys; import fhir_adapters.phenopackets, fhir_adapters.research_study; print('fhir' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
