"""Finding stored resources: the index narrows, what is written in each body decides, and pages go on by key.

A page begins after the last row of the one before, and sees no resource made since the first page: writing meanwhile
neither shifts nor repeats rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, NamedTuple, Protocol

import orjson
from sqlalchemy import ColumnElement, and_, false, func, or_, true
from sqlmodel import Session, col, select

from fhir_adapters.tokens import Json, parse
from registry.db import table_of
from registry.store import index
from registry.store.models import DateEntry, Resource, ResourceHistory, TokenEntry

_SCANNED = 500
_FAR = 1 << 60
Prefix = Literal["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"]


class Row(NamedTuple):
    """A resource found: its newest version."""

    seq: int
    type: str
    id: str
    version: int
    patient: str | None
    updated: str
    body: bytes


_COLUMNS = tuple(getattr(Resource, name) for name in Row._fields)


class Condition(Protocol):
    """What a resource must be: as SQL as far as the index reaches, and on its body."""

    @property
    def indexed(self) -> bool:
        """Whether the SQL alone finds all and only what it should."""

    def clause(self) -> ColumnElement[bool]:
        """What narrows."""

    def holds(self, row: Row, content: Json) -> bool:
        """What decides."""


@dataclass(frozen=True, slots=True)
class Among:
    """Logical ids, or, ``of_patient``, the root ids of whom it is about; rows of Patients have one for both."""

    ids: tuple[str, ...]
    of_patient: bool = False
    indexed = True

    def clause(self) -> ColumnElement[bool]:
        return col(Resource.patient if self.of_patient else Resource.id).in_(self.ids)

    def holds(self, _row: Row, _content: Json) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Token:
    """One of these tokens, each a system (None: any, empty: none) and a code (None: any of the system)."""

    kind: str
    param: str
    tokens: tuple[tuple[str | None, str | None], ...]

    @property
    def indexed(self) -> bool:
        return all(code is not None for _, code in self.tokens)

    def clause(self) -> ColumnElement[bool]:
        if not self.indexed:
            return true()
        keys = [index.token_key(self.kind, self.param, system, code or "") for system, code in self.tokens]
        return col(Resource.seq).in_(select(TokenEntry.seq).where(col(TokenEntry.token).in_(keys)))

    def holds(self, _row: Row, content: Json) -> bool:
        found = [pair for value in _values(self.kind, self.param, content) for pair in index.codes(value)]
        return any(
            (system is None or system == has_system) and (code is None or code == has_code)
            for system, code in self.tokens
            for has_system, has_code in found
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to one of these, each ``Type/id``."""

    kind: str
    param: str
    targets: frozenset[str]
    indexed = True

    def clause(self) -> ColumnElement[bool]:
        keys = [index.reference_key(self.kind, self.param, target) for target in sorted(self.targets)]
        return col(Resource.seq).in_(select(TokenEntry.seq).where(col(TokenEntry.token).in_(keys)))

    def holds(self, _row: Row, content: Json) -> bool:
        return not self.targets.isdisjoint(targets(self.kind, self.param, content))


@dataclass(frozen=True, slots=True)
class Between:
    """A comparison with a span of time: seconds since 1970 for dates, texts of `registry.db.stamp` for updates."""

    prefix: Prefix
    first: Any
    last: Any

    def clause(self, first: Any, last: Any) -> Any:  # noqa: ANN401  # a column, or a value: FHIR R4, Search 3.1.1.4.5
        within = and_(first >= self.first, first <= self.last, last <= self.last)
        match self.prefix:
            case "eq":
                return within
            case "ne":
                return or_(first < self.first, last > self.last)
            case "gt":
                return last > self.last
            case "lt":
                return first < self.first
            case "ge":
                return or_(last > self.last, within)
            case "le":
                return or_(first < self.first, within)
            case "sa":
                return first > self.last
            case "eb":
                return last < self.first


