"""Searching: a page of what is found as a searchset Bundle, with what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson
from sqlmodel import Session

from fhir_adapters.tokens import Json, dump, parse
from registry import store
from registry.fhir_rest.answers import Answer, dumped
from registry.fhir_rest.incoming import Pairs, preferences
from registry.fhir_rest.outcomes import refuse
from registry.fhir_rest.parameters import MOST, Include, Search, search_of
from registry.fhir_rest.reach import Caller, body_of, name_of
from registry.store import Resource
from registry.store import search as stored
from registry.store.search import Among, Condition, Page, Query, Reference, Row

_MOST_INCLUDED = 1000
_ALWAYS = {"resourceType", "id", "meta"}
_SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}
_Found = Resource | Row


def search(caller: Caller, kind: str, pairs: Pairs, headers: Mapping[str, str]) -> Answer:
    """A page of the resources of a type that the parameters ask for."""
    asked = search_of(caller, kind, pairs, lenient=preferences(headers).get("handling") == "lenient")
    with caller.register.reading() as session:
        page = Page((), None) if asked.only_total else stored.page(session, asked.query, asked.count)
        counted = asked.only_total or (asked.total and (asked.query.indexed or _wants_total(pairs)))
        total = stored.total(session, asked.query) if counted else None
        included = list(_included(session, caller, asked, page.rows)) if page.rows else []
    _record(caller, asked, [*page.rows, *included], total)
    return Answer(200, dumped(_bundle(caller, asked, page, included, total)))


def _wants_total(pairs: Pairs) -> bool:
    return ("_total", "accurate") in pairs


def _record(caller: Caller, asked: Search, found: Iterable[_Found], total: int | None) -> None:
    rows = list(found)
    patients = {row.patient for row in rows if row.patient}
    # What was asked for may hold anything that somebody typed: of it, only the names are kept.
    names = sorted({name for name, _ in asked.used})
    with caller.register.writing() as session:
        details = {"type": asked.query.kind, "parameters": names, "found": len(rows), "total": total}
        caller.record(session, "search", patients, **details)


def _bundle(caller: Caller, asked: Search, page: Page, included: Iterable[_Found], total: int | None) -> Json:
    links = [{"relation": "self", "url": asked.link(caller.base)}]
    if page.next is not None:
        links.append({"relation": "next", "url": asked.link(caller.base, page.next)})
    made: Json = {"resourceType": "Bundle", "type": "searchset"}
    if total is not None:
        made["total"] = total
    made["link"] = links
    entries = [_entry(caller, row, asked.elements, "match") for row in page.rows]
    entries += [_entry(caller, row, frozenset(), "include") for row in included]
    if entries:
        made["entry"] = entries
    return made


def _entry(caller: Caller, row: _Found, elements: frozenset[str], mode: str) -> Json:
    kind, identifier = name_of(row)
    body = body_of(row)
    return {
        "fullUrl": f"{caller.base}/{kind}/{identifier}",
        "resource": orjson.Fragment(_subset(body, elements) if elements else body),
        "search": {"mode": mode},
    }


def _subset(body: bytes, elements: frozenset[str]) -> bytes:
    """The elements asked for, marked as no whole resource."""
    content: Json = parse(body)
    kept = {name: value for name, value in content.items() if name.removeprefix("_") in elements or name in _ALWAYS}
    meta = kept.get("meta", {})
    kept["meta"] = {**meta, "tag": [*meta.get("tag", []), _SUBSETTED]}
    return dump(kept)


def _included(session: Session, caller: Caller, asked: Search, rows: Iterable[Row]) -> Iterable[_Found]:
    """What the page's resources refer to, or what refers to them, each once and a thousand at most."""
    matches = list(rows)
    names = [name_of(row) for row in matches]
    told = set(names)
    for include in asked.includes:
        reached = _to(session, caller, include, names) if include.reverse else _from(session, caller, include, matches)
        for row in reached:
            if name_of(row) not in told:
                told.add(name_of(row))
                if len(told) - len(names) > _MOST_INCLUDED:
                    said = f"more than {_MOST_INCLUDED} included; ask for a smaller page with _count"
                    raise refuse(400, said, "", "too-costly")
                yield row


def _from(session: Session, caller: Caller, include: Include, matches: Iterable[Row]) -> Iterable[_Found]:
    wanted: dict[str, set[str]] = {}
    for row in matches:
        for target in stored.targets(include.kind, include.param, stored.content_of(row.body)):
            kind, _, identifier = target.partition("/")
            if include.target in {"", kind}:
                wanted.setdefault(kind, set()).add(identifier)
    for kind, ids in sorted(wanted.items()):
        if kind == "Patient":
            found = (caller.row(session, kind, one) for one in sorted(ids))
            yield from (row for row in found if row is not None and not row.deleted)
        else:
            rows = store.rows(session, kind, sorted(ids))
            yield from (row for row in rows if not row.deleted and caller.site in {None, row.site})


def _to(session: Session, caller: Caller, include: Include, names: Iterable[tuple[str, str]]) -> Iterable[_Found]:
    targets = [f"{kind}/{identifier}" for kind, identifier in names if include.target in {"", kind}]
    condition: Condition = Reference(include.kind, include.param, frozenset(targets))
    if include.param == "patient":
        condition = Among(
            tuple(one.removeprefix("Patient/") for one in targets if one.startswith("Patient/")), of_patient=True
        )
    query = Query(include.kind, caller.types(include.kind), caller.site, (condition,))
    while True:
        page = stored.page(session, query, MOST)
        yield from page.rows
        if page.next is None:
            return
        query = Query(query.kind, query.types, query.site, query.conditions, (), page.next)
