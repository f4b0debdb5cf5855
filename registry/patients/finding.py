"""Finding one's own patient: by a number that the hospital or the State gave them, or by how their pseudonym begins."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from registry.access import Subject
from registry.errors import NotFound
from registry.patients.models import Patient
from registry.patients.numbers import root_of
from registry.patients.register import Register
from registry.patients.repository import readable_by, roots_beginning
from registry.web.translations import both

SHORTEST = 4


def find_by_number(register: Register, subject: Subject, number: str, day: int, now: datetime) -> str:
    """The root id of the patient who has this hospital number or INS, and whom ``subject`` may see on that day.

    Raises NotFound alike for a number that nobody has and for somebody else's patient. The number is kept nowhere.
    """
    root = root_of(register, None, number.strip()) if number.strip() else None
    return _seen(register, subject, [root] if root else [], day, now, "number")


def find_by_beginning(register: Register, subject: Subject, beginning: str, day: int, now: datetime) -> str:
    """The root id that begins so, among those whom ``subject`` may see: blanks and hyphens are left aside.

    Raises NotFound where there is none, where there are several, and for fewer than four signs.
    """
    written = "".join(sign for sign in beginning.casefold() if sign.isalnum())
    with register.reading() as session:
        roots = roots_beginning(session, subject, day, written) if len(written) >= SHORTEST else []
    return _seen(register, subject, roots if len(roots) == 1 else [], day, now, "pseudonym")


def _seen(register: Register, subject: Subject, roots: list[str], day: int, now: datetime, by: str) -> str:
    """The one patient, once the search is in the audit; a search that leads nowhere is there too."""
    with register.writing() as session:
        seen = [root for root in roots if _readable(session, subject, root, day)]
        details = {"by": by, "found": bool(seen)}
        register.trail.record(session, subject.actor, "find", now, patients=seen, details=details)
    if not seen:
        raise NotFound(both("no_patient_here"))
    return seen[0]


def _readable(session: Session, subject: Subject, root: str, day: int) -> bool:
    allowed = readable_by(subject, day)(col(Patient.root))
    return session.exec(select(Patient.root).where(col(Patient.root) == root, allowed)).first() is not None
