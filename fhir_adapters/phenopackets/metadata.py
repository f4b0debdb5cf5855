"""What a phenopacket says of itself, and the releases of codes it names (phenopacket schema v2, MetaData, Resource)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NAMESPACES = {
    "HP": ("Human Phenotype Ontology", "http://purl.obolibrary.org/obo/HP_"),
    "MONDO": ("Mondo Disease Ontology", "http://purl.obolibrary.org/obo/MONDO_"),
    "OMIM": ("Online Mendelian Inheritance in Man", "https://www.omim.org/entry/"),
    "ORPHA": ("Orphanet nomenclature", "http://www.orpha.net/ORDO/Orphanet_"),
    "LOINC": ("Logical Observation Identifiers Names and Codes", "http://loinc.org/"),
    "ATC": ("Anatomical Therapeutic Chemical classification", "http://www.whocc.no/atc/"),
    "UCUM": ("Unified Code for Units of Measure", "https://ucum.org/"),
    "GENO": ("Genotype Ontology", "http://purl.obolibrary.org/obo/GENO_"),
    "SO": ("Sequence Ontology", "http://purl.obolibrary.org/obo/SO_"),
    "NCIT": ("NCI Thesaurus", "http://purl.obolibrary.org/obo/NCIT_"),
}


def metadata(body: Mapping[str, Any], created: str, created_by: str) -> dict[str, Any]:
    """The mandatory MetaData: when, by whom, and the resource of every prefix used."""
    used = sorted(set(_prefixes(body)) & _NAMESPACES.keys())
    return {
        "created": created,
        "createdBy": created_by,
        "phenopacketSchemaVersion": "2.0",
        "resources": [
            {"id": prefix.lower(), "namespacePrefix": prefix, "name": name, "iriPrefix": iri}
            for prefix in used
            for name, iri in (_NAMESPACES[prefix],)
        ],
    }


def _prefixes(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"].partition(":")[0]
        for item in value.values():
            yield from _prefixes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _prefixes(item)
