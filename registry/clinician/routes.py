"""The care team's pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from matching.days import day
from matching.verdict import Verdict
from registry.clinician import api, patient_page, service, trial_list
from registry.clinician.calendar import calendar
from registry.clinician.care import Care, CareActing, Root, name, words
from registry.clinician.missing import missing
from registry.clinician.trial_page import SORTS, VERDICTS, Wanted, wanted
from registry.errors import NotFound, Refused
from registry.screening.candidates import STATUSES
from registry.web.pages import language_of, render
from registry.web.translations import both

router = APIRouter()
router.include_router(api.router)
_pages = APIRouter(include_in_schema=False)
Asked = Annotated[Wanted, Depends(wanted)]


@_pages.get("/trials")
def trials(request: Request, here: Care, found: str = "") -> Response:
    """Every trial with its counts, what is urgent, and a way to one's own patient."""
    language, against = language_of(request), here.against
    start = service.start(here.desk)
    return render(
        request, "trials.html", held=here.held, rows=trial_list.rows(against.trials.values(), start.counts, language),
        urgent=trial_list.urgent(start.urgent, against.trials, against.as_of, language), verdicts=trial_list.SHOWN,
        nobody=found == "nobody",
    )  # fmt: skip


@_pages.post("/patients/find")
def find(here: CareActing, who: Annotated[str, Form()] = "") -> Response:
    """Lead to one's own patient; what was typed is in no address."""
    try:
        root = service.find(here.desk, who)
    except NotFound:
        return RedirectResponse("/trials?found=nobody#find", status_code=303)
    return RedirectResponse(f"/patients/{root}", status_code=303)


@_pages.get("/trials/{trial}")
def trial_page(request: Request, here: Care, trial: str, asked: Asked) -> Response:
    """A trial and the candidates of one of its cohorts."""
    page = service.candidates(here.desk, trial, asked, language_of(request))
    return render(
        request, "trial.html", held=here.held, trial=here.against.trials[trial], page=page, today=here.against.as_of,
        verdicts=VERDICTS, statuses=STATUSES, sorts=SORTS,
    )  # fmt: skip


@_pages.post("/trials/{trial}/status")
def bulk_status(
    here: CareActing, trial: str, asked: Asked, patients: Annotated[list[str] | None, Form()] = None,
    status: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Say where several candidates stand."""
    service.set_status(here.desk, trial, patients or [], status, words(reason), bulk=True)
    return RedirectResponse(f"/trials/{trial}?{asked.query()}#candidates", status_code=303)


@_pages.post("/trials/{trial}/candidates/{root}/status")
def one_status(
    here: CareActing, trial: str, root: Root, asked: Asked, status: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Say where one candidate stands, and go back to where that was said."""
    service.set_status(here.desk, trial, [root], status, words(reason), bulk=False)
    if back in {f"{trial}-{cohort.name}" for cohort in service.trial_of(here.desk, trial).cohorts}:
        return RedirectResponse(f"/patients/{root}?trial={trial}#{back}", status_code=303)
    return RedirectResponse(f"/trials/{trial}?{asked.query()}#{root}", status_code=303)


@_pages.get("/patients/{root}")
def patient(request: Request, here: Care, root: Root, trial: str = "", answered: str = "", was: str = "") -> Response:
    """A patient, trial by trial, criterion by criterion."""
    language, against = language_of(request), here.against
    told = service.patient(here.desk, root)
    asked = trial or answered.partition("/")[0]
    opened = asked if asked in against.trials else ""
    shown = patient_page.Shown(against.trials, against.as_of, opened)
    before = next((verdict for verdict in Verdict if verdict.name.lower() == was), None)
    return render(
        request, "patient.html", held=here.held, today=against.as_of, statuses=STATUSES, answered=answered,
        before=before, opened=opened,
        chart=patient_page.chart(told, against.as_of, language, against.terminology),
        groups=patient_page.groups(told, shown, language, against.terminology),
        missing=missing(told.judgements, language, against.terminology),
    )  # fmt: skip


@_pages.get("/patients/{root}/calendar.ics")
def calendar_file(request: Request, here: Care, root: Root) -> Response:
    """When the patient's doors open and close."""
    told, against = service.patient(here.desk, root), here.against
    body = calendar(told, against.trials, against.now, language_of(request))
    return Response(body, media_type="text/calendar; charset=utf-8")


@_pages.post("/patients/{root}/answers")
def answer(
    here: CareActing, root: Root, question: Annotated[str, Form()], value: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Answer a question, and show the verdict that follows."""
    if value not in {"yes", "no"}:
        raise Refused(both("yes_or_no"))
    before, _ = service.answer(here.desk, root, question, value=value == "yes", until=_day(until))
    return _answered(root, question, before.verdict)


@_pages.post("/patients/{root}/answers/undo")
def undo(here: CareActing, root: Root, question: Annotated[str, Form()]) -> Response:
    """Take an answer back, and show the verdict that follows."""
    before, _ = service.undo(here.desk, root, question)
    return _answered(root, question, before.verdict)


def _answered(root: str, question: str, before: Verdict) -> Response:
    # The question is one of a current trial by now: nothing that was typed comes back.
    told = urlencode({"answered": question, "was": before.name.lower()})
    return RedirectResponse(f"/patients/{root}?{told}#{question.replace('/', '-')}", status_code=303)


def _day(written: str) -> int | None:
    try:
        return day(written) if written else None
    except ValueError:
        raise Refused(both("no_date")) from None


@_pages.get("/patients/{root}/resources/{kind}/{identifier}")
def resource(request: Request, here: Care, root: Root, kind: str, identifier: str, version: str = "") -> Response:
    """A stored resource as it is, which a criterion was read from."""
    body = service.stored(here.desk, root, name(kind), name(identifier), version)
    return render(request, "resource.html", held=here.held, root=root, kind=kind, identifier=identifier, body=body)


router.include_router(_pages)
