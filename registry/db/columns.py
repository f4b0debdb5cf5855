"""Column types that mean the same on both databases."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, Table
from sqlmodel import SQLModel

# Numbers that the database gives: SQLite numbers rows itself for INTEGER alone.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it
    return table
