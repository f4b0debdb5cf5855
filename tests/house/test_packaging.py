"""What we ship: its dependencies, its data files, its README, and nothing of the machines it was made on."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
REQUIRED = ("fastapi", "sqlmodel", "fhir-resources", "rapidfuzz", "polars", "uvicorn", "cryptography")
EXTRAS = ("postgres", "reports", "spark", "hpo", "otel", "test")
COMMANDS = ["pip install . && genother demo", "pip install '.[test]' && pytest"]

# Written so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.-])(?:/(?:work|tmp/w)|\.\./shared)(?![\w-])")
REGISTRY = re.compile(r"https?://[^\s\"'<>]*(?:py[p]i\.|python[h]osted\.|npm[j]s\.|yarn[p]kg\.|[c]rates\.io|[m]aven\.)")


def package_name(requirement: str) -> str:
    """Name the package that a requirement asks for, as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def tracked() -> list[Path]:
    """List what git keeps, or would keep."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: what is kept cannot be told from what was made here")
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [file for name in names if name and (file := ROOT / name).is_file()]


# --- the checks ------------------------------------------------------------------------------------------------------


def betrayals(text: str) -> Iterator[str]:
    """Find paths of our machines and addresses of package registries."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern in (MACHINE, REGISTRY):
            if found := pattern.search(line):
                yield f"line {number}: {found[0]}"


def unpinned(constraints: str) -> list[str]:
    """List the lines that are more or less than name==version."""
    return [line for line in constraints.splitlines() if not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)]


def commands(readme: str) -> list[str]:
    """List the lines that README's shell blocks ask a reader to type."""
    blocks = re.findall(r"^```(?:sh|bash|shell|console)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    lines = (line.removeprefix("$ ").strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def left_behind(names: list[str], patterns: list[str]) -> list[str]:
    """List the data files that no pattern takes into the wheel."""
    data = [name for name in names if not name.endswith((".py", ".pyc"))]
    return [name for name in data if not any(fnmatch(name, "*/" + pattern.removeprefix("**/")) for pattern in patterns)]


# --- the laws --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REQUIRED)
def test_the_required_packages_are_dependencies(name: str):
    assert name in map(package_name, PROJECT["dependencies"])


@pytest.mark.parametrize("name", EXTRAS)
def test_each_extra_has_packages(name: str):
    assert PROJECT["optional-dependencies"][name]


def test_nothing_we_keep_betrays_where_it_was_made():
    found = {str(file.relative_to(ROOT)): list(betrayals(file.read_text(errors="ignore"))) for file in tracked()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_constraints_hold_names_and_versions_only():
    assert unpinned((ROOT / "deploy/constraints.txt").read_text()) == []


def test_constraints_pin_every_dependency_and_test_tool():
    pinned = {package_name(line) for line in (ROOT / "deploy/constraints.txt").read_text().splitlines()}
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert set(map(package_name, asked)) <= pinned


def test_every_data_file_goes_into_the_wheel():
    packages = tuple(f"{name}/" for name in ("registry", "fhir_adapters", "matching"))
    names = [name for file in tracked() if (name := str(file.relative_to(ROOT))).startswith(packages)]
    assert left_behind(names, PYPROJECT["tool"]["setuptools"]["package-data"]["*"]) == []


def test_readme_asks_for_two_commands():
    assert commands((ROOT / "README.md").read_text()) == COMMANDS


# --- each check catches what it forbids ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "work/main",
        "see '/" + "tmp/w/venv'",
        "read ../" + "shared/design",
        "--index-url https://" + "py" + "pi.org/simple",
        '"resolved": "https://registry.' + "npm" + 'js.org/htmx.org"',
    ],
)
def test_a_betrayal_is_caught(line: str):
    assert list(betrayals(f"harmless\n{line}"))


@pytest.mark.parametrize("line", ["a/framework/main", "/workspace", "/work-lists", "https://clinicaltrials.gov/study"])
def test_an_ordinary_path_passes(line: str):
    assert not list(betrayals(line))


@pytest.mark.parametrize("line", ["polars>=2", "-e .", "genother @ file:///here", "polars==2.1.0 --hash=sha256:0", ""])
def test_a_loose_constraint_is_caught(line: str):
    assert unpinned(f"numpy==2.4.6\n{line}\n")


def test_an_extra_or_missing_command_is_seen():
    readme = "# x\n```sh\npip install .\n```\ntext\n```python\nimport x\n```\n```console\n$ genother demo\n```\n"
    assert commands(readme) == ["pip install .", "genother demo"]


def test_a_data_file_left_behind_is_caught():
    names = ["registry/app.py", "registry/trials/library/sma.yaml", "registry/web/logo.svg", "registry/py.typed"]
    assert left_behind(names, ["py.typed", "**/*.yaml"]) == ["registry/web/logo.svg"]
