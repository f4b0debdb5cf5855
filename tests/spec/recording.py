"""Specs as calls: each runs both evaluators, is checked, and is kept for the page of the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from matching.anchors import Anchor, Offset
from matching.criteria import Criterion
from matching.days import day, iso
from matching.reference import Answer, Context
from matching.terminology import Terminology
from matching.trial import Trial
from matching.truth import Truth
from matching.verdict import Judgement, Verdict, judge
from registry.terminologies.service import starter
from tests.spec.evaluators import by_engine, by_reference, screened_by_engine
from tests.spec.tables import Table, facts_of, read

TODAY = "2026-06-01"
Expected = Mapping[str, str]


@dataclass(frozen=True)
class Recorded:
    """A spec that held: where it stands, what was asked, of which records, and what was answered."""

    file: Path
    place: tuple[int, int]
    title: str
    asked: Criterion | Trial
    table: Table
    expect: Expected
    readings: tuple[int, ...]
    today: str
    anchors: Mapping[Anchor, Offset]
    note: str


@dataclass
class Book:
    """What was recorded in a session, and which test functions passed."""

    calls: list[Recorded] = field(default_factory=list)
    passed: set[tuple[Path, str]] = field(default_factory=set)


@cache
def terminology() -> Terminology:
    """The terminology that ships."""
    return starter()


@dataclass
class Spec:
    """Records what one test asks; called once per spec."""

    book: Book
    file: Path
    line: int
    said: int = 0

    def __call__(  # noqa: PLR0913  # a spec is one call, all of it by name
        self,
        *,
        title: str,
        records: str,
        criterion: Criterion,
        expect: Expected,
        reading: int | tuple[int, ...] = (),
        today: str = TODAY,
        anchors: Mapping[Anchor, Offset] | None = None,
        note: str = "",
    ) -> None:
        """What both evaluators answer: ``met``, ``not met``, or ``unknown: a reason, another``."""
        table = read(records)
        context = Context(day(today), terminology(), anchors or {})
        facts = facts_of(table)
        answers = by_reference(criterion, facts, context)
        _same(title, "reference", {patient: told(answer) for patient, answer in answers.items()}, expect)
        fast = {patient: truth.value for patient, truth in by_engine(criterion, facts, context).items()}
        _same(title, "engine", fast, {patient: answer.partition(":")[0] for patient, answer in expect.items()})
        readings = _numbers(reading)
        self._keep(title, criterion, table, expect, readings=readings, today=today, anchors=context.anchors, note=note)

    def verdicts(  # likewise
        self,
        *,
        title: str,
        records: str,
        trial: Trial,
        expect: Expected,
        reading: int | tuple[int, ...] = (),
        today: str = TODAY,
        note: str = "",
    ) -> None:
        """The verdict of each patient for the trial's cohort ``main``, as `verdict_said` writes it."""
        table = read(records)
        context = Context(day(today), terminology(), trial.anchors)
        facts = facts_of(table)
        cohort = trial.cohort("main")
        found = {patient: judge(patient, rows, trial, cohort, context) for patient, rows in facts.by_patient().items()}
        _same(title, "reference", {patient: verdict_said(one) for patient, one in found.items()}, expect)
        fast = {
            patient: (
                (Verdict.EXCLUDED if one.verdict is Verdict.LATER else one.verdict).slug,
                tuple(judged.passes.value for judged in one.criteria),
            )
            for patient, one in found.items()
        }
        _same(title, "engine", screened_by_engine(facts, trial, context), fast)
        readings = _numbers(reading)
        self._keep(title, trial, table, expect, readings=readings, today=today, anchors=trial.anchors, note=note)

    def _keep(self, title: str, asked: Criterion | Trial, table: Table, expect: Expected, **said: object) -> None:
        self.said += 1
        place = self.line, self.said
        self.book.calls.append(Recorded(self.file, place, title, asked, table, dict(expect), **said))


def _numbers(reading: int | tuple[int, ...]) -> tuple[int, ...]:
    return reading if isinstance(reading, tuple) else (reading,)


def _same(title: str, who: str, found: Mapping[str, object], expected: Mapping[str, object]) -> None:
    wrong = {
        patient: f"{who} says {found.get(patient)!r}, the spec {expected.get(patient)!r}"
        for patient in sorted({*found, *expected})
        if found.get(patient) != expected.get(patient)
    }
    assert not wrong, f"{title}: {wrong}"


def told(answer: Answer) -> str:
    """An answer in words."""
    if answer.truth is not Truth.UNKNOWN:
        return answer.truth.value
    return f"unknown: {', '.join(sorted(reason.value for reason in answer.reasons))}"


def verdict_said(found: Judgement) -> str:
    """A verdict in words, with the criteria that decide it or are open, and its window."""
    said = [found.verdict.slug]
    if found.lasting:
        said = [f"excluded {found.lasting.value}"]
    if found.verdict is Verdict.OPEN:
        said.append("open items " + ", ".join(one.numbered.number for one in found.open_items))
    if found.decisive:
        said.append("decided by " + ", ".join(one.numbered.number for one in found.decisive))
    if found.opens_on is not None:
        said.append(f"from {iso(found.opens_on)}")
    if found.until is not None:
        said.append(f"until {iso(found.until)}")
    if found.redo_by is not None:
        said.append(f"redo by {iso(found.redo_by)}")
    if found.urgent:
        said.append("urgent")
    said += [f"{beside.caveat.value} ({one.numbered.number})" for one in found.criteria for beside in one.caveats]
    return "; ".join(said)
