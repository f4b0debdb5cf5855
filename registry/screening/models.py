"""The tables of screening: runs, the candidates they found, and what people decided about them."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from registry.db import NUMBER


class RunRecord(SQLModel, table=True):
    """A run: its day, what it read and what it judged by, so that the same run can be had again.

    ``facts`` is a digest of all facts read, ``releases`` names the terminologies, ``trials`` (JSON) the version of each
    trial. ``scope`` is ``all``, or ``changed`` for the patients of one change.
    """

    __tablename__ = "run"

    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    at: str
    as_of: int
    scope: str
    facts: str
    releases: str
    trials: str = Field(sa_type=Text)
    patients: int
    withheld: int


class Candidate(SQLModel, table=True):
    """A patient whom a cohort does not exclude, as the newest run found them; days are numbers of `matching.days`.

    ``marks`` has one character per criterion in protocol order: ``+`` passes, ``-`` excludes, ``?`` open. ``missing``
    is JSON: pairs of a reason and the numbers of the criteria open for it.
    """

    __tablename__ = "candidate"
    __table_args__ = (Index("candidate_of_patient", "patient"),)

    trial: str = Field(primary_key=True)
    cohort: str = Field(primary_key=True)
    patient: str = Field(primary_key=True, foreign_key="patient.root")
    run: int = Field(sa_type=NUMBER, foreign_key="run.number")
    verdict: int
    marks: str
    open_items: int
    missing: str = Field(sa_type=Text)
    until: int | None = None
    redo_by: int | None = None
    opens_on: int | None = None
    urgent: bool = False
    treated: bool = False


class StatusChange(SQLModel, table=True):
    """What a person decided about a candidate of a trial; the newest row counts, all are kept."""

    __tablename__ = "status_change"
    __table_args__ = (Index("status_of_candidate", "trial", "patient"),)

    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    trial: str
    patient: str = Field(foreign_key="patient.root")
    status: str
    reason: str
    who: str
    at: str


class AnswerRecord(SQLModel, table=True):
    """Who gave a person's answer, when, and until when it holds; the answer itself is an Observation of the store."""

    __tablename__ = "answer_record"
    __table_args__ = (Index("answer_of_patient", "patient"),)

    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    patient: str = Field(foreign_key="patient.root")
    question: str
    value: bool
    given_as: str
    who: str
    at: str
    until: int | None = None
    undone_at: str | None = None
    undone_by: str | None = None
