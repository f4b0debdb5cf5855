"""The door: what of a FHIR resource may be stored, and, of a Patient, the identity that stays behind.

An allow-list for each type of resource and datatype (`allowed`), so that what nobody thought of is never kept. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fhir_adapters.door.betrayal import betrayed, without_identity
from fhir_adapters.door.copying import Copier
from fhir_adapters.door.identity import Identity, Name, identity_of
from fhir_adapters.door.kinds import HELD
from fhir_adapters.door.soundness import Refused, require_sound
from fhir_adapters.problems import Problem

__all__ = ["HELD", "Admitted", "Identity", "Json", "Name", "Refer", "admit", "betrayed", "without_identity"]

Json = dict[str, Any]
# A Reference as sent and the path of its element: the literal reference to store, or None, and it is removed.
Refer = Callable[[Json, str], str | None]


@dataclass(frozen=True, slots=True)
class Admitted:
    """What may be stored (None: nothing), the identity of a Patient, and what was removed or refused and why."""

    resource: Json | None
    identity: Identity | None
    problems: tuple[Problem, ...]


def admit(resource: Json, refer: Refer, record: str = "") -> Admitted:
    """Let a resource, as parsed JSON, through the door; it is not changed, and nothing sent can make this raise.

    An object that loses all it had is marked as masked (extension data-absent-reason), never dropped: readers must
    not take a narrowed consent, or a focus on somebody else, for a plain one.
    """
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(kind, str):
        what = "not a FHIR resource"
        what_next = "send an object with a resourceType"
        return Admitted(None, None, (Problem("error", "not-a-resource", record, "", what, what_next),))
    if kind not in HELD:
        what = "a resource of a type that is not stored"
        what_next = "nothing to do"
        return Admitted(None, None, (Problem("information", "type-not-held", record, "resourceType", what, what_next),))
    copier = Copier(resource, refer, record)
    try:
        kept = copier.resource(kind)
        if kind != "Patient":
            return Admitted(kept, None, tuple(copier.problems()))
        require_sound(resource, (None, kind, None), 0)  # the vault must be able to hold what is removed
    except Refused as refused:
        return Admitted(None, None, (refused.problem(record),))
    identity, problems = identity_of(resource, kept, record)
    return Admitted(kept, identity, (*copier.problems(), *problems))
