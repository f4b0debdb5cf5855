"""A data manager's pages and addresses: imports, and what they refused."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from registry.data_manager import import_page, schemas, service
from registry.errors import NotFound
from registry.intake.models import ImportJob
from registry.screening.routes import Here, Reading
from registry.web.pages import language_of, render
from registry.web.translations import both

router = APIRouter(tags=["imports"])


def _watching(here: Reading) -> Here:
    if not here.held.subject.may_watch_imports:
        raise NotFound(both("not_found"))
    return here


Watching = Annotated[Here, Depends(_watching)]


@router.get("/imports", include_in_schema=False)
def imports(request: Request, here: Watching) -> Response:
    """The imports, the newest first."""
    shown = [(job, import_page.bar(job)) for job in service.imports(here.desk)]
    return render(request, "imports.html", held=here.held, imports=shown, width=import_page.WIDTH)


@router.get("/imports/{number}", include_in_schema=False)
def import_of(request: Request, here: Watching, number: str) -> Response:
    """One import: where its resources went, how fast it goes, what was refused and why."""
    job, now = service.import_of(here.desk, number), here.against.now
    return render(
        request, "import.html", held=here.held, job=job, parts=import_page.bar(job), width=import_page.WIDTH,
        rate=import_page.rate(job, now), seconds=round(import_page.seconds(job, now)),
        kinds=service.problems(here.desk, job, language_of(request)),
    )  # fmt: skip


@router.get("/imports/{number}/rejects.ndjson")
def rejects(here: Watching, number: str) -> Response:
    """Every problem of an import: one JSON object a line, with where it lies and what to do, never a value."""
    job = service.import_of(here.desk, number)
    name = f"genother-import-{job.number}-rejects.ndjson"
    return StreamingResponse(
        service.rejects(here.desk, job), media_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@router.get("/api/imports")
def api_imports(here: Watching) -> list[schemas.ImportOut]:
    """The imports, the newest first."""
    return [schemas.ImportOut(**_told(here, job)) for job in service.imports(here.desk)]


@router.get("/api/imports/{number}")
def api_import(request: Request, here: Watching, number: str) -> schemas.ImportDetail:
    """One import, with its problems by kind."""
    job = service.import_of(here.desk, number)
    kinds = [schemas.KindOut(**asdict(kind)) for kind in service.problems(here.desk, job, language_of(request))]
    return schemas.ImportDetail(**_told(here, job), kinds=kinds)


def _told(here: Here, job: ImportJob) -> dict[str, Any]:
    return {**job.model_dump(), "documents_a_minute": import_page.rate(job, here.against.now)}
