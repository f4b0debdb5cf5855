"""Records from an ASCII table that a clinician can read: a column per kind of fact, ``;`` between facts of a cell.

::

       | born    | SMN1 variant             | AAV9 total             | ALT
    p1 | 2026-02 | c.5C>G P het; c.22dup LP | <1:50 ELISA 2026-05-01 | 85 U/L (5-40) 2026-05-01T08:30
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from matching import facts as told
from matching.facts import Facts
from tests.builders.matching import PatientBuilder
from tests.spec.names import NAMES

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(T\d\d:\d\d)?")
_TITRE = re.compile(r"(<=|>=|<|>)?1:([\d.]+)")
_NUMBER = re.compile(r"(<=|>=|<|>)?(-?[\d.]+)")
_BESIDE = re.compile(r"(method|tissue|chart|side)=(.+)")
_RANGE = re.compile(r"\(([\d.]*)-([\d.]*)\)")
_PERSON = {"born": "birth", "sex": "sex", "karyotype": "karyotype", "lives in": "country"}
_ANCHORS = ("screening", "consent", "enrolment", "conditioning", "dosing")


@dataclass(frozen=True)
class Table:
    """The cells as written: the page shows them, the evaluators read the facts made of them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def patients(self) -> tuple[str, ...]:
        """In the order of the table, once each."""
        return tuple(dict.fromkeys(row[0] for row in self.rows))


def read(text: str) -> Table:
    """The cells of a table."""
    lines = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").splitlines() if line.strip()]
    header, *rows = lines
    if ragged := [row for row in rows if len(row) != len(header)]:
        raise ValueError(f"not as many cells as the header: {ragged}")
    return Table(header, tuple(rows))


def facts_of(table: Table) -> Facts:
    """The facts of a table; a patient of whom nothing is recorded is still a person."""
    patients: dict[str, PatientBuilder] = {name: PatientBuilder(name) for name in table.patients}
    for row in table.rows:
        cells = dict(zip(table.header[1:], row[1:], strict=True))
        _person(patients[row[0]], cells)
        for column, cell in cells.items():
            for entry in filter(None, (part.strip() for part in cell.split(";"))):
                _entry(patients[row[0]], column, entry)
    found = Facts()
    for patient in patients.values():
        found.extend(patient.facts)
    return found


def _person(patient: PatientBuilder, cells: Mapping[str, str]) -> None:
    said = {name: cells[column] for column, name in _PERSON.items() if cells.get(column)}
    if said or not patient.facts.people:
        patient.with_person(**said)


def _entry(patient: PatientBuilder, column: str, entry: str) -> None:
    subject, _, kind = column.rpartition(" ")
    if column in _PERSON:
        return
    if column in _ANCHORS:
        patient.with_anchor(column, entry)
    elif column in _COLUMNS:
        _COLUMNS[column](patient, entry.split())
    elif kind in _COLUMNS_OF:
        _COLUMNS_OF[kind](patient, subject, entry.split())
    else:
        _measurement(patient, NAMES[column], entry.split())


def _history(patient: PatientBuilder, words: list[str]) -> None:
    patient.with_complete_history(*_name_and_date(words))


def _name_and_date(words: Iterable[str]) -> tuple[str, str | None]:
    *name, last = list(words)
    return (" ".join(name), last) if _DATE.fullmatch(last) else (" ".join([*name, last]), None)


def _condition(patient: PatientBuilder, words: list[str]) -> None:
    certainty = {"no": "absent", "suspected": "suspected"}.get(words[0], "confirmed")
    words, over = (words[:-2], words[-1]) if "over" in words else (words, None)
    words, onset = (words[:-2], words[-1]) if "since" in words else (words, None)
    severity = next((word for word in words if word in ("mild", "moderate", "severe")), None)
    side = next((word for word in words if word in ("left", "right")), None)
    words = [word for word in words if word not in (severity, side)]
    name, when = _name_and_date(words if certainty == "confirmed" else words[1:])
    patient.with_fact(
        told.Condition,
        code=NAMES[name],
        when=when,
        certainty=certainty,
        until=over,
        onset=onset,
        severity=severity,
        side=side,
    )


def _procedure(patient: PatientBuilder, words: list[str]) -> None:
    status = {"planned": "planned", "never": "not_done"}.get(words[0], "done")
    name, when = _name_and_date(words if status == "done" else words[1:])
    patient.with_procedure(NAMES[name], when, status)


