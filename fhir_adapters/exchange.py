"""What a document asks to have stored or deleted: its entries, each with the names by which its sender knows it.

FHIR R4, Bundle 2.36.4: an entry is named by its fullUrl; ``Type/id`` inside an entry with a server is of that server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from fhir_adapters.phenopackets.door import identity_of, is_packet
from fhir_adapters.problems import Problem, Severity
from fhir_adapters.references import ID, restful
from fhir_adapters.tokens import Json

Method = Literal["PUT", "POST", "DELETE"]
MOST_ENTRIES = 5000
# What a stored phenopacket is called among resources; it is served to nobody as FHIR.
PHENOPACKET = "Phenopacket"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry: ``key`` is how its sender names it, ``names`` every reference that means it.

    ``key`` is empty where the sender gave it no name: then its content is its name.
    """

    pointer: str
    type: str
    key: str
    names: tuple[str, ...]
    base: str
    method: Method
    resource: Json | None
    request: Json = field(default_factory=dict)


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
        return Unpacked("", (_wanted(document, {}, kind),), ())
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
    wanted = tuple(_entries(entries, problems))
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
    return Wanted(pointer, kind, key, names, base, method, resource, request)


def _deletion(entry: Json, request: Json, pointer: str) -> Wanted | None:
    for url in (request.get("url"), entry.get("fullUrl")):
        if isinstance(url, str) and (named := restful(url)):
            base = named["base"] or ""
            key = f"{base}/{named['type']}/{named['id']}" if base else f"{named['type']}/{named['id']}"
            return Wanted(pointer, named["type"], key, (key,), base, "DELETE", None, request)
    return None


def _problem(severity: Severity, code: str, element: str, what: str, what_next: str) -> Problem:
    return Problem(severity, code, "", element, what, what_next)
