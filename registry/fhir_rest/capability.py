"""What this server does, as a CapabilityStatement: exactly what works, and nothing else."""

from __future__ import annotations

from functools import lru_cache

from fhir_adapters.door import HELD
from fhir_adapters.release import build
from fhir_adapters.tokens import Json
from registry.fhir_rest.answers import dumped
from registry.store.index import PARAMS

_INTERACTIONS = (
    "read", "vread", "create", "update", "delete", "history-instance", "search-type",
)  # fmt: skip
_OF_ALL = ({"name": "_id", "type": "token"}, {"name": "_lastUpdated", "type": "date"})
_FORMATS = ["application/fhir+json", "application/json"]


@lru_cache(maxsize=16)
def statement(base: str, day: str, version: str) -> bytes:
    """The CapabilityStatement of the server at an address, on a day (ISO date)."""
    made = build(
        "CapabilityStatement",
        {
            "status": "active",
            "date": day,
            "kind": "instance",
            "software": {"name": "GenoTher", "version": version},
            "implementation": {"description": "Registry of rare-disease patients, FHIR R4", "url": base},
            "fhirVersion": "4.0.1",
            "format": _FORMATS,
            "rest": [{
                "mode": "server",
                "documentation": (
                    "Hospital systems and data managers read and write the resources of their own hospital. Direct "
                    "identifiers stay at the door; ids are given by the server. JSON alone."
                ),
                "security": {"description": "Authorization: Bearer, with the token of a session"},
                "resource": [_resource(kind) for kind in sorted(HELD)],
                "interaction": [{"code": "transaction"}, {"code": "batch"}],
            }],
        },
    )  # fmt: skip
    return dumped(made)


def _resource(kind: str) -> Json:
    params = PARAMS.get(kind, {})
    references = [f"{kind}:{name}" for name, param in params.items() if param.kind == "reference"]
    towards = [
        f"{other}:{name}"
        for other, theirs in sorted(PARAMS.items())
        for name, param in theirs.items()
        if param.kind == "reference" and other in HELD
    ]
    said: Json = {
        "type": kind,
        "interaction": [{"code": code} for code in _INTERACTIONS],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": False,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": False,
        "conditionalDelete": "not-supported",
        "referencePolicy": ["literal", "logical", "local"],
        "searchParam": [*_OF_ALL, *({"name": name, "type": param.kind} for name, param in params.items())],
    }
    if references:
        said["searchInclude"] = references
    if towards:
        said["searchRevInclude"] = towards
    return said
