"""What makes a resource refused whole: nesting too deep, and text that no database and no UTF-8 can hold."""

from __future__ import annotations

from decimal import Decimal

from fhir_adapters.door.places import Place, path
from fhir_adapters.problems import Problem

DEEPEST = 64
_PLAIN = (str, int, float, Decimal, type(None))


class Refused(Exception):
    """The resource may not be stored; raised and caught inside the door. ``place`` is where, ``why`` a slug."""

    def __init__(self, why: str, place: Place) -> None:
        super().__init__(why)
        self.why, self.place = why, place

    def problem(self, record: str) -> Problem:
        """The refusal in words, without the value."""
        element = path(self.place)
        match self.why:
            case "too-deep":
                what = f"nested deeper than {DEEPEST}"
                what_next = "send a flatter resource; it was not stored"
            case "bad-text":
                what = "a text with NUL or half a surrogate pair"
                what_next = "send valid Unicode without NUL; the resource was not stored"
            case "value-unknown":
                what = "a value of a kind that R4 does not define"
                what_next = "send an R4 value; the resource was not stored"
            case _:
                what = "an object where a plain value belongs"
                what_next = "send a plain value (FHIR R4, JSON representation); the resource was not stored"
        return Problem("error", self.why, record, element, what, what_next)


def require_text(text: str, place: Place) -> None:
    """Refuse NUL and lone surrogates."""
    try:
        if not text.isascii():
            text.encode()
    except UnicodeEncodeError:
        raise Refused("bad-text", place) from None
    if "\0" in text:
        raise Refused("bad-text", place)


def require_plain(value: object, place: Place) -> None:
    """Refuse what is no primitive: an object cannot be known to be harmless where none belongs."""
    if isinstance(value, str):
        require_text(value, place)
    elif not isinstance(value, _PLAIN):
        raise Refused("wrong-type", place)


def require_sound(value: object, place: Place, depth: int) -> None:
    """Refuse bad text and nesting beyond the limit anywhere inside, level by level; ``depth`` is that of its holder."""
    level = [value]
    while level:
        inside: list[object] = []
        for item in level:
            if isinstance(item, str):
                require_text(item, place)
            elif isinstance(item, dict):
                inside += [*item, *item.values()]
            elif isinstance(item, list):
                inside += item
        if depth >= DEEPEST and any(isinstance(item, dict | list) for item in level):
            raise Refused("too-deep", place)
        level, depth = inside, depth + 1
