"""The entries of a Bundle, or of many, and how a Reference finds one (FHIR R4, Bundle 3.3.4, References 2.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Literal

from fhir_adapters.node import Node

ID = re.compile(r"[A-Za-z0-9.-]{1,64}", re.ASCII)
_RESTFUL = re.compile(
    r"(?:(?P<base>https?://\S+?)/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/\S+)?"
)
PatientOf = Callable[[str], str | None]
_LONGEST = 2000


def restful(url: str) -> re.Match[str] | None:
    """The server, type and id that a RESTful URL names."""
    return _restful(url) if len(url) <= _LONGEST else None


@lru_cache(maxsize=256)
def _restful(url: str) -> re.Match[str] | None:
    return _RESTFUL.fullmatch(url)


# Types of which what cannot be read still counts: an opposition, and a result newer than the one that can be read.
DOUBTED = {"Consent", "Observation"}


@dataclass(slots=True, eq=False)
class Entry:
    """A resource as it came: where it was, and what its own references are relative to.

    ``doubt`` is why it is no evidence and counts all the same: it could not be read, or another holds its identity.
    """

    node: Node
    type: str
    full_url: str | None = None
    holder: Entry | None = None
    deleted: bool = False
    doubt: Literal["unread", "conflict"] | None = None
    id: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.id = self._id()

    def _id(self) -> str | None:
        """The logical id, else that of the fullUrl: its uuid or its last segment."""
        found = self.node["id"].json
        if isinstance(found, str) and ID.fullmatch(found):
            return found
        url = self.full_url or ""
        if url.startswith("urn:uuid:"):
            return url.removeprefix("urn:uuid:") if ID.fullmatch(url.removeprefix("urn:uuid:")) else None
        named = restful(url)
        return named["id"] if named and named["type"] == self.type else None

    @property
    def patient_id(self) -> str | None:
        """Its id, where it is a Patient."""
        return self.id if self.type == "Patient" else None

    @property
    def base(self) -> str | None:
        """The server that the fullUrl names."""
        found = restful(self.full_url or "")
        return found["base"] if found else None


@dataclass(slots=True)
class Index:
    """Finds entries by fullUrl and by Type/id, and patients by an identifier too (None where several have it)."""

    by_url: dict[str, Entry | None] = field(default_factory=dict)
    by_id: dict[str, Entry] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], Entry | None] = field(default_factory=dict)

    def find(self, reference: Node, entry: Entry) -> Entry | None:
        """The entry that a Reference of another entry points to, literally or else by identifier."""
        found = self._literal(reference, entry)
        identifier = reference["identifier"]
        identity = _identity(identifier) if identifier else None
        return found or (self.by_identifier.get(identity) if identity else None)

    def _literal(self, reference: Node, entry: Entry) -> Entry | None:
        text = reference["reference"].text
        if text is None or text.startswith("#"):
            return None
        if text in self.by_url:
            return self.by_url[text]
        found = restful(text)
        if not found:
            return None
        if found["base"] is None and entry.base:
            known = self.by_url.get(f"{entry.base}/{found['type']}/{found['id']}")
            if known:
                return known
        if found["base"] is None or found["base"] == entry.base:
            return self.by_id.get(f"{found['type']}/{found['id']}")
        return None


def _identity(identifier: Node) -> tuple[str, str] | None:
    """System and value of an Identifier; a value without its system names nobody."""
    system, value = identifier["system"].text, identifier["value"].text
    return (system, value) if system and value else None


def contained(reference: Node, entry: Entry) -> Node | None:
    """The contained resource behind ``#id``."""
    text = reference["reference"].text
    holder = entry.holder or entry
    if not text or not text.startswith("#"):
        return None
    return next((inner for inner in holder.node["contained"] if inner["id"].json == text[1:]), None)


def logical_patient(text: str, entry: Entry) -> str | None:
    """``Patient/abc`` as ``abc``; an absolute URL only when it names the entry's own server."""
    found = restful(text)
    if not found or found["type"] != "Patient":
        return None
    return found["id"] if found["base"] is None or found["base"] == entry.base else None


