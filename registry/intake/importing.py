"""Imports: documents go through the door in batches, each document whole or not at all, and the import is resumable.

Where the work stands is written in the same transaction as the work itself: after a crash the same import goes on at
the document at which it stopped, and an import from the beginning stores nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
from sqlmodel import Session, col, select

from fhir_adapters.problems import Problem
from matching.trial import LANGUAGES
from registry.access import Subject
from registry.db import insert_rows, stamp, table_of
from registry.intake.files import Document, documents, harmless, readable
from registry.intake.models import ImportJob, Reject
from registry.patients.arrival import Incoming
from registry.patients.receiving import Received, receive
from registry.patients.register import Register

_BATCH_DOCUMENTS, _BATCH_RESOURCES = 200, 500
_REJECTS = table_of(Reject)
_NUMBERED = re.compile(r"\[[0-9]+\]")
Tell = Callable[[ImportJob], None]
Clock = Callable[[], datetime]


def import_path(
    register: Register, path: Path, subject: Subject, source: str, now: datetime, tell: Tell = lambda _: None,
    clock: Clock | None = None,
) -> ImportJob:  # fmt: skip
    """Import a folder or a file; an import of the same files that was interrupted goes on where it stopped.

    ``source`` names the sender whose ids the documents use, and is the site of its patients; empty: each Patient's own
    managingOrganization. ``now`` is when it began, ``clock`` tells when it ends. Raises NotFound where there is nothing
    to read.
    """
    job = _begin(register, path, subject, source, now)
    for batch in _batches(documents(path, harmless), job.position):
        job = _receive(register, job.number or 0, batch, subject, source, now, wait=True)
        tell(job)
    return _finish(register, path, job, subject, source, clock or (lambda: now), tell)


def _begin(register: Register, path: Path, subject: Subject, source: str, now: datetime) -> ImportJob:
    name = _listing(path, source)
    with register.writing() as session:
        unfinished = select(ImportJob).where(col(ImportJob.listing) == name, col(ImportJob.finished).is_(None))
        job = session.exec(unfinished.order_by(col(ImportJob.number).desc())).first()
        if job is None:
            told = harmless(1, path.name)
            job = ImportJob(source=source, path=told, listing=name, who=subject.name, started=stamp(now))
            session.add(job)
            session.flush()
            register.trail.record(
                session, subject.actor, "import", now, purpose="exchange", details={"job": job.number}
            )
        return job


def _listing(path: Path, source: str) -> str:
    """What names an import: the files it reads, as they are."""
    files = [(str(file.relative_to(path)) if file != path else file.name, file.stat()) for file in readable(path)]
    told = [source, str(path.resolve()), [(name, stat.st_size, stat.st_mtime_ns) for name, stat in files]]
    return blake2b(orjson.dumps(told), digest_size=16).hexdigest()


COUNTS = (
    "documents", "refused_documents", "read", "created", "updated", "unchanged", "stale", "deleted", "not_held",
    "set_aside", "new_patients", "problems",
)  # fmt: skip
_REJECTS_TOLD = 1000


def report(register: Register, job: ImportJob) -> dict[str, Any]:
    """An import as plain data: its counts, and what was refused or set aside, the first thousand."""
    with register.reading() as session:
        grave = select(Reject).where(col(Reject.job) == job.number, col(Reject.severity) == "error")
        rejects = [as_problem(row) for row in session.exec(grave.order_by(col(Reject.number)).limit(_REJECTS_TOLD))]
    told: dict[str, Any] = {"number": job.number, **{name: getattr(job, name) for name in COUNTS}}
    told["rejects"] = [
        {"severity": one.severity, "code": one.code, "place": one.record, "element": one.element,
         "sentence": {language: one.sentence(language) for language in LANGUAGES}}
        for one in rejects
    ]  # fmt: skip
    return told


def rejects_of(register: Register, job: ImportJob) -> Iterator[bytes]:
    """All that an import refused, set aside or did not understand, as lines of NDJSON: where, what, what next."""
    with register.reading() as session:
        rows = select(Reject).where(col(Reject.job) == job.number).order_by(col(Reject.number))
        for row in session.exec(rows.execution_options(yield_per=1000)):
            yield orjson.dumps(row.model_dump(exclude={"number", "job"}), option=orjson.OPT_APPEND_NEWLINE)


def as_problem(row: Reject) -> Problem:
    """A reject as the problem that it was."""
    # Its sentences were literals where the problem was found; their French is looked up again.
    kept = (row.severity, row.code, row.place, row.element, row.what, row.what_next, row.count)
    return Problem(*kept)  # type: ignore[arg-type]  # a severity, as it was written


Batch = list[tuple[int, Document]]


def _batches(found: Iterable[Document], done: int) -> Iterator[Batch]:
    """Documents with their places, as many as one transaction holds."""
    return _gathered((place, document) for place, document in enumerate(found) if place >= done)


def _gathered(found: Iterable[tuple[int, Document]]) -> Iterator[Batch]:
    batch: Batch = []
    weight = 0
    for place, document in found:
        batch.append((place, document))
        weight += _weight(document)
        if len(batch) >= _BATCH_DOCUMENTS or weight >= _BATCH_RESOURCES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _weight(document: Document) -> int:
    entries = document.content.get("entry") if isinstance(document.content, dict) else None
    return len(entries) if isinstance(entries, list) else 1


def _receive(
    register: Register, number: int, batch: Batch, subject: Subject, source: str, now: datetime, *, wait: bool
) -> ImportJob:
    incoming = [
        Incoming(document.origin, document.content, source) for _, document in batch if document.problem is None
    ]
    places = [place for place, document in batch if document.problem is None]
    unreadable = [document.problem for _, document in batch if document.problem is not None]
    kept: list[ImportJob] = []

    def within(session: Session, received: Received) -> None:
        job = session.get_one(ImportJob, number)
        waiting = [place for place, one in zip(places, received.passed, strict=True) if wait and one.waiting]
        job.position = max(job.position, batch[-1][0] + 1)
        left = [place for place in orjson.loads(job.deferred) if place not in places]
        job.deferred = orjson.dumps([*left, *waiting]).decode()
        _count(job, received, unreadable, set(waiting) if wait else set(), places)
        problems = [*unreadable, *_told(received, waiting, places)]
        job.problems += len(problems)
        _keep(session, number, problems)
        kept.append(job)

    receive(register, incoming, subject, now, wait=wait, within=within)
    return kept[-1]


def _count(job: ImportJob, received: Received, unreadable: list[Problem], waiting: set[int], places: list[int]) -> None:
    settled = [one for place, one in zip(places, received.passed, strict=True) if place not in waiting]
    job.documents += len(settled) + len(unreadable)
    job.refused_documents += sum(one.failed for one in settled) + len(unreadable)
    job.read += sum(len(one.unpacked.wanted) for one in settled)
    job.not_held += sum(one.not_held for one in settled)
    job.set_aside += sum(one.set_aside for one in settled)
    job.new_patients += sum(one.new_patients for one in received.passed)
    for outcome in received.outcomes:
        setattr(job, outcome.how, getattr(job, outcome.how) + 1)


def _told(received: Received, waiting: list[int], places: list[int]) -> list[Problem]:
    """What went wrong, without what a document that waits will say again."""
    quiet = {
        problem
        for place, one in zip(places, received.passed, strict=True)
        if place in waiting
        for problem in one.problems
    }
    return [problem for problem in received.problems if problem not in quiet]


def _keep(session: Session, job: int, problems: Iterable[Problem]) -> None:
    columns = ("job", "severity", "code", "place", "element", "what", "what_next", "count")
    rows = [(job, p.severity, p.code, p.record, p.element, p.what, p.what_next, p.count) for p in _folded(problems)]
    insert_rows(session, _REJECTS, rows, columns)


def _folded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Every error and warning; of what was left aside on purpose, one line per kind, where the first one is."""
    aside: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        if problem.severity != "information":
            yield problem
            continue
        kind = problem.code, problem.what, _NUMBERED.sub("[]", problem.element)
        first = aside.get(kind)
        aside[kind] = replace(first, count=first.count + problem.count) if first else problem
    yield from aside.values()


def _finish(
    register: Register, path: Path, job: ImportJob, subject: Subject, source: str, clock: Clock, tell: Tell
) -> ImportJob:
    """What waited for its patient is read again: whoever is not known now is not in these files."""
    deferred = set(orjson.loads(job.deferred))
    again = enumerate(documents(path, harmless)) if deferred else ()
    for batch in _gathered((place, one) for place, one in again if place in deferred):
        job = _receive(register, job.number or 0, batch, subject, source, clock(), wait=False)
        tell(job)
    now = clock()
    with register.writing() as session:
        job = session.get_one(ImportJob, job.number)
        job.finished, job.deferred = stamp(now), "[]"
        details = {"job": job.number, "created": job.created, "updated": job.updated, "unchanged": job.unchanged}
        register.trail.record(session, subject.actor, "import-done", now, purpose="exchange", details=details)
    return job
