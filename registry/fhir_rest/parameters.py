"""A search as asked for: every parameter understood, or refused by its place, so that no answer is wider than asked."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import urlencode

import orjson

from fhir_adapters.door import HELD
from registry.db import stamp
from registry.fhir_rest.incoming import Pairs
from registry.fhir_rest.outcomes import Refusal, refuse
from registry.fhir_rest.reach import ID, Caller
from registry.store import index
from registry.store.search import (
    Among,
    Between,
    Condition,
    Cursor,
    Missing,
    Not,
    Prefix,
    Query,
    Reference,
    SortKey,
    Token,
    Updated,
    When,
)

MOST, USUAL = 500, 50
_MOST_VALUES = 200
_PREFIXED = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)
_SPLIT = re.compile(r"((?:[^\\,]|\\.)*+)(?:,|$)", re.DOTALL)
_PIPE = re.compile(r"((?:[^\\|]|\\.)*+)\|(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\,|$])")


@dataclass(frozen=True, slots=True)
class Include:
    """References followed from what was found (``reverse``: to it)."""

    kind: str
    param: str
    reverse: bool
    target: str = ""


@dataclass(slots=True)
class Search:
    """What is looked for, and how it is to be shown; ``used`` are the parameters understood, in order."""

    query: Query
    count: int = USUAL
    total: bool = True
    only_total: bool = False
    elements: frozenset[str] = frozenset()
    includes: list[Include] = field(default_factory=list)
    used: Pairs = field(default_factory=list)

    def link(self, base: str, cursor: Cursor | None = None) -> str:
        """The address of the same search, at its first page or at another."""
        pairs = self.used if cursor is None else [pair for pair in self.used if pair[0] != "_cursor"]
        further = [] if cursor is None else [("_cursor", _written(cursor))]
        asked = urlencode([*pairs, *further])
        return f"{base}/{self.query.kind}" + (f"?{asked}" if asked else "")


def search_of(caller: Caller, kind: str, pairs: Pairs, *, lenient: bool = False) -> Search:
    """The search that parameters ask for; raises Refusal 400 for one that cannot be done as asked.

    ``lenient`` (Prefer: handling=lenient) leaves parameters out that are not known; a known one must be right.
    """
    reading = _Reading(caller, kind)
    for place, (name, value) in enumerate(pairs):
        try:
            known = reading.take(name, value)
        except _Wrong as wrong:
            raise _refused(place, wrong.said) from None
        if known:
            reading.used.append((name, value))
        elif not lenient:
            raise _refused(place, f"not a search parameter of this type; {_known(kind)}", "not-supported")
    return reading.search()


def _known(kind: str) -> str:
    return "it has _id, _lastUpdated, " + ", ".join(sorted(index.PARAMS.get(kind, ())))


def _refused(place: int, said: str, code: str = "invalid") -> Refusal:
    return refuse(400, f"parameter {place + 1}: {said}", "", code)


class _Wrong(Exception):
    """A parameter whose value or modifier cannot be used."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class _Reading:
    """Gathers what the parameters say."""

    def __init__(self, caller: Caller, kind: str) -> None:
        self.caller, self.kind = caller, kind
        self.params = index.PARAMS.get(kind, {})
        self.conditions: list[Condition] = []
        self.sort: tuple[SortKey, ...] = ()
        self.cursor = ""
        self.used: Pairs = []
        self.made = Search(Query(kind, caller.types(kind), caller.site))

    def search(self) -> Search:
        """The whole, once every parameter was taken."""
        made = self.made
        after = _cursor(self.cursor, self.sort) if self.cursor else None
        made.query = Query(
            self.kind, self.caller.types(self.kind), self.caller.site, tuple(self.conditions), self.sort, after
        )
        made.used = self.used
        return made

    def take(self, name: str, value: str) -> bool:
        """Take one parameter; False where there is no such one."""
        if shaped := _SHAPES.get(name):
            shaped(self, value)
            return True
        name, _, modifier = name.partition(":")
        if name in {"_include", "_revinclude"}:
            self._include(value, modifier, reverse=name == "_revinclude")
            return True
        if name == "_id":
            self._require_no(modifier)
            ids = _alternatives(value)
            self.conditions.append(Among(tuple(one for one in ids if ID.fullmatch(one)), self.kind == "Patient"))
        elif name == "_lastUpdated":
            self._require_no(modifier)
            self.conditions.append(Updated(tuple(_span(one, _stamps) for one in _alternatives(value))))
        elif name in self.params:
            self.conditions.append(self._condition(name, modifier, value))
        else:
            return False
        if len(self.conditions) > _MOST_VALUES // 4:
            raise _Wrong("too many parameters; ask in several searches")
        return True

    def _condition(self, name: str, modifier: str, value: str) -> Condition:
        kind = self.params[name].kind
        if modifier == "missing":
            if value not in {"true", "false"}:
                raise _Wrong("missing is true or false")
            return Missing(self.kind, name, value == "true")
        values = _alternatives(value)
        if kind == "token":
            found = Token(self.kind, name, tuple(_token(one) for one in values))
            if modifier == "not":
                return Not(found)
            self._require_no(modifier)
            return found
        if kind == "date":
            self._require_no(modifier)
            return When(self.kind, name, tuple(_span(one, index.seconds) for one in values))
        if modifier and modifier not in HELD:
            raise _Wrong("a modifier that references do not have here; name a resource type, or use missing")
        targets = frozenset(target for one in values for target in self._targets(one, modifier, name))
        if name == "patient":
            return Among(tuple(sorted(one.removeprefix("Patient/") for one in targets)), of_patient=True)
        return Reference(self.kind, name, targets)

    def _targets(self, value: str, kind: str, name: str) -> list[str]:
        """``Type/id``, an id alone, or an address of ours."""
        local = _plain(value).removeprefix(f"{self.caller.base}/")
        named, slash, identifier = local.rpartition("/")
        if not ID.fullmatch(identifier) or (slash and named not in HELD):
            return []
        if slash:
            return [local] if kind in {"", named} and (name != "patient" or named == "Patient") else []
        if kind or name == "patient":
            return [f"{kind or 'Patient'}/{identifier}"]
        return [f"{one}/{identifier}" for one in sorted(HELD)]

    def _require_no(self, modifier: str) -> None:
        if modifier:
            raise _Wrong("a modifier that this parameter does not have here; tokens have not, every one has missing")

    # --- how the answer is shown -------------------------------------------------------------------------------------

    def take_count(self, value: str) -> None:
        if not re.fullmatch(r"[0-9]{1,30}", value, re.ASCII):
            raise _Wrong("_count is a whole number")
        self.made.count = min(int(value), MOST)
        self.made.only_total = self.made.only_total or int(value) == 0

    def take_total(self, value: str) -> None:
        if value not in {"accurate", "estimate", "none"}:
            raise _Wrong("_total is accurate, estimate or none")
        self.made.total = value != "none"

    def take_summary(self, value: str) -> None:
        if value not in {"count", "false"}:
            raise _Wrong("_summary is count or false here; _elements chooses elements")
        self.made.only_total = self.made.only_total or value == "count"

    def take_elements(self, value: str) -> None:
        names = value.split(",")
        if not all(re.fullmatch(r"[a-z][A-Za-z]{0,63}", name, re.ASCII) for name in names):
            raise _Wrong("_elements names elements of the resource's first level, with commas between")
        self.made.elements = frozenset(names)

    def take_sort(self, value: str) -> None:
        keys = []
        for one in value.split(","):
            by = one.removeprefix("-")
            if by not in {"_id", "_lastUpdated"} and (by not in self.params or self.params[by].kind != "date"):
                raise _Wrong("sorted by _id, _lastUpdated or a date parameter, each perhaps with - before it")
            keys.append(SortKey(by, one.startswith("-")))
        if self.sort or len(keys) > 3:
            raise _Wrong("_sort is given once, with three keys at most")
        self.sort = tuple(keys)

    def take_cursor(self, value: str) -> None:
        self.cursor = value

    def take_nothing(self, _value: str) -> None:
        """What every answer does anyway."""

    def _include(self, value: str, modifier: str, *, reverse: bool) -> None:
        kind, _, rest = value.partition(":")
        param, _, target = rest.partition(":")
        found = index.PARAMS.get(kind, {}).get(param)
        known = found is not None and found.kind == "reference" and (not target or target in HELD)
        if modifier or not known or (not reverse and kind != self.kind):
            raise _Wrong("include is Type:parameter of a reference parameter, of the type searched for")
        if len(self.made.includes) >= 10:
            raise _Wrong("ten includes at most")
        self.made.includes.append(Include(kind, param, reverse, target))


