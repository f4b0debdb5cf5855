"""The documents of a folder or file: JSON, NDJSON, also compressed, in the order of their names, one at a time."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from fhir_adapters.problems import Problem
from fhir_adapters.tokens import NotJson, parse
from registry.errors import NotFound
from registry.web.translations import both

_COMPRESSED = {".gz", ".bz2"}
_DOCUMENTS, _LINES = {".json"}, {".ndjson", ".jsonl"}


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document and where it lies (``folder/file.ndjson:12``); ``problem`` is why it cannot be read."""

    origin: str
    content: Any
    problem: Problem | None = None


def readable(path: Path) -> list[Path]:
    """The files below a path that documents are read from, in order; raises NotFound when there is none."""
    files = [path] if path.is_file() else sorted(found for found in path.rglob("*") if found.is_file())
    found = [file for file in files if _kind(file)]
    if not found:
        raise NotFound(both("no_path", path))
    return found


def documents(path: Path) -> Iterator[Document]:
    """The documents of a file, or of every JSON, NDJSON, .gz or .bz2 file of a folder, in the order of their names.

    Lines are read one by one, whatever the size of their file. Raises NotFound when there is nothing to read.
    """
    for file in readable(path):
        yield from _documents_of(file, file.name if file == path else str(file.relative_to(path)))


def _kind(file: Path) -> str:
    suffixes = [suffix for suffix in file.suffixes if suffix not in _COMPRESSED]
    return suffixes[-1] if suffixes and suffixes[-1] in _DOCUMENTS | _LINES else ""


def _opened(file: Path) -> BinaryIO:
    match file.suffix:
        case ".gz":
            return cast("BinaryIO", gzip.open(file, "rb"))
        case ".bz2":
            return cast("BinaryIO", bz2.open(file, "rb"))
    return file.open("rb")


def _documents_of(file: Path, name: str) -> Iterator[Document]:
    try:
        with _opened(file) as content:
            if _kind(file) in _LINES:
                for number, line in enumerate(content, 1):
                    if line.strip():
                        yield _parsed(line, f"{name}:{number}")
                return
            raw = content.read()
    except (OSError, EOFError, ValueError, zlib.error):
        yield Document(name, None, _unreadable(name))
        return
    found = _parsed(raw, name)
    several = found.content if isinstance(found.content, list) else [found.content]
    yield from (Document(found.origin, one, found.problem) for one in several)


def _parsed(raw: bytes, origin: str) -> Document:
    try:
        content = parse(raw)
    except NotJson:
        return Document(origin, None, _unreadable(origin))
    if not isinstance(content, dict | list):
        return Document(origin, None, _unreadable(origin))
    return Document(origin, content)


def _unreadable(origin: str) -> Problem:
    return Problem(
        severity="error",
        code="not-json",
        record=origin,
        element="",
        what="not a JSON object, or a number that no computer holds, or a broken archive",
        what_next="send one FHIR resource, bundle or phenopacket per document, in UTF-8, one per line in NDJSON",
    )
