"""JSON read and written without changing a character of its numbers: ``1.50`` stays ``1.50``.

FHIR R4, JSON representation 2.6.1: the precision of a decimal is part of its value.
"""

from __future__ import annotations

import json
import math
from typing import Any, Self

import orjson

Json = dict[str, Any]
_SAFE_DIGITS = 15


class NotJson(ValueError):
    """What was sent is not JSON as FHIR means it; ``code`` says why, for the reader's sentence, without a value."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Number(float):
    """A number that remembers how it was written."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """From its digits; beyond what a float holds it is infinite, and still written as it came."""
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __reduce__(self) -> tuple[type[Number], tuple[str]]:
        return Number, (self.text,)


def parse(raw: bytes | str, *, finite: bool = False) -> Any:  # noqa: ANN401  # whatever JSON holds
    """The document, its decimals as `Number`; with ``finite``, one that no computer holds (``1e400``) is refused.

    Raises NotJson: ``not-utf8``, ``not-json``, ``duplicate-key``, ``too-deep``.
    """
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotJson("not-utf8") from None
    try:
        return json.loads(
            text,
            parse_float=_finite if finite else Number,
            parse_int=_whole_finite if finite else _whole,
            parse_constant=_refuse,
            object_pairs_hook=_distinct,
        )
    except RecursionError:
        raise NotJson("too-deep") from None
    except json.JSONDecodeError:
        raise NotJson("not-json") from None


def _whole(text: str) -> int | Number:
    # "-0" and digits that no 64 bits hold are kept as written too.
    return int(text) if len(text) <= _SAFE_DIGITS and text != "-0" else Number(text)


def _whole_finite(text: str) -> int | Number:
    found = _whole(text)
    return _finite(text) if isinstance(found, Number) else found


def _finite(text: str) -> Number:
    number = Number(text)
    if math.isinf(number):
        raise NotJson("not-json")
    return number


def _refuse(_name: str) -> None:
    raise NotJson("not-json")


def _distinct(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("duplicate-key")
    return found


def dump(content: object) -> bytes:
    """UTF-8 without blanks, numbers as they were read; raises NotJson ``not-utf8`` for a lone surrogate."""
    try:
        return orjson.dumps(content, default=_as_written)
    except orjson.JSONEncodeError:
        raise NotJson("not-utf8") from None


def _as_written(value: object) -> orjson.Fragment:
    if isinstance(value, Number):
        return orjson.Fragment(value.text)
    raise TypeError
