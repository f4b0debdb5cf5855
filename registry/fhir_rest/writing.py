"""Writing: what is asked for goes through the door as one document, all or nothing, and under a lock on versions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from fhir_adapters.door import HELD
from fhir_adapters.problems import Problem
from fhir_adapters.references import restful
from registry import store
from registry.fhir_rest.outcomes import Issue, Json, Refusal, refuse
from registry.fhir_rest.reach import ID, Caller
from registry.patients.arrival import Incoming
from registry.patients.receiving import Received, receive
from registry.store import Outcome, Resource

_TRIES = 6
_PLACE = re.compile(r"Bundle\.entry\[(\d+)\](?:\.resource)?(.*)", re.DOTALL)
_NAMING = {"reference", "fullUrl", "url"}
Method = Literal["POST", "PUT", "DELETE"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One change. ``identifier`` is the id in its address; ``name`` the fullUrl by which its sender refers to it.

    ``condition`` (``Type?...``) names it where nothing else does; ``if_match`` is the version that must stand.
    ``whole`` is how places in it are told: ``Observation``, or ``Bundle.entry[3].resource``.
    """

    method: Method
    kind: str
    whole: str
    identifier: str = ""
    resource: Json | None = None
    name: str = ""
    condition: str = ""
    if_match: str = ""

    @property
    def entry(self) -> Json:
        """As an entry of the document that passes the door."""
        if self.method == "DELETE":
            return {"request": {"method": "DELETE", "url": f"{self.kind}/{self.identifier}"}}
        entry: Json = {"fullUrl": self.name} if self.name else {}
        entry["resource"] = self.resource
        if self.method == "PUT":
            return {**entry, "request": {"method": "PUT", "url": self.condition or f"{self.kind}/{self.identifier}"}}
        request = {"method": "POST", "url": self.kind}
        if self.condition:
            request["ifNoneExist"] = self.condition.partition("?")[2]
        return {"fullUrl": new_name(), **entry, "request": request}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a change: the row that stands now (None: there was nothing to delete), and what is said of it."""

    how: str
    row: Resource | None
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Writing:
    """Changes on their way into the store."""

    caller: Caller
    asked: Sequence[Asked]
    written: list[Written | None] = field(default_factory=list)

    def settle(self, session: Session, received: Received) -> None:
        """Within the transaction: raise Refusal where not all of it was stored as asked, else say what was."""
        (passed,) = received.passed
        if passed.failed:
            raise self._refused([problem for problem in passed.problems if problem.severity == "error"])
        if passed.set_aside:
            raise self._refused([problem for problem in passed.problems if problem.code == "no-patient"])
        places = [(one.type, one.id) for one in passed.prepared]
        stored = {
            _number(passed.pointers[place]): outcome for place, outcome in zip(places, received.outcomes, strict=True)
        }
        if len(set(places)) != len(places):
            raise _twice("Bundle.entry")
        for number, one in enumerate(self.asked):
            if outcome := stored.get(number):
                self._require_version(one, outcome)
            elif one.method != "DELETE":  # read as one with another entry
                raise _twice(one.whole)
        rows = _rows(session, received.outcomes)
        told = _told(self.asked, received.problems)
        self.written = [
            Written(outcome.how, rows.get((outcome.type, outcome.id)), tuple(told.get(number, ())))
            if (outcome := stored.get(number))
            else None
            for number in range(len(self.asked))
        ]
        if not any(outcome.changed for outcome in received.outcomes):
            self.caller.record(
                session, "receive", {one.patient for one in received.outcomes if one.patient}, resources=0
            )

    def _require_version(self, one: Asked, outcome: Outcome) -> None:
        """The version that stood before this transaction, under its lock, is the one that was asked for."""
        stood = outcome.version - outcome.changed
        if one.if_match and one.if_match != str(stood):
            raise stale(one.whole)

    def _refused(self, problems: Sequence[Problem]) -> Refusal:
        issues = [_issue(self.asked, replace(problem, severity="error")) for problem in problems]
        status = 409 if any(problem.code == "identity-conflict" for problem in problems) else 422
        return Refusal(status, *(issue for _, issue in issues))


def write(caller: Caller, asked: Sequence[Asked]) -> list[Written | None]:
    """Make changes, all or none, and say of each what became of it (None: nothing, its type is not held).

    Raises Refusal: 4xx for what cannot be stored, 503 where the store stays busy.
    """
    document: Json = {"resourceType": "Bundle", "type": "transaction", "entry": [one.entry for one in asked]}
    for _ in range(_TRIES):
        try:
            return _once(caller, asked, document)
        except (IntegrityError, OperationalError):
            continue  # others were quicker, again and again: what stands now is read anew
    raise Refusal(503, Issue("the store is busy; nothing was stored, send it again"), headers={"Retry-After": "1"})


def _once(caller: Caller, asked: Sequence[Asked], document: Json) -> list[Written | None]:
    names = set(_names(document))
    with caller.register.reading() as session:
        ours = caller.ours(session, names)
        for one in asked:
            if one.if_match:  # before the vault learns anything; the transaction looks again
                row = caller.row(session, one.kind, one.identifier)
                if row is None or str(row.version) != one.if_match:
                    raise stale(one.whole)
    writing = _Writing(caller, asked)
    incoming = Incoming("", document, caller.subject.site, ours)
    receive(caller.register, [incoming], caller.subject, caller.now, within=writing.settle)
    return writing.written


def _twice(where: str) -> Refusal:
    return refuse(400, "two entries are one resource; send each resource once in a transaction", where, "duplicate")


def stale(where: str) -> Refusal:
    """The answer to a change of a version that stands no more."""
    said = "another version stands by now; read it again, and send the change with its ETag"
    return refuse(412, said, where, "conflict")


def own(resource: Json, named: Callable[[str], str]) -> None:
    """Make what was sent ours, in place: version and date are given here, and ``named`` names what it refers to."""
    meta = resource.get("meta")
    if isinstance(meta, dict):
        resource["meta"] = {name: value for name, value in meta.items() if name not in {"versionId", "lastUpdated"}}
    _rename(resource, named)


def _rename(content: Any, named: Callable[[str], str]) -> None:  # noqa: ANN401  # any JSON
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "reference" and isinstance(value, str):
                content[name] = named(value)
            else:
                _rename(value, named)
    elif isinstance(content, list):
        for value in content:
            _rename(value, named)


def local(base: str, url: str) -> str:
    """An address of ours, or of a version, as ``Type/id``; any other as it is."""
    found = restful(url)
    if found is None or (found["base"] or base) != base:
        return url
    return f"{found['type']}/{found['id']}"


def _names(content: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # any JSON
    """Every ``Type/id`` in a document that may be ours."""
    if isinstance(content, dict):
        for name, value in content.items():
            if isinstance(value, str):
                if name not in _NAMING:
                    continue
                if (found := restful(value)) and not found["base"] and found["type"] in HELD:
                    yield found["type"], found["id"]
            else:
                yield from _names(value)
        kind, identifier = content.get("resourceType"), content.get("id")
        if isinstance(kind, str) and kind in HELD and isinstance(identifier, str) and ID.fullmatch(identifier):
            yield kind, identifier
    elif isinstance(content, list):
        for value in content:
            yield from _names(value)


def new_name() -> str:
    """A name for a new resource that nobody used before."""
    return f"urn:uuid:{uuid4()}"


def _rows(session: Session, outcomes: Sequence[Outcome]) -> dict[tuple[str, str], Resource]:
    by_type: dict[str, list[str]] = {}
    for one in outcomes:
        by_type.setdefault(one.type, []).append(one.id)
    return {(kind, row.id): row for kind, ids in by_type.items() for row in store.rows(session, kind, ids)}


def _number(pointer: str) -> int:
    found = _PLACE.fullmatch(pointer)
    return int(found[1]) if found else -1


def _told(asked: Sequence[Asked], problems: Sequence[Problem]) -> dict[int, list[Issue]]:
    told: dict[int, list[Issue]] = {}
    for problem in problems:
        number, issue = _issue(asked, problem)
        told.setdefault(number, []).append(issue)
    return told


def _issue(asked: Sequence[Asked], problem: Problem) -> tuple[int, Issue]:
    """The entry that a problem is of, and the problem as its sender reads it."""
    found = _PLACE.fullmatch(problem.record)
    number = int(found[1]) if found else -1
    where = asked[number].whole + found[2] if found and number < len(asked) else ""
    if found and not found[2]:
        where += problem.element.removeprefix(asked[number].kind)
    said = f"{problem.what}; {problem.what_next}"
    return number, Issue(said, where, _CODES.get(problem.code, "processing"), problem.severity)


_CODES = {"identity-conflict": "conflict", "no-patient": "not-found", "type-not-held": "not-supported"}
