"""What people decide: the status of a candidate, and answers to the questions that no record answers.

An answer is stored as any other observation is, through the same door, and read into a fact: the next verdict stands
on it, with who, when and until when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlmodel import Session, col, select

from fhir_adapters.codings import coding_of
from matching import criteria as ask
from matching.days import iso
from matching.trial import Trial
from registry.access import Subject
from registry.db import stamp
from registry.errors import NotFound, Refused
from registry.patients.arrival import Incoming
from registry.patients.receiving import Received, receive
from registry.patients.register import Register
from registry.patients.repository import facts_readable
from registry.screening.candidates import NEW, STATUSES
from registry.screening.models import AnswerRecord, StatusChange
from registry.screening.runs import Against, run_changed
from registry.web.translations import both

SOURCE = "genother"
_SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """Where decisions are made: the registry, what patients are judged by, and who decides."""

    register: Register
    against: Against
    subject: Subject


def change_status(desk: Desk, session: Session, trial: str, root: str, status: str, reason: str) -> None:
    """Set where a candidate stands. Raises Refused for an unknown status or no reason, NotFound as `judged` does."""
    if status not in STATUSES:
        raise Refused(both("no_status"))
    if status != NEW and len(reason.strip()) < _SHORTEST_REASON:
        raise Refused(both("no_reason"))
    if trial not in desk.against.trials:
        raise NotFound(both("no_trial_here"))
    _must_see(session, desk, root)
    at, who = stamp(desk.against.now), desk.subject.name
    session.add(StatusChange(trial=trial, patient=root, status=status, reason=reason.strip(), who=who, at=at))
    _audit(desk, session, "status", root, {"trial": trial, "status": status})


def answer(desk: Desk, root: str, question: str, *, value: bool, until: int | None) -> None:
    """Record a person's answer to a question of a trial (``trial/cohort/number``), and judge the patient again.

    A later answer to the same question takes the place of the earlier one, which stays in the history. ``until`` is the
    last day (a day number) on which it holds, where it ends sooner than the protocol says.
    """
    leaf = question_of(desk.against.trials, question)
    if until is not None and until < desk.against.as_of:
        raise Refused(both("answer_over"))
    with desk.register.reading() as session:
        _must_see(session, desk, root)
    at, who = stamp(desk.against.now), desk.subject.name

    def within(session: Session, received: Received) -> None:
        session.add(
            AnswerRecord(
                patient=root, question=question, value=value, given_as=leaf.who[0], who=who, at=at, until=until
            )
        )  # fmt: skip
        _settle(desk, session, root, "answer", question, received)

    given = _observation(root, leaf, value=value, until=until, as_of=desk.against.as_of)
    receive(desk.register, [given], desk.subject, desk.against.now, within=within)


def undo(desk: Desk, root: str, question: str) -> None:
    """Take the standing answer to a question back: it stays in the history, entered in error."""
    leaf = question_of(desk.against.trials, question)
    with desk.register.reading() as session:
        _must_see(session, desk, root)
        standing = standing_answers(session, root).get(question)
    if standing is None:
        raise NotFound(both("no_answer"))

    def within(session: Session, received: Received) -> None:
        row = session.get_one(AnswerRecord, standing.number)
        row.undone_at, row.undone_by = stamp(desk.against.now), desk.subject.name
        _settle(desk, session, root, "undo", question, received)

    given = _observation(
        root, leaf, value=standing.value, until=standing.until, as_of=desk.against.as_of, status="entered-in-error"
    )
    receive(desk.register, [given], desk.subject, desk.against.now, within=within)


def _settle(desk: Desk, session: Session, root: str, act: str, question: str, received: Received) -> None:
    if any(one.failed or one.set_aside for one in received.passed):
        raise Refused(both("answer_refused"))
    _audit(desk, session, act, root, {"question": question})
    run_changed(session, [root], desk.against)


def _audit(desk: Desk, session: Session, act: str, root: str, details: Mapping[str, object]) -> None:
    desk.register.trail.record(
        session, desk.subject.actor, act, desk.against.now, patients=[root], details=details
    )  # fmt: skip


def _must_see(session: Session, desk: Desk, root: str) -> None:
    if not len(facts_readable(session, desk.subject, desk.against.as_of, root)):
        raise NotFound(both("no_patient_here"))


def question_of(trials: Mapping[str, Trial], question: str) -> ask.PersonsAnswer:
    """The leaf that asks a question; raises NotFound for one that no current trial asks."""
    trial = trials.get(question.partition("/")[0])
    for cohort in trial.cohorts if trial else ():
        for numbered in cohort.criteria:
            for leaf in ask.leaves(numbered.criterion):
                if isinstance(leaf, ask.PersonsAnswer) and leaf.question == question:
                    return leaf
    raise NotFound(both("no_question"))


def answers_of(session: Session, root: str) -> list[AnswerRecord]:
    """Every answer given for a patient, the newest first, those taken back included."""
    rows = select(AnswerRecord).where(col(AnswerRecord.patient) == root)
    return list(session.exec(rows.order_by(col(AnswerRecord.number).desc())))


def standing_answers(session: Session, root: str) -> dict[str, AnswerRecord]:
    """The answer that stands to each question."""
    newest: dict[str, AnswerRecord] = {}
    for row in answers_of(session, root):
        newest.setdefault(row.question, row)
    return {question: row for question, row in newest.items() if row.undone_at is None}


def _observation(
    root: str, leaf: ask.PersonsAnswer, *, value: bool, until: int | None, as_of: int, status: str = "final"
) -> Incoming:
    parts = [_component("question", {"valueString": leaf.question}), _component("who", {"valueString": leaf.who[0]})]
    if until is not None:
        parts.append(_component("valid-until", {"valueDateTime": iso(until)}))
    name = blake2b(f"{root}|{leaf.question}".encode(), digest_size=12).hexdigest()
    content = {
        "resourceType": "Observation",
        "id": f"answer-{name}",
        "status": status,
        "code": {"coding": [coding_of("GENOTHER:answer")]},
        "subject": {"reference": f"Patient/{root}"},
        "effectiveDateTime": iso(as_of),
        "valueBoolean": value,
        "component": parts,
    }
    return Incoming("answer", content, SOURCE, frozenset({f"Patient/{root}"}))


def _component(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"code": {"coding": [coding_of(f"GENOTHER:{name}")]}, **value}
