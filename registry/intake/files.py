"""The documents of a folder or file: JSON, NDJSON, also compressed, in the order of their names, one at a time."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from fhir_adapters.door import HELD
from fhir_adapters.problems import Problem
from fhir_adapters.resource_types import UNREAD
from fhir_adapters.tokens import NotJson, parse
from registry.errors import NotFound
from registry.web.translations import both

_COMPRESSED = {".gz", ".bz2"}
_DOCUMENTS, _LINES = {".json"}, {".ndjson", ".jsonl"}
_ENDINGS = _COMPRESSED | _DOCUMENTS | _LINES
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_SMALL = 10_000
_SAID = (
    "bad batch broken bundle bundles bz cohort data example export fhir file good gz import json jsonl ndjson packet"
    " packets page part patients phenopacket phenopackets resources sample test"
)
_WORDS = frozenset(_SAID.split()) | {name.casefold() for name in HELD | UNREAD}


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


def documents(path: Path, named: Callable[[int, str], str] = lambda _, name: name) -> Iterator[Document]:
    """The documents of a file, or of every JSON, NDJSON, .gz or .bz2 file of a folder, in the order of their names.

    Lines are read one by one, whatever the size of their file. ``named`` gives a file's name in `Document.origin`, from
    its number (from 1) and its path below ``path``. Raises NotFound when there is nothing to read.
    """
    for number, file in enumerate(readable(path), 1):
        yield from _documents_of(file, named(number, file.name if file == path else str(file.relative_to(path))))


def harmless(number: int, name: str) -> str:
    """A file's name where it can be nobody's, as ``Observation.ndjson``; else its number among the files, ``#12.json``.

    Hospitals name files after patients: a name is kept only where every word of it is known, and every number small.
    """
    words = [word.casefold() for word in _WORD.findall(name)]
    if all(word in _WORDS or len(word) == 1 or (word.isdecimal() and int(word) < _SMALL) for word in words):
        return name
    return f"#{number}" + "".join(ending for ending in Path(name).suffixes if ending in _ENDINGS)


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
                        yield _document(*_parsed(line, f"{name}:{number}"))
                return
            raw = content.read()
    except (OSError, EOFError, ValueError, zlib.error):
        yield Document(name, None, _unreadable(name))
        return
    origin, found = _parsed(raw, name)
    for one in found if isinstance(found, list) else [found]:
        yield _document(origin, one)


def _parsed(raw: bytes, origin: str) -> tuple[str, object]:
    try:
        return origin, parse(raw, finite=True)
    except NotJson:
        return origin, None


def _document(origin: str, content: object) -> Document:
    if isinstance(content, dict):
        return Document(origin, content)
    return Document(origin, None, _unreadable(origin))


def _unreadable(origin: str) -> Problem:
    return Problem(
        severity="error",
        code="not-json",
        record=origin,
        element="",
        what="not a JSON object, or a number that no computer holds, or a broken archive",
        what_next="send one FHIR resource, bundle or phenopacket per document, in UTF-8, one per line in NDJSON",
    )