_SHAPES: Mapping[str, Callable[[_Reading, str], None]] = {
    "_count": _Reading.take_count, "_total": _Reading.take_total, "_summary": _Reading.take_summary,
    "_elements": _Reading.take_elements, "_sort": _Reading.take_sort, "_cursor": _Reading.take_cursor,
    "_format": _Reading.take_nothing, "_pretty": _Reading.take_nothing, "_totalMethod": _Reading.take_nothing,
}  # fmt: skip


def _alternatives(value: str) -> list[str]:
    """The values that a comma separates, still escaped; never none."""
    found = [match[1] for match in _SPLIT.finditer(value)]
    if value and not value.endswith(",") and found and found[-1] == "":
        found.pop()  # the empty match at the end
    if len(found) > _MOST_VALUES:
        raise _Wrong(f"more than {_MOST_VALUES} values; ask in several searches")
    if not found or any(not one for one in found):
        raise _Wrong("a value is empty")
    return found


def _plain(value: str) -> str:
    return _ESCAPED.sub(r"\1", value)


def _token(value: str) -> tuple[str | None, str | None]:
    parts = _PIPE.fullmatch(value)
    if parts is None:
        return None, _plain(value)
    system, code = _plain(parts[1]), _plain(parts[2])
    if not system and not code:
        raise _Wrong("a token has a system or a code")
    return system, code or None


