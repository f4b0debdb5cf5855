"""The service: every router, what surrounds each request, and how an error is answered."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from matching.days import day
from matching.errors import GenotherError
from matching.trial import LANGUAGES, Trial
from registry.access import routes as access_routes
from registry.clinician import routes as clinician_routes
from registry.data_manager import routes as data_manager_routes
from registry.errors import NotFound, NotSignedIn, Refused
from registry.fhir_rest import outcomes
from registry.fhir_rest import routes as fhir_routes
from registry.patients.register import Register
from registry.screening.keeping import keep_up
from registry.screening.runs import Against
from registry.settings import Settings
from registry.sponsor import routes as sponsor_routes
from registry.terminologies.service import starter
from registry.trials import service as trials
from registry.web.pages import folder, language_of, render
from registry.web.translations import both

log = logging.getLogger("genother")
ROUTERS = (
    access_routes.router, clinician_routes.router, sponsor_routes.router, data_manager_routes.router,
    fhir_routes.router,
)  # fmt: skip
_STATUSES: tuple[tuple[type[GenotherError], int], ...] = ((NotSignedIn, 401), (NotFound, 404))
_PAUSE_S = 1.0
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(settings: Settings, register: Register, *, keeping: bool = True) -> FastAPI:
    """The service over an open registry whose databases are at the current version.

    With ``keeping``, a thread matches again what changes; without, somebody else calls `keep_up`.
    """
    with register.reading() as session:
        current: dict[str, Trial] = trials.current(session)
    app = FastAPI(title="GenoTher", docs_url=None, redoc_url=None, lifespan=_lifespan if keeping else None)
    app.state.settings, app.state.register = settings, register
    app.state.engine, app.state.trail = register.clinical, register.trail
    app.state.trials, app.state.terminology = current, starter()
    app.mount("/static", StaticFiles(directory=folder("static")), name="static")
    for router in ROUTERS:
        app.include_router(router)
    _answer_errors(app)
    app.middleware("http")(_guarded)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(app, stop), name="keeper", daemon=True)
    keeper.start()
    yield
    stop.set()
    await asyncio.to_thread(keeper.join)


def _keep(app: FastAPI, stop: threading.Event) -> None:
    state = app.state
    while not stop.is_set():
        today = day(date.today().isoformat())  # noqa: DTZ011  # a day is the date as written where the service runs
        try:
            done = keep_up(state.register, Against(state.trials, state.terminology, today, datetime.now(UTC)))
        except Exception:
            log.exception("matching again failed; it is tried anew")
            done = None
        stop.wait(0 if done else _PAUSE_S)


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    answer = await call_next(request)
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _answer_errors(app: FastAPI) -> None:
    """A sentence in the reader's language, as the kind of answer that the address gives; never an echo of what came."""

    def of_ours(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 400)
        said: dict[str, str] = {}
        if isinstance(error, GenotherError):
            said = {language: error.text(language) for language in LANGUAGES}
        if status == 401 and _is_page(request):
            return RedirectResponse("/sign-in", status_code=303)
        return _said(request, status, said)

    def of_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return _said(request, status, both("not_found" if status in {404, 405} else "bad_request"))

    def of_input(request: Request, _error: Exception) -> Response:
        return _said(request, 422, both("bad_request"))

    def of_ourselves(request: Request, error: Exception) -> Response:
        log.error("a request failed: %s", type(error).__name__, exc_info=error)
        return _said(request, 500, both("broken"))

    app.add_exception_handler(GenotherError, of_ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_input)
    app.add_exception_handler(Exception, of_ourselves)


def _is_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api/", "/fhir"))


def _said(request: Request, status: int, said: Mapping[str, str]) -> Response:
    if request.url.path.startswith("/fhir"):
        return outcomes.response(status, said["en"])
    if not _is_page(request):
        return JSONResponse({"error": dict(said)}, status)
    return render(request, "problem.html", status, said=said[language_of(request)])


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until somebody stops it; raises Refused when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refused(both("port_taken", port)) from None
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
