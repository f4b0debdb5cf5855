"""Every statement on stored resources: writing versions of them, and finding them again by id or patient."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Literal

from sqlalchemy import bindparam, func, text, update
from sqlalchemy import delete as sql_delete
from sqlmodel import Session, col, select

from fhir_adapters.tokens import Json, dump
from registry.db import insert_rows, pieces, table_of
from registry.store import index
from registry.store.models import DateEntry, Outbox, Resource, ResourceHistory, TokenEntry

_RESOURCE, _HISTORY, _OUTBOX = table_of(Resource), table_of(ResourceHistory), table_of(Outbox)
_TOKENS, _DATES = table_of(TokenEntry), table_of(DateEntry)
_SERVERS_OWN = ("versionId", "lastUpdated", "source")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A resource to be stored, pseudonymised, under its stored id; without a ``resource``, its deletion.

    ``sent`` is when its sender last changed it, as `registry.db.stamp` writes it; empty where they do not say.
    """

    type: str
    id: str
    site: str
    patient: str | None
    resource: Json | None
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing came to: the version that now stands; ``unchanged`` and ``stale`` (older than that) made none.

    ``before`` is whose it was, where a new version is about somebody else.
    """

    type: str
    id: str
    version: int
    patient: str | None
    how: Literal["created", "updated", "deleted", "unchanged", "stale"]
    before: str | None = None

    @property
    def changed(self) -> bool:
        """Whether a version was made."""
        return self.how not in {"unchanged", "stale"}


@dataclass(frozen=True, slots=True)
class _Written:
    prepared: Prepared
    digest: bytes
    meta: bytes
    rest: bytes

    def body(self, version: int, updated: str) -> bytes:
        """The whole JSON: resourceType, id and meta first, then all else in the order in which it came."""
        if self.prepared.resource is None:
            return b""
        own = f'{{"versionId":"{version}","lastUpdated":"{updated}"'.encode()
        meta = own + (b"," + self.meta[1:] if len(self.meta) > len(b"{}") else b"}")
        head = f'{{"resourceType":"{self.prepared.type}","id":"{self.prepared.id}","meta":'.encode()
        return head + meta + (b"," + self.rest[1:] if len(self.rest) > len(b"{}") else b"}")


def put(session: Session, prepared: Sequence[Prepared], updated: str) -> list[Outcome]:
    """Store resources as their next versions, index them, and put what changed into the outbox.

    The same content again is ``unchanged``. The outcomes are in the order of ``prepared``.
    """
    outcomes: dict[int, Outcome] = {}
    waiting = list(enumerate(map(_written, prepared)))
    while waiting:
        once: dict[tuple[str, str], tuple[int, _Written]] = {}
        again: list[tuple[int, _Written]] = []
        same: dict[int, int] = {}
        moved: set[tuple[str, str]] = set()
        for place, one in waiting:
            name = one.prepared.type, one.prepared.id
            if name not in once:
                once[name] = place, one
            elif name not in moved and once[name][1].digest == one.digest:
                same[place] = once[name][0]
            else:
                moved.add(name)
                again.append((place, one))
        for piece in pieces(list(once.values())):
            found = _put_distinct(session, [one for _, one in piece], updated)
            outcomes |= dict(zip((place for place, _ in piece), found, strict=True))
        outcomes |= {place: replace(outcomes[first], how="unchanged") for place, first in same.items()}
        waiting = again
    return [outcomes[place] for place in sorted(outcomes)]


def _put_distinct(session: Session, distinct: Sequence[_Written], updated: str) -> list[Outcome]:
    standing = _standing(session, [written.prepared for written in distinct])
    created: list[_Written] = []
    changed: list[tuple[_Written, Any]] = []
    confirmed: list[dict[str, object]] = []
    outcomes = []
    for written in distinct:
        one = written.prepared
        row = standing.get((one.type, one.id))
        if row is None and one.resource is not None:
            created.append(written)
            outcomes.append(Outcome(one.type, one.id, 1, one.patient, "created"))
        elif row is None or _is_same(row, written):
            outcomes.append(Outcome(one.type, one.id, row.version if row else 0, one.patient, "unchanged"))
            if row is not None and one.sent > row.sent:
                confirmed.append({"place": row.seq, "later": one.sent})
        elif one.sent and one.sent < row.sent:
            outcomes.append(Outcome(one.type, one.id, row.version, row.patient, "stale"))
        else:
            changed.append((written, row))
            how: Literal["deleted", "updated"] = "deleted" if one.resource is None else "updated"
            patient = one.patient if one.resource is not None else row.patient
            outcomes.append(Outcome(one.type, one.id, row.version + 1, patient, how, row.patient))
    _create(session, created, updated)
    _change(session, changed, updated)
    _confirm(session, confirmed)
    announce(session, [one for one in outcomes if one.changed], updated)
    return outcomes


def _is_same(row: Any, written: _Written) -> bool:  # noqa: ANN401  # a row of columns
    one = written.prepared
    if one.resource is None or row.deleted:
        return one.resource is None and bool(row.deleted)
    return bool(row.digest == written.digest and row.patient == one.patient)


def _confirm(session: Session, confirmed: Sequence[dict[str, object]]) -> None:
    """Remember how lately a sender still said the same: what they said before that is older."""
    if confirmed:
        where = _RESOURCE.c.seq == bindparam("place")
        session.connection().execute(_RESOURCE.update().where(where).values(sent=bindparam("later")), confirmed)


def _standing(session: Session, prepared: Sequence[Prepared]) -> dict[tuple[str, str], Any]:
    columns = (col(Resource.seq), col(Resource.type), col(Resource.id), col(Resource.version), col(Resource.digest),
               col(Resource.deleted), col(Resource.patient), col(Resource.sent))  # fmt: skip
    by_type: dict[str, list[str]] = {}
    for one in prepared:
        by_type.setdefault(one.type, []).append(one.id)
    found: dict[tuple[str, str], Any] = {}
    for kind, ids in by_type.items():
        wanted = select(*columns).where(col(Resource.type) == kind, col(Resource.id).in_(ids))  # type: ignore[call-overload]
        # Whoever else would change them waits, so that each version follows from the one before.
        rows = session.execute(wanted.order_by(col(Resource.id)).with_for_update())
        found |= {(row.type, row.id): row for row in rows}
    return found


def _written(one: Prepared) -> _Written:
    if one.resource is None:
        return _Written(one, b"", b"", b"")
    sent = one.resource.get("meta")
    meta = dump(
        {key: value for key, value in sent.items() if key not in _SERVERS_OWN} if isinstance(sent, dict) else {}
    )
    rest = dump({key: value for key, value in one.resource.items() if key not in {"resourceType", "id", "meta"}})
    return _Written(one, blake2b(meta + rest, digest_size=16).digest(), meta, rest)


def _create(session: Session, created: Sequence[_Written], updated: str) -> None:
    numbers = _numbers(session, len(created))
    rows = [
        (seq, one.type, one.id, 1, one.patient, one.site, updated, False, one.sent, w.digest, w.body(1, updated))
        for seq, w, one in zip(numbers, created, (w.prepared for w in created), strict=True)
    ]  # fmt: skip
    insert_rows(session, _RESOURCE, rows)
    _index(session, [(seq, w.prepared) for seq, w in zip(numbers, created, strict=True)])


def _numbers(session: Session, count: int) -> list[int]:
    """The next numbers of resources, taken in one step."""
    if not count:
        return []
    if session.get_bind().dialect.name == "postgresql":
        sequence = "SELECT nextval(pg_get_serial_sequence('resource', 'seq')) FROM generate_series(1, :count)"
        return list(session.execute(text(sequence), {"count": count}).scalars())
    last = session.execute(select(func.max(col(Resource.seq)))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def _change(session: Session, changed: Sequence[tuple[_Written, Any]], updated: str) -> None:
    if not changed:
        return
    seqs = [row.seq for _, row in changed]
    columns = [column.name for column in _HISTORY.columns]
    old = select(*(_RESOURCE.c[name] for name in columns)).where(_RESOURCE.c.seq.in_(seqs))
    session.execute(_HISTORY.insert().from_select(columns, old))
    for written, row in changed:
        one, number = written.prepared, row.version + 1
        session.execute(
            update(Resource).where(col(Resource.seq) == row.seq, col(Resource.version) == row.version).values(
                version=number, patient=one.patient if one.resource is not None else row.patient, updated=updated,
                deleted=one.resource is None, sent=one.sent or row.sent, digest=written.digest,
                body=written.body(number, updated),
            )
        )  # fmt: skip
    for model in (TokenEntry, DateEntry):
        session.execute(sql_delete(model).where(col(model.seq).in_(seqs)))
    _index(session, [(row.seq, written.prepared) for written, row in changed])


def _index(session: Session, resources: Iterable[tuple[int, Prepared]]) -> None:
    tokens, dates = [], []
    for seq, one in resources:
        if one.resource is not None:
            found = index.entries(one.resource, one.patient)
            tokens += [(token, seq) for token in found.tokens]
            dates += [(param, first, seq, last) for param, first, last in found.dates]
    insert_rows(session, _TOKENS, tokens)
    insert_rows(session, _DATES, dates)


def announce(session: Session, outcomes: Iterable[Outcome], updated: str) -> None:
    """Put changes into the outbox."""
    changes = [
        {"type": one.type, "id": one.id, "version": one.version, "patient": one.patient, "at": updated}
        for one in outcomes
    ]
    if changes:
        session.execute(_OUTBOX.insert(), changes)


def current(session: Session, kind: str, identifier: str) -> Resource | None:
    """The newest version of a resource, deleted or not."""
    return session.exec(select(Resource).where(col(Resource.type) == kind, col(Resource.id) == identifier)).first()


def version(session: Session, kind: str, identifier: str, number: int) -> Resource | ResourceHistory | None:
    """One version of a resource."""
    newest = current(session, kind, identifier)
    if newest is None or newest.version == number:
        return newest
    return session.get(ResourceHistory, (kind, identifier, number))


def history(session: Session, kind: str, identifier: str) -> list[Resource | ResourceHistory]:
    """Every version of a resource, the newest first."""
    newest = current(session, kind, identifier)
    if newest is None:
        return []
    older = select(ResourceHistory).where(col(ResourceHistory.type) == kind, col(ResourceHistory.id) == identifier)
    return [newest, *session.exec(older.order_by(col(ResourceHistory.version).desc()))]


def bodies_of(session: Session, patients: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
    """Patient, type and body of every resource about these patients that is not deleted, in a stable order."""
    for piece in pieces(patients):
        rows = select(Resource.patient, Resource.type, Resource.body).where(
            col(Resource.patient).in_(piece), col(Resource.deleted).is_(False)
        )
        yield from session.execute(rows.order_by(col(Resource.patient), col(Resource.type), col(Resource.id)))


def rows(session: Session, kind: str, ids: Sequence[str]) -> list[Resource]:
    """The newest versions of resources of a type by their ids, deleted or not."""
    found: list[Resource] = []
    for piece in pieces(ids):
        found += session.exec(select(Resource).where(col(Resource.type) == kind, col(Resource.id).in_(piece)))
    return found


def bodies(session: Session, kind: str, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Id and body of resources of a type by their ids, those deleted left out."""
    for piece in pieces(ids):
        rows = select(Resource.id, Resource.body).where(
            col(Resource.type) == kind, col(Resource.id).in_(piece), col(Resource.deleted).is_(False)
        )
        yield from session.execute(rows.order_by(col(Resource.id)))


