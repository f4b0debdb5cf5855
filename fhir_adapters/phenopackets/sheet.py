"""One phenopacket being read: its patient, their days, and the elements that many parts share.

Phenopacket schema v2, elements OntologyClass, TimeElement and Quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fhir_adapters.codings import UCUM_OF, canonical
from fhir_adapters.node import Node
from fhir_adapters.phenopackets import ages
from matching.days import Span

_DEEPEST = 64
_TWINS = {"HGNC:11117": "SMN1", "HGNC:11118": "SMN2"}
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:\S+", re.ASCII)


@dataclass(slots=True)
class Days:
    """Whose packet it is, when they were born, and the last encounter: what an undated statement is dated by."""

    patient: str
    birth: Span | None = None
    last_seen: Span | None = None


def term(node: Node) -> str | None:
    """The code of an OntologyClass, in our spelling; a CURIE of an unknown system stays as it is."""
    text = node["id"].text
    if text is None:
        return None
    found = canonical(text)
    if found is None and _CURIE.fullmatch(text):
        node.note(
            "information", "unknown-code-system", "a prefix that is not known here",
            "it is kept as sent; use a known system so that criteria can read it",
        )  # fmt: skip
        return text
    if found is None:
        node.note("warning", "no-code", "not a CURIE (PREFIX:code)", "send the id as a CURIE; no fact made")
    return found


def gene(node: Node) -> str | None:
    """The gene of a GeneDescriptor: its HGNC id, else its symbol."""
    found = canonical(node["valueId"].text or "")
    return found if found and found.startswith("HGNC:") else node["symbol"].text


def contradicts(node: Node) -> bool:
    """Whether the id and the symbol of a GeneDescriptor name two genes, one of them SMN1 or SMN2."""
    code, symbol = canonical(node["valueId"].text or "") or "", (node["symbol"].text or "").upper()
    twin = code in _TWINS or (code.startswith("HGNC:") and symbol in _TWINS.values())
    return twin and bool(symbol) and _TWINS.get(code) != symbol


def aged(node: Node) -> ages.Ages | None:
    """The ages that a TimeElement states."""
    try:
        return ages.ages(node.json) if isinstance(node.json, dict) else None
    except ValueError:
        _unreadable(node)
        return None


def when(node: Node, birth: Span | None) -> Span | None:
    """The days that a TimeElement means, where they can be known."""
    try:
        return ages.span(node.json, birth) if isinstance(node.json, dict) else None
    except ValueError:
        _unreadable(node)
        return None


def date_of(node: Node) -> Span | None:
    """The day of a Timestamp, as written."""
    text = node.text
    try:
        return Span.parse(text) if text else None
    except ValueError:
        _unreadable(node)
        return None


def _unreadable(node: Node) -> None:
    node.note(
        "warning", "unreadable-time", "not an age or a date that can be read",
        "send an ISO 8601 age such as P6Y9M, or a timestamp; read as not recorded",
    )  # fmt: skip


def unit(quantity: Node) -> str | None:
    """The unit of a Quantity in UCUM: a ``UCUM:`` term, or a Units Ontology term with a UCUM counterpart."""
    text = quantity["unit"]["id"].text
    code = canonical(text) if text else None
    if code and code.startswith("UCUM:"):
        return code.removeprefix("UCUM:")
    if code and code in UCUM_OF:
        return UCUM_OF[code]
    if text:
        quantity["unit"].note("warning", "no-unit", "not a unit that can be read as UCUM", "send a UCUM: term")
    return None


def camel_case(packet: object) -> object:
    """The packet with protobuf's JSON names, where it was written with the names of the schema (snake_case)."""
    return _renamed(packet) if any("_" in key for key in _own_keys(packet)) else packet


def _own_keys(packet: object) -> Iterator[str]:
    if isinstance(packet, dict):
        subject = packet.get("subject")
        yield from (str(key) for part in (packet, subject) if isinstance(part, dict) for key in part)


def _renamed(value: object, depth: int = 0) -> object:
    """Renamed as deep as packets go; what lies deeper is no element of one."""
    if isinstance(value, dict) and depth < _DEEPEST:
        return {_renamed_key(str(key)): _renamed(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list) and depth < _DEEPEST:
        return [_renamed(item, depth + 1) for item in value]
    return value


def _renamed_key(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(part.capitalize() for part in rest)
