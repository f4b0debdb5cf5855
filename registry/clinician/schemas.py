"""What the care team's addresses under /api answer, for programs: slugs, ISO dates, sentences in the language asked."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

Counts = dict[str, int]


class Modality(BaseModel):
    """What is given."""

    kind: str
    capsid: str | None
    route: str | None
    transgene: str | None
    one_shot: bool
    dose: str | None


class TrialSummary(BaseModel):
    """A trial and how many of the reader's patients stand where, each counted at their best cohort."""

    id: str
    version: str | None
    title: str
    condition: str
    sponsor: str
    phase: str
    status: str | None = Field(description="recruitment status; null: the source does not say")
    countries: list[str]
    modality: Modality
    criteria_in_protocol: int | None = Field(description="null: the source does not say")
    counts: Counts = Field(description="by verdict; whoever every cohort excludes is not counted")


class CriterionText(BaseModel):
    """A numbered criterion as the protocol says it and as the registry asks it."""

    number: str
    kind: Literal["include", "exclude"]
    says: str
    asks: str
    basis: Literal["stated", "recall", "limit_lost"]


class CohortDetail(BaseModel):
    """A cohort, its criteria in protocol order, and everybody whom the reader may see, by verdict."""

    name: str
    title: str
    criteria: list[CriterionText]
    counts: Counts


class TrialDetail(TrialSummary):
    """A trial with its cohorts."""

    cohorts: list[CohortDetail]


class MarkOut(BaseModel):
    """One criterion of a candidate: ``soon`` is one that time alone will turn."""

    number: str
    state: Literal["passes", "excludes", "open", "soon"]
    doubtful: bool = Field(description="open because what is known is old, recalled or contradictory")


class MissingOut(BaseModel):
    """Why criteria are open."""

    reason: str
    criteria: list[str]


class CandidateOut(BaseModel):
    """A patient whom the cohort does not exclude."""

    patient: str
    verdict: str
    marks: list[MarkOut]
    open_items: int
    missing: list[MissingOut]
    until: date | None = Field(description="last day of screening before time alone closes the window")
    redo_by: date | None = Field(description="last day before a result in use grows too old")
    opens_on: date | None = Field(description="first day on which a later patient passes by time alone")
    urgent: bool
    already_treated: bool
    status: str
    run: int


class CandidatePage(BaseModel):
    """One page of a cohort's candidates; ``total`` counts those that the filters let through."""

    trial: str
    cohort: str
    counts: Counts
    total: int
    page: int
    pages: int
    candidates: list[CandidateOut]


class EvidenceOut(BaseModel):
    """A fact that was looked at, and where it was read."""

    shown: str
    source: str


class DistanceOut(BaseModel):
    """How far a number lies from the limit nearest to it, both in ``unit``; ages are whole days, titres reciprocals."""

    seen: float
    limit: float
    by: float = Field(description="positive: above the limit")
    unit: str
    changes: Literal["time", "new result", "never"] = Field(description="what may bring it to the other side")


class CaveatOut(BaseModel):
    """What must be seen beside an answer although it does not change it, and the records that it comes from."""

    caveat: Literal["retest", "immunosuppressed", "earlier positive"]
    sources: list[str]


class CriterionOut(BaseModel):
    """A criterion for one patient; ``passes`` is after the one negation of an exclusion."""

    number: str
    kind: Literal["include", "exclude"]
    fact: str
    passes: str
    reasons: list[str]
    says: str
    asks: str
    distances: list[DistanceOut]
    caveats: list[CaveatOut]
    evidence: list[EvidenceOut]
    questions: list[str] = Field(description="what a person is asked; send an answer to /api/patients/{root}/answers")


class WindowOut(BaseModel):
    """Days on end, both included, on which nothing stands against the patient by the passing of time alone."""

    first: date
    last: date | None = Field(description="null: for five years and more")
    opened_by: list[str] = Field(description="criteria that are met from its first day on; none: open today")
    closed_by: list[str] = Field(description="criteria that exclude from the day after its last")


class WindowsOut(BaseModel):
    """The windows of a cohort for one patient; a cohort that never opens by time alone has none and is not listed."""

    trial: str
    cohort: str
    windows: list[WindowOut]


class JudgementOut(BaseModel):
    """A cohort for one patient."""

    trial: str
    cohort: str
    verdict: str
    lasting: str | None
    until: date | None
    redo_by: date | None
    opens_on: date | None
    urgent: bool
    near_miss: str | None = Field(description="the one criterion that alone excludes, where it is no safety exclusion")
    already_treated: list[str]
    criteria: list[CriterionOut]


class AnswerOut(BaseModel):
    """An answer that somebody gave; undone ones stay in the list."""

    question: str
    value: bool
    who: str
    at: str
    until: date | None
    undone_at: str | None
    undone_by: str | None


class StatusOut(BaseModel):
    """What somebody said of where a candidate stands."""

    trial: str
    status: str
    reason: str
    who: str
    at: str


class PatientOut(BaseModel):
    """A patient, cohort by cohort, criterion by criterion, with all that people decided, the newest first."""

    patient: str
    as_of: date
    sites: list[str]
    judgements: list[JudgementOut]
    windows: list[WindowsOut]
    answers: list[AnswerOut]
    statuses: list[StatusOut]


class AnswerIn(BaseModel):
    """A person's answer to a question of a trial (``trial/cohort/number``)."""

    question: str
    value: bool
    until: date | None = Field(default=None, description="last day on which it holds, where it ends sooner")


class StatusIn(BaseModel):
    """Where a candidate stands, and why."""

    status: str
    reason: str = ""


def facts_of(model: type[BaseModel], row: object, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # the model checks them
    """The fields of a model that an object has under the same names."""
    return {name: getattr(row, name) for name in model.model_fields if hasattr(row, name) and name not in more} | more
