"""Trials as people write them: YAML files, read strictly, and the library that ships."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from matching.codec import trial_from_data
from matching.errors import MalformedCriterion
from matching.trial import Trial


def library() -> dict[str, Trial]:
    """The trials that ship with the service, by their id."""
    with as_file(files("registry.trials") / "library") as folder:
        trials = [load(path) for path in sorted(folder.glob("*.yaml"))]
    return {trial.id: trial for trial in trials}


def load(path: Path) -> Trial:
    """The trial of a YAML file; raises MalformedCriterion, whose path begins with the file's name."""
    try:
        return trial_from_data(plain(path.read_text(encoding="utf-8")))
    except MalformedCriterion as error:
        where = f"{path.name}: {error.where}" if error.where else path.name
        raise MalformedCriterion(where, error.what, error.what_next) from None


def plain(text: str) -> object:
    """What a YAML text says, as mappings, lists, texts and numbers; raises MalformedCriterion."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _Strict)):
            raise MalformedCriterion("", "an alias (`*name`)", "write the value out")
        return yaml.load(text, _Strict)  # noqa: S506 - a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise MalformedCriterion(line, f"not YAML: {error.problem}", "correct the line, or the one above it") from None
    except yaml.YAMLError as error:
        raise MalformedCriterion("", f"not YAML: {type(error).__name__}", "save the file as UTF-8 text") from None


class _Strict(yaml.CSafeLoader):
    """Nothing is guessed: 1:50, no and 2024-03-09 are texts, and a key given twice is an error, not its last value."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}  # noqa: RUF012 - PyYAML's own name

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """A mapping whose keys differ."""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise MalformedCriterion(f"line {key.start_mark.line + 1}", f"`{key.value}` is given twice", "keep one")
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9]\d*)$", list("-0123456789")),
    ("float", r"^-?\d+\.\d+$", list("-0123456789")),
):
    yaml.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first, _Strict)
