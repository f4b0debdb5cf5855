"""Creating, updating and deleting one resource."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fhir_adapters import release
from registry.fhir_rest.answers import Answer, dumped, etag, of_version
from registry.fhir_rest.conditions import matching
from registry.fhir_rest.incoming import preferences, require_small, resource_of, tag_of
from registry.fhir_rest.outcomes import Issue, Json, Refusal, outcome, refuse
from registry.fhir_rest.reach import ID, Caller
from registry.fhir_rest.writing import Asked, Written, local, own, stale, write
from registry.store import Resource

_DONE = Issue("stored as sent, less what identifies people", "", "informational", "information")


def create(caller: Caller, kind: str, content: object, headers: Mapping[str, str]) -> Answer:
    """Store a new resource; with If-None-Exist, only where none matches."""
    resource = _sent(caller, kind, content)
    resource.pop("id", None)  # the server names what it creates (FHIR R4, RESTful API 3.1.0.8)
    condition = ""
    if asked := headers.get("if-none-exist", "").strip():
        condition = f"{kind}?{asked.lstrip('?')}"
        found = matching(caller, condition, "http.If-None-Exist")
        if found.row is not None:
            return _shown(caller, Written("unchanged", found.row), headers)
        condition = found.name
    return _only(caller, Asked("POST", kind, kind, resource=resource, condition=condition), headers)


def update(caller: Caller, kind: str, identifier: str, content: object, headers: Mapping[str, str]) -> Answer:
    """Store a resource's next version."""
    resource = _sent(caller, kind, content)
    if resource.get("id") != identifier:
        raise refuse(
            400, "the body's id is not the one in the address; send the resource with its own id", f"{kind}.id"
        )
    if _standing(caller, kind, identifier) is None:
        said = "ids are given here: POST to make a resource, or send a transaction, in which your own ids are names"
        raise Refusal(405, Issue(said, f"{kind}.id"), headers={"Allow": "GET"})
    asked = Asked("PUT", kind, kind, identifier, resource, if_match=_if_match(headers))
    return _only(caller, asked, headers)


def delete(caller: Caller, kind: str, identifier: str, headers: Mapping[str, str]) -> Answer:
    """Delete a resource: it is read no more, its earlier versions stay in its history."""
    row = _standing(caller, kind, identifier)
    if row is None:
        raise refuse(404, "no such resource, or none that you may change")
    if_match = _if_match(headers)
    if row.deleted:
        if if_match and if_match != str(row.version):
            raise stale(kind)
        return Answer(204, etag=etag(row.version))
    (done,) = write(caller, [Asked("DELETE", kind, kind, identifier, if_match=if_match)])
    return Answer(204, etag=etag(done.row.version) if done and done.row else "")


def require_valid(resource: Mapping[str, Any], whole: str) -> None:
    """Refuse what the models of FHIR refuse, each by its place."""
    problems = release.check(resource)
    if problems:
        kind = str(resource["resourceType"])
        issues = (
            Issue(f"{one.what}; {one.what_next}", whole + one.element.removeprefix(kind), "structure")
            for one in problems[:100]
        )
        raise Refusal(422, *issues)


def _sent(caller: Caller, kind: str, content: object) -> Json:
    if not caller.subject.site:
        raise refuse(403, "what is written belongs to a hospital; sign in as a system or a data manager of one")
    resource = resource_of(content, kind)
    require_small(resource, kind)
    require_valid(resource, kind)
    own(resource, partial(local, caller.base))
    return resource


def _standing(caller: Caller, kind: str, identifier: str) -> Resource | None:
    if not ID.fullmatch(identifier):
        return None
    with caller.register.reading() as session:
        return caller.row(session, kind, identifier)


def _if_match(headers: Mapping[str, str]) -> str:
    sent = headers.get("if-match", "").strip()
    return "" if sent in {"", "*"} else tag_of(sent, "http.If-Match")


def _only(caller: Caller, asked: Asked, headers: Mapping[str, str]) -> Answer:
    (done,) = write(caller, [asked])
    if done is None or done.row is None:
        raise refuse(422, "nothing of it may be stored", asked.whole)
    return _shown(caller, done, headers)


def _shown(caller: Caller, done: Written, headers: Mapping[str, str]) -> Answer:
    """What was stored, as Prefer wants it: its representation (the usual), nothing, or what there is to say."""
    wanted = preferences(headers).get("return", "representation")
    assert done.row is not None  # noqa: S101  # for the type checker
    status = 201 if done.how == "created" else 200
    answer = of_version(done.row, caller.base, status, whole=wanted not in {"minimal", "operationoutcome"})
    location = answer.location if status == 201 else ""
    body = answer.body
    if wanted == "operationoutcome":
        body = dumped(outcome(done.issues or (_DONE,)))
    return Answer(status, body, answer.etag, answer.modified, location)
