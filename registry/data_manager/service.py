"""What a data manager reads of imports: counts and problems, never a value; a download is in the audit."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from matching.trial import Language
from registry.data_manager import repository
from registry.data_manager.import_page import Kind, kinds
from registry.errors import NotFound
from registry.intake.models import ImportJob
from registry.screening.decisions import Desk
from registry.web.translations import both

_PLACES = 5


def imports(desk: Desk) -> list[ImportJob]:
    """The newest imports."""
    with desk.register.reading() as session:
        found = repository.imports(session)
        session.expunge_all()  # the rows outlive their transaction
        return found


def import_of(desk: Desk, number: str) -> ImportJob:
    """One import; raises NotFound."""
    with desk.register.reading() as session:
        found = repository.import_of(session, int(number)) if _is_number(number) else None
        session.expunge_all()
    if found is None:
        raise NotFound(both("no_import"))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def problems(desk: Desk, job: ImportJob, language: Language) -> list[Kind]:
    """What an import refused or did not understand, by kind."""
    number = job.number or 0
    with desk.register.reading() as session:
        rows = repository.kinds(session, number)
        return kinds(rows, repository.first_places(session, number, _PLACES), language)


def rejects(desk: Desk, job: ImportJob) -> Iterator[bytes]:
    """Every problem as one line of JSON, once the download is in the audit."""
    with desk.register.writing() as session:
        desk.register.trail.record(
            session, desk.subject.actor, "read-rejects", desk.against.now, purpose="exchange",
            details={"job": job.number},
        )  # fmt: skip
    return _lines(desk, job.number or 0)


def _lines(desk: Desk, number: int) -> Iterator[bytes]:
    with desk.register.reading() as session:
        for row in repository.rejects(session, number):
            told = row.model_dump(exclude={"number", "job"})
            yield orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)