def patients_of(session: Session, tokens: Collection[int]) -> set[str]:
    """Whom the resources that answer to one of these tokens (`registry.store.index`) are about."""
    found: set[str] = set()
    for piece in pieces(sorted(tokens)):
        rows = select(Resource.patient).join(TokenEntry, col(TokenEntry.seq) == col(Resource.seq))
        answering = rows.where(col(TokenEntry.token).in_(piece), col(Resource.deleted).is_(False))
        found.update(root for root in session.exec(answering.distinct()) if root)
    return found


def answering(session: Session, tokens: Collection[int]) -> Iterator[tuple[int, str, bytes]]:
    """Token, patient and body of every patient's resource that answers to one of these tokens."""
    for piece in pieces(sorted(tokens)):
        rows = select(TokenEntry.token, Resource.patient, Resource.body).join(
            Resource, col(TokenEntry.seq) == col(Resource.seq)
        )
        theirs = rows.where(col(TokenEntry.token).in_(piece), col(Resource.patient).is_not(None))
        yield from session.execute(theirs.order_by(col(Resource.patient), col(Resource.id)))


def kinds(session: Session) -> list[str]:
    """The types of which something is stored."""
    return list(session.exec(select(Resource.type).distinct().order_by(Resource.type)))


def all_bodies(session: Session, kind: str) -> Iterator[bytes]:
    """The body of every resource of a type that is not deleted, in the order of their ids, a few at a time."""
    rows = select(Resource.body).where(col(Resource.type) == kind, col(Resource.deleted).is_(False))
    yield from session.exec(rows.order_by(col(Resource.id)).execution_options(yield_per=1000))


def outbox(session: Session) -> list[Outbox]:
    """The changes that nobody has answered yet, the oldest first."""
    return list(session.exec(select(Outbox).order_by(col(Outbox.seq))))


def take_outbox(session: Session) -> list[Outbox]:
    """The same, removed: they are gone when the transaction is kept.

    On PostgreSQL numbers do not commit in order; a row that appears late is simply there at the next call.
    """
    rows = outbox(session)
    for piece in pieces([row.seq for row in rows]):
        # The rows at hand are not looked through again for each piece: forty thousand took 20 seconds.
        unheard = sql_delete(Outbox).where(col(Outbox.seq).in_(piece))
        session.execute(unheard, execution_options={"synchronize_session": False})
    return rows
