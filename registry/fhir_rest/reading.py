"""Reading one resource: its newest version, an earlier one, or their list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from registry import store
from registry.fhir_rest.answers import Answer, dumped, etag, of_version
from registry.fhir_rest.incoming import Pairs, tag_of
from registry.fhir_rest.outcomes import Json, Refusal, refuse
from registry.fhir_rest.reach import ID, Caller, body_of
from registry.store import Resource, ResourceHistory
from registry.store import search as stored

_MOST_VERSIONS = 500
_EVERY = (1 << 31) - 1


def read(caller: Caller, kind: str, identifier: str, headers: Mapping[str, str]) -> Answer:
    """The newest version; 304 to who has it, 410 where it was deleted."""
    row = _row(caller, kind, identifier)
    if row.deleted:
        raise _gone(row)
    found = of_version(row, caller.base)
    if _has_it(row, headers):
        return Answer(304, b"", found.etag, found.modified)
    _record(caller, "read", row, version=row.version)
    return Answer(200, found.body, found.etag, found.modified)


def read_version(caller: Caller, kind: str, identifier: str, number: str) -> Answer:
    """One version."""
    row = _row(caller, kind, identifier)
    version = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    with caller.register.reading() as session:
        found = store.version(session, row.type, row.id, version)
    if found is None:
        raise _absent()
    if found.deleted:
        raise _gone(found)
    _record(caller, "read", found, version=version)
    answer = of_version(found, caller.base)
    return Answer(200, answer.body, answer.etag, answer.modified)


def read_history(caller: Caller, kind: str, identifier: str, pairs: Pairs) -> Answer:
    """The versions of a resource, the newest first, with a link to those before them."""
    row = _row(caller, kind, identifier)
    asked = dict(pairs)
    count = min(_whole(asked.get("_count", "50")), _MOST_VERSIONS) or 1
    below = _whole(asked.get("_cursor", str(_EVERY)))
    if unknown := set(asked) - {"_count", "_cursor", "_format", "_pretty"}:
        raise refuse(
            400, f"{len(unknown)} parameters that history does not have here; it has _count", "", "not-supported"
        )
    with caller.register.reading() as session:
        found = stored.versions(session, row, below, count + 1)
    shown = found[:count]
    _record(caller, "history", row, versions=len(shown))
    address = f"{caller.base}/{kind}/{identifier}"
    links = [{"relation": "self", "url": f"{address}/_history?_count={count}"}]
    if len(found) > count:
        next_page = f"{address}/_history?_count={count}&_cursor={found[count - 1].version}"
        links.append({"relation": "next", "url": next_page})
    made: Json = {"resourceType": "Bundle", "type": "history", "total": row.version, "link": links}
    made["entry"] = [_past(one, address, kind, identifier) for one in shown]
    return Answer(200, dumped(made))


def _past(one: Resource | ResourceHistory, address: str, kind: str, identifier: str) -> Json:
    method = "DELETE" if one.deleted else "POST" if one.version == 1 else "PUT"
    status = "204" if one.deleted else "201" if one.version == 1 else "200"
    entry: Json = {"fullUrl": address} | ({} if one.deleted else {"resource": orjson.Fragment(body_of(one))})
    entry["request"] = {"method": method, "url": kind if method == "POST" else f"{kind}/{identifier}"}
    entry["response"] = {"status": status, "etag": etag(one.version), "lastModified": one.updated}
    return entry


def _row(caller: Caller, kind: str, identifier: str) -> Resource:
    if not ID.fullmatch(identifier):
        raise _absent()
    with caller.register.reading() as session:
        row = caller.row(session, kind, identifier)
    if row is None:
        raise _absent()
    return row


def _record(caller: Caller, act: str, row: Resource | ResourceHistory, **details: Any) -> None:  # noqa: ANN401  # JSON
    with caller.register.writing() as session:
        whom = [row.patient] if row.patient else []
        caller.record(session, act, whom, type=row.type, id=row.id, **details)


def _absent() -> Refusal:
    return refuse(404, "no such resource, or none that you may read; search for those of your hospital")


def _gone(row: Resource | ResourceHistory) -> Refusal:
    said = "deleted; its earlier versions are under _history"
    refusal = refuse(410, said)
    refusal.headers["ETag"] = etag(row.version)
    return refusal


def _has_it(row: Resource, headers: Mapping[str, str]) -> bool:
    """Whether a conditional read need not send it again (RFC 9110, 13.1.2 and 13.1.3)."""
    if tags := headers.get("if-none-match", ""):
        return tags.strip() == "*" or str(row.version) in {
            tag_of(one, "http.If-None-Match") for one in tags.split(",")[:100]
        }
    if since := headers.get("if-modified-since", ""):
        try:
            return datetime.fromisoformat(row.updated).replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError, OverflowError):
            return False
    return False


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 30):
        raise refuse(400, "a whole number belongs there", "http._count")
    return min(int(text), _EVERY)