@dataclass(frozen=True, slots=True)
class When:
    """A date within one of these spans; to the second, as the index has it."""

    kind: str
    param: str
    spans: tuple[Between, ...]
    indexed = True

    def clause(self) -> ColumnElement[bool]:
        entry = DateEntry
        asked = or_(*(span.clause(col(entry.first), col(entry.last)) for span in self.spans))
        of_param = col(entry.param) == index.date_key(self.kind, self.param)
        return col(Resource.seq).in_(select(entry.seq).where(of_param, asked))

    def holds(self, _row: Row, _content: Json) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Updated:
    """Last changed within one of these spans."""

    spans: tuple[Between, ...]
    indexed = True

    def clause(self) -> ColumnElement[bool]:
        return or_(*(span.clause(col(Resource.updated), col(Resource.updated)) for span in self.spans))

    def holds(self, _row: Row, _content: Json) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Not:
    """All that does not meet a condition."""

    condition: Token

    @property
    def indexed(self) -> bool:
        return self.condition.indexed

    def clause(self) -> ColumnElement[bool]:
        return ~self.condition.clause() if self.indexed else true()

    def holds(self, row: Row, content: Json) -> bool:
        return not self.condition.holds(row, content)


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether a parameter finds nothing in it; of the index, only dates are kept by parameter."""

    kind: str
    param: str
    missing: bool

    @property
    def indexed(self) -> bool:
        return self._is_date or self._is_owner

    @property
    def _is_date(self) -> bool:
        return index.PARAMS[self.kind][self.param].kind == "date"

    @property
    def _is_owner(self) -> bool:
        return self.param == "patient"

    def clause(self) -> ColumnElement[bool]:
        if self._is_owner:
            return col(Resource.patient).is_(None) if self.missing else col(Resource.patient).is_not(None)
        if self._is_date:
            dated = select(DateEntry.seq).where(col(DateEntry.param) == index.date_key(self.kind, self.param))
            return col(Resource.seq).not_in(dated) if self.missing else col(Resource.seq).in_(dated)
        return true()

    def holds(self, _row: Row, content: Json) -> bool:
        if self.indexed:
            return True
        param = index.PARAMS[self.kind][self.param]
        read = index.codes if param.kind == "token" else index.targets
        found = any(True for value in _values(self.kind, self.param, content) for _ in read(value))
        return found is not self.missing


@dataclass(frozen=True, slots=True)
class SortKey:
    """``_id``, ``_lastUpdated`` or a date parameter of the type; rows without the date come last either way."""

    by: str
    descending: bool = False

    def column(self, kind: str) -> ColumnElement[Any]:
        """What rows are put in order by, never null."""
        if self.by == "_id":
            named: ColumnElement[Any] = table_of(Resource).c["patient" if kind == "Patient" else "id"]
            return named
        if self.by == "_lastUpdated":
            return table_of(Resource).c.updated
        end = func.max(DateEntry.last) if self.descending else func.min(DateEntry.first)
        of_row = (col(DateEntry.seq) == col(Resource.seq), col(DateEntry.param) == index.date_key(kind, self.by))
        found = select(end).where(*of_row).correlate(Resource).scalar_subquery()
        return func.coalesce(found, -_FAR if self.descending else _FAR)

    @property
    def is_text(self) -> bool:
        return self.by in {"_id", "_lastUpdated"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the newest number when the first page was read, the last row's number and sort values."""

    newest: int
    seq: int
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``kind`` as FHIR names it, ``types`` as they are stored, of one ``site`` or (None) of all."""

    kind: str
    types: tuple[str, ...]
    site: str | None
    conditions: tuple[Condition, ...] = ()
    sort: tuple[SortKey, ...] = ()
    after: Cursor | None = None

    @property
    def indexed(self) -> bool:
        return all(condition.indexed for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, and where the next begins (None: nowhere)."""

    rows: tuple[Row, ...]
    next: Cursor | None


def page(session: Session, query: Query, count: int) -> Page:
    """Up to ``count`` rows after the query's cursor."""
    newest = query.after.newest if query.after else session.execute(select(func.max(col(Resource.seq)))).scalar() or 0
    found = list(islice(_found(session, query, newest, count + 1 if query.indexed else _SCANNED), count + 1))
    rows = tuple(row for row, _ in found[:count])
    more = len(found) > count > 0
    return Page(rows, Cursor(newest, rows[-1].seq, found[count - 1][1]) if more else None)


