"""Who asks, and which stored resources are theirs to read and write: those of their own hospital."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from registry import store
from registry.access import Subject
from registry.db import pieces
from registry.patients.models import PatientSite
from registry.patients.receiving import ELSEWHERE
from registry.patients.register import Register
from registry.store import Resource, ResourceHistory
from registry.store import search as stored
from registry.store.search import Row

ID = re.compile(r"[A-Za-z0-9.-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's registry, sender and moment; ``base`` is the address of /fhir as its sender wrote it."""

    register: Register
    subject: Subject
    now: datetime
    base: str

    @property
    def site(self) -> str | None:
        """The only hospital whose resources are read, or None: every one."""
        return None if self.subject.sees_every_site else self.subject.site

    def types(self, kind: str) -> tuple[str, ...]:
        """How a type is stored: what a second hospital says of a patient is a Patient to that hospital alone."""
        return (kind, ELSEWHERE) if kind == "Patient" and self.site is not None else (kind,)

    def record(self, session: Session, act: str, patients: Collection[str], **details: object) -> None:
        """Put an act into the audit, in the transaction at hand."""
        self.register.trail.record(
            session, self.subject.actor, act, self.now, purpose="exchange", patients=patients, details=details
        )

    def row(self, session: Session, kind: str, identifier: str) -> Resource | None:
        """The newest version of a resource that the sender may read, deleted or not."""
        found = store.current(session, kind, identifier)
        if found is not None and self.site in {None, found.site}:
            return found
        if kind == "Patient" and self.site is not None:
            return stored.of_patient(session, ELSEWHERE, identifier, self.site)
        return None

    def ours(self, session: Session, names: Collection[tuple[str, str]]) -> frozenset[str]:
        """Those of these names that a client read here, as ``Type/id``: of its own hospital, deleted or not."""
        by_type: dict[str, set[str]] = {}
        for kind, identifier in names:
            by_type.setdefault(kind, set()).add(identifier)
        found: set[str] = set()
        for kind, ids in by_type.items():
            rows = store.rows(session, kind, sorted(ids))
            found |= {f"{kind}/{row.id}" for row in rows if self.site in {None, row.site}}
        if self.site is not None:
            for piece in pieces(sorted(by_type.get("Patient", ()))):
                seen = select(PatientSite.patient).where(col(PatientSite.site) == self.site)
                found |= {f"Patient/{root}" for root in session.exec(seen.where(col(PatientSite.patient).in_(piece)))}
        return frozenset(found)


def name_of(row: Resource | ResourceHistory | Row) -> tuple[str, str]:
    """The type and id under which a row is served."""
    return ("Patient", row.patient or "") if row.type == ELSEWHERE else (row.type, row.id)


def body_of(row: Resource | ResourceHistory | Row) -> bytes:
    """The body as it is served: as stored, to the byte."""
    if row.type != ELSEWHERE:
        return row.body
    head = f'{{"resourceType":"{row.type}","id":"{row.id}"'.encode()
    return f'{{"resourceType":"Patient","id":"{row.patient}"'.encode() + row.body.removeprefix(head)
