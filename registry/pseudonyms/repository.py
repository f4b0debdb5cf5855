"""Every query of the vault, in batches that both databases take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from registry.pseudonyms.models import (
    BlindIndex,
    BlockingKey,
    DataKey,
    Resemblance,
    VaultedIdentity,
    VaultTable,
    vault_metadata,
)

_BATCH = 1_000  # values in one IN: far below what either database takes
T = TypeVar("T")


def _batches(values: Collection[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def data_keys(session: Session) -> Sequence[DataKey]:
    """All data keys, destroyed ones too, oldest version first."""
    return session.exec(
        select(DataKey).order_by(DataKey.site, col(DataKey.version)).execution_options(populate_existing=True)
    ).all()


def owners(session: Session, blinds: Collection[bytes]) -> dict[bytes, str]:
    """The patient of each blind index that is known."""
    found: dict[bytes, str] = {}
    for batch in _batches(blinds):
        found.update(
            session.exec(select(BlindIndex.blind, BlindIndex.patient).where(col(BlindIndex.blind).in_(batch))).all()
        )
    return found


def ins_of(session: Session, patients: Collection[str]) -> dict[str, set[bytes]]:
    """The blind indexes of every INS that these patients have had."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for batch in _batches(patients):
        of_these = select(BlindIndex.patient, BlindIndex.blind).where(
            col(BlindIndex.patient).in_(batch), BlindIndex.kind == "ins"
        )
        for patient, blind in session.exec(of_these):
            found[patient].add(blind)
    return found


def sharing(session: Session, blinds: Collection[bytes]) -> dict[bytes, set[str]]:
    """The patients who share each of these."""
    found: dict[bytes, set[str]] = defaultdict(set)
    for batch in _batches(blinds):
        of_these = select(BlockingKey.blind, BlockingKey.patient).where(col(BlockingKey.blind).in_(batch))
        for blind, patient in session.exec(of_these):
            found[blind].add(patient)
    return found


def identities(session: Session, patients: Collection[str]) -> dict[str, list[VaultedIdentity]]:
    """The rows of these patients, a site each, in the order of the sites."""
    found: dict[str, list[VaultedIdentity]] = defaultdict(list)
    for batch in _batches(patients):
        for row in _rows(session, col(VaultedIdentity.patient).in_(batch)):
            found[row.patient].append(row)
    return found


def identities_of_site(session: Session, site: str) -> Sequence[VaultedIdentity]:
    """All rows of a site."""
    return _rows(session, col(VaultedIdentity.site) == site)


def _rows(session: Session, which: ColumnElement[bool]) -> Sequence[VaultedIdentity]:
    # Rows are written by Core, behind the session's back: what it remembers may be old.
    wanted = select(VaultedIdentity).where(which).order_by(VaultedIdentity.site, VaultedIdentity.id)
    return session.exec(wanted.execution_options(populate_existing=True)).all()


def noted_pairs(session: Session, patients: Collection[str]) -> set[tuple[str, str]]:
    """The pairs already noted that one of these patients is in."""
    found: set[tuple[str, str]] = set()
    for batch in _batches(patients):
        of_these = or_(col(Resemblance.one).in_(batch), col(Resemblance.other).in_(batch))
        found.update(session.exec(select(Resemblance.one, Resemblance.other).where(of_these)).all())
    return found


def resemblances(session: Session) -> list[Resemblance]:
    """All pairs noted, the likeliest first."""
    wanted = select(Resemblance).order_by(col(Resemblance.total).desc(), Resemblance.one, Resemblance.other)
    return list(session.exec(wanted.execution_options(populate_existing=True)).all())


def insert(session: Session, table: type[VaultTable], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, many at once."""
    if rows:
        session.connection().execute(_table(table).insert(), list(rows))


def replace(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put identities in the place of those with the same id."""
    table = _table(VaultedIdentity)
    for batch in _batches([row["id"] for row in rows]):
        session.connection().execute(table.delete().where(table.c.id.in_(batch)))
    insert(session, VaultedIdentity, rows)


def destroy_data_keys(session: Session, site: str) -> None:
    """Overwrite all keys of a site with nothing; the rows stay, so that no version is used twice."""
    table = _table(DataKey)
    session.connection().execute(table.update().where(table.c.site == site).values(wrapped=b""))


def _table(model: type[VaultTable]) -> Any:  # noqa: ANN401  # SQLAlchemy types a Table's columns no closer
    return vault_metadata.tables[str(model.__tablename__)]
