"""Reading a folder or a file of FHIR bundles, NDJSON or phenopackets into facts."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from fhir_adapters import bundle, phenopackets
from fhir_adapters.problems import Problem
from matching.facts import Facts
from registry.errors import NotFound
from registry.web.translations import both

_OPENERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".bz2": bz2.decompress}
_DOCUMENTS, _LINES = {".json"}, {".ndjson", ".jsonl"}


@dataclass(slots=True)
class Reading:
    """What was read: facts, problems, and how many documents they came from."""

    facts: Facts = field(default_factory=Facts)
    problems: list[Problem] = field(default_factory=list)
    documents: int = 0

    @property
    def refused(self) -> list[Problem]:
        """The documents and resources that could not be read: their facts are missing."""
        return [problem for problem in self.problems if problem.severity == "error"]


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document and where it lies (``folder/file.ndjson:12``); ``content`` is None when it is not JSON."""

    origin: str
    content: Any


def documents(path: Path) -> Iterator[Document]:
    """The documents of a file, or of every JSON, NDJSON, .gz or .bz2 file of a folder, in the order of their names.

    Raises NotFound when there is nothing to read at that place.
    """
    files = [path] if path.is_file() else sorted(found for found in path.rglob("*") if found.is_file())
    readable = [file for file in files if _kind(file)]
    if not readable:
        raise NotFound(both("no_path", path))
    for file in readable:
        yield from _documents_of(file, path)


def _kind(file: Path) -> str:
    suffixes = [suffix for suffix in file.suffixes if suffix not in _OPENERS]
    return suffixes[-1] if suffixes and suffixes[-1] in _DOCUMENTS | _LINES else ""


def _documents_of(file: Path, root: Path) -> Iterator[Document]:
    raw = file.read_bytes()
    name = file.name if file == root else str(file.relative_to(root))
    if file.suffix in _OPENERS:
        try:
            raw = _OPENERS[file.suffix](raw)
        except (OSError, EOFError, ValueError, zlib.error):
            yield Document(name, None)
            return
    if _kind(file) in _LINES:
        for number, line in enumerate(raw.splitlines(), 1):
            if line.strip():
                yield _parsed(line, f"{name}:{number}")
    else:
        found = _parsed(raw, name)
        several = found.content if isinstance(found.content, list) else [found.content]
        yield from (Document(found.origin, one) for one in several)


def _parsed(raw: bytes, origin: str) -> Document:
    try:
        return Document(origin, orjson.loads(raw))
    except orjson.JSONDecodeError:
        return Document(origin, None)


def read(path: Path, as_of: int, seen: Callable[[int], None] = lambda _: None) -> Reading:
    """All facts below a path. ``as_of`` (a day number) is the day on which an age without a birth date is read.

    ``seen`` is called with the number of documents read so far. FHIR documents are read together, so that references
    resolve across files, and a result that a later export corrects or retracts is read in its newest version only.
    """
    reading = Reading()
    resources: list[dict[str, Any]] = []
    for document in documents(path):
        reading.documents += 1
        seen(reading.documents)
        if not isinstance(document.content, dict):
            reading.problems.append(_not_json(document))
        elif _is_phenopacket(document.content):
            # A subject's id is unique in its own publication only: two packets never share a patient.
            patient = str(document.content.get("id") or document.origin)
            _take(reading, *phenopackets.to_facts(document.content, patient=patient, as_of=as_of))
        else:
            resources.append(document.content)
    _take(reading, *bundle.read_many(resources))
    return reading


def _is_phenopacket(content: dict[str, Any]) -> bool:
    return "resourceType" not in content and "subject" in content


def _take(reading: Reading, facts: Facts, problems: list[Problem]) -> None:
    reading.facts.extend(facts)
    reading.problems.extend(problems)


def _not_json(document: Document) -> Problem:
    return Problem(
        severity="error",
        code="not-json",
        record=document.origin,
        element="",
        what="not a JSON object, or a number that no computer holds, or a broken archive",
        what_next="send one FHIR resource, bundle or phenopacket per document, in UTF-8, one per line in NDJSON",
    )
