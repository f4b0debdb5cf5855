"""One release of one code system as plain data, and several of them as the Terminology that matching asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.terminology import Analyte, Beside, ChangedBy, Terminology


@dataclass(frozen=True, slots=True)
class Release:
    """What one code system says: edges upward, exact pairs, names; and what it asks of those who quote it.

    ``units`` is the UCUM unit in which a measurement is usually sent; ``genes`` the HGNC ids that cause a disease.
    """

    name: str
    attribution: str = ""
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    analytes: Mapping[str, Analyte] = field(default_factory=dict)
    changes: Mapping[str, tuple[ChangedBy, ...]] = field(default_factory=dict)
    half_lives: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    pseudodeficiency: Mapping[str, frozenset[str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    genes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def together(releases: Iterable[Release]) -> Terminology:
    """One graph of all releases; its ``release`` names each of them. Edges add up; of two labels the later stays."""
    parents: dict[str, tuple[str, ...]] = {}
    labels: dict[str, dict[str, str]] = {}
    exact: list[tuple[str, str]] = []
    analytes: dict[str, Analyte] = {}
    changes: dict[str, tuple[ChangedBy, ...]] = {}
    half_lives: dict[str, tuple[float, float]] = {}
    pseudodeficiency: dict[str, frozenset[str]] = {}
    names: list[str] = []
    for release in releases:
        for code, above in release.parents.items():
            parents[code] = tuple(dict.fromkeys((*parents.get(code, ()), *above)))
        for code, texts in release.labels.items():
            labels[code] = {**labels.get(code, {}), **texts}
        exact += release.exact
        analytes |= release.analytes
        changes |= release.changes
        half_lives |= release.half_lives
        pseudodeficiency |= release.pseudodeficiency
        names.append(release.name)
    return Terminology(
        parents, exact, labels, analytes, Beside(changes, half_lives, pseudodeficiency), "; ".join(dict.fromkeys(names))
    )
