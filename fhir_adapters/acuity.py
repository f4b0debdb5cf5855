"""Visual acuity as letters of an ETDRS chart, whatever it was sent in: logMAR, of which more is worse, or Snellen.

85 letters are logMAR 0, and five letters a line of 0.1 (Ferris 1982, ETDRS charts). Snellen is read by the same rule,
to the letter, as Gregori, Feuer and Rosenfeld propose (Retina 2010;30:1046), and marked: its lines are coarser.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from fhir_adapters.elements import Amount, quantity
from fhir_adapters.node import Node
from matching.facts import Comparator

CODES = frozenset({"GENOTHER:BCVA", "GENOTHER:LLVA"})
LETTERS, SNELLEN = "{letters}", "snellen"
_LOGMAR = {"{logMAR}", "[logMAR]", "logMAR"}
_FRACTION = re.compile(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*/\s*(\d{1,4}(?:[.,]\d+)?)\s*", re.ASCII)
_TURNED: Mapping[Comparator, Comparator] = MappingProxyType({"<": ">", "<=": ">=", ">": "<", ">=": "<=", "": ""})


def in_letters(node: Node, codes: Iterable[str]) -> tuple[Amount, str | None] | None:
    """The letters of an acuity in logMAR or Snellen, and how they were had; None for every other value."""
    if CODES.isdisjoint(codes):
        return None
    found = node["valueQuantity"]
    if found["code"].text in _LOGMAR or found["unit"].text in _LOGMAR:
        amount = quantity(found)
        if amount.value is None:
            return None
        return Amount(_letters(amount.value), _TURNED[amount.comparator], LETTERS), None
    seen = _fraction(node)
    if seen is None:
        return None
    what_next = "send letters or logMAR; read as letters, approximately"
    node.note("information", "acuity-approximate", "an acuity in Snellen", what_next)
    return Amount(round(_letters(-math.log10(seen))), "", LETTERS), SNELLEN


def _letters(logmar: float) -> float:
    return round(85 - 50 * logmar, 1)


def _fraction(node: Node) -> float | None:
    """20/40, 6/12 or 5/10, as a ratio or in words; None where it is none, or nothing is seen."""
    ratio = node["valueRatio"]
    if ratio:
        above, below = (ratio[part]["value"].number for part in ("numerator", "denominator"))
    elif written := _FRACTION.fullmatch(node["valueString"].text or ""):
        above, below = (float(part.replace(",", ".")) for part in written.groups())
    else:
        return None
    return above / below if above and below and above > 0 and below > 0 else None
