"""What the care team does: reading, which the audit keeps with the patients shown, and deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlmodel import Session, col, select

from fhir_adapters.tokens import Number, parse
from matching.trial import Language, Trial
from matching.verdict import Judgement, Verdict
from registry import store
from registry.clinician.patient_page import Told, histories
from registry.clinician.trial_page import PAGE, Page, Wanted, page
from registry.errors import NotFound, Refused
from registry.patients.finding import find_by_beginning, find_by_number
from registry.patients.repository import facts_readable, sites_of
from registry.screening import candidates as found_by
from registry.screening import decisions
from registry.screening.decisions import Desk
from registry.screening.models import Candidate, StatusChange
from registry.screening.service import judgements, openings
from registry.web.translations import both

NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Start:
    """Per trial, how many of the reader's patients stand where; and whose window closes soon."""

    counts: Mapping[str, Mapping[Verdict, int]]
    urgent: Sequence[Candidate]


def start(desk: Desk) -> Start:
    """What a day begins with."""
    day, subject = desk.against.as_of, desk.subject
    with desk.register.reading() as session:
        found = Start(found_by.overview(session, subject, day), found_by.urgent(session, subject, day))
        session.expunge_all()  # the rows outlive their transaction
    _note(desk, "read-trials", sorted({one.patient for one in found.urgent}))
    return found


def counts(desk: Desk) -> Mapping[str, Mapping[Verdict, int]]:
    """Per trial, how many of the reader's patients stand where."""
    with desk.register.reading() as session:
        return found_by.overview(session, desk.subject, desk.against.as_of)


def trial_of(desk: Desk, trial: str) -> Trial:
    """A current trial; raises NotFound."""
    if trial not in desk.against.trials:
        raise NotFound(both("no_trial_here"))
    return desk.against.trials[trial]


def candidates(desk: Desk, trial: str, asked: Wanted, language: Language) -> Page:
    """A page of a trial's candidates; raises NotFound for a trial that is not there."""
    known = trial_of(desk, trial)
    with desk.register.reading() as session:
        found = found_by.candidates(session, desk.subject, known, desk.against.as_of)
        shown = page(found, asked, language)
        session.expunge_all()
    _note(desk, "read-candidates", shown.patients, {"trial": trial, "cohort": shown.shown.cohort.name})
    return shown


def patient(desk: Desk, root: str) -> Told:
    """All that is read of a patient; raises NotFound alike for one who is not there and for somebody else's."""
    against = desk.against
    with desk.register.reading() as session:
        facts = facts_readable(session, desk.subject, against.as_of, root)
        if not len(facts):
            raise NotFound(both("no_patient_here"))
        found = judgements(facts, root, against.trials.values(), against.terminology, against.as_of)
        told = Told(
            root,
            facts,
            found,
            openings(facts, found, against.trials, against.terminology, against.as_of),
            sites_of(session, root),
            decisions.answers_of(session, root),
            histories(_changes(session, root)),
        )
        session.expunge_all()
    _note(desk, "read-patient", [root])
    return told


def _changes(session: Session, root: str) -> list[StatusChange]:
    rows = select(StatusChange).where(col(StatusChange.patient) == root)
    return list(session.exec(rows.order_by(col(StatusChange.number).desc())))


def stored(desk: Desk, root: str, kind: str, identifier: str, version: str) -> str:
    """A resource about a patient as it is stored, indented, at a version or the newest; raises NotFound."""
    with desk.register.reading() as session:
        seen = len(facts_readable(session, desk.subject, desk.against.as_of, root))
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None
        row = store.version(session, kind, identifier, number) if number else store.current(session, kind, identifier)
        if not seen or row is None or row.patient != root or row.deleted:
            raise NotFound(both("not_found"))
        body = row.body
    _note(desk, "read-resource", [root], {"type": kind, "id": identifier})
    return orjson.dumps(parse(body), default=_as_sent, option=orjson.OPT_INDENT_2).decode()


def _as_sent(number: Number) -> orjson.Fragment:
    return orjson.Fragment(number.text)


def find(desk: Desk, written: str) -> str:
    """The patient whom a hospital number, an INS or the beginning of a pseudonym names; raises NotFound."""
    register, subject, day, now = desk.register, desk.subject, desk.against.as_of, desk.against.now
    try:
        return find_by_number(register, subject, written, day, now)
    except NotFound:
        return find_by_beginning(register, subject, written, day, now)


def set_status(desk: Desk, trial: str, roots: Sequence[str], status: str, reason: str, *, bulk: bool) -> None:
    """Say where candidates stand, all or none of them; "not eligible" is said of one patient at a time."""
    if bulk and status == NOT_ELIGIBLE:
        raise Refused(both("bulk_not_eligible"))
    if not roots:
        raise Refused(both("nobody_chosen"))
    if len(roots) > PAGE:
        raise Refused(both("bad_request"))
    with desk.register.writing() as session:
        for root in dict.fromkeys(roots):
            decisions.change_status(desk, session, trial, root, status, reason)


def answer(desk: Desk, root: str, question: str, *, value: bool, until: int | None) -> tuple[Judgement, Judgement]:
    """Answer a person's question; returns what the cohort that asks it said before, and says now."""
    before = _asking(desk, root, question)
    decisions.answer(desk, root, question, value=value, until=until)
    return before, _asking(desk, root, question)


def undo(desk: Desk, root: str, question: str) -> tuple[Judgement, Judgement]:
    """Take an answer back; returns what the cohort that asks it said before, and says now."""
    before = _asking(desk, root, question)
    decisions.undo(desk, root, question)
    return before, _asking(desk, root, question)


def _asking(desk: Desk, root: str, question: str) -> Judgement:
    """The judgement of the cohort whose question it is (``trial/cohort/number``); raises NotFound."""
    decisions.question_of(desk.against.trials, question)
    trial, cohort, _ = question.split("/", 2)
    asking = {trial: desk.against.trials[trial]}
    with desk.register.reading() as session:
        found = found_by.judged(
            session, desk.subject, root, asking, desk.against.terminology, desk.against.as_of
        )  # fmt: skip
    return next(one for one in found if one.cohort == cohort)


def _note(desk: Desk, act: str, patients: Sequence[str], details: Mapping[str, object] | None = None) -> None:
    """Keep in the audit whom somebody read, before anything is shown."""
    with desk.register.writing() as session:
        desk.register.trail.record(
            session, desk.subject.actor, act, desk.against.now, patients=patients, details=details
        )  # fmt: skip
