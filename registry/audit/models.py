"""The table of the audit."""

from __future__ import annotations

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field, SQLModel

from registry.db import NUMBER


class AuditRecord(SQLModel, table=True):
    """One act; ``mac`` binds it to all before it. ``patients`` and ``details`` are JSON."""

    __tablename__ = "audit_record"

    seq: int = Field(primary_key=True, sa_type=NUMBER, sa_column_kwargs={"autoincrement": False})
    at: str
    actor: str = Field(index=True)
    role: str
    site: str
    act: str = Field(index=True)
    purpose: str
    patients: str = Field(sa_type=Text)
    details: str = Field(sa_type=Text)
    mac: bytes = Field(sa_type=LargeBinary)
