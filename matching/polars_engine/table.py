"""One fact table, sorted by code, day and record, and the rows of it that a leaf reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from matching.polars_engine.planes import Flags
from matching.polars_engine.schemas import UNDATED_FIRST, UNDATED_LAST

Index = npt.NDArray[np.intp]
Ints = npt.NDArray[np.int32]
# Beyond so many codes one pass over all their rows is cheaper than a search in each.
SEARCHED_CODES = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table; ``patient``, ``first`` and ``last`` are its columns as arrays. ``ordered``: by day."""

    frame: pl.DataFrame
    size: int
    ordered: bool
    patient: Index
    first: Ints
    last: Ints

    @classmethod
    def of(cls, frame: pl.DataFrame, size: int, *, ordered: bool) -> Rows:
        """The rows of a frame, for so many patients."""
        patient = frame["patient"].to_numpy().astype(np.intp)
        return cls(frame, size, ordered, patient, frame["first"].to_numpy(), frame["last"].to_numpy())

    def where(self, condition: pl.Expr) -> Rows:
        """The rows that satisfy a condition; a null does not."""
        return Rows.of(self.frame.filter(condition), self.size, ordered=self.ordered)

    def only(self, chosen: Flags) -> Rows:
        """The rows chosen."""
        return self if chosen.all() else Rows.of(self.frame.filter(chosen), self.size, ordered=self.ordered)

    def by_day(self) -> Rows:
        """The same rows in the order of their first days."""
        if self.ordered:
            return self
        return Rows.of(self.frame.sort("first", maintain_order=True), self.size, ordered=True)

    def flag(self, condition: pl.Expr) -> Flags:
        """Per row, whether it satisfies a condition; a null does not."""
        return self.frame.select(condition.fill_null(value=False)).to_series().to_numpy()

    def classified(self, *, met: pl.Expr, not_met: pl.Expr) -> tuple[Flags, Flags]:
        """Per row, whether it is met and whether it is not met; a null is neither."""
        found = self.frame.select(met=met.fill_null(value=False), not_met=not_met.fill_null(value=False))
        return found["met"].to_numpy(), found["not_met"].to_numpy()

    def patients(self, chosen: Flags | None = None) -> Flags:
        """Per patient, whether one of the rows chosen (by default, of all rows) is theirs."""
        found = np.zeros(self.size, np.bool_)
        found[self.patient if chosen is None else self.patient[chosen]] = True
        return found

    def having(self, condition: pl.Expr) -> Flags:
        """Per patient, whether one of their rows satisfies a condition."""
        return self.patients(self.flag(condition))


class Table:
    """The rows of code ``c`` are those from ``offsets[c]`` to ``offsets[c + 1]``, in the order of their first days."""

    def __init__(self, frame: pl.DataFrame, codes: int, size: int) -> None:
        self.frame = frame.with_columns(
            pl.col("first").fill_null(UNDATED_FIRST), pl.col("last").fill_null(UNDATED_LAST)
        ).rechunk()
        self.size = size
        self.offsets = np.searchsorted(frame["code"].to_numpy(), np.arange(codes + 1, dtype=np.uint32))
        self._first: Ints = self.frame["first"].to_numpy()
        self._longest = self._longest_span()

    def _longest_span(self) -> int:
        dated = self.frame.select((pl.col("last") - pl.col("first")).filter(pl.col("last") < UNDATED_LAST).max())
        return int(dated.item() or 0)

    def rows(self, codes: Index, as_of: int, since: int | None = None) -> Rows:
        """The rows of these codes known by ``as_of``; rows that end before ``since`` may be left out."""
        filled = codes[self.offsets[codes] < self.offsets[codes + 1]]
        if len(filled) > SEARCHED_CODES:
            return self._gathered(list(self._runs(filled))).where(pl.col("first") <= as_of)
        return self._gathered([piece for code in filled for piece in self._pieces(int(code), as_of, since)])

    def _pieces(self, code: int, as_of: int, since: int | None) -> Iterator[tuple[int, int]]:
        start, stop = int(self.offsets[code]), int(self.offsets[code + 1])
        days = self._first[start:stop]
        end = start + int(np.searchsorted(days, as_of, "right"))
        if since is None:
            yield start, end
            return
        yield start, start + int(np.searchsorted(days, UNDATED_FIRST, "right"))
        yield start + int(np.searchsorted(days, max(since - self._longest, UNDATED_FIRST + 1))), end

    def _runs(self, codes: Index) -> Iterator[tuple[int, int]]:
        """Neighbouring codes are neighbours in the table: a term with its descendants is one run, or a few."""
        starts, stops = self.offsets[codes], self.offsets[codes + 1]
        breaks = np.flatnonzero(starts[1:] != stops[:-1])
        yield from zip(starts[np.r_[0, breaks + 1]].tolist(), stops[np.r_[breaks, -1]].tolist(), strict=True)

    def _gathered(self, pieces: list[tuple[int, int]]) -> Rows:
        frames = [self.frame.slice(start, stop - start) for start, stop in pieces if stop > start]
        if len(frames) == 1:
            return Rows.of(frames[0], self.size, ordered=self._sorted(frames[0]))
        frame = pl.concat(frames, rechunk=True) if frames else self.frame.clear()
        return Rows.of(frame, self.size, ordered=self._sorted(frame))

    @staticmethod
    def _sorted(frame: pl.DataFrame) -> bool:
        return frame.is_empty() or bool(frame["code"][0] == frame["code"][-1])

    def hulls(self, codes: Index) -> tuple[Index, Ints, Ints] | None:
        """The patients who have rows of these codes, and the first and last day of all their rows, whatever the day."""
        rows = self._gathered([(int(self.offsets[code]), int(self.offsets[code + 1])) for code in codes])
        found = rows.frame.group_by("patient", maintain_order=True).agg(pl.col("first").min(), pl.col("last").max())
        if found.is_empty():
            return None
        return found["patient"].to_numpy().astype(np.intp), found["first"].to_numpy(), found["last"].to_numpy()

    def as_stored(self) -> pl.DataFrame:
        """The rows with null where they are undated."""
        dated = pl.col("first") > UNDATED_FIRST
        return self.frame.with_columns(pl.when(dated).then(name).alias(name) for name in ("first", "last"))
