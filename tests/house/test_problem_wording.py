"""Every sentence of a Problem has its French; one that has none, or that nobody says any more, is named."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from fhir_adapters.problems import Problem
from fhir_adapters.wording import FRENCH, TABLES, french

ROOT = Path(__file__).parents[2]
FOLDERS = ("fhir_adapters", "registry/patients", "registry/intake")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
SENTENCES = ("what", "what_next")
# Dataclasses whose fields are these sentences; functions that take one are found by their parameters.
MADE_BY = {"Problem": ("severity", "code", "record", "element", *SENTENCES)}


# --- the checks: sources in, complaints out --------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A sentence, with ``{}`` for what is filled in, and where it is written; None where it cannot be read."""

    sentence: str | None
    where: str


def takers(trees: Iterable[ast.Module]) -> dict[str, tuple[str, ...]]:
    """The functions that take a sentence, with their parameters, ``self`` apart."""
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    named = {one.name: tuple(a.arg for a in one.args.args if a.arg != "self") for one in functions}
    return MADE_BY | {name: given for name, given in named.items() if set(SENTENCES) & set(given)}


def said(sources: Mapping[str, str]) -> Iterator[Said]:
    """Every sentence handed to one of them."""
    trees = {name: ast.parse(source) for name, source in sources.items()}
    known = takers(trees.values())
    for name, tree in trees.items():
        for scope, call in _calls(tree, tree):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = dict(zip(known.get(called, ()), call.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in call.keywords if called in known}
            for part in SENTENCES:
                if part in given:
                    yield from (Said(text, f"{name}:{call.lineno}") for text in _texts(given[part], scope))


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield scope, child
        yield from _calls(child, child if isinstance(child, ast.FunctionDef) else scope)


def _texts(value: ast.expr, scope: ast.AST) -> Iterator[str | None]:
    """What an expression may say; a parameter that is itself a sentence is read where it is handed over."""
    match value:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one, scope), *_texts(other, scope))
        case ast.Name(name):
            bound = [n.value for n in ast.walk(scope) if isinstance(n, ast.Assign) and name in map(_name, n.targets)]
            handed = isinstance(scope, ast.FunctionDef) and name in {a.arg for a in scope.args.args} & {*SENTENCES}
            if not bound and not handed:
                yield None
            yield from (text for one in bound for text in _texts(one, scope))
        case _:
            yield None


def _name(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def unworded(sources: Mapping[str, str], table: Mapping[str, str]) -> Iterator[str]:
    """Sentences without French, and those written so that nobody can tell what they say."""
    for one in said(sources):
        if one.sentence is None:
            yield f"{one.where}: write the sentence as a literal, so that its French can be looked up"
        elif one.sentence not in table:
            yield f"{one.where}: put {one.sentence!r} into fhir_adapters/wording, in French"


def unsaid(sources: Mapping[str, str], table: Mapping[str, str]) -> list[str]:
    """French of sentences that nobody says."""
    return sorted(table.keys() - {one.sentence for one in said(sources)})


# --- the laws --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {str(file.relative_to(ROOT)): file.read_text() for file in FILES}


def test_every_sentence_of_a_problem_has_its_french(sources):
    assert list(unworded(sources, FRENCH)) == []


def test_no_french_is_kept_of_what_nobody_says(sources):
    assert unsaid(sources, FRENCH) == []


def test_no_sentence_stands_in_two_tables():
    assert sum(map(len, TABLES)) == len(FRENCH)


@pytest.mark.parametrize("english", FRENCH)
def test_the_french_fills_what_the_english_fills_and_is_typeset(english):
    filled = french(english.replace("{}", "Xyz"))
    assert filled.replace("\N{NO-BREAK SPACE}", " ") == FRENCH[english].replace("{}", "Xyz")
    assert FRENCH[english].count("{}") == english.count("{}") < 2
    assert "'" not in filled
    assert not any(f" {sign}" in filled for sign in ":;?!»")


def test_a_problem_speaks_both_languages():
    problem = Problem("information", "not-final", "Observation/a", "", "the status is draft", "it is no evidence")
    assert problem.text("en") == ("the status is draft", "it is no evidence")
    assert problem.text("fr") == ("le statut est «\N{NO-BREAK SPACE}draft\N{NO-BREAK SPACE}»", "sans valeur de preuve")
    assert str(problem) == "Observation/a, whole: the status is draft; it is no evidence"
    assert problem.sentence("fr").startswith("Observation/a, en entier\N{NO-BREAK SPACE}: le statut")


# --- each check catches what it forbids ------------------------------------------------------------------------------

NOTE = "def note(self, code, what, what_next): ...\n"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("node.note('x', 'new here', 'known')", "'new here'"),
        ("node.note('x', 'known', 'new here')", "'new here'"),
        ("node.note('x', what_next='known', what='new here')", "'new here'"),
        ("Problem('error', 'x', '', '', 'known', 'new here')", "'new here'"),
        ("node.note('x', f'{n} of them', 'known')", "'{} of them'"),
        ("node.note('x', 'known' if n else 'new here', 'known')", "'new here'"),
        ("def f():\n    what = 'new here'\n    node.note('x', what, 'known')", "'new here'"),
        ("def lost(what): node.note('x', what, 'known')\nlost('new here')", "'new here'"),
        ("node.note('x', sentences[0], 'known')", "as a literal"),
        ("def f(text): node.note('x', text, 'known')", "as a literal"),
    ],
)
def test_a_sentence_without_french_is_caught(source, complaint):
    (found,) = unworded({"planted.py": NOTE + source}, {"known": "connu"})
    assert found.startswith("planted.py:")
    assert complaint in found


def test_a_sentence_with_french_passes():
    source = NOTE + "def lost(what): node.note('x', what, 'known')\nlost(f'{n} known')\nother('new here')"
    assert list(unworded({"planted.py": source}, {"known": "connu", "{} known": "{} connus"})) == []


def test_french_of_nothing_is_caught():
    assert unsaid({"planted.py": NOTE + "node.note('x', 'known', 'known')"}, {"known": "", "gone": ""}) == ["gone"]
