"""Trials to and from versioned documents; criteria alone by `to_data` and `from_data`.

What is read back equals what was written, as long as a cohort lists its inclusions before its exclusions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from matching import criteria as ask
from matching.criteria_codec import NAMES, from_data, named, nameless, read, to_data
from matching.forms import LAYOUTS, Layout, read_record, slots_of, write_record
from matching.refusals import malformed, read_each, unreadable
from matching.scalars import DATE, FORMS, Form, Plain, Schema, inside, known
from matching.schema import documents
from matching.trial import Cohort, Modality, Numbered, Origin, Text, Trial

__all__ = ["CURRENT_VERSION", "MIGRATIONS", "from_data", "json_schema", "to_data", "trial_from_data", "trial_to_data"]

CURRENT_VERSION = 1
Document = Mapping[str, object]
# From a format to the next: MIGRATIONS[1] makes a document of format 2 out of one of format 1.
MIGRATIONS: dict[int, Callable[[Document], Document]] = {}
_BESIDE = ("says", "basis", "safety", "facts")
_KINDS: tuple[Literal["include", "exclude"], ...] = ("include", "exclude")


def trial_to_data(trial: Trial) -> dict[str, Plain]:
    """A trial as a document of the current format; questions named by their place are left to be named again."""
    return {"format": CURRENT_VERSION} | write_record(_with_answers(trial, nameless))


def trial_from_data(data: object) -> Trial:
    """The trial of a document of this format or an older one; raises MalformedCriterion."""
    document = _current(data)
    trial: Trial = read_record(Trial, document, "", also=("format",))
    return _with_answers(trial, named)


def _current(data: object) -> Document:
    if not isinstance(data, dict):
        raise unreadable("", "a mapping")
    if "format" not in data:
        raise malformed("missing", "format", add=f"format: {CURRENT_VERSION}")
    version: int = FORMS[int].read(data["format"], "format")
    if version > CURRENT_VERSION:
        raise malformed("format_newer", "format", version=version, current=CURRENT_VERSION)
    document: Document = data
    for older in range(version, CURRENT_VERSION):
        if older not in MIGRATIONS:
            raise malformed("format_unknown", "format", version=older, current=CURRENT_VERSION)
        document = {**MIGRATIONS[older](document), "format": older + 1}
    return document


def _with_answers(trial: Trial, change: Callable[[ask.Criterion, str], ask.Criterion]) -> Trial:
    return replace(
        trial,
        cohorts=tuple(
            replace(
                cohort,
                criteria=tuple(
                    replace(one, criterion=change(one.criterion, f"{trial.id}/{cohort.name}/{one.number}"))
                    for one in cohort.criteria
                ),
            )
            for cohort in trial.cohorts
        ),
    )


def _read_cohorts(data: object, where: str) -> tuple[Cohort, ...]:
    if not isinstance(data, dict):
        raise unreadable(where, "a mapping from a cohort's name to its criteria")
    cohorts = read_each((name, partial(_read_cohort, name, body, inside(where, name))) for name, body in data.items())
    return tuple(cohorts.values())


def _read_cohort(name: object, data: object, where: str) -> Cohort:
    found = known(data, where, ("title", *_KINDS))
    title: Text | None = FORMS[Text].read(found["title"], inside(where, "title")) if "title" in found else None
    numbered = read_each(
        ((kind, number), partial(_read_numbered, number, kind, row, inside(inside(where, kind), number)))
        for kind in _KINDS
        for number, row in _rows(found.get(kind, {}), inside(where, kind)).items()
    )
    return Cohort(FORMS[str].read(name, where), tuple(numbered.values()), title)


def _rows(data: object, where: str) -> Mapping[object, object]:
    if not isinstance(data, dict):
        raise unreadable(where, "a mapping from a number to a criterion")
    return data


def _read_numbered(number: object, kind: Literal["include", "exclude"], data: object, where: str) -> Numbered:
    found = known(data, where, (*NAMES, *_BESIDE))
    if "says" not in found:
        raise malformed("says_missing", inside(where, "says"))
    asked = {key: body for key, body in found.items() if key not in _BESIDE}
    parts: dict[str, Any] = read_each(
        [
            ("number", partial(FORMS[str].read, number, where)),
            ("criterion", partial(read, asked, where)),
            *(
                (slot.key, partial(slot.form.read, found[slot.key], inside(where, slot.key)))
                for slot in BESIDE
                if slot.key in found
            ),
        ]
    )
    return Numbered(kind=kind, **parts)


def _write_cohorts(cohorts: tuple[Cohort, ...]) -> Plain:
    _distinct("cohorts", [cohort.name for cohort in cohorts])
    return {cohort.name: _write_cohort(cohort) for cohort in cohorts}


def _write_cohort(cohort: Cohort) -> Plain:
    written: dict[str, Plain] = {} if cohort.title is None else {"title": FORMS[Text].write(cohort.title)}
    for kind in _KINDS:
        rows = [one for one in cohort.criteria if one.kind == kind]
        _distinct(f"cohorts.{cohort.name}.{kind}", [one.number for one in rows])
        if rows:
            written[kind] = {one.number: _write_numbered(one) for one in rows}
    return written


def _write_numbered(one: Numbered) -> Plain:
    said = [slot for slot in BESIDE if slot.required or getattr(one, slot.attribute) != slot.default]
    return to_data(one.criterion) | {slot.key: slot.form.write(getattr(one, slot.attribute)) for slot in said}


def _distinct(where: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise malformed("given_twice", inside(where, twice[0]))


def _read_version(data: object, where: str) -> str:
    found = known(data, where, ("date",))
    if "date" not in found:
        raise malformed("version_missing", inside(where, "date"))
    date: str = DATE.read(found["date"], inside(where, "date"))
    return date


_VERSION_SCHEMA: Schema = {
    "type": "object",
    "properties": {"date": {"type": "string", "format": "date"}},
    "required": ["date"],
    "additionalProperties": False,
}


_VERSION = Form("a version such as {date: 2024-03-09}", _VERSION_SCHEMA, _read_version, lambda date: {"date": date})
_COHORTS = Form("cohorts", {"$ref": "#/$defs/cohorts"}, _read_cohorts, _write_cohorts)
LAYOUTS[Modality] = LAYOUTS[Origin] = Layout(null=True)
LAYOUTS[Trial] = Layout(keys={"id": "trial"}, forms={"version": _VERSION, "cohorts": _COHORTS}, null=True)
BESIDE = tuple(slot for slot in slots_of(Numbered) if slot.key in _BESIDE)


def json_schema() -> Schema:
    """The JSON Schema (Draft 2020-12) of trial documents of the current format."""
    return documents(CURRENT_VERSION, BESIDE)
