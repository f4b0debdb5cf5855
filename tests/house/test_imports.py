"""The floors and rooms of pyproject.toml hold, and each contract catches a planted violation."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
LINTER = CONFIG["tool"]["importlinter"]
CONTRACTS = {contract["name"]: contract for contract in LINTER["contracts"]}

Planted = Mapping[str, str]  # the files of one violation: path to source

VIOLATIONS: dict[str, list[Planted]] = {
    "Three floors, stairs only down": [
        {"matching/planted.py": "import fhir_adapters"},
        {"matching/planted.py": "import registry"},
        {"fhir_adapters/planted.py": "import registry"},
    ],
    "Matching is pure": [
        {"matching/planted.py": f"import {package}"}
        for package in ("fastapi", "sqlmodel", "sqlalchemy.orm", "fhir.resources", "httpx", "yaml", "pydantic")
    ],
    "Only the fast engines know columns": [
        {"matching/planted.py": "import polars"},
        {"matching/planted.py": "from numpy import ndarray"},
    ],
    "Only release.py imports fhir.resources": [
        {"fhir_adapters/planted.py": "from fhir.resources.R4B.patient import Patient"},
        {"registry/intake/planted.py": "import fhir.resources"},
    ],
    "Rooms import only rooms below": [
        {"registry/store/planted.py": "import registry.trials.planted", "registry/trials/planted.py": ""},
        {"registry/patients/planted.py": "import registry.trials.planted", "registry/trials/planted.py": ""},
        {"registry/a_room_nobody_drew/planted.py": ""},
    ],
    "No circles": [
        {"matching/planted.py": "import matching.seed", "matching/seed.py": "import matching.planted"},
        {"registry/store/planted.py": "from . import seed", "registry/store/seed.py": "from . import planted"},
    ],
    "Sponsors never reach patients directly": [
        {"registry/sponsor/planted.py": "import registry.patients.planted", "registry/patients/planted.py": ""},
    ],
    "Only patients and migrations reach pseudonyms": [
        {f"registry/{room}/planted.py": "import registry.pseudonyms.planted", "registry/pseudonyms/planted.py": ""}
        for room in ("intake", "governance", "sponsor")
    ],
}
ALLOWED: list[Planted] = [
    {"matching/polars_engine/planted.py": "import polars, numpy"},
    {"fhir_adapters/release.py": "import fhir.resources"},
    {"registry/patients/planted.py": "import registry.pseudonyms.planted", "registry/pseudonyms/planted.py": ""},
]


def copied_with(planted: Planted, house: Path) -> Path:
    """Copy the three packages and their contracts, then plant files, with the packages they stand in."""
    shutil.copy(ROOT / "pyproject.toml", house)
    for package in LINTER["root_packages"]:
        shutil.copytree(ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path, source in planted.items():
        file = house / path
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.write_text(source)
    return house


def broken(house: Path) -> set[str]:
    """Name the contracts that import-linter reports broken; fail on contracts that it cannot read."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"]
    seen = subprocess.run(
        [*command, "--config", "pyproject.toml", "--no-cache", "--no-logo"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b.*$", seen.stdout, re.MULTILINE))
    assert set(verdicts) == set(CONTRACTS), seen.stdout + seen.stderr
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


# Each contract with each of its plants; a contract without one is paired with nothing, and fails.
PAIRS = [(name, planted) for name in CONTRACTS for planted in VIOLATIONS.get(name, [{}])]


def test_the_house_keeps_its_contracts():
    assert broken(ROOT) == set()


@pytest.mark.parametrize(("name", "planted"), PAIRS)
def test_each_contract_catches_a_planted_violation(name: str, planted: Planted, tmp_path: Path):
    assert planted, f"plant a violation of {name!r} in VIOLATIONS: a contract never seen to break proves nothing"
    assert name in broken(copied_with(planted, tmp_path))


@pytest.mark.parametrize("planted", ALLOWED, ids=lambda planted: next(iter(planted)))
def test_the_doors_that_contracts_leave_open_are_open(planted: Planted, tmp_path: Path):
    assert broken(copied_with(planted, tmp_path)) == set()


def test_every_violation_belongs_to_a_contract():
    assert set(VIOLATIONS) <= set(CONTRACTS)


def hidden_from(contract: Mapping[str, object]) -> set[str]:
    """Name the packages whose own __init__ a contract's "X.**" does not see."""
    keys = ("source_modules", "forbidden_modules", "protected_modules")
    named = [module for key in keys for module in contract.get(key, ())]
    return {module.removesuffix(".**") for module in named if module.endswith(".**")}


@pytest.mark.parametrize("room", sorted(set().union(*map(hidden_from, CONTRACTS.values()))))
def test_a_room_named_by_wildcard_keeps_its_init_empty(room: str):
    init = ROOT / room.replace(".", "/") / "__init__.py"
    assert not init.exists() or holds_only_a_docstring(init.read_text()), f"move the code of {init} into a module"


def holds_only_a_docstring(source: str) -> bool:
    """Tell whether a module says what it is and does nothing."""
    return len(body := ast.parse(source).body) <= 1 and all(isinstance(node, ast.Expr) for node in body)


def test_code_in_an_init_is_seen():
    assert holds_only_a_docstring('"""A room."""')
    assert not holds_only_a_docstring('"""A room."""\nimport registry.patients')
