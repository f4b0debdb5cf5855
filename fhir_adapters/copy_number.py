"""Copies of a gene, as component 82155-3 of a variant counts them: of one gene, of the whole of it, and germline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.antibody import method_of
from fhir_adapters.elements import number
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import CopyNumber

COPIES = "LOINC:82155-3"
# SMN1 and SMN2 differ in exon 7: a count of other exons is no count of the gene.
_COUNTED_BY_EXON = {"HGNC:11117": 7, "SMN1": 7, "HGNC:11118": 7, "SMN2": 7}
_USUAL = (1, 2)
_UNITS = {"1", "{copies}", "{copy}", "copies", "copy", "copie"}
_MOST_COPIES = 1000
Exons = tuple[int, int]


def refused(nodes: list[Node], genes: list[str], ranges: list[Exons]) -> bool:
    """Whether a count is not that of one whole gene; where it is not, that is said."""
    if len(genes) > 1:
        what_next = "send one observation for each gene; no fact made"
        nodes[0].note("warning", "copies-of-several-genes", "one count and several genes", what_next)
        return True
    exon = _COUNTED_BY_EXON.get(genes[0]) if ranges else None
    if exon and not any(first <= exon <= last for first, last in ranges):
        what = f"copies of exons other than exon {exon}"
        nodes[0].note("warning", "copies-of-other-exons", what, "send the copies of that exon; no fact made")
        return True
    return False


def copies(
    observation: Node, about: About, parts: Mapping[str, list[Node]], gene: str, when: Span | None
) -> Iterator[CopyNumber]:
    """A count as an interval: 3 is 3 to 3, ``>=4`` has no upper end, an estimate of 2.4 is 2 or 3."""
    for part in parts.get(COPIES, ()):
        ends = _count(part)
        if ends is None:
            part.note("warning", "copies-not-read", "not a number of copies", "send a whole number or a range")
        elif not gene:
            part.note("warning", "no-gene", "copies of an unnamed gene", "send component 48018-6; no fact made")
        else:
            where = part.where(about.patient)
            yield CopyNumber(
                **where, gene=gene, low=ends[0], high=ends[1], method=method_of(observation["method"]), when=when
            )


def may_be_usual(nodes: list[Node]) -> bool:
    """Whether a count may be one that people have: two, or one of a gene on the X chromosome."""
    ends = [_count(part) for part in nodes]
    return any(one is None or (one[0] <= _USUAL[1] and (one[1] is None or one[1] >= _USUAL[0])) for one in ends)


def _count(part: Node) -> tuple[int, int | None] | None:
    if part["dataAbsentReason"] or (part["valueRange"] and part["valueQuantity"]):
        return None
    return _range(part["valueRange"]) if part["valueRange"] else _quantity(part["valueQuantity"])


def _is_of_copies(node: Node) -> bool:
    sent = {text.casefold() for name in ("unit", "code") if (text := node[name].text)}
    return sent <= _UNITS


def _quantity(node: Node) -> tuple[int, int | None] | None:
    if not _is_of_copies(node):
        return None
    amount = number(node)
    value = amount.value
    if value is None or not 0 <= value <= _MOST_COPIES:
        return None
    if amount.comparator and value % 1:
        return None
    match amount.comparator:
        case ">=":
            return math.ceil(value), None
        case ">":
            return math.floor(value) + 1, None
        case "<=":
            return 0, math.floor(value)
        case "<":
            return (0, math.ceil(value) - 1) if value > 1 else None  # below one copy is an estimate, and not none
    return math.floor(value), math.ceil(value)


def _range(node: Node) -> tuple[int, int | None] | None:
    if any(node[end]["comparator"] or not _is_of_copies(node[end]) for end in ("low", "high")):
        return None
    low, high = node["low"]["value"].number, node["high"]["value"].number
    if low is None and high is None:
        return None
    ends = math.floor(low or 0), None if high is None else math.ceil(high)
    within = 0 <= ends[0] <= _MOST_COPIES and (ends[1] is None or ends[0] <= ends[1] <= _MOST_COPIES)
    return ends if within else None
