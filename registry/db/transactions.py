"""Connecting to SQLite or PostgreSQL, and the two kinds of transaction: reading and writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, Table, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

_BUSY_MS = 30_000
_LOCK = 0x67656E6F  # whom a writer waits for on PostgreSQL; SQLite has one writer anyway
T = TypeVar("T")


def connect(url: str) -> Engine:
    """An engine for a database URL; the folder of a SQLite file is made, for its owner alone.

    An error that it raises carries no value of its statement.
    """
    where = make_url(url)
    if where.get_backend_name() != "sqlite":
        return create_engine(where, pool_pre_ping=True, hide_parameters=True)
    if where.database and where.database != ":memory:":
        Path(where.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(where, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # whatever sqlite3 hands over
    # SQLAlchemy begins transactions itself, so that a writer takes its lock before it reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}",
                   "secure_delete=ON", "cache_size=-65536"):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:  # noqa: ANN401  # an event's argument
    writes = connection.get_execution_options().get("genother_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A transaction that sees one state of the database and changes nothing."""
    with Session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session
        session.expunge_all()  # what was read stays readable
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction that is committed at the end, or leaves nothing where something is raised.

    There is one at a time on either database, so that each builds on all that was written before.
    """
    with Session(engine.execution_options(genother_writes=True), expire_on_commit=False) as session, session.begin():
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield session


def stamp(now: datetime) -> str:
    """A moment as it is stored: UTC, to the millisecond, so that texts sort as moments do (FHIR instant)."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def insert_rows(
    session: Session, table: Table, rows: Sequence[tuple[object, ...]], columns: Sequence[str] = ()
) -> None:
    """Many rows at once: executemany on SQLite, COPY on PostgreSQL; by default values for all the table's columns."""
    if not rows:
        return
    names = columns or [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        statement = f'COPY "{table.name}" ({quoted}) FROM STDIN'
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', list(rows))  # noqa: S608  # our own names


def pieces(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """A long list in pieces that one statement can hold."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
