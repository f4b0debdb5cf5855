"""Laws that the source of every module obeys, each also shown to catch what it forbids."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("registry", "fhir_adapters", "matching")
MODULES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST = 500
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
STOPWATCHES = {"time.perf_counter", "time.perf_counter_ns"}
CLOCKS = STOPWATCHES | {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.localtime", "time.gmtime"),
}


def each(files: list[Path]):
    """Run a test once per file, under the file's own name."""
    return pytest.mark.parametrize("file", files, ids=lambda file: str(file.relative_to(ROOT)))


# --- the checks: source in, complaints out ---------------------------------------------------------------------------


def opening(source: str) -> Iterator[str]:
    """A module opens with a docstring whose first line is one sentence."""
    first = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
    if not first:
        yield "open with one sentence saying what lives here"
    elif not first.endswith((".", "?")) or re.search(r"[.?!] [A-Z]", first):
        yield f"make the first line one sentence: {first!r}"


def naming(path: Path) -> Iterator[str]:
    """A name says what lives there, the folder's name too."""
    if nothing := SAYS_NOTHING & {path.stem, *path.parent.parts}:
        yield f"{nothing} says nothing: name it after what lives here"


def size(source: str) -> Iterator[str]:
    """A long file is several files."""
    if (lines := len(source.splitlines())) > LONGEST:
        yield f"{lines} lines: cut it where its subject changes"


def clocks(source: str, forbidden: set[str] = CLOCKS) -> Iterator[str]:
    """Today is an argument: name each use of a clock, through whatever alias."""
    tree = ast.parse(source)
    meaning: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            meaning |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            root, dot, rest = ast.unparse(node).partition(".")
            if (clock := f"{meaning.get(root, root)}{dot}{rest}") in forbidden:
                yield f"line {node.lineno} reads {clock}: take the day as an argument"


def undocumented(source: str) -> Iterator[str]:
    """Every public function and class at the top of a module says what it is."""
    for node in ast.parse(source).body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"line {node.lineno}: say what {node.name} is"


def unexported(source: str, package: str) -> Iterator[str]:
    """What a package's __init__ imports from within and does not keep private, it exports."""
    tree = ast.parse(source)
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    listed = [node.value for node in assigned if ast.unparse(node).startswith("__all__")]
    exported = {name for value in listed if value for name in ast.literal_eval(value)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == package):
            for alias in node.names:
                name = alias.asname or alias.name
                if not name.startswith("_") and name not in exported:
                    yield f"line {node.lineno}: add {name} to __all__"


# --- the laws --------------------------------------------------------------------------------------------------------


@each(MODULES)
def test_a_module_opens_with_one_sentence(file: Path):
    assert not list(opening(file.read_text()))


@each(MODULES + TESTS)
def test_a_module_is_named_after_what_lives_there(file: Path):
    assert not list(naming(file.relative_to(ROOT)))


@each(MODULES + TESTS)
def test_a_module_is_short(file: Path):
    assert not list(size(file.read_text()))


def may_read_a_clock(path: Path) -> bool:
    """Time enters the house where people and requests do."""
    return path.parts[0] == "registry" and (
        path.name == "routes.py" or str(path) in {"registry/cli/calling.py", "registry/app.py"}
    )


@each([file for file in MODULES if not may_read_a_clock(file.relative_to(ROOT))])
def test_today_is_an_argument(file: Path):
    assert not list(clocks(file.read_text()))


@each([file for file in TESTS if "benchmarks" not in file.parts])
def test_only_benchmarks_hold_a_stopwatch(file: Path):
    assert not list(clocks(file.read_text(), STOPWATCHES))


@each([file for file in MODULES if file.relative_to(ROOT).parts[0] in {"matching", "fhir_adapters"}])
def test_public_names_are_documented(file: Path):
    assert not list(undocumented(file.read_text()))


def test_what_matching_offers_is_there():
    matching = importlib.import_module("matching")
    assert [name for name in matching.__all__ if not hasattr(matching, name)] == []


def test_what_matching_imports_it_offers():
    assert not list(unexported((ROOT / "matching/__init__.py").read_text(), "matching"))


# --- each check catches what it forbids, and lets pass what it should ------------------------------------------------


@pytest.mark.parametrize(
    "source", ["x = 1", "", '"""no full stop"""', '"""Two. Sentences."""', '"""A heading\n\nand prose."""']
)
def test_a_bad_opening_is_caught(source: str):
    assert list(opening(source))


def test_a_good_opening_passes():
    assert not list(opening('"""Ages in days, weeks, months and years.\n\nMore. And more.\n"""'))


@pytest.mark.parametrize("path", ["matching/utils.py", "registry/common/models.py", "registry/trials/manager.py"])
def test_an_empty_name_is_caught(path: str):
    assert list(naming(Path(path)))


def test_a_telling_name_passes():
    assert not list(naming(Path("registry/trials/uncommon.py")))


def test_a_long_file_is_caught():
    assert list(size("x\n" * (LONGEST + 1)))
    assert not list(size("x\n" * LONGEST))


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nx = datetime.now()",
        "from datetime import datetime as moment, UTC\nx = moment.now(UTC)",
        "import datetime as dt\nx = dt.date.today()",
        "from datetime import date\ndef f(today=date.today): ...",
        "import time\nx = time.time()",
        "from time import time as seconds\nx = seconds()",
        "from time import perf_counter\nx = perf_counter()",
    ],
)
def test_a_clock_is_caught(source: str):
    assert len(list(clocks(source))) == 1


@pytest.mark.parametrize(
    "source", ["from datetime import date\nx = date(2026, 1, 1)", "x = self.now()", "time = 1; time"]
)
def test_a_given_day_passes(source: str):
    assert not list(clocks(source))


def test_clocks_are_read_only_where_time_enters():
    assert may_read_a_clock(Path("registry/trials/routes.py"))
    assert not may_read_a_clock(Path("matching/routes.py"))
    assert not may_read_a_clock(Path("registry/trials/service.py"))


@pytest.mark.parametrize("source", ["def f(): ...", "class C: ...", "async def f(): ..."])
def test_a_silent_public_name_is_caught(source: str):
    assert list(undocumented(source))


@pytest.mark.parametrize("source", ['def f():\n    """Do."""', "def _f(): ...", "x = 1"])
def test_a_documented_or_private_name_passes(source: str):
    assert not list(undocumented(source))


@pytest.mark.parametrize("source", ["from matching.truth import Truth", "from .truth import Truth\n__all__ = ['All']"])
def test_a_name_kept_back_is_caught(source: str):
    assert list(unexported(source, "matching"))


@pytest.mark.parametrize(
    "source", ["from .truth import Truth\n__all__: list[str] = ['Truth']", "from typing import Any"]
)
def test_an_exported_or_foreign_name_passes(source: str):
    assert not list(unexported(source, "matching"))
