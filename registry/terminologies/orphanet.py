"""Orphanet's nomenclature from a file of one JSON entity per line, gzipped or not.

A link to OMIM says how the two concepts compare, as Orphanet words it: ``E`` they are exact; ``N`` the ORPHA entity is
narrower than the OMIM code, and stands below it; ``B`` it is broader, and stands above it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from registry.terminologies.release import Release

NAME = "Orphanet nomenclature 2025-03, French labels 2023-06"
ATTRIBUTION = "© Orphanet, CC BY 4.0"
Entity = Mapping[str, Any]


def entities(path: Path) -> Iterator[Entity]:
    """The entities of a file, as they are written."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def read(path: Path, name: str = NAME) -> Release:
    """A whole release: diseases, groups and their links, and the symbols of their genes."""
    parents: dict[str, tuple[str, ...]] = {}
    exact: dict[tuple[str, str], None] = {}
    labels: dict[str, Mapping[str, str]] = {}
    genes: dict[str, tuple[str, ...]] = {}
    for entity in entities(path):
        code = f"ORPHA:{entity['orpha']}"
        labels[code] = labels_of(entity)
        above = [f"ORPHA:{parent}" for parent in entity["parents"]]
        for omim, relation in omim_links(entity):
            if relation == "E":
                exact[code, omim] = None
            elif relation == "N":
                above.append(omim)
            else:
                parents[omim] = (*parents.get(omim, ()), code)
        parents[code] = (*parents.get(code, ()), *above)
        for gene in entity["genes"]:
            if gene["hgnc"]:
                hgnc = f"HGNC:{gene['hgnc']}"
                exact[gene["symbol"], hgnc] = None
                labels[hgnc] = {"en": gene["symbol"]}
                genes[code] = (*genes.get(code, ()), hgnc)
    return Release(name, ATTRIBUTION, parents, tuple(exact), labels, genes=genes)


def labels_of(entity: Entity) -> dict[str, str]:
    """The English and, where it exists, French name."""
    return {language: entity[f"label_{language}"] for language in ("en", "fr") if entity[f"label_{language}"]}


def omim_links(entity: Entity) -> Iterator[tuple[str, str]]:
    """The OMIM codes of an entity with the relation E, N or B; links without a code or relation say nothing."""
    for link in entity["xrefs"]:
        if link["source"] == "OMIM" and link["relation"] in ("E", "N", "B"):
            yield f"OMIM:{link['code']}", link["relation"]