def total(session: Session, query: Query) -> int:
    """How many there are on all pages; without an index for a condition, every body is read."""
    whole = replace(query, after=None, sort=())
    newest = query.after.newest if query.after else _FAR
    if not query.indexed:
        return sum(1 for _ in _found(session, whole, newest, _SCANNED))
    counted = select(func.count()).select_from(Resource).where(*_clauses(whole, newest))
    return int(session.execute(counted).scalar_one())


def _found(session: Session, query: Query, newest: int, chunk: int) -> Iterator[tuple[Row, tuple[Any, ...]]]:
    keys = [key.column(query.kind) for key in query.sort]
    order = [key.desc() if sort.descending else key.asc() for sort, key in zip(query.sort, keys, strict=True)]
    wanted = select(*_COLUMNS, *keys).where(*_clauses(query, newest)).order_by(*order, col(Resource.seq))
    after = query.after
    while True:
        further = wanted.where(_beyond(query.sort, keys, after)) if after else wanted
        rows = [
            (Row(*found[: len(_COLUMNS)]), tuple(found[len(_COLUMNS) :]))
            for found in session.execute(further.limit(chunk))
        ]
        for row, values in rows:
            content = content_of(row.body) if query.conditions else {}
            if all(condition.holds(row, content) for condition in query.conditions):
                yield row, values
        if len(rows) < chunk:
            return
        after = Cursor(newest, rows[-1][0].seq, rows[-1][1])


def _clauses(query: Query, newest: int) -> list[ColumnElement[bool]]:
    made = [col(Resource.type).in_(query.types), col(Resource.deleted).is_(False), col(Resource.seq) <= newest]
    if query.site is not None:
        made.append(col(Resource.site) == query.site)
    return made + [condition.clause() for condition in query.conditions]


def _beyond(sort: Sequence[SortKey], keys: Sequence[ColumnElement[Any]], after: Cursor) -> ColumnElement[bool]:
    """Behind the cursor: greater in the first key that differs."""
    beyond: ColumnElement[bool] = false()
    same: list[ColumnElement[bool]] = []
    for one, key, value in zip(sort, keys, after.values, strict=True):
        beyond = or_(beyond, and_(*same, key < value if one.descending else key > value))
        same.append(key == value)
    return or_(beyond, and_(*same, col(Resource.seq) > after.seq))


def content_of(body: bytes) -> Json:
    """What a stored body says."""
    try:
        content: Json = orjson.loads(body)
    except orjson.JSONDecodeError:  # a number beyond what a float holds
        content = parse(body)
    return content


def _values(kind: str, param: str, content: Json) -> Iterator[Any]:
    for path in index.PARAMS[kind][param].paths:
        yield from index.values(content, path.split("."))


def targets(kind: str, param: str, content: Json) -> list[str]:
    """What a reference parameter finds in a resource, each ``Type/id``."""
    return [target for value in _values(kind, param, content) for target in index.targets(value)]


def of_patient(session: Session, kind: str, patient: str, site: str) -> Resource | None:
    """The resource of a type that a site has about a patient: of types with one for each of them."""
    where = (col(Resource.type) == kind, col(Resource.patient) == patient, col(Resource.site) == site)
    return session.exec(select(Resource).where(*where)).first()


def versions(session: Session, newest: Resource, below: int, most: int) -> list[Resource | ResourceHistory]:
    """Versions of a resource under a number, the newest first."""
    older = (
        select(ResourceHistory)
        .where(col(ResourceHistory.type) == newest.type, col(ResourceHistory.id) == newest.id)
        .where(col(ResourceHistory.version) < below)
        .order_by(col(ResourceHistory.version).desc())
    )
    first: list[Resource | ResourceHistory] = [newest] if newest.version < below else []
    return [*first, *session.exec(older.limit(most))][:most]
