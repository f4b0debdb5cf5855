"""One fact table as arrays, sorted by code, day and patient, and the rows of it that a leaf reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from matching.polars_engine.planes import Flags
from matching.polars_engine.schemas import NO_ENTRY, UNDATED_FIRST, UNDATED_LAST

Array = npt.NDArray[Any]
Index = npt.NDArray[np.intp]
Ints = npt.NDArray[np.int32]
# Beyond so many codes one pass over all their rows is cheaper than a search in each.
SEARCHED_CODES = 64


class Columns:
    """A frame as arrays without nulls: days as in `schemas`, floats with NaN, words as numbers with a name each."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self.arrays: dict[str, Array] = {}
        self.names: dict[str, list[str]] = {}
        for series in frame.get_columns():
            self.arrays[series.name] = self._encoded(series)

    def _encoded(self, series: pl.Series) -> Array:
        if series.dtype == pl.String:
            series = series.cast(pl.Enum(series.drop_nulls().unique().sort()))
        if isinstance(series.dtype, pl.Enum):
            self.names[series.name] = series.dtype.categories.to_list()
            return series.to_physical().cast(pl.Int32).fill_null(NO_ENTRY).to_numpy()
        if series.dtype == pl.Boolean:
            return series.cast(pl.Int8).fill_null(NO_ENTRY).to_numpy()
        if series.dtype == pl.Float64:
            return series.fill_null(float("nan")).to_numpy()
        return (
            series.fill_null(_MISSING.get(series.name, NO_ENTRY)).to_numpy()
            if series.null_count()
            else series.to_numpy()
        )

    def has(self, column: str, word: str) -> Flags:
        """Per row, whether the column holds the word."""
        # A word that no row holds has no number, and -2 is nobody's.
        number = next(iter(self.numbers(column, lambda name: name == word)), NO_ENTRY - 1)
        return np.equal(self.arrays[column], number)

    def numbers(self, column: str, asked: Callable[[str], bool]) -> list[int]:
        """The numbers of the words of a column that satisfy a condition."""
        return [number for number, name in enumerate(self.names[column]) if asked(name)]


