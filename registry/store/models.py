"""The tables of the store: current resources, earlier versions, search index, outbox."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.db import NUMBER


class Resource(SQLModel, table=True):
    """The newest version of a resource; ``body`` is its JSON as sent, less what the door removed.

    ``patient`` is the root id of whom it is about (None: of nobody alone), ``site`` where it came from, ``digest``
    of its content without version and date, so that the same content again makes no new version. ``sent`` is when its
    sender last changed it (meta.lastUpdated, UTC), so that an older export does not overwrite a newer one.
    """

    __tablename__ = "resource"
    __table_args__ = (UniqueConstraint("type", "id"), Index("resource_of_patient", "patient", "type"))

    seq: int = Field(primary_key=True, sa_type=NUMBER)
    type: str
    id: str
    version: int
    patient: str | None = None
    site: str
    updated: str = Field(index=True)
    deleted: bool = False
    sent: str = ""
    digest: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)


class ResourceHistory(SQLModel, table=True):
    """An earlier version of a resource."""

    __tablename__ = "resource_history"

    type: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    patient: str | None = Field(default=None, index=True)
    site: str
    updated: str
    deleted: bool
    body: bytes = Field(sa_type=LargeBinary)


class TokenEntry(SQLModel, table=True):
    """A token that a resource answers to, as 64 bits: see `registry.store.index`."""

    __tablename__ = "token_entry"
    __table_args__ = (
        PrimaryKeyConstraint("token", "seq"),
        Index("token_of_resource", "seq"),
        {"sqlite_with_rowid": False},
    )

    token: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=NUMBER)


class DateEntry(SQLModel, table=True):
    """The first and last second (UTC, since 1970) in which a date of a resource lies, per search parameter."""

    __tablename__ = "date_entry"
    __table_args__ = (
        PrimaryKeyConstraint("param", "first", "seq"),
        Index("date_of_resource", "seq"),
        {"sqlite_with_rowid": False},
    )

    param: int = Field(sa_type=BigInteger)
    first: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=NUMBER)
    last: int = Field(sa_type=BigInteger)


class Outbox(SQLModel, table=True):
    """What changed, for whoever must hear of it: written with the change, removed by its reader."""

    __tablename__ = "outbox"

    seq: int = Field(primary_key=True, sa_type=NUMBER)
    type: str
    id: str
    version: int
    patient: str | None = None
    at: str
