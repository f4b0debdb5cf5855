"""Several interactions in one request: a transaction is stored whole or not at all, a batch entry by entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fhir_adapters.door import HELD
from fhir_adapters.references import restful
from registry.fhir_rest.answers import Answer, dumped, of_version
from registry.fhir_rest.conditions import matching
from registry.fhir_rest.incoming import MOST_ENTRIES, pairs_of, preferences, require_small, tag_of
from registry.fhir_rest.outcomes import Issue, Json, Refusal, outcome, refuse
from registry.fhir_rest.reach import ID, Caller, name_of
from registry.fhir_rest.reading import read, read_history, read_version
from registry.fhir_rest.searching import search
from registry.fhir_rest.writing import Asked, Written, local, own, write
from registry.store import Resource

_METHODS = {"GET", "POST", "PUT", "DELETE"}
_CONDITIONS = {"ifMatch": "if-match", "ifNoneMatch": "if-none-match", "ifModifiedSince": "if-modified-since"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as sent, with its place."""

    number: int
    sent: Json
    request: Json
    method: str
    url: str

    @property
    def where(self) -> str:
        return f"Bundle.entry[{self.number}]"

    @property
    def kind(self) -> str:
        return re.split(r"[/?]", self.url, maxsplit=1)[0]

    @property
    def condition(self) -> str:
        return self.url if self.url.startswith(f"{self.kind}?") else ""

    @property
    def if_match(self) -> str:
        sent = self.headers.get("if-match", "").strip()
        return "" if sent in {"", "*"} else tag_of(sent, f"{self.where}.request.ifMatch")

    @property
    def headers(self) -> dict[str, str]:
        """What its request says as the headers of a request alone."""
        return {name: self.request[key] for key, name in _CONDITIONS.items() if isinstance(self.request.get(key), str)}


def process(caller: Caller, content: object, headers: Mapping[str, str]) -> Answer:
    """Answer a transaction or a batch."""
    if not isinstance(content, dict) or content.get("resourceType") != "Bundle":
        raise refuse(400, "only a Bundle is sent to this address; send a resource to its type", "resourceType")
    kind = content.get("type")
    if kind not in ("transaction", "batch"):
        raise refuse(400, "only a Bundle of type transaction or batch; other documents are imported", "Bundle.type")
    entries = content.get("entry", [])
    if not isinstance(entries, list):
        raise refuse(400, "not an array; send an array of entries", "Bundle.entry", "structure")
    if len(entries) > MOST_ENTRIES:
        said = f"more than {MOST_ENTRIES} entries; send several Bundles, or import them"
        raise refuse(413, said, "Bundle.entry", "too-costly")
    answers = _transaction(caller, entries, headers) if kind == "transaction" else _batch(caller, entries, headers)
    made: Json = {"resourceType": "Bundle", "type": f"{kind}-response", "entry": [one.entry for one in answers]}
    return Answer(200, dumped(made))


def _batch(caller: Caller, entries: list[Any], headers: Mapping[str, str]) -> list[Answer]:
    answers = []
    for number, sent in enumerate(entries):
        try:
            entry = _entry(caller, number, sent)
            answer = _get(caller, entry) if entry.method == "GET" else _changes(caller, [entry], headers)[0]
        except Refusal as refusal:
            answer = Answer(refusal.status, outcome=outcome(refusal.issues, refusal.status))
        answers.append(answer)
    return answers


def _transaction(caller: Caller, sent: list[Any], headers: Mapping[str, str]) -> list[Answer]:
    """Changes first, together; then what is read sees them (FHIR R4, RESTful API 3.1.0.11.2)."""
    entries = [_entry(caller, number, one) for number, one in enumerate(sent)]
    changes = [entry for entry in entries if entry.method != "GET"]
    done = dict(zip((entry.number for entry in changes), _changes(caller, changes, headers), strict=True))
    answers = []
    for entry in entries:
        try:
            answers.append(done[entry.number] if entry.number in done else _get(caller, entry))
        except Refusal as refusal:
            answers.append(Answer(refusal.status, outcome=outcome(refusal.issues, refusal.status)))
    return answers


