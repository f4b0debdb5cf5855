"""What HGVS text says beyond its letters: how much it takes away or doubles, on which cells, and whether at all.

HGVS 21.0: ``(a_b)_(c_d)del`` has uncertain breakpoints, ``?`` an unknown one; ``12+1`` and ``13-1`` lie in introns,
``-5`` and ``*3`` outside the coding sequence. ``=/`` and ``=//`` mark a mosaic and a chimera, a last ``=`` no change.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matching.facts import Lesion

# The longest deletion or duplication that is read as a point change, in nucleotides.
SMALL = 50
_BARE = re.compile(r"[cgmn]\.\S+|p\.\S+", re.ASCII)
_POSITION = r"[*-]?[0-9]+(?:[+-](?:[0-9]+|\?))?|\?"
_BREAK = rf"\((?:{_POSITION})_(?:{_POSITION})\)|{_POSITION}"
_CHANGE = re.compile(
    rf"(?:.*:)?[cgmn]\.\(?(?P<start>{_BREAK})(?:_(?P<end>{_BREAK}))?(?P<kind>delins|del|dup|ins)[A-Za-z0-9]*\)?", re.ASCII
)
_ONE = re.compile(r"(?P<region>[*-]?)(?P<base>[0-9]+)(?P<offset>[+-](?:[0-9]+|\?))?", re.ASCII)
_KINDS: dict[str, Lesion] = {"del": "deletion", "dup": "duplication"}


class _Site(NamedTuple):
    """One end: the first and last coding base it may be, and whether it is written as a base of an exon."""

    low: float
    high: float
    exonic: bool


def is_change(text: str) -> bool:
    """Whether a text names a change, with a reference sequence (``NM_1.2:c.1A>G``) or bare (``c.1A>G``)."""
    return ":" in text or bool(_BARE.fullmatch(text))


def is_mosaic(text: str) -> bool:
    """Whether the change is on some cells only."""
    return "=/" in text


def is_unchanged(text: str) -> bool:
    """Whether the text says that there is no change at its place: ``c.826=``."""
    return text.rstrip(")").endswith("=")


def lesion_of(text: str) -> Lesion | None:
    """A point change, or a deletion or duplication that is longer or spans an exon; None where that is not told."""
    if re.search(r"[ACGT]>[ACGT]$", text):
        return "point"
    found = _CHANGE.fullmatch(text)
    if not found:
        return None
    start, end = _site(found["start"]), _site(found["end"] or found["start"])
    kind = _KINDS.get(found["kind"])
    if start.exonic and end.exonic:
        small = end.high - start.low + 1 <= SMALL
        return "point" if small else kind
    return kind if not start.exonic and not end.exonic and start.low <= end.high else None


def _site(text: str) -> _Site:
    ends = [_site(part) for part in text.strip("()").split("_")] if text.startswith("(") else []
    if ends:
        return _Site(ends[0].low, ends[-1].high, all(end.exonic for end in ends))
    found = _ONE.fullmatch(text)
    if not found:
        return _Site(float("-inf"), float("inf"), exonic=False)
    base = {"-": -1.0, "*": 1e9, "": 0.0}[found["region"]]
    place = base + float(found["base"]) if base >= 0 else -float(found["base"])
    offset = (found["offset"] or "")[:1]
    # Behind 12+1 the next base of an exon is 13; before 13-1 the last one is 12.
    return _Site(place + (offset == "+"), place - (offset == "-"), exonic=not offset and not found["region"])
