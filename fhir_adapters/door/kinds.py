"""The allow-list as the copier reads it: for each element, what kind of thing it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from fhir_adapters.door.allowed import EXTENSIONS, PARTS, RESOURCES, Elements

# None is a primitive, kept as it is; a table is an object, or several; a word is treated on its own.
Special = Literal[
    "Reference", "Establishment", "Residence", "Study", "contained", "extension", "sibling", "left", "unknown"
]
Table = dict[str, "Kind"]
Kind = Table | Special | None

UNKNOWN: Final = "unknown"
_EVERYWHERE: Elements = {"extension": "extension", "Modifier": "modifierExtension"}
_RESOURCE: Elements = {
    "plain": "resourceType id implicitRules language",
    "Meta": "meta",
    "contained": "contained",
    "left": "text",
}


def _prepared() -> dict[str, Table]:
    """The tables of every type; they refer to one another, and some to themselves."""
    tables: dict[str, Table] = {name: {} for name in (*RESOURCES, *PARTS)}
    for name, elements in RESOURCES.items():
        tables[name].update(_kinds([_EVERYWHERE, _RESOURCE, elements], tables))
    for name, elements in PARTS.items():
        tables[name].update(_kinds([_EVERYWHERE, {"left": "id"}, elements], tables))
    return tables


def _kinds(parts: list[Elements], tables: Mapping[str, Table]) -> Iterator[tuple[str, Kind]]:
    for kind, names in (pair for elements in parts for pair in elements.items()):
        for name in names.split():
            yield name, _kind(kind, tables)
            if kind in {"plain", "left"}:
                yield f"_{name}", "sibling" if kind == "plain" else "left"


def _kind(name: str, tables: Mapping[str, Table]) -> Kind:
    match name:
        case "plain":
            return None
        case "Reference" | "Establishment" | "Residence" | "Study" | "contained" | "extension" | "left":
            return name
    return tables[name]


_TABLES = _prepared()
HELD: frozenset[str] = frozenset(RESOURCES)
RESOURCE_TABLES: Mapping[str, Table] = {name: _TABLES[name] for name in RESOURCES}
REFERENCE, ESTABLISHMENT, RESIDENCE = (_TABLES[name] for name in ("Reference", "Establishment", "Residence"))
_BY_URL = {url: dict(_kinds([_EVERYWHERE, elements], _TABLES)) for url, elements in EXTENSIONS.items()}
_BY_ENDING = {url: table for url, table in _BY_URL.items() if url.startswith("/")}


def extension_table(url: object) -> Table | None:
    """What is kept of an extension of that URL; None when nothing is."""
    if not isinstance(url, str):
        return None
    return _BY_URL.get(url) or next((table for end, table in _BY_ENDING.items() if url.endswith(end)), None)
