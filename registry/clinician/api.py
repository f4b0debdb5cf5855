"""The same for programs: /api/trials, /api/patients, with the care team's rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from matching import explain
from matching.days import day, iso
from matching.terminology import Terminology
from matching.trial import Cohort, Language, Trial
from matching.verdict import Judgement, Verdict
from registry.clinician import schemas, service
from registry.clinician.care import Care, CareActing, Root, words
from registry.clinician.criteria import Criterion, criteria
from registry.clinician.trial_page import Row, Wanted, wanted
from registry.screening.candidates import CohortList
from registry.screening.models import AnswerRecord
from registry.web.pages import language_of

router = APIRouter(prefix="/api", tags=["care team"])


@router.get("/trials")
def trials(request: Request, here: Care) -> list[schemas.TrialSummary]:
    """Every trial, with how many of one's own patients stand where."""
    counts, language = service.counts(here.desk), language_of(request)
    return [_summary(trial, counts.get(trial.id, {}), language) for trial in here.against.trials.values()]


@router.get("/trials/{trial}")
def trial(request: Request, here: Care, trial: str) -> schemas.TrialDetail:
    """A trial: its cohorts, their criteria in protocol order, and counts."""
    known, language, terminology = service.trial_of(here.desk, trial), language_of(request), here.against.terminology
    found = service.candidates(here.desk, trial, Wanted(), language)
    summary = _summary(known, service.counts(here.desk).get(trial, {}), language)
    cohorts = [_cohort(one, language, terminology) for one in found.cohorts]
    return schemas.TrialDetail(**summary.model_dump(), cohorts=cohorts)


@router.get("/trials/{trial}/candidates")
def candidates(
    request: Request, here: Care, trial: str, asked: Annotated[Wanted, Depends(wanted)]
) -> schemas.CandidatePage:
    """A page of the candidates of a cohort (by default the first), in the order to call them."""
    found = service.candidates(here.desk, trial, asked, language_of(request))
    return schemas.CandidatePage(
        trial=trial,
        cohort=found.shown.cohort.name,
        counts=_slugs(found.shown.verdicts),
        total=found.total,
        page=found.wanted.page,
        pages=found.pages,
        candidates=[_candidate(row) for row in found.rows],
    )


@router.post("/trials/{trial}/candidates/{root}/status", status_code=204)
def status(here: CareActing, trial: str, root: Root, sent: schemas.StatusIn) -> None:
    """Say where a candidate stands, and why."""
    service.set_status(here.desk, trial, [root], sent.status, words(sent.reason), bulk=False)


@router.get("/patients/{root}")
def patient(request: Request, here: Care, root: Root) -> schemas.PatientOut:
    """A patient, cohort by cohort, criterion by criterion."""
    told, language, terminology = service.patient(here.desk, root), language_of(request), here.against.terminology
    return schemas.PatientOut(
        patient=root,
        as_of=date.fromisoformat(iso(here.against.as_of)),
        sites=list(told.sites),
        judgements=[_judgement(one, language, terminology) for one in told.judgements],
        windows=[
            schemas.WindowsOut(
                trial=trial,
                cohort=cohort,
                windows=[schemas.WindowOut(**explain.window_data(each)) for each in windows],
            )
            for (trial, cohort), windows in told.openings.items()
            if windows
        ],
        answers=[_answer(one) for one in told.answers],
        statuses=[
            schemas.StatusOut(**schemas.facts_of(schemas.StatusOut, one))
            for changes in told.histories.values()
            for one in changes
        ],
    )


@router.post("/patients/{root}/answers")
def answer(request: Request, here: CareActing, root: Root, sent: schemas.AnswerIn) -> schemas.JudgementOut:
    """Answer a question; returns what the cohort that asks it says now."""
    until = day(sent.until.isoformat()) if sent.until else None
    _, now = service.answer(here.desk, root, sent.question, value=sent.value, until=until)
    return _judgement(now, language_of(request), here.against.terminology)


