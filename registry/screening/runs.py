"""Runs kept in the registry: all patients against all trials, or again those of whom something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import orjson
from sqlalchemy import delete
from sqlmodel import Session, col, select

from matching.facts import Facts
from matching.terminology import Terminology
from matching.trial import Trial
from matching.truth import Reason, Truth
from matching.verdict import Judgement, Verdict
from registry.access import OPERATOR
from registry.db import insert_rows, pieces, stamp, table_of
from registry.patients.repository import count, facts_readable
from registry.screening.models import Candidate, RunRecord
from registry.screening.service import Run, Screening, judgements, screen
from registry.trials.service import digest

_MARKS = {Truth.MET: "+", Truth.NOT_MET: "-", Truth.UNKNOWN: "?"}
_CANDIDATES = table_of(Candidate)


@dataclass(frozen=True, slots=True)
class Against:
    """What patients are judged by: the trials, the terminologies, the day (a day number), and when that is done."""

    trials: Mapping[str, Trial]
    terminology: Terminology
    as_of: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a run over everybody found, before it is kept: its record, and the rows of its candidates."""

    record: RunRecord
    candidates: list[dict[str, object]]


def judge_everybody(session: Session, against: Against, seen: Callable[[Screening], None] = lambda _: None) -> Found:
    """Judge everybody who may appear by every cohort; nothing is written. ``seen`` is given each cohort's screening."""
    facts = facts_readable(session, OPERATOR, against.as_of)
    run = Run.over(facts, against.terminology, against.as_of)
    found = Found(_record(session, "all", facts, against, len(run.by_patient)), [])
    for one in screen(run, against.trials.values()):
        found.candidates.extend(map(_row, one.candidates))
        seen(one)
    return found


def keep(session: Session, found: Found) -> RunRecord:
    """Put what a run over everybody found in the place of all that earlier runs found."""
    session.execute(delete(Candidate))
    session.add(found.record)
    session.flush()
    _insert(session, found.record, found.candidates)
    return found.record


def run_changed(session: Session, patients: Sequence[str], against: Against) -> RunRecord | None:
    """Judge these patients again; whoever may no longer appear leaves every list. None where there is nobody."""
    if not patients:
        return None
    for piece in pieces(patients):
        session.execute(delete(Candidate).where(col(Candidate.patient).in_(piece)))
    as_of = against.as_of
    by_patient = {root: theirs for root in patients if len(theirs := facts_readable(session, OPERATOR, as_of, root))}
    facts = Facts()
    for theirs in by_patient.values():
        facts.extend(theirs)
    record = _record(session, "changed", facts, against, len(by_patient))
    session.add(record)
    session.flush()
    for root, theirs in by_patient.items():
        judged = judgements(theirs, root, against.trials.values(), against.terminology, as_of)
        _insert(session, record, [_row(one) for one in judged if one.verdict is not Verdict.EXCLUDED])
    return record


def latest(session: Session) -> RunRecord | None:
    """The newest run over all patients."""
    runs = select(RunRecord).where(col(RunRecord.scope) == "all")
    return session.exec(runs.order_by(col(RunRecord.number).desc()).limit(1)).first()


def _record(session: Session, scope: str, facts: Facts, against: Against, patients: int) -> RunRecord:
    versions = {trial.id: digest(trial) for trial in against.trials.values()}
    return RunRecord(
        at=stamp(against.now),
        as_of=against.as_of,
        scope=scope,
        facts=facts_digest(facts),
        releases=against.terminology.release,
        trials=orjson.dumps(versions, option=orjson.OPT_SORT_KEYS).decode(),
        patients=patients,
        withheld=count(session) - patients if scope == "all" else 0,
    )


def facts_digest(facts: Facts) -> str:
    """What names a set of facts, in whatever order they were read."""
    rows = sorted(repr(fact) for fact in facts)
    return blake2b("\n".join(rows).encode(), digest_size=16).hexdigest()


def _insert(session: Session, record: RunRecord, found: Iterable[dict[str, object]]) -> None:
    columns = [column.name for column in _CANDIDATES.columns]
    rows = [tuple({**row, "run": record.number}[name] for name in columns) for row in found]
    insert_rows(session, _CANDIDATES, rows, columns)


def _row(one: Judgement) -> dict[str, object]:
    return {
        "trial": one.trial,
        "cohort": one.cohort,
        "patient": one.patient,
        "verdict": int(one.verdict),
        "marks": "".join(_MARKS[judged.passes] for judged in one.criteria),
        "open_items": len(one.open_items),
        "missing": orjson.dumps([(reason.value, numbers) for reason, numbers in missing(one).items()]).decode(),
        "until": one.until,
        "redo_by": one.redo_by,
        "opens_on": one.opens_on,
        "urgent": one.urgent,
        "treated": bool(one.already_treated),
    }


def missing(one: Judgement) -> dict[Reason, list[str]]:
    """The numbers of the criteria that are not decided, by why."""
    found: dict[Reason, list[str]] = {}
    for item in one.open_items:
        found.setdefault(item.reasons[0], []).append(item.numbered.number)
    return found
