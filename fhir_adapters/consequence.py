"""What a variant does to the protein: as coded (Sequence Ontology), else as its HGVS names say.

A nonsense, a frameshift, a lost start, a canonical splice site (the first two bases of an intron, on either side) is
null; one amino acid for another is missense (HGVS 21.1, Protein recommendations).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from matching.facts import Consequence

CONSEQUENCES: Mapping[str, Consequence] = {
    "SO:0001587": "null", "SO:0001589": "null", "SO:0001574": "null", "SO:0001575": "null", "SO:0002012": "null",
    "SO:0001893": "null", "SO:0001583": "missense", "SO:0001630": "splice", "SO:0002170": "splice",
    "SO:0001821": "inframe", "SO:0001822": "inframe", "SO:0001819": "other", "SO:0001627": "other",
}  # fmt: skip
_NULL = re.compile(r"p\.\(?(?:[A-Z][a-z]{2}[0-9]+(?:Ter|\*)|[A-Z][a-z]{2}[0-9]+.*fs|Met1\?|0\??)")
_MISSENSE = re.compile(r"p\.\(?[A-Z][a-z]{2}[0-9]+(?!Ter)[A-Z][a-z]{2}\)?$")
_INFRAME = re.compile(r"p\.\(?[A-Z][a-z]{2}[0-9]+(?:_[A-Z][a-z]{2}[0-9]+)?(?:del|dup|ins|delins)[A-Za-z]*\)?$")
_SILENT = re.compile(r"p\.\(?(?:=|[A-Z][a-z]{2}[0-9]+=)\)?$")
_CANONICAL_SPLICE = re.compile(r"c\.[0-9*-]*[0-9][+-][12](?![0-9])")


def of(codes: Iterable[str], protein: str | None, change: str | None) -> Consequence | None:
    """The consequence; None where nothing says it, or several codes differ."""
    said = {CONSEQUENCES[code] for code in codes if code in CONSEQUENCES}
    if said:
        return said.pop() if len(said) == 1 else None
    name = (protein or "").rsplit(":", maxsplit=1)[-1]
    patterns: tuple[tuple[re.Pattern[str], Consequence], ...] = (
        (_NULL, "null"), (_MISSENSE, "missense"), (_INFRAME, "inframe"), (_SILENT, "other"),
    )  # fmt: skip
    for pattern, consequence in patterns:
        if pattern.match(name):
            return consequence
    spliced = _CANONICAL_SPLICE.match((change or "").rsplit(":", maxsplit=1)[-1])
    return "null" if spliced else None
