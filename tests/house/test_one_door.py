"""Patients are read through one door: only `registry.patients.repository` selects them, their facts and candidates."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "registry").rglob("*.py"))
DOOR = "registry/patients/repository.py"
# Tables of patients: whoever reads them decides who is seen.
GUARDED = {
    "registry.patients.models": {"Patient", "PatientSite", "FACT_TABLES"},
    "registry.screening.models": {"Candidate"},
}
# The room that keeps these tables: it writes them, or reads them to write. Each with why nobody's answer comes from it.
KEEPERS = {
    "registry/patients/models.py": "defines them",
    "registry/patients/facts.py": "turns facts to rows and back; what is loaded is the caller's condition",
    "registry/patients/receiving.py": "enrols whoever a hospital sends",
    "registry/screening/models.py": "defines them",
    "registry/screening/runs.py": "writes what a run finds",
    "registry/fhir_rest/reach.py": "asks whether a hospital cares for somebody whom it named",
    "registry/migrations/schema.py": "makes every table known",
}
# They read these tables, and have to say for whom in every statement.
THROUGH_THE_DOOR = {"registry/patients/finding.py", "registry/screening/candidates.py", DOOR}
CONDITION = "readable_by"


def past_the_door(source: str, path: str) -> Iterator[str]:
    """Where a module reads guarded tables: not at all, or only in a function that calls ``readable_by``."""
    tree = ast.parse(source)
    names = dict(guarded(tree))
    if not names or path in KEEPERS:
        return
    if path not in THROUGH_THE_DOOR:
        for line, name in read(tree, names):
            yield (
                f"{path} line {line} reads {name}: ask {DOOR} (facts_readable, count_readable, or"
                f" readable_by(subject, day) as a condition), which leaves out the dead, the opposed and other sites"
            )
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in KNOWN.get(path, ()):
            yield from open_statements(node, set(names), path)


# Functions of the door that name nobody: counts and sites asked for after somebody was let through, and the condition.
KNOWN = {DOOR: {"readable_by", "_at_site", "count", "sites_of"}}


def read(tree: ast.Module, names: dict[str, int]) -> list[tuple[int, str]]:
    """Where a guarded name is used, but to say what a row is that somebody else found."""
    said: set[ast.AST] = set()
    for node in ast.walk(tree):
        notes = [getattr(node, name, None) for name in ("annotation", "returns")]
        said |= {part for note in notes if note is not None for part in ast.walk(note)}
    used = {(node.lineno, node.id) for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in said}
    whole = {(line, name) for name, line in names.items() if name in {"*", "models"} or "." in name}
    return sorted({place for place in used if place[1] in names} | whole)


def guarded(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names that a module gives to guarded tables, whatever it calls them, and where it got them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in GUARDED:
            yield from ((alias.asname or alias.name, node.lineno) for alias in node.names
                        if alias.name in GUARDED[node.module] | {"*"})  # fmt: skip
        elif isinstance(node, ast.ImportFrom) and f"{node.module}.models" in GUARDED:
            yield from ((alias.asname or alias.name, node.lineno) for alias in node.names if alias.name == "models")
        elif isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, node.lineno) for alias in node.names if alias.name in GUARDED)


def open_statements(function: ast.AST, names: set[str], path: str) -> Iterator[str]:
    """The ``select`` of guarded tables in functions in which nothing says for whom."""
    called = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(function) if isinstance(node, ast.Call)}
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    if called & {CONDITION, "_keep_readable"}:
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"select", "get", "get_one"}:
            inside = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            if inside & names & used:
                yield f"{path} line {node.lineno} selects patients for anybody: add {CONDITION}(subject, day)"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_patients_are_read_through_one_door(file: Path):
    assert list(past_the_door(file.read_text(), str(file.relative_to(ROOT)))) == []


def test_everybody_let_past_is_there_and_needs_it():
    for path in (*KEEPERS, *THROUGH_THE_DOOR):
        tree = ast.parse((ROOT / path).read_text())
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        assert dict(guarded(tree)) or defined & set().union(*GUARDED.values()), f"{path} needs no leave any more"
    assert all(len(why) > 8 for why in KEEPERS.values())


@pytest.mark.parametrize(
    "source",
    [
        "from registry.patients.models import Patient\ndef f(s): return s.exec(select(Patient))",
        "from registry.patients.models import FACT_TABLES as T\nx = T",
        "from registry.patients import models",
        "import registry.patients.models",
        "from registry.patients.models import Patient\ndef f(s, x: list[Patient] = s.exec(select(Patient))): ...",
        "import registry.patients.models as m\nm.Patient",
        "from registry.patients.models import *",
        "def f(s):\n    from registry.screening.models import Candidate\n    return s.get(Candidate, 1)",
    ],
)
def test_a_way_past_the_door_is_caught_and_the_door_is_named(source: str):
    (told,) = past_the_door(source, "registry/clinician/service.py")
    assert DOOR in told
    assert "readable_by" in told


def test_saying_what_a_row_is_is_no_way_past():
    source = "from registry.screening.models import Candidate as C\nclass A:\n    x: C\ndef f(a: list[C]) -> C: ..."
    assert list(past_the_door(source, "registry/clinician/service.py")) == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("def f(s): return s.exec(select(Candidate))", 1),
        ("def f(s): return s.exec(select(func.count(Candidate.trial)))", 1),
        ("def f(s): return s.get(Candidate, 1)", 1),
        ("def f(s, who): return s.exec(select(Candidate).where(readable_by(who, 1)(col(Candidate.patient))))", 0),
        ("def f(s): return s.exec(select(RunRecord))", 0),
        ("def f(row: Candidate): return row.trial", 0),
    ],
)
def test_a_statement_that_says_for_nobody_is_caught(source: str, caught: int):
    whole = f"from registry.screening.models import Candidate, RunRecord\n{source}"
    assert len(list(past_the_door(whole, "registry/screening/candidates.py"))) == caught
