"""What is asked of imports: the jobs, and what each refused, grouped; no table of patients is read here."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from registry.intake.models import ImportJob, Reject

_MOST = 200


def imports(session: Session) -> list[ImportJob]:
    """The newest imports, the newest first."""
    return list(session.exec(select(ImportJob).order_by(col(ImportJob.number).desc()).limit(_MOST)))


def import_of(session: Session, number: int) -> ImportJob | None:
    """One import."""
    return session.get(ImportJob, number)


def kinds(session: Session, number: int) -> list[tuple[str, str, str, str, int, int]]:
    """Severity, code, what, what next, how often, and how many rows, for every kind of problem of an import."""
    kind = (col(Reject.severity), col(Reject.code), col(Reject.what), col(Reject.what_next))
    rows = select_columns(*kind, func.sum(Reject.count), func.count()).where(col(Reject.job) == number).group_by(*kind)
    return [tuple(row) for row in session.execute(rows)]


def first_places(session: Session, number: int, each: int) -> dict[tuple[str, str, str, str], list[str]]:
    """Where the first problems of every kind lie."""
    kind = (col(Reject.severity), col(Reject.code), col(Reject.what), col(Reject.what_next))
    place = func.row_number().over(partition_by=kind, order_by=col(Reject.number)).label("place_in_kind")
    ranked = (
        select_columns(*kind, col(Reject.place), col(Reject.element), place).where(col(Reject.job) == number).subquery()
    )
    rows = select_columns(ranked).where(ranked.c.place_in_kind <= each).order_by(ranked.c.place_in_kind)
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for severity, code, what, what_next, where, element, _ in session.execute(rows):
        told = where if not element or element in where else f"{where} · {element}"
        found.setdefault((severity, code, what, what_next), []).append(told)
    return found


def rejects(session: Session, number: int) -> Iterator[Reject]:
    """Every problem of an import, one by one, in the order in which they were met."""
    rows = select(Reject).where(col(Reject.job) == number).order_by(col(Reject.number))
    yield from session.exec(rows.execution_options(yield_per=1000))