def _entry(caller: Caller, number: int, sent: Any) -> _Entry:  # noqa: ANN401  # any JSON
    where = f"Bundle.entry[{number}]"
    request = sent.get("request") if isinstance(sent, dict) else None
    if not isinstance(request, dict):
        raise refuse(400, "an entry without a request; say its method and url", f"{where}.request", "required")
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or method not in _METHODS:
        raise refuse(
            400, "a method that entries do not have here; send GET, POST, PUT or DELETE", f"{where}.request.method"
        )
    if not isinstance(url, str) or len(url) > 4000:
        raise refuse(400, "an entry without an address; send Type, Type/id or Type?condition", f"{where}.request.url")
    return _Entry(number, sent, request, method, url.removeprefix(f"{caller.base}/").removeprefix("/"))


def _changes(caller: Caller, entries: list[_Entry], headers: Mapping[str, str]) -> list[Answer]:
    """The answers to entries that change something, stored together."""
    if not entries:
        return []
    if not caller.subject.site:
        raise refuse(403, "what is written belongs to a hospital; sign in as a system or a data manager of one")
    preferred = preferences(headers)
    changing = _Changing(caller, lenient=preferred.get("handling") == "lenient")
    changing.take(entries)
    whole = preferred.get("return") == "representation"
    done = write(caller, changing.asked) if changing.asked else []
    answers = changing.left_out | {
        number: of_version(row, caller.base, whole=whole) for number, row in changing.met.items()
    }
    for number, written in zip(changing.numbers, done, strict=True):
        answers[number] = _answer(caller, written, whole=whole)
    return [answers[entry.number] for entry in entries]


def _answer(caller: Caller, written: Written | None, *, whole: bool) -> Answer:
    told = outcome(written.issues) if written is not None and written.issues else None
    if written is None or written.row is None:
        return Answer(204, outcome=told)
    status = {"created": 201, "deleted": 204}.get(written.how, 200)
    found = of_version(written.row, caller.base, status, whole=whole and status != 204)
    return replace(found, location="" if status == 204 else found.location, outcome=told)


