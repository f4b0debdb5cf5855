"""Codes, what lies above and below them, and which codes of two systems mean the same; handed in as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from matching.days import Duration
from matching.facts import Scope

# Systems whose codes do not say what an entry of such a list is; TEXT is an entry in words only.
_FOREIGN: Mapping[Scope, frozenset[str]] = {
    "conditions": frozenset({"TEXT", "LOINC", "ATC", "CVX", "RXNORM"}),
    "medications": frozenset({"TEXT", "LOINC", "ICD10", "CVX"}),
    "procedures": frozenset({"TEXT", "LOINC", "ICD10", "ATC", "CVX", "RXNORM"}),
    "immunizations": frozenset({"TEXT", "LOINC", "ICD10", "RXNORM"}),
    "trials": frozenset(),
}
# Systems that spell in a code where it stands.
_SPELLED = re.compile(r"ATC:[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?|ICD10:[A-Z]\d\d(\.\d+)?")
Effect = Literal["raised", "lowered", "either"]
Place = Literal["within", "broader", "elsewhere", "unresolved"]
# The systems whose codes name rare diseases: a confirmed diagnosis in one of them can speak against another disease.
RARE_DISEASE_SYSTEMS = ("ORPHA:", "OMIM:", "MONDO:")


@dataclass(frozen=True, slots=True)
class Analyte:
    """What unit conversion asks of a measured thing: its molar mass (g/mol), or whether it is a clotting factor."""

    molar_mass: float | None = None
    clotting_factor: bool = False


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """Treatments that change what a measurement tells: until ``length`` after each, or for good (None).

    What is ``raised`` is natively no higher than measured, what is ``lowered`` no lower; ``either`` says nothing.
    """

    treatments: tuple[str, ...]
    effect: Effect = "either"
    length: Duration | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of codes besides where they stand: the treatments that change a measurement, the shortest and the
    longest half-life of a drug in days, and the changes of a gene that cause no disease.
    """

    changes: Mapping[str, tuple[ChangedBy, ...]] = field(default_factory=dict)
    half_lives: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    pseudodeficiency: Mapping[str, frozenset[str]] = field(default_factory=dict)


@cache
def _structural_parent(code: str) -> str | None:
    """The class above an ATC or ICD-10 code, which both systems spell inside the code itself."""
    system, _, value = code.partition(":")
    if system == "ATC":
        length = {7: 5, 5: 4, 4: 3, 3: 1}.get(len(value))
        return f"ATC:{value[:length]}" if length else None
    if system == "ICD10" and len(value) > 3:
        return f"ICD10:{value[:-1].rstrip('.')}"
    return None


