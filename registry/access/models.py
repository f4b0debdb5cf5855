"""The tables of sign-in: local accounts, which are for the demo alone, and sessions."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Account(SQLModel, table=True):
    """Somebody who signs in with a password; ``secret`` is its scrypt hash with salt and parameters."""

    __tablename__ = "account"

    name: str = Field(primary_key=True)
    role: str
    site: str
    secret: str
    language: str = "fr"


class SessionRow(SQLModel, table=True):
    """A session: of its token only a hash is kept. ``form_key`` guards its forms against other sites (CSRF)."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    account: str = Field(foreign_key="account.name", index=True)
    form_key: str
    expires: str
