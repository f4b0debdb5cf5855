"""From fact rows to the columns of a snapshot, one function per column that is not simply copied."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import polars as pl

from matching import facts as told
from matching import units
from matching.criteria import DETECTION_FLOOR
from matching.days import Span
from matching.facts import Facts, merged
from matching.polars_engine.schemas import PEOPLE, TABLES
from matching.units import Interval

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(slots=True)
class Numbers(Generic[Thing]):
    """What has been numbered so far: a number per distinct thing, from ``start``."""

    start: int = 0
    known: dict[Thing, int] = field(default_factory=dict)

    def of(self, thing: Thing) -> int:
        """The number of a thing."""
        return self.known.setdefault(thing, len(self.known) + self.start)


def people(facts: Facts, patients: Mapping[str, int]) -> pl.DataFrame:
    """One row per patient who has a person's row; several that disagree are merged."""
    by_patient: dict[str, list[told.Person]] = {}
    for row in facts.people:
        by_patient.setdefault(row.patient, []).append(row)
    rows = [person for own in by_patient.values() if (person := merged(own))]
    columns = {
        "patient": [patients[row.patient] for row in rows],
        "birth_first": [_first(row.birth) for row in rows],
        "birth_last": [_last(row.birth) for row in rows],
        "sex": [row.sex for row in rows],
        "karyotype": [row.karyotype for row in rows],
        "country": [row.country for row in rows],
    }
    return pl.DataFrame(columns, schema=PEOPLE)


def table(
    name: str, rows: Iterable[Any], patients: Mapping[str, int], codes: Numbers[str], measured: Numbers[tuple[str, str]]
) -> pl.DataFrame:
    """A table with its codes numbered as they come; ``measured`` numbers pairs of unit and code."""
    ordered = sorted(rows, key=lambda row: (row.patient, row.record, row.version, row.element))
    made = {**_MADE, "patient": lambda row: patients[row.patient], "code": lambda row: codes.of(row.code),
            "unit": lambda row: measured.of((row.unit, row.code)) if row.unit else None}  # fmt: skip
    records = Numbers[tuple[str, str]]()
    made["record"] = lambda row: records.of((row.patient, row.record))
    drugs = told.drugs(ordered) if name == "medications" else {}
    phases, regimens = Numbers[tuple[str, str]](start=1), Numbers[tuple[str, float | None, str | None]]()
    made["phase"] = lambda row: 0 if row.phase_set is None else phases.of((row.patient, row.phase_set))
    names = Numbers[str]()
    made["drug"] = lambda row: names.of(drugs[row.patient, row.record])
    made["regimen"] = lambda row: None if row.dose is None else regimens.of(_regimen(row, drugs))
    columns = {column: [_read(made, column, row) for row in ordered] for column in TABLES[name]}
    return pl.DataFrame(columns, schema=TABLES[name])


def _read(made: Mapping[str, Callable[[Any], object]], column: str, row: Any) -> object:  # noqa: ANN401  # any fact row
    return made[column](row) if column in made else getattr(row, column)


def _regimen(row: told.Medication, drugs: Mapping[tuple[str, str], str]) -> tuple[str, float | None, str | None]:
    return drugs[row.patient, row.record], row.dose, row.dose_unit


def _first(when: Span | None) -> int | None:
    return when.first if when else None


def _last(when: Span | None) -> int | None:
    return when.last if when else None


def _interval(row: told.Measurement | told.Antibody) -> Interval | tuple[None, None]:
    if isinstance(row, told.Measurement):
        return (None, None) if row.value is None else units.interval(row.value, row.comparator)
    if row.titre is not None:
        return units.interval(row.titre, row.comparator)
    if row.result is None or row.cutoff is None:
        return None, None
    return units.interval(row.cutoff, ">=" if row.result == "positive" else "<")


def _detected(row: told.Antibody) -> bool | None:
    if row.result is not None:
        return row.result == "positive"
    # "<= 1:50" may still be a trace of antibody, and "< 1:400" is no answer.
    if row.titre is None or row.comparator == "<=":
        return None
    if row.comparator == "<":
        return None if row.titre > max(DETECTION_FLOOR, row.cutoff or 0) else False
    return row.comparator != "" or row.cutoff is None or row.titre >= row.cutoff


_MADE: dict[str, Callable[[Any], object]] = {
    "first": lambda row: _first(row.when),
    "last": lambda row: _last(row.when),
    "since_first": lambda row: _first(row.since),
    "since_last": lambda row: _last(row.since),
    "onset_first": lambda row: _first(row.onset),
    "onset_last": lambda row: _last(row.onset),
    "until_first": lambda row: _first(row.until),
    "until_last": lambda row: _last(row.until),
    "least": lambda row: _interval(row)[0],
    "most": lambda row: _interval(row)[1],
    "detected": _detected,
    "allele": lambda row: row.allele or 0,
}