class Terminology:
    """Releases of code systems as one graph.

    ``parents`` maps a code to the codes directly above it; ``exact`` lists pairs that mean the same; ``beside`` is what
    reading a code asks besides. ``release`` names what was loaded, for the record of a run.
    """

    def __init__(
        self,
        parents: Mapping[str, Iterable[str]] | None = None,
        exact: Iterable[tuple[str, str]] = (),
        labels: Mapping[str, Mapping[str, str]] | None = None,
        analytes: Mapping[str, Analyte] | None = None,
        beside: Beside | None = None,
        release: str = "",
    ) -> None:
        self._parents = {code: tuple(above) for code, above in (parents or {}).items()}
        self._same: dict[str, frozenset[str]] = {}
        for one, other in exact:
            joined = self.same(one) | self.same(other)
            self._same.update(dict.fromkeys(joined, joined))
        self._labels = labels or {}
        self._analytes = analytes or {}
        self._beside = beside or Beside()
        self._ancestors: dict[str, frozenset[str]] = {}
        self._places: dict[tuple[str, tuple[str, ...]], Place] = {}
        self.release = release

    def same(self, code: str) -> frozenset[str]:
        """The code and its exact equivalents in other systems."""
        return self._same.get(code, frozenset((code,)))

    def above(self, code: str) -> frozenset[str]:
        """The code, its equivalents, and everything above them."""
        found = self._ancestors.get(code)
        if found is None:
            found = self._ancestors[code] = self._climb(code)
        return found

    def _climb(self, code: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            for same in self.same(waiting.pop()) - seen:
                seen.add(same)
                waiting.extend(self._parents.get(same, ()))
                structural = _structural_parent(same)
                if structural:
                    waiting.append(structural)
        return frozenset(seen)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that stands in a release, or is named in one."""
        return frozenset((*self._parents, *self._labels, *self._children))

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for code, above in self._parents.items():
            for parent in above:
                children.setdefault(parent, []).append(code)
        return children

    def below(self, code: str) -> frozenset[str]:
        """The code, its equivalents, and every loaded code below them."""
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            for same in self.same(waiting.pop()) - seen:
                seen.add(same)
                waiting.extend(self._children.get(same, ()))
        return frozenset(seen)

    def is_below(self, code: str, roots: Iterable[str]) -> bool:
        """Whether the code is one of the roots, an exact equivalent, or below one."""
        return not self.above(code).isdisjoint(roots)

    def place(self, code: str, roots: Iterable[str]) -> Place:
        """Where a rare-disease code stands towards the terms asked (reading 25).

        ``broader`` when something below it is within the roots; ``unresolved`` when no loaded classification holds it
        by an exact link, so that it cannot speak against anything.
        """
        asked = tuple(roots)
        found = self._places.get((code, asked))
        if found is None:
            found = self._places[code, asked] = self._placed(code, asked)
        return found

    def _placed(self, code: str, asked: tuple[str, ...]) -> Place:
        if self.is_below(code, asked):
            return "within"
        higher = not self.same(code).isdisjoint(above for root in asked for above in self.above(root))
        if higher or any(self.is_below(lower, asked) for lower in self.below(code)):
            return "broader"
        return "elsewhere" if any(same in self._parents for same in self.same(code)) else "unresolved"

    def knows(self, code: str) -> bool:
        """Whether the code, or an exact equivalent, is in a loaded release (ATC and ICD-10 by their form).

        An entry in words only (``TEXT:``) never is, though it has a name to show.
        """
        if code.startswith("TEXT:"):
            return False
        if _SPELLED.fullmatch(code):
            return True
        return not self.same(code).isdisjoint(self.codes)

    def understands(self, code: str, scope: Scope) -> bool:
        """Whether an entry of a list says what it is: its code, or one above it, stands in a loaded release.

        ICD-10 and ATC spell their classes, but only ATC holds every drug: an ICD-10 code that nothing loaded is linked
        to may be what is asked. A code of a system that is not of the list's kind is not understood.
        """
        system = code.partition(":")[0]
        if system in _FOREIGN[scope]:
            return False
        if scope in ("medications", "immunizations") and system == "ATC":
            return self.knows(code)
        return not self.above(code).isdisjoint(self.codes)

    def label(self, code: str, language: str) -> str:
        """The name of a code in ``fr`` or ``en``, else in the other language, else the code itself."""
        for same in (code, *sorted(self.same(code))):
            names = self._labels.get(same, {})
            found = names.get(language) or next(iter(names.values()), None)
            if found:
                return found
        return code

    @cached_property
    def genes(self) -> frozenset[str]:
        """The symbols of the genes in the loaded releases."""
        hgnc = (names for code, names in self._labels.items() if code.startswith("HGNC:"))
        return frozenset(symbol for names in hgnc for symbol in names.values())

    def analyte(self, code: str) -> Analyte:
        """What unit conversion may use for a measurement code."""
        return self._analytes.get(code, Analyte())

    def changed_by(self, codes: Iterable[str]) -> tuple[ChangedBy, ...]:
        """What changes the results of these measurements (reading 20); the codes below them are asked by themselves."""
        return tuple(change for code in codes for change in self._beside.changes.get(code, ()))

    def pseudodeficiency(self, gene: str) -> frozenset[str]:
        """The changes of a gene that lower an enzyme without disease (reading 13): never a lost allele."""
        return frozenset().union(*(self._beside.pseudodeficiency.get(same, frozenset()) for same in self.same(gene)))

    def half_life(self, code: str) -> tuple[float, float] | None:
        """The shortest and the longest half-life of a drug in days, of the code itself or an equivalent."""
        return next(
            (self._beside.half_lives[same] for same in sorted(self.same(code)) if same in self._beside.half_lives), None
        )

    @cached_property
    def preorder(self) -> Mapping[str, int]:
        """A number per loaded code such that a subtree is one interval (several for a graph with shared children)."""
        order: dict[str, int] = {}
        roots = sorted(code for code in self._parents if not self._parents[code])
        roots += sorted(code for code in self._children if code not in self._parents)
        waiting = list(reversed(roots))
        while waiting:
            code = waiting.pop()
            if code in order:
                continue
            for same in sorted(self.same(code)):
                order.setdefault(same, len(order))
                waiting.extend(sorted(self._children.get(same, ()), reverse=True))
        return order
