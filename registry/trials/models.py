"""The table of trials: every version that the registry has judged by, and which one is current."""

from __future__ import annotations

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class TrialVersion(SQLModel, table=True):
    """A trial as plain data of `matching.codec`; ``digest`` names the version, whatever its protocol calls it."""

    __tablename__ = "trial_version"

    trial: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    protocol_version: str | None = None
    document: str = Field(sa_type=Text)
    added: str
    current: bool = Field(index=True)
