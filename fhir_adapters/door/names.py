"""The name beside a reference: kept where it names a thing, removed where it may name somebody."""

from __future__ import annotations

from typing import Any

from fhir_adapters.references import restful

Json = dict[str, Any]

# Of a specimen, its name tells whether it is of a foetus (`whose`).
_THINGS = {"Specimen", "Medication", "Substance", "Device"}
_LEADING_TO_THINGS = {"specimen", "medicationReference"}


def has_name(reference: Json, literal: str | None, element: str, resource: Json) -> bool:
    """Whether a Reference keeps its display: by its element, or by where it leads, as sent and as ``literal``."""
    return element in _LEADING_TO_THINGS or not _THINGS.isdisjoint(_leads_to(reference, literal, resource))


def _leads_to(reference: Json, literal: str | None, resource: Json) -> set[str]:
    """The types that it says it leads to; of what is contained in the resource, the type found there."""
    if literal is not None and literal.startswith("#"):
        contained = resource.get("contained")
        inside = [inner for inner in contained if isinstance(inner, dict)] if isinstance(contained, list) else []
        return {str(inner.get("resourceType")) for inner in inside if inner.get("id") == literal[1:]}
    urls = [url for url in (literal, reference.get("reference")) if isinstance(url, str)]
    named = {found["type"] for url in urls if (found := restful(url))}
    return named or {str(reference.get("type"))}
