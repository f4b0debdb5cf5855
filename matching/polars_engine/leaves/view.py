"""What a leaf is read against: the snapshot, its codes, the terminology, the day of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matching.facts import Side
from matching.polars_engine.anchor_days import Days, earliest
from matching.polars_engine.codes import Codes
from matching.polars_engine.planes import Flags
from matching.polars_engine.schemas import NO_ENTRY, UNDATED_LAST
from matching.polars_engine.snapshot import Snapshot
from matching.polars_engine.table import Index, Ints, Rows
from matching.terminology import Terminology

# The tables whose rows may name a side, and what in them is an absence.
SIDED: Mapping[str, tuple[str, str] | None] = {
    "measurements": None, "conditions": ("certainty", "absent"), "procedures": ("status", "not_done"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The facts known by ``as_of``: what is dated later lies ahead and is never read."""

    snapshot: Snapshot
    codes: Codes
    terminology: Terminology
    as_of: int
    # One side of two: its rows, and those without a side where `unsided`; an absence without one is on both.
    side: Side | None = None
    unsided: bool = False
    # Per scope, kept because many leaves ask: the day of each patient's newest statement of a complete history.
    histories: dict[str, Ints] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many patients."""
        return self.snapshot.size

    def units_of(self, code: tuple[str, ...]) -> list[int]:
        """The pairs of unit and code in which measurements at or below these codes were sent."""
        asked = set(self.codes.below(code).tolist())
        return [pair for pair, (_, name) in enumerate(self.snapshot.units) if self.codes.number[name] in asked]

    def factors(self, code: tuple[str, ...], convert: Callable[[str, str], float | None]) -> npt.NDArray[np.float64]:
        """Per number of a unit, what ``convert`` (unit, code) multiplies by; NaN where it cannot, and for NO_ENTRY."""
        found = np.full(len(self.snapshot.units) + 1, np.nan)
        for pair in self.units_of(code):
            factor = convert(*self.snapshot.units[pair])
            found[pair] = np.nan if factor is None else factor
        return found

    def all_rows(self, table: str, codes: Index) -> Rows:
        """The rows of these codes, also those that are dated after the day of the run: plans."""
        rows = self.snapshot.tables[table].rows(codes, UNDATED_LAST)
        return rows if self.side is None or table not in SIDED else rows.where(self._there(rows, SIDED[table]))

    def rows(self, table: str, codes: Index, start: Days | None = None) -> Rows:
        """The known rows of these codes; those that end before ``start`` may be left out."""
        since = None if start is None else earliest(start)
        rows = self.snapshot.tables[table].rows(codes, self.as_of, since)
        return rows if self.side is None or table not in SIDED else rows.where(self._there(rows, SIDED[table]))

    def _there(self, rows: Rows, denial: tuple[str, str] | None) -> Flags:
        there = rows.has("side", str(self.side))
        none = rows["side"] == NO_ENTRY
        if denial and not self.unsided:
            none &= rows.has(*denial)
        found: Flags = there | none if denial or self.unsided else there
        return found