def index(entries: list[Entry]) -> tuple[Index, list[Entry]]:
    """The index, and the entries to read: each identity once, at its newest version."""
    kept = _newest([entry for entry in entries if not entry.holder])
    # What a report carried inside itself lives and dies with the version of the report.
    holders = set(kept)
    kept += _newest([entry for entry in entries if entry.holder in holders])
    made = Index()
    for entry in kept:
        for identifier in entry.node["identifier"] if entry.type == "Patient" else ():
            if identity := _identity(identifier):
                other = made.by_identifier.get(identity, entry)
                made.by_identifier[identity] = entry if other is entry else None
        if entry.doubt:
            continue
        if entry.id and not entry.holder:
            made.by_id[f"{entry.type}/{entry.id}"] = entry
        if entry.full_url in made.by_url:
            entry.node.note(
                "error", "duplicate-fullurl", "another entry has its fullUrl", "references are not followed"
            )
            made.by_url[entry.full_url] = None
        elif entry.full_url:
            made.by_url[entry.full_url] = entry
    return made, kept


def _newest(entries: list[Entry]) -> list[Entry]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.node.origin.record, []).append(entry)
    return [entry for group in groups.values() for entry in _one(group)]


def _one(group: list[Entry]) -> list[Entry]:
    """One of the entries with the same identity, or none when nobody can say which is newer."""
    first = group[0]
    if any(entry.deleted for entry in group):
        return _undeleted(group)
    if len(group) == 1:
        return group
    if all(_body(entry) == _body(first) for entry in group):
        first.node.note("information", "duplicate", "sent more than once, the same each time", "read once")
        return [next((entry for entry in group if not entry.doubt), first)]
    if _several_owners(group):
        what_next = "send each server's resources on their own, or with ids that differ; none was read"
        first.node.note("error", "identity-conflict", "one id for resources of several servers or people", what_next)
        return _doubted(group)
    ranked = [(_version(entry), entry) for entry in group]
    versions = [version for version, _ in ranked if version is not None]
    if len(versions) == len(group) and versions.count(max(versions)) == 1:
        first.node.note("warning", "several-versions", "sent in several versions", "only the newest was read")
        return [entry for version, entry in ranked if version == max(versions)]
    what_next = "send one, or meta.versionId in each; none was read"
    first.node.note("error", "duplicate-identity", "different resources with one identity", what_next)
    return _doubted(group)


def _doubted(group: list[Entry]) -> list[Entry]:
    """Those of a conflict that count although none is read."""
    kept = [entry for entry in group if entry.type in DOUBTED]
    for entry in kept:
        entry.doubt = entry.doubt or "conflict"
    return kept


def _undeleted(group: list[Entry]) -> list[Entry]:
    """A resource deleted and then sent again in a later version; else none: a deletion is the newest version."""
    ranked = {entry: version for entry in group if (version := _version(entry))}
    newest = [entry for entry, version in ranked.items() if version == max(ranked.values())]
    if len(ranked) == len(group) and len(newest) == 1 and not newest[0].deleted:
        return newest
    group[0].node.note("information", "deleted", "deleted at its source", "it is no evidence")
    return []


def _several_owners(group: list[Entry]) -> bool:
    """Whether one id stands for several things: on two servers, or for patients whose births or sexes differ."""
    if len({entry.base for entry in group if entry.base}) > 1:
        return True
    if group[0].type != "Patient" or group[0].base:
        return False
    births = {text for entry in group if (text := entry.node["birthDate"].text)}
    sexes = {text for entry in group if (text := entry.node["gender"].text) and text != "unknown"}
    longest = max(births, key=len, default="")
    return len(sexes) > 1 or any(not longest.startswith(birth) for birth in births)


def _body(entry: Entry) -> dict[str, object]:
    body = entry.node.json
    return {key: value for key, value in body.items() if key not in {"meta", "text"}} if isinstance(body, dict) else {}


def _version(entry: Entry) -> tuple[int, float] | None:
    """The versionId where it counts, and lastUpdated beside it."""
    meta = entry.node["meta"]
    number, updated = meta["versionId"].json, meta["lastUpdated"].json
    stamp = 0.0
    try:
        stamp = datetime.fromisoformat(updated).timestamp() if isinstance(updated, str) else 0.0
    except (ValueError, OverflowError, OSError):
        stamp = 0.0
    counted = int(number) if isinstance(number, str) and re.fullmatch(r"[0-9]{1,15}", number, re.ASCII) else 0
    return (counted, stamp) if counted or stamp else None
