"""The terminologies to match with: the starter set that ships, or whole releases read from files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from matching.days import Duration
from matching.terminology import Analyte, ChangedBy, Terminology
from registry.terminologies import hpo, orphanet
from registry.terminologies.release import Release, together

PAGES = (
    "diseases", "links", "phenotypes", "conditions", "genes", "measurements", "genother", "drugs", "procedures",
)  # fmt: skip


@cache
def starter() -> Terminology:
    """What ships: the diseases of the trial library with their surroundings, and the codes its criteria name."""
    return together(starter_releases())


def with_orphanet(path: Path, obo: Path | None = None, french: Path | None = None) -> Terminology:
    """The starter set with the whole of Orphanet instead of its excerpt, and of HPO where an ``hp.obo`` is given."""
    pages = {name: release for name, release in zip(PAGES, starter_releases(), strict=True) if name != "diseases"}
    if obo:
        pages["phenotypes"] = hpo.read(obo, french)
    return together([orphanet.read(path), *pages.values()])


@cache
def units() -> Mapping[str, str]:
    """The UCUM unit in which each measurement is usually sent."""
    return {code: unit for release in starter_releases() for code, unit in release.units.items()}


@cache
def starter_releases() -> tuple[Release, ...]:
    """The pages of the starter set, one release each."""
    return tuple(_release(name) for name in PAGES)


def _release(name: str) -> Release:
    page = orjson.loads((files("registry.terminologies") / "starter" / f"{name}.json").read_bytes())
    codes: Mapping[str, Mapping[str, Any]] = page["codes"]
    return Release(
        name=page["release"],
        attribution=page["attribution"],
        parents={code: tuple(entry["parents"]) for code, entry in codes.items() if "parents" in entry},
        exact=tuple((one, other) for one, other in page.get("exact", ())),
        labels={code: {key: entry[key] for key in ("en", "fr") if key in entry} for code, entry in codes.items()},
        analytes=dict(_analytes(codes)),
        changes={code: tuple(_changes(entry)) for code, entry in codes.items() if "changed_by" in entry},
        pseudodeficiency={gene: frozenset(names) for gene, names in page.get("pseudodeficiency", {}).items()},
        half_lives={code: tuple(entry["half_life_days"]) for code, entry in codes.items() if "half_life_days" in entry},
        units={code: entry["unit"] for code, entry in codes.items() if "unit" in entry},
    )


def _changes(entry: Mapping[str, Any]) -> Iterator[ChangedBy]:
    for change in entry["changed_by"]:
        length = Duration.parse(change["for"]) if "for" in change else None
        yield ChangedBy(tuple(change["by"]), change["effect"], length)


def _analytes(codes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Analyte]]:
    for code, entry in codes.items():
        if "molar_mass" in entry or "clotting_factor" in entry:
            yield code, Analyte(entry.get("molar_mass"), entry.get("clotting_factor", False))