def _span(value: str, bounds: Callable[[str], tuple[object, object] | None]) -> Between:
    prefix, text = cast("re.Match[str]", _PREFIXED.fullmatch(value)).groups()
    text = _plain(text).replace(" ", "+")  # an unescaped plus before the zone
    found = bounds(text) if _DATE.fullmatch(text) else None
    if found is None or prefix == "ap":
        raise _Wrong("a date as FHIR writes it, perhaps with eq, ne, gt, lt, ge, le, sa or eb before it")
    return Between(cast("Prefix", prefix or "eq"), *found)


def _stamps(text: str) -> tuple[str, str] | None:
    """The first and last millisecond of a date, as moments are stored."""
    found = index.seconds(text)
    if found is None:
        return None
    fraction = re.search(r"\.(\d+)", text)
    first, last = (int((fraction[1] + "00")[:3]),) * 2 if fraction else (0, 999)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    try:
        return (
            stamp(epoch + timedelta(seconds=found[0], milliseconds=first)),
            stamp(epoch + timedelta(seconds=found[1], milliseconds=last)),
        )
    except OverflowError:
        return None


def _written(cursor: Cursor) -> str:
    return urlsafe_b64encode(orjson.dumps([cursor.newest, cursor.seq, *cursor.values])).rstrip(b"=").decode()


def _cursor(text: str, sort: tuple[SortKey, ...]) -> Cursor:
    """A cursor that we wrote for a search with the same order; raises Refusal."""
    wrong = refuse(400, "not a page of this search; begin again at its first page", "http._cursor")
    try:
        parts = orjson.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
    except (ValueError, UnicodeEncodeError):
        raise wrong from None
    if not isinstance(parts, list) or len(parts) != 2 + len(sort):
        raise wrong
    newest, seq, *values = parts
    for value, kind in (
        (newest, int),
        (seq, int),
        *zip(values, (str if one.is_text else int for one in sort), strict=True),
    ):
        if type(value) is not kind or (isinstance(value, int) and abs(value) >= 1 << 62):
            raise wrong
        if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9.:-]{1,64}", value, re.ASCII) is None:
            raise wrong
    return Cursor(newest, seq, tuple(values))
