"""Facts to rows and back: a date takes two columns, its first and last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Session

from matching.days import Span
from matching.facts import Fact, Facts
from registry.db import insert_rows, pieces
from registry.patients.models import FACT_TABLES


def replace(session: Session, patients: Sequence[str], facts: Facts) -> None:
    """Put these facts in the place of all that was known of these patients."""
    forget(session, patients)
    by_kind: dict[type[Fact], list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(type(fact), []).append(fact)
    for kind, rows in by_kind.items():
        _insert(session, kind, rows)


def forget(session: Session, patients: Sequence[str]) -> None:
    """Remove every fact of these patients."""
    for table in FACT_TABLES.values():
        for piece in pieces(patients):
            session.execute(delete(table).where(table.c.patient.in_(piece)))


def _insert(session: Session, kind: type[Fact], rows: Sequence[Fact]) -> None:
    columns, to_row = _writer(kind)  # type: ignore[arg-type]  # a class can be hashed
    insert_rows(session, FACT_TABLES[kind], [to_row(fact) for fact in rows], columns)


@cache
def _writer(kind: type[Fact]) -> tuple[tuple[str, ...], Callable[[Fact], tuple[object, ...]]]:
    spans = [name for name in _names(kind) if f"{name}_first" in FACT_TABLES[kind].c]
    plain = [name for name in _names(kind) if name not in spans]
    get = attrgetter(*plain)
    columns = (*plain, *(f"{name}_{end}" for name in spans for end in ("first", "last")))

    def to_row(fact: Fact) -> tuple[object, ...]:
        row = get(fact)
        for name in spans:
            span: Span | None = getattr(fact, name)
            row += (span.first, span.last) if span else (None, None)
        return row

    return columns, to_row


def _names(kind: type[Fact]) -> list[str]:
    return [field.name for field in fields(kind)]


def load(session: Session, where: Callable[[Any], ColumnElement[bool]]) -> Facts:
    """The facts of the patients for whom ``where`` (given a table's patient column) holds."""
    found = Facts()
    for kind, table in FACT_TABLES.items():
        rows = session.execute(select(table).where(where(table.c.patient)).order_by(table.c.seq))
        found.extend(_facts(kind, rows))
    return found


def _facts(kind: type[Fact], rows: Iterable[Any]) -> Iterator[Fact]:
    place = {name: at for at, name in enumerate(FACT_TABLES[kind].c.keys())}
    plain = [(name, place[name]) for name in _names(kind) if name in place]
    spans = [(name, place[f"{name}_first"], place[f"{name}_last"]) for name in _names(kind) if name not in place]
    for row in rows:
        values = {name: row[at] for name, at in plain}
        values |= {name: _span(row[first], row[last]) for name, first, last in spans}
        yield kind(**values)


def _span(first: int | None, last: int | None) -> Span | None:
    return None if first is None or last is None else Span(first, last)
