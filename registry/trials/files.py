"""Trials as people write them: YAML files, read strictly, and the library that ships."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from matching.codec import trial_from_data
from matching.errors import MalformedCriterion
from matching.refusals import Refusal, refused
from matching.trial import Trial


def library() -> dict[str, Trial]:
    """The trials that ship with the service, by their id."""
    with as_file(files("registry.trials") / "library") as folder:
        trials = [load(path) for path in sorted(folder.glob("*.yaml"))]
    return {trial.id: trial for trial in trials}


_REFUSALS = {
    "no_file": Refusal("no such file", "fichier introuvable", "check its path", "vérifier son chemin"),
    "not_opened": Refusal(
        "cannot be opened ({reason})", "ouverture impossible (« {reason} »)",
        "give the path of a readable YAML file", "donner le chemin d'un fichier YAML lisible",
    ),
    "not_utf8": Refusal("not UTF-8 text", "texte qui n'est pas en UTF-8", "save the file as UTF-8 text",
                        "enregistrer le fichier en UTF-8"),
    "tab": Refusal("a tab indents the line", "une tabulation indente la ligne", "indent with spaces only",
                   "indenter avec des espaces seulement"),
    "alias": Refusal("an alias (`*name`)", "un alias (`*nom`)", "write the value out", "écrire la valeur en entier"),
    "key_twice": Refusal("`{key}` is given twice", "`{key}` est donné deux fois", "keep one", "n'en garder qu'un"),
    "not_yaml": Refusal("not YAML: {problem}", "ce n'est pas du YAML (« {problem} »)",
                        "correct the line, or the one above it", "corriger la ligne, ou celle qui la précède"),
    "not_a_value": Refusal("not YAML: a value that its tag (`!!`) or size forbids",
                           "ce n'est pas du YAML : une valeur que son étiquette (`!!`) ou sa taille interdit",
                           "write a plain text, number, list or mapping",
                           "écrire un texte, un nombre, une liste ou un bloc simple"),
    "too_deep": Refusal("nested too deep", "trop de niveaux d'imbrication", "split it into numbered criteria",
                        "le diviser en critères numérotés"),
}  # fmt: skip
_DEEPEST = 200  # a criterion nests 32 deep at most, each with a mapping and a list


def load(path: Path) -> Trial:
    """The trial of a YAML file; raises MalformedCriterion, whose path begins with the file's name."""
    try:
        return trial_from_data(plain(_read(path)))
    except MalformedCriterion as error:
        raise error.under(path.name) from None


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise refused(_REFUSALS["no_file"], "") from None
    except OSError as error:
        raise refused(_REFUSALS["not_opened"], "", reason=error.strerror or type(error).__name__) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(_REFUSALS["not_utf8"], f"line {line}") from None


def plain(text: str) -> object:
    """What a YAML text says, as mappings, lists, texts and numbers; raises MalformedCriterion."""
    try:
        _refuse_alias_and_depth(text)
        return yaml.load(text, _Strict)  # noqa: S506 - a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        raise _unclear(text, error) from None
    except yaml.YAMLError:
        raise refused(_REFUSALS["not_utf8"], "") from None  # a character that no text holds
    except (ValueError, AttributeError):  # what PyYAML's constructors raise for `!!int x`
        raise refused(_REFUSALS["not_a_value"], "") from None


def _refuse_alias_and_depth(text: str) -> None:
    """What would grow without bound, or overflow the stack, once it is read."""
    depth = 0
    for event in yaml.parse(text, _Strict):
        if isinstance(event, yaml.AliasEvent):
            raise refused(_REFUSALS["alias"], "")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise refused(_REFUSALS["too_deep"], "")


def _unclear(text: str, error: yaml.MarkedYAMLError) -> MalformedCriterion:
    """The error of a line that is not YAML; a tab is named, since nobody sees it."""
    if "nesting depth" in (error.problem or ""):  # libyaml's own bound, from PyYAML 6.0.4 on
        return refused(_REFUSALS["too_deep"], "")
    if not error.problem_mark:
        return refused(_REFUSALS["not_yaml"], "", problem=error.problem)
    number = error.problem_mark.line
    lines = text.splitlines()
    for near in (number, number - 1):
        if 0 <= near < len(lines) and re.match(r" *\t", lines[near]):
            return refused(_REFUSALS["tab"], f"line {near + 1}")
    return refused(_REFUSALS["not_yaml"], f"line {number + 1}", problem=error.problem)


class _Strict(yaml.CSafeLoader):
    """Nothing is guessed: 1:50, no and 2024-03-09 are texts, and so is every key (a criterion may be number 10.10);
    a key given twice is an error, not its last value.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}  # noqa: RUF012 - PyYAML's own name

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """A mapping whose keys differ."""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise refused(_REFUSALS["key_twice"], f"line {key.start_mark.line + 1}", key=key.value)
            seen.add(str(key.value))
            if isinstance(key, yaml.ScalarNode):
                key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9]\d*)$", list("-0123456789")),
    ("float", r"^-?\d+\.\d+$", list("-0123456789")),
):
    yaml.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first, _Strict)
