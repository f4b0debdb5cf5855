"""Statements that a recorded history is complete: the absent-or-unknown codes of the International Patient Summary.

``no-known-medications`` says that nothing is taken, so silence becomes no for that scope; ``no-medication-info`` says
nothing at all (IPS 2.0.0, CodeSystem absent-unknown-uv-ips).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import History, Scope

NO_KNOWN: Mapping[str, Scope] = {
    "IPS-ABSENT:no-known-problems": "conditions",
    "IPS-ABSENT:no-known-medications": "medications",
    "IPS-ABSENT:no-known-procedures": "procedures",
}


def is_absence(concept: Node) -> bool:
    """Whether a code says that there is nothing, or nothing known, instead of naming a thing."""
    return any(code.startswith("IPS-ABSENT:") for code in codes_of(concept.json))


def complete(resource: Node, concept: Node, about: About, when: Span | None) -> Iterator[History]:
    """The History that an absent-or-unknown code states; one that states none is noted."""
    scope = next((NO_KNOWN[code] for code in codes_of(concept.json) if code in NO_KNOWN), None)
    status = resource["status"].text
    verification = codes_of_status(resource["verificationStatus"])
    if "entered-in-error" in {status, *verification} or "refuted" in verification:
        concept.note("information", "entered-in-error", "entered in error", "it is no evidence")
    elif scope:
        yield History(**concept.where(about.patient), scope=scope, when=when)
    else:
        concept.note("information", "nothing-known", "says that nothing is known", "no fact made")


def codes_of_status(concept: Node) -> set[str]:
    """The bare codes of a status that FHIR writes as a CodeableConcept."""
    return {code for coding in concept["coding"] if (code := coding["code"].text)}
