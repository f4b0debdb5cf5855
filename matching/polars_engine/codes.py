"""Which code numbers of a snapshot a leaf asks for, found once per term by the terminology."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from matching.facts import Scope
from matching.polars_engine.planes import Flags
from matching.polars_engine.table import Array, Index
from matching.terminology import RARE_DISEASE_SYSTEMS, Terminology


class Codes:
    """The codes of a snapshot (their position is their number) as a terminology orders them."""

    def __init__(self, names: Sequence[str], terminology: Terminology) -> None:
        self._names, self._terminology = names, terminology
        self.number = {name: number for number, name in enumerate(names)}
        self.below = lru_cache(maxsize=4096)(self._below)
        self.links = lru_cache(maxsize=4096)(self._links)
        self.placed = lru_cache(maxsize=4096)(self._placed)
        self.understood, self.strange = lru_cache(self._understood), lru_cache(self._strange)

    @cached_property
    def every(self) -> Index:
        """All codes."""
        return np.arange(len(self._names), dtype=np.intp)

    def named(self, names: Iterable[str]) -> Index:
        """The codes of these names, as far as the snapshot has them."""
        return np.array(sorted(self.number[name] for name in names if name in self.number), np.intp)

    def same(self, *names: str) -> Index:
        """The codes and their exact equivalents."""
        return self.named({same for name in names for same in self._terminology.same(name)})

    def above(self, name: str) -> Index:
        """The code, its equivalents, and everything above them."""
        return self.named(self._terminology.above(name))

    def above_all(self, roots: tuple[str, ...]) -> Index:
        """Every code at or above one that is at or below the roots."""
        return np.unique(self.links(roots) % len(self._names))

    def linked(self, roots: tuple[str, ...], lower: Array, upper: Array) -> Flags:
        """Whether each upper code is at or above its lower one, which is at or below the roots."""
        return np.isin(lower.astype(np.int64) * len(self._names) + upper, self.links(roots))

    def _links(self, roots: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """Each code at or below the roots with each at or above it, as one number per pair."""
        size = len(self._names)
        pairs = [code * size + upper for code in self.below(roots).tolist() for upper in self.above(self._names[code])]
        return np.array(pairs, np.int64)

    def rare(self, codes: Index) -> Index:
        """Those of the codes that name, or exactly mean, a rare disease."""
        return np.array([code for code in codes.tolist() if code in self._rare], np.intp)

    def _understood(self, scope: Scope) -> Index:
        """The codes that say what an entry of such a list is."""
        return self.named(name for name in self._names if self._terminology.understands(name, scope))

    def _strange(self, scope: Scope) -> Index:
        """All the others."""
        return np.setdiff1d(np.arange(len(self._names), dtype=np.intp), self.understood(scope))

    @cached_property
    def _rare(self) -> set[int]:
        same = self._terminology.same
        return {
            number
            for name, number in self.number.items()
            if any(other.startswith(RARE_DISEASE_SYSTEMS) for other in same(name))
        }

    def _below(self, roots: tuple[str, ...]) -> Index:
        """Every code that is one of the roots, an equivalent, or below one."""
        return self.named(name for name in self._names if self._terminology.is_below(name, roots))

    def _placed(self, asked: tuple[str, ...], place: str) -> Index:
        """Every code that stands so towards the terms asked (`Terminology.place`)."""
        return self.named(name for name in self._names if self._terminology.place(name, asked) == place)


def preordered(names: Iterable[str], terminology: Terminology) -> list[str]:
    """The names so that a term is followed by its descendants; names not loaded stand last, by spelling."""
    order = terminology.preorder
    return sorted(set(names), key=lambda name: (order.get(name, len(order)), name))