def _drug(patient: PatientBuilder, words: list[str]) -> None:
    """``[never|planned|stopped] name [dose unit] [from DATE] [until DATE]``; ``never name DATE``; a dose per
    day is also what is taken in a day.
    """
    text = " ".join(words)
    found = re.fullmatch(
        r"(?:(never|planned|stopped) )?(.+?)(?: ([\d.]+) (\S+))?(?: from (\S+))?(?: until (\S+))?(?: on (\S+))?", text
    )
    status, name, dose, unit, start, until, said = found.groups()
    statuses = {
        "never": "not_taken",
        "planned": "planned",
        "stopped": "stopped",
        None: "stopped" if until else "active",
    }
    patient.with_medication(
        NAMES[name],
        statuses[status],
        dose=float(dose) if dose else None,
        dose_unit=unit,
        daily=float(dose) if dose and unit.endswith("/d") else None,
        daily_unit=unit if dose and unit.endswith("/d") else None,
        when=start or said,
        until=until,
    )


def _answer(patient: PatientBuilder, words: list[str]) -> None:
    """``yes|no, who, DATE, until DATE``."""
    value, who, when, until = re.fullmatch(r"(yes|no) (\w+)(?: (\d\S+))?(?: until (\S+))?", " ".join(words)).groups()
    patient.with_answer("the question", value=value == "yes", who=who, when=when, until=until)


_VARIANT_WORDS: dict[str, dict[str, object]] = {
    **{word: {"significance": word} for word in ("P", "LP", "VUS", "LB", "B")},
    **{word: {"zygosity": word} for word in ("het", "hom", "hemi")},
    **{word: {"lesion": lesion} for word, lesion in (("del", "deletion"), ("dup", "duplication"), ("point", "point"))},
    **{word: {"present": False} for word in ("negative", "absent")},
    **{f"allele{number}": {"phase_set": "family study", "allele": number} for number in (1, 2)},
    "mosaic": {"mosaic": True},
    **{word: {"consequence": word} for word in ("null", "missense", "splice", "inframe")},
}


def _variant(patient: PatientBuilder, gene: str, words: list[str]) -> None:
    """``c.5C>G P het allele1 mosaic del exons ?2-3? on NM DATE``, in any order; ``negative`` studies the gene."""
    said: dict[str, object] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word in _VARIANT_WORDS:
            said |= _VARIANT_WORDS[word]
        elif word in ("exons", "exon"):
            first, _, last = waiting.pop(0).partition("-")
            said |= {"exon_first": int(first.strip("?")), "exon_last": int((last or first).strip("?"))}
            said |= {"open_start": first.startswith("?"), "open_end": (last or first).endswith("?")}
        elif word == "in":
            said["tissue"] = NAMES[waiting.pop(0)]
        elif word == "for":
            said["condition"] = NAMES[waiting.pop(0)]
        elif word.endswith("%"):
            low, _, high = word[:-1].partition("-")
            said |= {"fraction_low": float(low) / 100, "fraction_high": float(high or low) / 100}
        elif word.startswith("p."):
            said["protein"] = word
        elif word == "on":
            said["transcript"] = waiting.pop(0)
        else:
            _once(said, "when" if _DATE.fullmatch(word) else "hgvs", word)
    patient.with_variant(gene, **said)


def _copies(patient: PatientBuilder, gene: str, words: list[str]) -> None:
    low, sign, high = re.fullmatch(r"(\d+)(\+|-)?(\d+)?", words[0]).groups()
    dates = [word for word in words[1:] if _DATE.fullmatch(word)]
    methods = [word for word in words[1:] if not _DATE.fullmatch(word)]
    most = None if sign == "+" else int(high or low)
    patient.with_copies(gene, int(low), most, method=next(iter(methods), None), when=next(iter(dates), None))


def _repeats(patient: PatientBuilder, gene: str, words: list[str]) -> None:
    low, sign, high = re.fullmatch(r"(\d+)(\+|-)?(\d+)?", words[0]).groups()
    most = None if sign == "+" else int(high or low)
    patient.with_fact(told.RepeatCount, gene=gene, low=int(low), high=most, when=next(iter(words[1:]), None))


def _antibody(patient: PatientBuilder, capsid: str, words: list[str], class_: str) -> None:
    """``1:50 ELISA DATE``, ``negative cut-off 1:5``, ``sponsor`` for the trial's own assay."""
    said: dict[str, object] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if found := _TITRE.fullmatch(word):
            said |= {"comparator": found[1] or "", "titre": float(found[2])}
        elif word in ("positive", "negative"):
            said["result"] = word
        elif word == "cut-off":
            said["cutoff"] = float(waiting.pop(0).partition(":")[2])
        elif word == "sponsor":
            said["assay"] = "sponsor"
        elif _DATE.fullmatch(word):
            said["when"] = word
        else:
            _once(said, "method", word)
    patient.with_antibody(capsid, class_, **said)


