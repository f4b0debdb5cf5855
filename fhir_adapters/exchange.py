"""What a document asks to have stored or deleted: its entries, each with the names by which its sender knows it.

FHIR R4, Bundle 2.36.4: an entry is named by its fullUrl; ``Type/id`` inside an entry with a server is of that server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from fhir_adapters.door.kinds import HELD
from fhir_adapters.phenopackets.door import identity_of, is_packet
from fhir_adapters.problems import Problem, Severity
from fhir_adapters.references import ID, restful
from fhir_adapters.resource_types import UNREAD
from fhir_adapters.tokens import Json

Method = Literal["PUT", "POST", "DELETE"]
MOST_ENTRIES = 5000
# What a stored phenopacket is called among resources; it is served to nobody as FHIR.
PHENOPACKET = "Phenopacket"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry: ``key`` is how its sender names it, ``names`` every reference that means it.

    ``key`` is empty where the sender gave it no name: then its content is its name. ``changed`` is when its sender last
    changed it, in UTC to the millisecond; empty where they do not say.
    """

    pointer: str
    type: str
    key: str
    names: tuple[str, ...]
    base: str
    method: Method
    resource: Json | None
    request: Json = field(default_factory=dict)
    changed: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The entries of a document in its order, and what was wrong with it as a whole."""

    kind: str
    wanted: tuple[Wanted, ...]
    problems: tuple[Problem, ...]


def unpack(document: Any) -> Unpacked:  # noqa: ANN401  # whatever was sent
    """The entries of a Bundle, or a resource as the only one."""
    problems: list[Problem] = []
    if is_packet(document):
        name, _ = identity_of(document)
        return Unpacked("", (Wanted("", PHENOPACKET, name, (f"{PHENOPACKET}/{name}",), "", "PUT", document),), ())
    kind = document.get("resourceType") if isinstance(document, dict) else None
    if not isinstance(kind, str):
        problems.append(
            _problem("error", "not-a-resource", "", "not a FHIR resource", "send an object with a resourceType")
        )
        return Unpacked("", (), tuple(problems))
    if kind != "Bundle":
        # Whatever else stands there may be anybody's name, and a place is told.
        return Unpacked("", (_wanted(document, {}, kind if kind in HELD or kind in UNREAD else ""),), ())
    entries = document.get("entry", [])
    if not isinstance(entries, list):
        problems.append(
            _problem(
                "error", "wrong-type", "Bundle.entry", "not an array", "send an array of entries; nothing was read"
            )
        )
        entries = []
    if len(entries) > MOST_ENTRIES:
        what = f"more than {MOST_ENTRIES} entries"
        problems.append(
            _problem("error", "too-many-entries", "Bundle.entry", what, "send several Bundles; nothing was read")
        )
        entries = []
    wanted = tuple(_newest(list(_entries(entries, problems)), problems))
    return Unpacked(str(document.get("type", "")), wanted, tuple(problems))


def _entries(entries: list[Any], problems: list[Problem]) -> Iterator[Wanted]:
    for number, entry in enumerate(entries):
        pointer = f"Bundle.entry[{number}]"
        request = entry.get("request") if isinstance(entry, dict) else None
        request = request if isinstance(request, dict) else {}
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if request.get("method") == "DELETE":
            if gone := _deletion(entry, request, pointer):
                yield gone
        elif not isinstance(resource, dict):
            problems.append(
                _problem("information", "no-resource", pointer, "an entry without a resource", "nothing to read")
            )
        elif resource.get("resourceType") == "Bundle":
            problems.append(
                _problem(
                    "error", "nested-bundle", pointer, "a Bundle inside a Bundle", "send it on its own; it was not read"
                )
            )
        elif not isinstance(resource.get("resourceType"), str):
            problems.append(
                _problem(
                    "error", "not-a-resource", pointer, "not a FHIR resource", "send an object with a resourceType"
                )
            )
        else:
            yield _wanted(resource, entry, f"{pointer}.resource")


def _wanted(resource: Json, entry: Json, pointer: str) -> Wanted:
    kind, url, request = resource["resourceType"], entry.get("fullUrl"), entry.get("request")
    request = request if isinstance(request, dict) else {}
    asked: str = request["url"] if isinstance(request.get("url"), str) else ""
    url = str(url) if isinstance(url, str) else ""
    named = restful(url)
    base = (named["base"] or "") if named else ""
    identifier = resource.get("id")
    identifier = identifier if isinstance(identifier, str) and ID.fullmatch(identifier) else None
    if identifier is None and named and named["type"] == kind:
        identifier = named["id"]
    if identifier is None and request.get("method") == "PUT" and (put := restful(asked)) and put["type"] == kind:
        identifier = put["id"]
    condition = asked if request.get("method") == "PUT" and asked.startswith(f"{kind}?") else ""
    if isinstance(request.get("ifNoneExist"), str):
        condition = f"{kind}?{request['ifNoneExist'].lstrip('?')}"
    own = f"{base}/{kind}/{identifier}" if base and identifier else f"{kind}/{identifier}" if identifier else ""
    names = tuple(name for name in dict.fromkeys((url, own, condition)) if name)
    key = condition or own or url
    method: Method = "PUT" if request.get("method") == "PUT" else "POST"
    return Wanted(pointer, kind, key, names, base, method, resource, request, *_version(resource.get("meta")))


def _deletion(entry: Json, request: Json, pointer: str) -> Wanted | None:
    for url in (request.get("url"), entry.get("fullUrl")):
        if isinstance(url, str) and (named := restful(url)):
            base = named["base"] or ""
            key = f"{base}/{named['type']}/{named['id']}" if base else f"{named['type']}/{named['id']}"
            answer = entry.get("response")
            answer = answer if isinstance(answer, dict) else {}
            etag = re.search(r"[0-9]+", str(answer.get("etag", "")), re.ASCII)
            meta = {"versionId": etag[0] if etag else None, "lastUpdated": answer.get("lastModified")}
            return Wanted(pointer, named["type"], key, (key,), base, "DELETE", None, request, *_version(meta))
    return None


def _version(meta: object) -> tuple[str, int]:
    """When, and as which version, its sender last changed a resource (meta.lastUpdated, meta.versionId)."""
    updated, number = (meta.get("lastUpdated"), meta.get("versionId")) if isinstance(meta, dict) else (None, None)
    changed = ""
    if isinstance(updated, str):
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(updated)
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            changed = zoned.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    counted = re.fullmatch(r"[0-9]{1,15}", number, re.ASCII) if isinstance(number, str) else None
    return changed, int(counted[0]) if counted else 0


def _newest(wanted: list[Wanted], problems: list[Problem]) -> Iterator[Wanted]:
    """Each entry once, in the order of the document: of several versions of one resource the newest.

    Several that nobody can order contradict one another, and the document fails.
    """
    groups: dict[tuple[str, str], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.type, one.key or one.pointer), []).append(one)
    for group in groups.values():
        ranked = sorted(group, key=lambda one: (one.version, one.changed))
        ranks = [(one.version, one.changed) for one in ranked]
        if len(group) > 1 and (ranks[-1] == ranks[-2] or ranks[0] == (0, "")):
            if any(one.resource != group[0].resource for one in group):
                what_next = "send one, or meta.versionId in each; none was read"
                what = "different resources with one identity"
                problems.append(_problem("error", "duplicate-identity", ranked[-1].pointer, what, what_next))
        elif len(group) > 1:
            what_next = "only the newest was read"
            problems.append(
                _problem("information", "several-versions", ranked[-1].pointer, "sent in several versions", what_next)
            )
        yield ranked[-1]


def _problem(severity: Severity, code: str, element: str, what: str, what_next: str) -> Problem:
    return Problem(severity, code, "", element, what, what_next)
