"""The tables of patients and of their facts: one table per kind of fact, its columns those of `matching.facts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table
from sqlmodel import Field, SQLModel

from matching.days import Span
from matching.facts import TABLE_OF, Fact
from registry.db import NUMBER


class Patient(SQLModel, table=True):
    """Somebody known by a random root id; who they are lies in the identity vault, never here."""

    __tablename__ = "patient"

    root: str = Field(primary_key=True)
    created: str


class PatientSite(SQLModel, table=True):
    """A hospital that cares for a patient: its clinicians see them."""

    __tablename__ = "patient_site"

    patient: str = Field(primary_key=True, foreign_key="patient.root")
    site: str = Field(primary_key=True, index=True)


_COLUMNS: Mapping[object, Any] = {str: String, float: Float, int: Integer, bool: Boolean}


def _kind(hint: object) -> object:
    """What a field holds, its ``| None`` and its choice of words aside."""
    if get_origin(hint) in (Union, UnionType):
        return _kind(next(part for part in get_args(hint) if part is not NoneType))
    if get_origin(hint) is Literal:
        return type(get_args(hint)[0])
    return hint


def _columns(fact: type[Fact]) -> list[Column[Any]]:
    hints = get_type_hints(fact)
    made: list[Column[Any]] = []
    for field in fields(fact):
        kind = _kind(hints[field.name])
        if field.name == "patient":
            made.append(Column("patient", String, ForeignKey("patient.root"), nullable=False))
        elif kind is Span:
            made += [Column(f"{field.name}_first", Integer), Column(f"{field.name}_last", Integer)]
        else:
            made.append(Column(field.name, _COLUMNS[kind]))
    return made


def _table(name: str, fact: type[Fact]) -> Table:
    key = Column("seq", NUMBER, primary_key=True, autoincrement=True)
    return Table(f"fact_{name}", SQLModel.metadata, key, *_columns(fact), Index(f"fact_{name}_of_patient", "patient"))


FACT_TABLES: Mapping[type[Fact], Table] = {fact: _table(name, fact) for fact, name in TABLE_OF.items()}