def _measurement(patient: PatientBuilder, code: str, words: list[str]) -> None:
    """``value unit (low-high) method=ELISA DATEThh:mm``; ``unable`` is a test without a number, ``pending`` awaited."""
    first, *rest = words
    value, comparator = None, ""
    said: dict[str, object] = {"pending": first == "pending"}
    if first not in ("unable", "pending"):
        comparator, number = _NUMBER.fullmatch(first).groups()
        value, comparator = float(number), comparator or ""
    for word in rest:
        if printed := _RANGE.fullmatch(word):
            low, high = printed.groups()
            said |= {"low": float(low) if low else None, "high": float(high) if high else None}
        elif _DATE.fullmatch(word):
            said |= _clocked(word)
        elif found := _BESIDE.fullmatch(word):
            said[found[1]] = NAMES.get(found[2], found[2])
        else:
            _once(said, "unit", word)
    patient.with_measurement(code, value, said.pop("unit", None), comparator=comparator, **said)


def _result(patient: PatientBuilder, subject: str, words: list[str]) -> None:
    """``positive by METHOD DATEThh:mm``; ``unread`` is a test whose result says nothing, ``pending`` an awaited one."""
    first, *rest = words
    said: dict[str, object] = {"pending": first == "pending"}
    while rest:
        word = rest.pop(0)
        if word == "by":
            said["method"] = rest.pop(0)
        else:
            said |= _clocked(word)
    patient.with_result(NAMES[subject], None if first in ("unread", "pending") else first, **said)


def _clocked(word: str) -> dict[str, object]:
    date, _, clock = word.partition("T")
    hour, _, minute = clock.partition(":")
    return {"when": date, "minute": int(hour) * 60 + int(minute) if clock else None}


def _event(patient: PatientBuilder, words: list[str]) -> None:
    """``name DATE``, ``3 name DATE to DATE``, ``watched name DATE to DATE``; ``300 mL name DATE`` gives a quantity."""
    if words[0] == "watched":
        *name, since, _, when = words[1:]
        patient.with_fact(told.Watched, code=NAMES[" ".join(name)], since=since, when=when)
        return
    if words[1] in ("mL", "L"):
        name, when = _name_and_date(words[2:])
        patient.with_event(NAMES[name], quantity=float(words[0]), unit=words[1], when=when)
        return
    count, words = (int(words[0]), words[1:]) if words[0].isdigit() else (1, words)
    if "to" in words:
        *name, since, _, when = words
        patient.with_event(NAMES[" ".join(name)], count=count, since=since, when=when)
    else:
        name, when = _name_and_date(words)
        patient.with_event(NAMES[name], count=count, when=when)


def _relative(patient: PatientBuilder, words: list[str]) -> None:
    """``[no|suspected] name in a RELATION``."""
    certainty = {"no": "absent", "suspected": "suspected"}.get(words[0], "confirmed")
    *name, _, _, relation = words if certainty == "confirmed" else words[1:]
    patient.with_fact(told.Relative, code=NAMES[" ".join(name)], relation=NAMES[relation], certainty=certainty)


def _study_side(patient: PatientBuilder, words: list[str]) -> None:
    """``SIDE for TRIAL``."""
    patient.with_fact(told.StudySide, code=words[2], side=words[0])


def _trial(patient: PatientBuilder, words: list[str]) -> None:
    """``NAME [of THERAPY] [treated|control|undisclosed] [from DATE] [until DATE]``."""
    found = re.fullmatch(
        r"(\S+)(?: of (.+?))?(?: (treated|control|undisclosed))?(?: from (\S+))?(?: until (\S+))?", " ".join(words)
    )
    name, therapy, arm, start, until = found.groups()
    patient.with_fact(
        told.Participation, code=name, status="past" if until else "current", when=start, until=until,
        therapy=NAMES[therapy] if therapy else None, arm=arm,
    )  # fmt: skip


def _vaccine(patient: PatientBuilder, words: list[str]) -> None:
    """``[never] name DATE``."""
    status, words = ("not_done", words[1:]) if words[0] == "never" else ("done", words)
    name, when = _name_and_date(words)
    patient.with_fact(told.Immunization, code=NAMES[name], status=status, when=when)


def _once(said: dict[str, object], name: str, word: str) -> None:
    if name in said:
        raise ValueError(f"two words for {name}: {said[name]!r} and {word!r}")
    said[name] = word


_COLUMNS = {
    "diagnosis": _condition,
    "phenotype": _condition,
    "drug": _drug,
    "procedure": _procedure,
    "complete list": _history,
    "answer": _answer,
    "event": _event,
    "trial": _trial,
    "family": _relative,
    "study side": _study_side,
    "vaccine": _vaccine,
}
_COLUMNS_OF = {
    "variant": _variant,
    "copies": _copies,
    "repeats": _repeats,
    "total": partial(_antibody, class_="total"),
    "test": _result,
    "nab": partial(_antibody, class_="nab"),
}
