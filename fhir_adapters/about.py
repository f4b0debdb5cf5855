"""What a resource's reader is told besides the resource: whose it is, their birth, and how references resolve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fhir_adapters.node import Node
from matching.days import Span


def nothing_found(reference: Node) -> Node | None:  # noqa: ARG001 (the shape of a resolver)
    """The resolver of a resource that was sent alone."""
    return None


def nobody_found(reference: Node) -> str | None:  # noqa: ARG001 (likewise)
    """The patient whom a resource sent alone refers to."""
    return None


@dataclass(frozen=True, slots=True)
class About:
    """The patient at hand; ``resolve`` finds the drug behind a Reference, ``named`` the patient, or None."""

    patient: str
    birth: Span | None = None
    resolve: Callable[[Node], Node | None] = nothing_found
    named: Callable[[Node], str | None] = nobody_found
