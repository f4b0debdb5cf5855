"""The service: every router, what surrounds each request, and how an error is answered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from matching.errors import GenotherError
from matching.trial import Trial
from registry.access import routes as access_routes
from registry.errors import NotFound, NotSignedIn, Refused
from registry.patients.register import Register
from registry.screening.runs import Against
from registry.settings import Settings
from registry.terminologies.service import starter
from registry.trials import service as trials
from registry.web.pages import language_of, render
from registry.web.translations import both

log = logging.getLogger("genother")
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
