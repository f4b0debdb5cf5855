"""Signing in and out, and who sends a request: a cookie for people, a bearer token for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy import Engine

from matching.trial import LANGUAGES
from registry.access import service
from registry.access.service import SignedIn
from registry.access.subjects import Role
from registry.audit import Trail
from registry.db import reading, writing
from registry.errors import NotFound, NotSignedIn, Refused
from registry.settings import Settings
from registry.web.pages import language_of, render
from registry.web.translations import both

COOKIE = "genother_session"
_STARTS = {
    Role.CLINICIAN: "/trials",
    Role.OPERATOR: "/trials",
    Role.SPONSOR: "/library",
    Role.DATA_MANAGER: "/imports",
}
router = APIRouter()


def now() -> datetime:
    """The moment of the request."""
    return datetime.now(UTC)


def token_of(request: Request) -> str:
    """The session's token as the request carries it, or an empty text."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else request.cookies.get(COOKIE, "")


def signed_in(request: Request) -> SignedIn:
    """Who sends the request; raises NotSignedIn."""
    engine: Engine = request.app.state.engine
    token = token_of(request)
    if token:
        with reading(engine) as session:
            found = service.session_of(session, token, now())
        if found:
            return found
    raise NotSignedIn(both("not_signed_in"))


Held = Annotated[SignedIn, Depends(signed_in)]


async def form_of(request: Request, held: Held) -> SignedIn:
    """Who sends a form of ours: a form made for another session, or by another site, is refused.

    A bearer token is carried by no browser on its own, so a program needs no form key.
    """
    if request.headers.get("authorization"):
        return held
    form = await request.form()
    sent = form.get("form_key")
    if not isinstance(sent, str) or not service.is_form_key(held, sent):
        raise Refused(both("stale_form"))
    return held


Signed = Annotated[SignedIn, Depends(form_of)]


class Credentials(BaseModel):
    """Name and password of a local account."""

    name: str
    password: str


class Token(BaseModel):
    """A session's token, to send as ``Authorization: Bearer``."""

    token: str
    role: str
    site: str


def _open(request: Request, name: str, password: str) -> tuple[str, SignedIn]:
    settings: Settings = request.app.state.settings
    trail: Trail = request.app.state.trail
    with writing(request.app.state.engine) as session:
        found = service.sign_in(session, name, password, now(), settings.session_hours)
        if found:
            trail.record(session, found[1].subject.actor, "sign-in", now(), purpose="access")
    if found is None:
        raise Refused(both("wrong_password"))
    return found


@router.post("/api/session")
def open_session(request: Request, sent: Credentials) -> Token:
    """Sign a program in."""
    token, held = _open(request, sent.name, sent.password)
    return Token(token=token, role=held.subject.role.value, site=held.subject.site)


@router.get("/sign-in", include_in_schema=False)
def sign_in_page(request: Request) -> Response:
    """The form of signing in."""
    return render(request, "sign_in.html", said="", name="")


@router.post("/sign-in", include_in_schema=False)
def sign_in(request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "") -> Response:
    """Sign a person in, and show what is theirs."""
    try:
        token, _ = _open(request, name, password)
    except Refused as refused:
        return render(request, "sign_in.html", 400, said=refused.text(language_of(request)), name=name)
    settings: Settings = request.app.state.settings
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        COOKIE, token, max_age=settings.session_hours * 3600, httponly=True, samesite="lax",
        secure=settings.secure_cookies,
    )  # fmt: skip
    return answer


@router.get("/", include_in_schema=False)
def start(held: Held, lang: str = "") -> Response:
    """Lead everybody to what is theirs, in the language that they chose on the way."""
    if held.subject.role not in _STARTS:
        raise NotFound(both("not_found"))
    chosen = f"?lang={lang}" if lang in LANGUAGES else ""
    return RedirectResponse(_STARTS[held.subject.role] + chosen, status_code=303)


@router.post("/sign-out", include_in_schema=False)
def sign_out(request: Request, held: Signed) -> Response:
    """End the session."""
    with writing(request.app.state.engine) as session:
        service.sign_out(session, token_of(request))
        request.app.state.trail.record(session, held.subject.actor, "sign-out", now(), purpose="access")
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer
