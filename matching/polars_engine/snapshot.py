"""All facts on one day's reading, as columns sorted the way that leaves read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from matching.facts import Facts
from matching.polars_engine import columns
from matching.polars_engine.codes import preordered
from matching.polars_engine.schemas import PEOPLE, TABLES
from matching.polars_engine.table import Columns, Table
from matching.terminology import Terminology


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Patients are numbered in the order of their ids, codes in the terminology's preorder.

    ``people`` has one row per patient number; ``units`` are the pairs of unit and code that measurements were sent
    in, so that a unit is converted once per pair and not once per row.
    """

    patients: pl.Series
    codes: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    people: Columns
    tables: Mapping[str, Table]

    @property
    def size(self) -> int:
        """How many patients."""
        return len(self.patients)

    @classmethod
    def of(cls, facts: Facts, terminology: Terminology) -> Snapshot:
        """From fact rows."""
        patients = sorted({row.patient for row in facts})
        numbers = {patient: number for number, patient in enumerate(patients)}
        codes, measured = columns.Numbers[str](), columns.Numbers[tuple[str, str]]()
        frames = {name: columns.table(name, getattr(facts, name), numbers, codes, measured) for name in TABLES}
        frames["people"] = columns.people(facts, numbers)
        return cls.from_tables(frames, patients, list(codes.known), list(measured.known), terminology)

    @classmethod
    def from_tables(
        cls,
        tables: Mapping[str, pl.DataFrame],
        patients: Sequence[str] | pl.Series,
        codes: Sequence[str],
        units: Sequence[tuple[str, str]],
        terminology: Terminology,
    ) -> Snapshot:
        """From columns as in `schemas`, whose codes are positions in ``codes`` and patients in sorted ``patients``.

        Rows may come in any order. ``people`` has at most one row per patient; a table left out is empty.
        """
        names = preordered(codes, terminology)
        number = {name: position for position, name in enumerate(names)}
        renumbered = pl.Series([number[code] for code in codes], dtype=pl.UInt32)
        sorted_tables = {}
        for name, schema in TABLES.items():
            frame = tables.get(name, pl.DataFrame(schema=schema))
            # What a table does not say is not recorded.
            frame = frame.with_columns(pl.lit(None).alias(column) for column in schema if column not in frame.columns)
            if name == "measurements":
                # A printed limit of nothing is no limit.
                frame = frame.with_columns(pl.when(pl.col(end) > 0).then(end).alias(end) for end in ("low", "high"))
            frame = frame.with_columns(renumbered.gather(frame["code"]).alias("code"))
            sorted_tables[name] = _by_code_and_day(frame).select(*schema).cast(schema)  # type: ignore[arg-type]
        return cls._ready(pl.Series("patient", patients, pl.String), names, units, tables.get("people"), sorted_tables)

    @classmethod
    def _ready(
        cls,
        patients: pl.Series,
        codes: Sequence[str],
        units: Sequence[tuple[str, str]],
        people: pl.DataFrame | None,
        tables: Mapping[str, pl.DataFrame],
    ) -> Snapshot:
        everyone = pl.DataFrame({"patient": np.arange(len(patients), dtype=np.uint32)})
        rows = pl.DataFrame(schema=PEOPLE) if people is None else people.select(*PEOPLE).cast(PEOPLE)  # type: ignore[arg-type]
        joined = everyone.join(rows, on="patient", how="left", maintain_order="left")
        ready = {name: Table(frame, len(codes), len(patients)) for name, frame in tables.items()}
        return cls(patients, tuple(codes), tuple(units), Columns(joined), ready)

    def write(self, folder: Path) -> None:
        """One Parquet file per table, and the dictionaries, into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            table.columns.frame.write_parquet(folder / f"{name}.parquet", row_group_size=2**16)
        self.people.frame.write_parquet(folder / "people.parquet")
        self.patients.to_frame().write_parquet(folder / "patients.parquet")
        pl.DataFrame({"code": self.codes}, schema={"code": pl.String}).write_parquet(folder / "codes.parquet")
        units = {"unit": [unit for unit, _ in self.units], "code": [code for _, code in self.units]}
        pl.DataFrame(units, schema={"unit": pl.String, "code": pl.String}).write_parquet(folder / "units.parquet")

    @classmethod
    def read(cls, folder: Path) -> Snapshot:
        """What `write` wrote."""
        patients = pl.read_parquet(folder / "patients.parquet")["patient"]
        codes = pl.read_parquet(folder / "codes.parquet")["code"].to_list()
        units = pl.read_parquet(folder / "units.parquet").rows()
        tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}
        return cls._ready(patients, codes, units, pl.read_parquet(folder / "people.parquet"), tables)


def _by_code_and_day(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort("code", "first", "patient", nulls_last=False, maintain_order=True)
