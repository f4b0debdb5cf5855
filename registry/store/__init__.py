"""Every stored FHIR resource: its bytes, its versions, its search index, and the outbox of changes."""

from registry.store.models import DateEntry, Outbox, Resource, ResourceHistory, TokenEntry
from registry.store.repository import (
    Outcome,
    Prepared,
    all_bodies,
    announce,
    answering,
    bodies,
    bodies_of,
    current,
    kinds,
    outbox,
    patients_of,
    put,
    rows,
    take_outbox,
    version,
)
from registry.store.repository import history as history_of

__all__ = [
    "DateEntry", "Outbox", "Outcome", "Prepared", "Resource", "ResourceHistory", "TokenEntry", "all_bodies", "announce",
    "answering", "bodies", "bodies_of", "current", "history_of", "kinds", "outbox", "patients_of", "put", "rows",
    "take_outbox", "version",
]  # fmt: skip
