"""The one door to patients: whom a subject may read, on a day, for matching; everything else passes through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, true
from sqlmodel import Session, col, select

from matching.facts import Consent, Facts, Person
from registry.access import Subject
from registry.consent import Purpose, permits
from registry.patients import facts
from registry.patients.models import FACT_TABLES, Patient, PatientSite

Condition = Callable[[Any], ColumnElement[bool]]


def readable_by(subject: Subject, day: int, purpose: Purpose = "matching") -> Condition:
    """A condition on a patient column: whom ``subject`` may see for a purpose on a day (a number of `matching.days`).

    The dead, the opposed and those whose Patient was never read appear to nobody (reading 27); a clinician sees their
    own site's; everybody else sees none.
    """
    people, consents = FACT_TABLES[Person], FACT_TABLES[Consent]

    def condition(patient: Any) -> ColumnElement[bool]:  # noqa: ANN401  # a column, of a table or of a model
        if not subject.may_see_patients:
            return false()
        person, dead = people.alias(), people.alias()
        known = exists().where(person.c.patient == patient)
        alive = ~exists().where(dead.c.patient == patient, dead.c.deceased.is_(True))
        return and_(known, alive, permits(purpose, patient, consents, day), _at_site(subject, patient))

    return condition


def _at_site(subject: Subject, patient: Any) -> ColumnElement[bool]:  # noqa: ANN401  # likewise
    if subject.sees_every_site:
        return true()
    if not subject.site:
        return false()  # patients whose hospital is not known are nobody's in particular
    return exists().where(col(PatientSite.patient) == patient, col(PatientSite.site) == subject.site)


def facts_readable(session: Session, subject: Subject, day: int, root: str | None = None) -> Facts:
    """The facts of everybody whom ``subject`` may see on that day, or of one of them; empty where there is none."""
    allowed = readable_by(subject, day)
    if root is None:
        return facts.load(session, allowed)
    return facts.load(session, lambda patient: and_(patient == root, allowed(patient)))


def roots_beginning(session: Session, subject: Subject, day: int, beginning: str) -> list[str]:
    """The first few patients whom ``subject`` may see whose root id begins so."""
    where = (col(Patient.root).startswith(beginning, autoescape=True), readable_by(subject, day)(col(Patient.root)))
    return list(session.exec(select(Patient.root).where(*where).order_by(Patient.root).limit(2)))


def count_readable(session: Session, subject: Subject, day: int) -> int:
    """How many patients ``subject`` may see on that day."""
    return session.exec(
        select(func.count()).select_from(Patient).where(readable_by(subject, day)(col(Patient.root)))
    ).one()


def count(session: Session) -> int:
    """How many patients there are, whoever may see them."""
    return session.exec(select(func.count()).select_from(Patient)).one()


def sites_of(session: Session, root: str) -> list[str]:
    """The hospitals that care for a patient."""
    return list(
        session.exec(select(PatientSite.site).where(col(PatientSite.patient) == root).order_by(PatientSite.site))
    )