@router.delete("/patients/{root}/answers")
def undo(request: Request, here: CareActing, root: Root, question: str) -> schemas.JudgementOut:
    """Take an answer back; returns what the cohort that asks it says now."""
    _, now = service.undo(here.desk, root, question)
    return _judgement(now, language_of(request), here.against.terminology)


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromisoformat(iso(number))


def _slugs(counts: Mapping[Verdict, int]) -> dict[str, int]:
    return {verdict.slug: number for verdict, number in sorted(counts.items())}


def _summary(trial: Trial, counts: Mapping[Verdict, int], language: Language) -> schemas.TrialSummary:
    told = schemas.facts_of(
        schemas.TrialSummary,
        trial,
        title=trial.title.get(language, trial.id),
        condition=trial.condition.get(language, ""),
        countries=list(trial.countries),
        modality=schemas.Modality(**schemas.facts_of(schemas.Modality, trial.modality)),
        criteria_in_protocol=trial.source.criteria_in_protocol,
        counts=_slugs(counts),
    )
    return schemas.TrialSummary(**told)


def _cohort(found: CohortList, language: Language, terminology: Terminology) -> schemas.CohortDetail:
    cohort: Cohort = found.cohort
    return schemas.CohortDetail(
        name=cohort.name,
        title=(cohort.title or {}).get(language, ""),
        counts=_slugs(found.verdicts),
        criteria=[
            schemas.CriterionText(
                number=one.number,
                kind=one.kind,
                says=one.says.get(language, ""),
                asks=explain.sentence(one.criterion, language, terminology),
                basis=one.basis,
            )
            for one in cohort.criteria
        ],
    )


def _candidate(row: Row) -> schemas.CandidateOut:
    found = row.candidate
    told = schemas.facts_of(
        schemas.CandidateOut,
        found,
        verdict=row.listed.verdict.slug,
        marks=[schemas.MarkOut(**schemas.facts_of(schemas.MarkOut, mark)) for mark in row.strip],
        missing=[
            schemas.MissingOut(reason=reason.value, criteria=list(numbers)) for reason, numbers in row.listed.missing
        ],
        until=_day(found.until),
        redo_by=_day(found.redo_by),
        opens_on=_day(found.opens_on),
        already_treated=found.treated,
        status=row.listed.status,
    )
    return schemas.CandidateOut(**told)


def _judgement(found: Judgement, language: Language, terminology: Terminology) -> schemas.JudgementOut:
    told = criteria(found, (), language, terminology)
    return schemas.JudgementOut(
        trial=found.trial,
        cohort=found.cohort,
        verdict=found.verdict.slug,
        lasting=found.lasting.value if found.lasting else None,
        until=_day(found.until),
        redo_by=_day(found.redo_by),
        opens_on=_day(found.opens_on),
        urgent=found.urgent,
        near_miss=found.near_miss.numbered.number if found.near_miss else None,
        already_treated=[explain.source(fact) for fact in found.already_treated],
        criteria=[_criterion(found, place, one) for place, one in enumerate(told)],
    )


def _criterion(found: Judgement, place: int, told: Criterion) -> schemas.CriterionOut:
    one = found.criteria[place]
    return schemas.CriterionOut(
        number=one.numbered.number,
        kind=one.numbered.kind,
        fact=one.fact.value,
        passes=one.passes.value,
        reasons=[reason.value for reason in one.reasons],
        says=told.line.says,
        asks=told.line.asks,
        distances=[schemas.DistanceOut(**each.data()) for each in one.distances],
        caveats=[schemas.CaveatOut(**explain.caveat(each)) for each in one.caveats],
        evidence=[schemas.EvidenceOut(shown=each.shown, source=each.source) for each in told.evidence],
        questions=[question.id for question in told.questions],
    )


def _answer(row: AnswerRecord) -> schemas.AnswerOut:
    return schemas.AnswerOut(**schemas.facts_of(schemas.AnswerOut, row, until=_day(row.until)))
