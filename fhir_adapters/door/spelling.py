"""Words and numbers as they are compared: without accents, letter case and separators."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart.
_JOINED = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")
# What people put inside a number, or between the parts of a name; what is not ASCII is no part of a number.
_SEPARATORS = b" \t.,-/()'_" + bytes(range(128, 256))


def plain(text: str) -> str:
    """Small letters without accents, however these were encoded."""
    if text.isascii():
        return text.lower()
    small = text.casefold()
    for joined, parts in _JOINED.items():
        small = small.replace(joined, parts)  # ten times quicker than str.translate
    apart = unicodedata.normalize("NFKD", small)
    return _MARKS.sub("", apart).casefold()


def words(text: str) -> list[str]:
    """The words and numbers of a text, plain."""
    return _WORD.findall(plain(text))


def condensed(plain_text: str) -> str:
    """The ASCII of a plain text without the separators that people put inside names and numbers."""
    return plain_text.encode(errors="ignore").translate(None, _SEPARATORS).decode("ascii")
