"""What HGVS text says beyond its letters: how much it takes away or doubles, on which cells, and whether at all.

HGVS 21.0: ``(a_b)_(c_d)del`` has uncertain breakpoints, ``?`` an unknown one; ``12+1`` and ``13-1`` lie in introns,
``-5`` and ``*3`` outside the coding sequence. ``=/`` and ``=//`` mark a mosaic and a chimera, a last ``=`` no change.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from matching.facts import Lesion

# The longest deletion or duplication that is read as a point change, in nucleotides.
SMALL = 50
_AFTER = 1e9  # what follows the stop codon lies behind any coding base
_BARE = re.compile(r"[cgmnpr]\.\S+", re.ASCII)
_REFERRED = re.compile(r":\s*[cgmnpr]\.\S", re.ASCII)
_POSITION = r"[*-]?[0-9]+(?:[+-](?:[0-9]+|\?))?|\?"
_BREAK = rf"\((?:{_POSITION})_(?:{_POSITION})\)|{_POSITION}"
_UNCHANGED = re.compile(r"(?:.*:)?[cgmn]\.[^/]*=\)?", re.ASCII)
_CHANGE = re.compile(
    rf"(?:.*:)?[cgmn]\.\(?(?P<start>{_BREAK})(?:_(?P<end>{_BREAK}))?(?P<kind>delins|del|dup|ins)[A-Za-z0-9]*\)?",
    re.ASCII,
)
_PLACED = re.compile(
    rf"(?P<start>{_BREAK})(?:_(?P<end>{_BREAK}))?(?:(?P<point>[acgt]>[acgt])|(?P<length>del|dup)|(?:del|dup|ins|inv|[acgt]+>)[a-z0-9]*)",
    re.ASCII,
)
_ONE = re.compile(r"(?P<region>[*-]?)(?P<base>[0-9]+)(?P<offset>[+-](?:[0-9]+|\?))?", re.ASCII)
_KINDS: dict[str, Lesion] = {"del": "deletion", "dup": "duplication"}


class _Site(NamedTuple):
    """One end: the first base that may be gone from it, the last one that may be gone up to it, and whether it is
    written as a base of an exon.
    """

    low: float
    high: float
    exonic: bool


def is_change(text: str) -> bool:
    """Whether a text names a change, with a reference sequence (``NM_1.2:c.1A>G``) or bare (``c.1A>G``)."""
    return bool(_REFERRED.search(text) or _BARE.fullmatch(text))


def is_mosaic(text: str) -> bool:
    """Whether the change is on some cells only."""
    return "=/" in text


def is_unchanged(text: str) -> bool:
    """Whether the text says that there is no change at its place: ``c.826=``."""
    return bool(_UNCHANGED.fullmatch(text))


def lesion_of(text: str) -> Lesion | None:
    """A point change, or a deletion or duplication that is longer or spans an exon; None where that is not told."""
    if re.search(r"[ACGT]>[ACGT]$", text):
        return "point"
    found = _CHANGE.fullmatch(text)
    if not found:
        return None
    start, end = _site(found["start"]), _site(found["end"] or found["start"])
    kind, length = _KINDS.get(found["kind"]), end.high - start.low + 1
    if start.exonic and end.exonic:
        return "point" if length <= SMALL else kind
    in_introns = not start.exonic and not end.exonic
    return kind if length > SMALL or (in_introns and length > 0) else None


def place_of(change: str) -> tuple[float, float, Literal["point", "length", "other"]] | None:
    """The first and the last base around a change without its ``c.``, in small letters, and whether it is one base for
    another or a mere loss or doubling; None for what is not written as one change.
    """
    found = _PLACED.fullmatch(change)
    if not found:
        return None
    start, end = _site(found["start"]), _site(found["end"] or found["start"])
    point = found["point"] and not found["end"]
    kind: Literal["point", "length", "other"] = "point" if point else "length" if found["length"] else "other"
    return min(start.low, start.high), max(end.low, end.high), kind


def _site(text: str) -> _Site:
    ends = [_site(part) for part in text.strip("()").split("_")] if text.startswith("(") else []
    if ends:
        return _Site(ends[0].low, ends[-1].high, all(end.exonic for end in ends))
    found = _ONE.fullmatch(text)
    if not found:
        return _Site(float("-inf"), float("inf"), exonic=False)
    number, offset = float(found["base"]), (found["offset"] or "")[:1]
    place = {"-": -number, "*": _AFTER + number, "": number}[found["region"]]
    # Behind 12+1 the next base of an exon is 13; before 13-1 the last one is 12.
    return _Site(place + (offset == "+"), place - (offset == "-"), exonic=not offset)
