"""A trial's candidates as their reader may see them, in the order to call them, each with its newest status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import case, func
from sqlmodel import Session, col, select

from matching.terminology import Terminology
from matching.trial import Cohort, Trial
from matching.truth import Reason
from matching.verdict import Judgement, Verdict
from registry.access import Subject
from registry.errors import NotFound
from registry.patients.repository import count_readable, facts_readable, readable_by
from registry.screening.models import Candidate, RunRecord, StatusChange
from registry.screening.service import judgements
from registry.web.translations import both

NEW = "new"
# In the order of a worklist; a change is by a person, with a reason.
STATUSES = (NEW, "pending", "flagged", "contacted", "screening", "deferred", "not_eligible", "enrolled")


@dataclass(frozen=True, slots=True)
class Listed:
    """One candidate of a list: what the run found, and what people decided."""

    candidate: Candidate
    verdict: Verdict
    missing: tuple[tuple[Reason, tuple[str, ...]], ...]
    status: str


@dataclass(frozen=True, slots=True)
class CohortList:
    """A cohort's candidates for one reader; ``verdicts`` counts everybody that the reader may see."""

    trial: Trial
    cohort: Cohort
    verdicts: Mapping[Verdict, int]
    listed: tuple[Listed, ...]


def candidates(session: Session, subject: Subject, trial: Trial, day: int) -> list[CohortList]:
    """Every cohort of a trial, as ``subject`` may see it on that day."""
    everybody = count_readable(session, subject, day)
    statuses = newest_statuses(session, trial.id)
    return [_cohort(session, subject, trial, cohort, day, everybody, statuses) for cohort in trial.cohorts]


def _cohort(
    session: Session, subject: Subject, trial: Trial, cohort: Cohort, day: int, everybody: int,
    statuses: Mapping[str, StatusChange],
) -> CohortList:  # fmt: skip
    rows = session.exec(
        select(Candidate)
        .where(col(Candidate.trial) == trial.id, col(Candidate.cohort) == cohort.name)
        .where(readable_by(subject, day)(col(Candidate.patient)))
        .order_by(*_in_calling_order())
    )
    listed = tuple(_listed(row, statuses) for row in rows)
    verdicts = {verdict: sum(one.verdict is verdict for one in listed) for verdict in Verdict}
    verdicts[Verdict.EXCLUDED] = everybody - len(listed)
    return CohortList(trial, cohort, verdicts, listed)


def _in_calling_order() -> tuple[Any, ...]:
    """As `matching.verdict.order`: verdict, end of the window where known, open items, patient."""
    closes = case((col(Candidate.verdict) == int(Verdict.LATER), col(Candidate.opens_on)), else_=col(Candidate.until))
    return col(Candidate.verdict), func.coalesce(closes, 10**9), col(Candidate.open_items), col(Candidate.patient)


def _listed(row: Candidate, statuses: Mapping[str, StatusChange]) -> Listed:
    missing = tuple((Reason(reason), tuple(numbers)) for reason, numbers in orjson.loads(row.missing))
    change = statuses.get(row.patient)
    return Listed(row, Verdict(row.verdict), missing, change.status if change else NEW)


def newest_statuses(session: Session, trial: str) -> dict[str, StatusChange]:
    """The newest status of each patient of a trial whom somebody decided about."""
    rows = select(StatusChange).where(col(StatusChange.trial) == trial).order_by(col(StatusChange.number))
    return {row.patient: row for row in session.exec(rows)}


def statuses_of(session: Session, trial: str, root: str) -> list[StatusChange]:
    """All that people decided about one candidate of a trial, the newest first."""
    rows = select(StatusChange).where(col(StatusChange.trial) == trial, col(StatusChange.patient) == root)
    return list(session.exec(rows.order_by(col(StatusChange.number).desc())))


def judged(
    session: Session, subject: Subject, root: str, trials: Mapping[str, Trial], terminology: Terminology, day: int
) -> list[Judgement]:
    """What every cohort of the trials says of one patient today, criterion by criterion.

    Raises NotFound for a patient who is not there, and alike for one whom ``subject`` may not see.
    """
    facts = facts_readable(session, subject, day, root)
    if not len(facts):
        raise NotFound(both("no_patient_here"))
    return judgements(facts, root, trials.values(), terminology, day)


def overview(session: Session, subject: Subject, day: int) -> dict[str, dict[Verdict, int]]:
    """Per trial, how many patients whom ``subject`` may see stand where, each counted at their best cohort."""
    best = select(Candidate.trial, Candidate.patient, func.min(Candidate.verdict).label("verdict")).where(
        readable_by(subject, day)(col(Candidate.patient))
    )
    each = best.group_by(col(Candidate.trial), col(Candidate.patient)).subquery()
    rows = session.execute(select(each.c.trial, each.c.verdict, func.count()).group_by(each.c.trial, each.c.verdict))
    found: dict[str, dict[Verdict, int]] = {}
    for trial, verdict, number in rows:
        found.setdefault(trial, {})[Verdict(verdict)] = number
    return found


def urgent(session: Session, subject: Subject, day: int, most: int = 20) -> list[Candidate]:
    """The candidates whose window closes within 30 days, the first to close first."""
    rows = select(Candidate).where(col(Candidate.urgent), readable_by(subject, day)(col(Candidate.patient)))
    return list(
        session.exec(rows.order_by(col(Candidate.until), col(Candidate.trial), col(Candidate.patient)).limit(most))
    )


def run_of(session: Session, number: int) -> RunRecord | None:
    """The run that found a candidate."""
    return session.get(RunRecord, number)
