"""How single values stand in a document: durations, titres, limits, windows, texts.

One table, `FORMS`, by Python type: what a value is called in an error, how it is read and written, and its JSON Schema.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from matching.anchors import ANCHORS, Ahead, Window
from matching.criteria import Limit
from matching.days import Duration, day
from matching.errors import MalformedCriterion
from matching.refusals import malformed, unreadable
from matching.trial import LANGUAGES, Text

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Schema: TypeAlias = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of value: what it is called in an error, how it is read (value, path) and written, and its schema."""

    says: str
    schema: Schema
    read: Callable[[object, str], Any]
    write: Callable[[Any], Plain]


def known(data: object, where: str, keys: tuple[str, ...]) -> dict[str, object]:
    """The mapping, once all its keys are known; else the error that names the nearest one."""
    if not isinstance(data, dict):
        raise unreadable(where, "a mapping")
    strangers = [_unknown(key, where, keys) for key in data if key not in keys]
    if strangers:
        raise MalformedCriterion.together(strangers)
    return data


def _unknown(key: object, where: str, keys: tuple[str, ...]) -> MalformedCriterion:
    if near := get_close_matches(str(key), keys, n=1):
        return malformed("unknown_key_near", inside(where, key), key=key, near=near[0])
    return malformed("unknown_key", inside(where, key), key=key, keys=", ".join(keys))


def inside(where: str, key: object) -> str:
    """The path of a key below a path."""
    return f"{where}.{key}" if where else str(key)


# --- scalars ---------------------------------------------------------------------------------------------------------

_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"


def number(value: float) -> str:
    """A number as short as it can be and still be read back as the same one."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _exactly(kind: type, says: str, schema: Schema) -> Form:
    def read(data: object, where: str) -> object:
        if type(data) is not kind:
            raise unreadable(where, says)
        return data

    return Form(says, schema, read, lambda value: value)


def _matching(pattern: str, says: str, make: Callable[[str], object], write: Callable[[Any], str]) -> Form:
    def read(data: object, where: str) -> object:
        if not (isinstance(data, str) and re.fullmatch(pattern, data)):
            raise unreadable(where, says)
        try:
            return make(data)
        except ValueError:
            raise unreadable(where, says) from None

    return Form(says, {"type": "string", "pattern": f"^(?:{pattern})$"}, read, write)


def _limit(text: str) -> Limit:
    value, _, unit = text.partition(" ")
    return Limit(_finite(value), unit)


def _titre(text: str) -> float:
    return _finite(text.removeprefix("1:"))


def _finite(text: str) -> float:
    if math.isinf(value := float(text)):
        raise ValueError(text)
    return value


def _iso(text: str) -> str:
    day(text)
    return text


DATE = _matching(r"\d{4}-\d{2}-\d{2}", "a date such as 2024-03-09", _iso, str)
_DURATION = _matching(
    r"\d{1,6} ?(?:d|wk|mo|y)", "a duration such as `180 d`, `26 wk`, `6 mo` or `7 y`", Duration.parse, str
)
# A limit without its unit is read, so that `check` can name it beside the other faults.
_LIMIT = _matching(
    rf"{_NUMBER}(?: \S+)?",
    "a number and its unit such as `3 xULN`, `300 /uL` or `28 {score}`",
    _limit,
    lambda limit: f"{number(limit.value)} {limit.unit}".rstrip(),
)
_TITRE = _matching(rf"1:{_NUMBER[2:]}", "a titre such as `1:50`", _titre, lambda reciprocal: f"1:{number(reciprocal)}")


def one_of(values: tuple[str | int, ...]) -> Form:
    """One word (or number) of a list."""
    words = [str(value) for value in values]
    # YAML reads a bare `null` as nothing: where it is a word of the list, it is that word.
    enum: list[Plain] = [*values, *([None] if "null" in values else [])]

    def read(data: object, where: str) -> object:
        data = "null" if data is None and "null" in values else data
        if data in values:
            return data
        if near := get_close_matches(str(data), words, n=1):
            raise malformed("no_choice_near", where, near=near[0])
        raise malformed("no_choice", where, choices=", ".join(words))

    return Form(f"one of {', '.join(words)}", {"enum": enum}, read, lambda value: value)


_RULERS = {"days": "d", "weeks": "wk", "months": "mo", "years": "y"}
_WINDOW_SAYS = "a window such as {before: dosing, days: 30} (or weeks, months, years)"
_COUNTS: Schema = {name: {"type": "integer", "minimum": 0} for name in _RULERS}
_WINDOW_SCHEMA: Schema = {
    "type": "object",
    "properties": {"before": {"enum": list(ANCHORS)}, **_COUNTS},
    "required": ["before"],
    "additionalProperties": False,
    "minProperties": 2,
    "maxProperties": 2,
}


def _read_window(data: object, where: str) -> Window:
    found = known(data, where, ("before", *_RULERS))
    rulers = [name for name in _RULERS if name in found]
    if "before" not in found or len(rulers) != 1:
        raise unreadable(where, _WINDOW_SAYS)
    count = found[rulers[0]]
    if type(count) is not int or count < 0:
        raise unreadable(inside(where, rulers[0]), "a whole number, zero or more")
    anchor = one_of(ANCHORS).read(found["before"], inside(where, "before"))
    return Window(anchor, Duration.parse(f"{count} {_RULERS[rulers[0]]}"))


def _write_window(window: Window) -> Plain:
    ruler = next(name for name, unit in _RULERS.items() if unit == window.length.unit)
    return {"before": window.before, ruler: window.length.count}


_AHEAD_SAYS = "a window ahead such as {after: dosing, days: 60} (or weeks, months, years)"
_AHEAD_SCHEMA: Schema = {
    **_WINDOW_SCHEMA,
    "properties": {"after": {"enum": list(ANCHORS)}, **_COUNTS},
    "required": ["after"],
}


def _read_ahead(data: object, where: str) -> Ahead:
    found = known(data, where, ("after", *_RULERS))
    looking_back = {("before" if key == "after" else key): value for key, value in found.items()}
    window = _read_window(looking_back, where)
    return Ahead(window.before, window.length)


def _write_ahead(ahead: Ahead) -> Plain:
    ruler = next(name for name, unit in _RULERS.items() if unit == ahead.length.unit)
    return {"after": ahead.after, ruler: ahead.length.count}


def _read_text(data: object, where: str) -> Text:
    found = known(data, where, LANGUAGES)
    for language in LANGUAGES:
        said = found.get(language)
        if not (isinstance(said, str) and said.strip()):
            raise malformed("no_text", inside(where, language))
    return {language: str(found[language]) for language in LANGUAGES}


_TEXT = Form(
    "a text in en and fr",
    {
        "type": "object",
        "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
        "required": list(LANGUAGES),
        "additionalProperties": False,
    },
    _read_text,
    dict,
)

FORMS: dict[Any, Form] = {
    bool: _exactly(bool, "true or false", {"type": "boolean"}),
    int: _exactly(int, "a whole number", {"type": "integer"}),
    str: _exactly(str, "a text", {"type": "string"}),
    float: _TITRE,  # the only bare numbers with decimals among the leaves
    Duration: _DURATION,
    Limit: _LIMIT,
    Window: Form(_WINDOW_SAYS, _WINDOW_SCHEMA, _read_window, _write_window),
    Ahead: Form(_AHEAD_SAYS, _AHEAD_SCHEMA, _read_ahead, _write_ahead),
    Text: _TEXT,
}
