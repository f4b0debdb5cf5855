"""What was sent, unpacked into entries: resources of the types that are read, and what a history says was deleted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from fhir_adapters.node import Node, Origin
from fhir_adapters.problems import Problem, Severity
from fhir_adapters.references import DOUBTED, Entry, restful
from fhir_adapters.resource_types import UNREAD

# Types that hold no fact, and are kept because others refer to them.
ASIDE = {"Medication", "Specimen"}
_EXCHANGE = ("request", "response")
Nested = dict[str, object] | list[object]


@dataclass(frozen=True, slots=True)
class Limits:
    """How deep one resource, and how long one Bundle, may be."""

    depth: int = 64
    entries: int = 5000


@dataclass(slots=True)
class Sent:
    """The entries of everything sent, how many of which types are not read, and what went wrong."""

    kinds: Collection[str]
    limits: Limits
    problems: dict[Problem, None] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def collect(self, resource: object) -> None:
        """Take in a resource or a Bundle; what is neither is noted."""
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            self._note("error", "not-a-resource", "", "not a FHIR resource", "send an object with a resourceType")
        elif resource["resourceType"] == "Bundle":
            self._unpack(resource)
        else:
            self._enter(resource, None)

    def note_unread(self) -> None:
        """Say how many resources of each type hold no fact."""
        for kind, count in sorted(self.unread.items()):
            unknown = "a resource of a type that FHIR R4 does not define"
            what = f"a resource of type {kind}" if kind != "unknown" else unknown
            self._note("information", "type-not-read", "resourceType", what, "no facts are read from this type", count)

    def _unpack(self, bundle: dict[str, object]) -> None:
        sent = bundle.get("entry")
        if sent is None:
            return
        if not isinstance(sent, list):
            what_next = "send an array of entries; nothing was read"
            self._note("error", "wrong-type", "Bundle.entry", "not an array", what_next)
            return
        if len(sent) > self.limits.entries:
            what = f"more than {self.limits.entries} entries"
            self._note("error", "too-many-entries", "Bundle.entry", what, "send several Bundles; nothing was read")
            return
        for number, entry in enumerate(sent):
            self._unpack_one(entry, f"Bundle.entry[{number}]")

    def _unpack_one(self, entry: object, element: str) -> None:
        if isinstance(entry, dict) and (gone := self._deletion(entry)):
            self.entries.append(gone)
            return
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(resource, dict):
            self._note("information", "no-resource", element, "an entry without a resource", "nothing to read")
        elif resource.get("resourceType") == "Bundle":
            what_next = "send it on its own; it was not read"
            self._note("warning", "nested-bundle", element, "a Bundle inside a Bundle", what_next)
            self._doubt_inside(resource)
        else:
            url = entry.get("fullUrl")
            self._enter(resource, url if isinstance(url, str) else None)

    def _deletion(self, entry: dict[str, object]) -> Entry | None:
        """The version of a resource that has nothing in it any more (FHIR R4, RESTful API, history)."""
        request, response = (part if isinstance(part := entry.get(name), dict) else {} for name in _EXCHANGE)
        if request.get("method") != "DELETE":
            return None
        urls = [url for url in (request.get("url"), entry.get("fullUrl")) if isinstance(url, str)]
        named = next((found for url in urls if (found := restful(url)) and self._kept(found["type"])), None)
        if named is None:
            return None
        kind, etag = named["type"], re.search(r"[0-9]+", str(response.get("etag", "")), re.ASCII)
        meta = {"versionId": etag[0] if etag else None, "lastUpdated": response.get("lastModified")}
        origin = Origin(f"{kind}/{named['id']}", "", self.problems)
        return Entry(Node({"id": named["id"], "meta": meta}, kind, origin), kind, deleted=True)

    def _enter(self, resource: dict[str, object], url: str | None, holder: Entry | None = None) -> None:
        kind = resource.get("resourceType")
        if not isinstance(kind, str) or not self._kept(kind):
            self.unread[kind if isinstance(kind, str) and kind in UNREAD else "unknown"] += 1
            return
        entry = Entry(Node(resource, kind, Origin("", "", self.problems)), kind, url, holder)
        name = f"{kind}/{entry.id}" if entry.id else f"{kind}[{len(self.entries)}]"
        record = f"{holder.node.origin.record}#{entry.id or len(self.entries)}" if holder else name
        meta = resource.get("meta")
        version = meta.get("versionId") if isinstance(meta, dict) else None
        entry.node = Node(resource, kind, Origin(record, version if isinstance(version, str) else "", self.problems))
        if self._is_unread(entry, resource):
            self._doubt(entry)
            return
        self.entries.append(entry)
        if not holder:
            self._enter_contained(entry)

    def _is_unread(self, entry: Entry, resource: dict[str, object]) -> bool:
        if _too_deep(resource, self.limits.depth):
            what = f"nested deeper than {self.limits.depth}"
            entry.node.note("error", "too-deep", what, "send a flatter resource; it was not read")
            return True
        if resource.get("implicitRules"):
            entry.node.note(
                "warning", "modifier-not-understood", "implicit rules change its meaning", "it was not read"
            )
            return True
        return entry.node.modified

    def _doubt(self, entry: Entry) -> None:
        """Keep what could not be read where that counts, without the parts that are nested too deep."""
        body = entry.node.json
        if entry.type in DOUBTED and isinstance(body, dict):
            flat = {name: part for name, part in body.items() if not _too_deep([part], self.limits.depth)}
            entry.node, entry.doubt = Node(flat, entry.type, entry.node.origin), "unread"
            self.entries.append(entry)

    def _doubt_inside(self, bundle: dict[str, object]) -> None:
        """What a Bundle that is not read holds, and the Bundles in it."""
        level = [bundle]
        for _ in range(self.limits.depth):
            sent = [one for holder in level for one in _children(holder.get("entry")) if isinstance(one, dict)]
            inside = [inner for one in sent if isinstance(inner := one.get("resource"), dict)]
            for inner in inside:
                if inner.get("resourceType") in DOUBTED:
                    count = len(self.entries)
                    self._enter(inner, None)
                    for entry in self.entries[count:]:
                        entry.doubt = "unread"
            level = [inner for inner in inside if inner.get("resourceType") == "Bundle"]

    def _enter_contained(self, entry: Entry) -> None:
        """The results that a report carries inside itself are observations like any other; the rest is left aside."""
        is_report = entry.type == "DiagnosticReport"
        results = {result["reference"].text for result in entry.node["result"]} if is_report else set()
        for inner in entry.node["contained"]:
            kind = inner["resourceType"].text
            if kind == "Observation" and isinstance(inner.json, dict) and f"#{inner['id'].text}" in results:
                self._enter(inner.json, None, entry)
            elif kind in self.kinds and kind != "Patient":
                inner.note("information", "contained-not-read", "a resource inside another", "send it on its own")

    def _kept(self, kind: str) -> bool:
        return kind in self.kinds or kind in ASIDE

    def _note(self, severity: Severity, code: str, element: str, what: str, what_next: str, count: int = 1) -> None:
        self.problems[Problem(severity, code, "", element, what, what_next, count)] = None


def _too_deep(resource: Nested, limit: int) -> bool:
    """Level by level, so that no depth can exhaust the stack."""
    level = [resource]
    for _ in range(limit):
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def _children(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()