_MISSING = {
    **{f"{name}_first": UNDATED_FIRST for name in ("since", "until", "onset", "birth")}, "first": UNDATED_FIRST,
    **{f"{name}_last": UNDATED_LAST for name in ("since", "until", "onset", "birth")}, "last": UNDATED_LAST,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some rows of a table, by place; ``ordered``: by day; ``plain``: and known to it, one row per patient and day."""

    table: Table
    place: slice | Index
    ordered: bool
    plain: bool
    patient: Index
    first: Ints
    last: Ints

    @classmethod
    def of(cls, table: Table, place: slice | Index, *, ordered: bool, plain: bool = False) -> Rows:
        """The rows at these places."""
        patient, first, last = (table.columns.arrays[name][place] for name in ("patient", "first", "last"))
        return cls(table, place, ordered, plain, patient.astype(np.intp), first, last)

    def __len__(self) -> int:
        return len(self.patient)

    def __getitem__(self, column: str) -> Array:
        """A column of these rows."""
        return self.table.columns.arrays[column][self.place]

    def has(self, column: str, *words: str) -> Flags:
        """Per row, whether the column holds one of the words; no entry is none of them."""
        return self.numbered(column, self.table.columns.numbers(column, lambda name: name in words))

    def numbered(self, column: str, numbers: list[int]) -> Flags:
        """Per row, whether the column holds one of the numbers."""
        found, values = np.zeros(len(self), np.bool_), self[column]
        for number in numbers:
            found |= values == number
        return found

    def where(self, chosen: Flags) -> Rows:
        """The rows chosen."""
        if chosen.all():
            return self
        places = np.flatnonzero(chosen)
        place = places + self.place.start if isinstance(self.place, slice) else self.place[places]
        columns = self.patient[places], self.first[places], self.last[places]
        return Rows(self.table, place, self.ordered, self.plain, *columns)

    def by_day(self) -> Rows:
        """The same rows in the order of their first days."""
        if self.ordered:
            return self
        order = np.argsort(self.first, kind="stable")
        places = np.arange(self.place.start, self.place.stop) if isinstance(self.place, slice) else self.place
        return Rows.of(self.table, places[order], ordered=True)

    def patients(self, chosen: Flags | None = None) -> Flags:
        """Per patient, whether one of the rows chosen (by default, of all rows) is theirs."""
        found = np.zeros(self.table.size, np.bool_)
        found[self.patient if chosen is None else self.patient[chosen]] = True
        return found


def pairs_of_a_patient(some: Rows, others: Rows) -> tuple[Index, Index]:
    """Every place in ``some`` with every place in ``others`` of the same patient."""
    order = np.argsort(others.patient, kind="stable")
    patients = others.patient[order]
    shared = np.flatnonzero(others.patients()[some.patient])
    start = np.searchsorted(patients, some.patient[shared])
    count = np.searchsorted(patients, some.patient[shared], "right") - start
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(shared, count), order[np.repeat(start, count) + within]


class Table:
    """The rows of code ``c`` are those from ``offsets[c]`` to ``offsets[c + 1]``, in the order of their first days."""

    def __init__(self, frame: pl.DataFrame, codes: int, size: int) -> None:
        self.size = size
        self.columns = Columns(frame)
        first, last = self.columns.arrays["first"], self.columns.arrays["last"]
        self.offsets = np.searchsorted(self.columns.arrays["code"], np.arange(codes + 1, dtype=np.uint32))
        self._plain = self._one_row_a_day(codes)
        self._longest = int((last - first)[last < UNDATED_LAST].max(initial=0))
        self._newest = int(first.max(initial=UNDATED_FIRST))

    def _one_row_a_day(self, codes: int) -> Flags:
        """Per code, whether all its dates are known to the day and no patient has two rows on one day."""
        code, patient, first, last = (self.columns.arrays[name] for name in ("code", "patient", "first", "last"))
        mixed = first != last
        mixed[1:] |= (code[1:] == code[:-1]) & (first[1:] == first[:-1]) & (patient[1:] == patient[:-1])
        plain = np.ones(codes, np.bool_)
        plain[code[mixed]] = False
        return plain

    def rows(self, codes: Index, as_of: int, since: int | None = None) -> Rows:
        """The rows of these codes known by ``as_of``; rows that end before ``since`` may be left out."""
        filled = codes[self.offsets[codes] < self.offsets[codes + 1]]
        if len(filled) > SEARCHED_CODES or (since is None and self._newest <= as_of):
            rows = self._gathered(list(self._runs(filled)))
            return rows if self._newest <= as_of else rows.where(rows.first <= as_of)
        return self._gathered([piece for code in filled.tolist() for piece in self._pieces(code, as_of, since)])

    def _pieces(self, code: int, as_of: int, since: int | None) -> Iterator[tuple[int, int]]:
        start, stop = int(self.offsets[code]), int(self.offsets[code + 1])
        days = self.columns.arrays["first"][start:stop]
        # Of the same type as the days: else numpy converts them all first.
        end = start + int(days.searchsorted(np.int32(as_of), "right"))
        if since is None:
            yield start, end
            return
        yield start, start + int(days.searchsorted(np.int32(UNDATED_FIRST), "right"))
        yield start + int(days.searchsorted(np.int32(max(since - self._longest, UNDATED_FIRST + 1)))), end

    def _runs(self, codes: Index) -> Iterator[tuple[int, int]]:
        """Neighbouring codes are neighbours in the table: a term with its descendants is one run, or a few."""
        starts, stops = self.offsets[codes], self.offsets[codes + 1]
        breaks = np.flatnonzero(starts[1:] != stops[:-1])
        if len(codes):
            yield from zip(starts[np.r_[0, breaks + 1]].tolist(), stops[np.r_[breaks, -1]].tolist(), strict=True)

    def _gathered(self, pieces: list[tuple[int, int]]) -> Rows:
        filled = [(start, stop) for start, stop in pieces if stop > start] or [(0, 0)]
        codes = self.columns.arrays["code"]
        ordered = filled == [(0, 0)] or bool(codes[filled[0][0]] == codes[filled[-1][1] - 1])
        plain = ordered and filled != [(0, 0)] and bool(self._plain[codes[filled[0][0]]])
        if len(filled) == 1:
            return Rows.of(self, slice(*filled[0]), ordered=ordered, plain=plain)
        return Rows.of(self, np.concatenate([np.arange(start, stop) for start, stop in filled]), ordered=ordered)

    def hulls(self, codes: Index) -> tuple[Index, Ints, Ints] | None:
        """The patients who have rows of these codes, and the first and last day of all their rows, whatever the day."""
        rows = self._gathered(list(self._runs(codes[self.offsets[codes] < self.offsets[codes + 1]])))
        if not len(rows):
            return None
        patients, own = np.unique(rows.patient, return_inverse=True)
        first, last = np.full(len(patients), UNDATED_LAST, np.int32), np.full(len(patients), UNDATED_FIRST, np.int32)
        np.minimum.at(first, own, rows.first)
        np.maximum.at(last, own, rows.last)
        return patients, first, last
