"""What /api/imports answers."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ImportOut(BaseModel):
    """An import: how far it is, and what became of what it read."""

    number: int
    source: str
    path: str
    who: str
    started: str
    finished: str | None = Field(description="null while it runs, or where it was interrupted")
    documents: int
    refused_documents: int
    read: int = Field(description="resources")
    created: int
    updated: int
    unchanged: int
    deleted: int
    not_held: int = Field(description="resources of a type that is not stored")
    set_aside: int = Field(description="resources whose patient cannot be found")
    new_patients: int
    problems: int
    documents_a_minute: int | None


class KindOut(BaseModel):
    """Problems of one kind, and where the first ones lie."""

    severity: str
    code: str
    what: str
    what_next: str
    count: int
    places: list[str]


class ImportDetail(ImportOut):
    """An import with its problems by kind; all of them are at ``/imports/{number}/rejects.ndjson``."""

    kinds: list[KindOut]
