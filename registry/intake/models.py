"""The tables of intake: every import, and what it refused or did not understand."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from registry.db import NUMBER


class ImportJob(SQLModel, table=True):
    """An import: how far it is, and what became of what it read.

    ``listing`` names the files it reads (names, sizes, dates), so that the same import is taken up where it stopped;
    ``position`` is the number of documents done, ``deferred`` (JSON) those whose patient was not known at the time.
    """

    __tablename__ = "import_job"

    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    source: str
    path: str
    listing: str = Field(index=True)
    who: str
    started: str
    finished: str | None = None
    documents: int = 0
    position: int = 0
    deferred: str = Field(default="[]", sa_type=Text)
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    stale: int = 0
    deleted: int = 0
    not_held: int = 0
    set_aside: int = 0
    refused_documents: int = 0
    new_patients: int = 0
    problems: int = 0


class Reject(SQLModel, table=True):
    """What was refused, set aside or not understood: where, what, what next; never a value."""

    __tablename__ = "reject"
    __table_args__ = (Index("reject_of_import", "job", "severity"),)

    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    job: int = Field(sa_type=NUMBER, foreign_key="import_job.number")
    severity: str
    code: str
    place: str
    element: str
    what: str
    what_next: str
    count: int = 1