class _Changing:
    """Entries on their way to becoming changes: conditions are settled, and references to what they mean rewritten."""

    def __init__(self, caller: Caller, *, lenient: bool) -> None:
        self.caller, self.lenient = caller, lenient
        self.asked: list[Asked] = []
        self.numbers: list[int] = []
        self.left_out: dict[int, Answer] = {}
        self.met: dict[int, Resource] = {}
        self._renamed: dict[str, str] = {}
        self._conditions: set[str] = set()

    def take(self, entries: list[_Entry]) -> None:
        """Gather the changes that these entries ask for; raises Refusal for one that cannot be done."""
        held = [entry for entry in entries if self._is_held(entry)]
        with self.caller.register.reading() as session:
            self._ours = self.caller.ours(session, {name for entry in held if (name := _own_name(entry))})
        for entry in held:
            if (made := self._asked(entry)) is not None:
                self.asked.append(made)
                self.numbers.append(entry.number)
        for one in self.asked:
            if one.resource is not None:
                own(one.resource, self._name)

    def _is_held(self, entry: _Entry) -> bool:
        if entry.kind in HELD:
            return True
        if not self.lenient:
            said = "a type that is not stored here; leave it out, or send Prefer: handling=lenient"
            raise refuse(404, said, entry.where, "not-supported")
        issue = Issue("of a type that is not stored; it was left out", entry.where, "not-supported", "information")
        self.left_out[entry.number] = Answer(202, outcome=outcome([issue]))
        return False

    def _asked(self, entry: _Entry) -> Asked | None:
        """The change that an entry asks for; None where its condition is met and there is nothing to do."""
        kind, where = entry.kind, f"{entry.where}.resource"
        if entry.method == "DELETE":
            return Asked("DELETE", kind, entry.where, _id(entry), if_match=entry.if_match)
        resource = _resource(entry)
        name = entry.sent.get("fullUrl")
        name = name if isinstance(name, str) else ""
        if entry.method == "POST":
            if f"{kind}/{resource.get('id')}" in self._ours:
                resource.pop("id")  # a copy of what is here: POST makes another
            return self._created(entry, Asked("POST", kind, where, resource=resource, name=name))
        if entry.condition:
            return self._put_where(entry, Asked("PUT", kind, where, resource=resource, name=name))
        identifier = _id(entry)
        if resource.get("id", identifier) != identifier:
            raise refuse(400, "another id than in the address; send the resource with its own id", f"{where}.id")
        if f"{kind}/{identifier}" in self._ours:
            self._rename(name, f"{kind}/{identifier}")
            name, resource["id"] = "", identifier
        return Asked("PUT", kind, where, identifier, resource, name, if_match=entry.if_match)

    def _created(self, entry: _Entry, asked: Asked) -> Asked | None:
        unless = entry.request.get("ifNoneExist")
        if unless is None:
            return asked
        if not isinstance(unless, str):
            raise refuse(400, "a condition is a text", f"{entry.where}.request.ifNoneExist")
        meant = matching(self.caller, f"{entry.kind}?{unless.lstrip('?')}", f"{entry.where}.request.ifNoneExist")
        if meant.row is not None:
            self.met[entry.number] = meant.row
            self._rename(asked.name, "/".join(name_of(meant.row)))
            return None
        self._conditions.add(meant.name)
        return replace(asked, condition=meant.name)

    def _put_where(self, entry: _Entry, asked: Asked) -> Asked:
        meant = matching(self.caller, entry.condition, f"{entry.where}.request.url")
        resource = asked.resource or {}
        if meant.row is None:
            resource.pop("id", None)
            self._conditions.add(meant.name)
            return replace(asked, condition=meant.name) if meant.name else replace(asked, method="POST")
        kind, identifier = name_of(meant.row)
        self._rename(asked.name, f"{kind}/{identifier}")
        return replace(asked, identifier=identifier, resource={**resource, "id": identifier}, name="")

    def _rename(self, name: str, ours: str) -> None:
        if name:
            self._renamed[name] = ours

    def _name(self, url: str) -> str:
        """How what a reference leads to is named here; raises Refusal for a condition that nothing meets."""
        found = self._renamed.get(url)
        if found is not None:
            return found
        kind, query, condition = url.partition("?")
        if query and kind in HELD and url not in self._conditions and not condition.startswith("identifier="):
            meant = matching(self.caller, url, "Bundle.entry.resource")
            if meant.row is None:
                raise refuse(412, "a reference by a condition that nothing meets", "Bundle.entry.resource", "not-found")
            self._renamed[url] = "/".join(name_of(meant.row))
            return self._renamed[url]
        return local(self.caller.base, url)


def _own_name(entry: _Entry) -> tuple[str, str] | None:
    """The name by which an entry may mean what is stored here."""
    found = restful(entry.url) if entry.method == "PUT" else None
    if found is not None:
        return found["type"], found["id"]
    resource = entry.sent.get("resource")
    identifier = resource.get("id") if isinstance(resource, dict) else None
    return (entry.kind, identifier) if isinstance(identifier, str) and ID.fullmatch(identifier) else None


def _resource(entry: _Entry) -> Json:
    resource = entry.sent.get("resource")
    if not isinstance(resource, dict) or resource.get("resourceType") != entry.kind:
        raise refuse(400, "an entry whose resource is not of the type in its address", f"{entry.where}.resource")
    require_small(resource, f"{entry.where}.resource")
    return resource


def _id(entry: _Entry) -> str:
    found = restful(entry.url)
    if found is None or found["base"]:
        raise refuse(400, "an address of one resource; send Type/id", f"{entry.where}.request.url")
    return found["id"]


def _get(caller: Caller, entry: _Entry) -> Answer:
    """A read or a search within a Bundle."""
    path, _, query = entry.url.partition("?")
    match path.split("/"):
        case [kind] if kind in HELD:
            return search(caller, kind, pairs_of(query), entry.headers)
        case [kind, identifier] if kind in HELD:
            return read(caller, kind, identifier, entry.headers)
        case [kind, identifier, "_history"] if kind in HELD:
            return read_history(caller, kind, identifier, pairs_of(query))
        case [kind, identifier, "_history", number] if kind in HELD:
            return read_version(caller, kind, identifier, number)
    raise refuse(
        404, "no such type here; the CapabilityStatement lists them", f"{entry.where}.request.url", "not-supported"
    )
