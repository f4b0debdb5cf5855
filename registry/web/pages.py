"""Making pages: templates with the reader's language, and nothing else."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fhir_adapters.wording import unbroken
from matching.days import Duration
from matching.explain.words import VERDICTS, duration
from matching.explain.words import date as date_in
from matching.trial import LANGUAGES, Language
from registry.web.translations import text

LANGUAGE_COOKIE = "genother_language"
_GROUP = 4
_LONG = 731


def folder(name: str) -> Path:
    """A folder of the package's own files."""
    return Path(str(files("registry.web") / name))


def language_of(request: Request) -> Language:
    """The reader's language: as chosen, else as their browser asks, else French."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return cast("Language", next((one for one in asked if one in LANGUAGES), "fr"))


def pseudonym(root: str) -> str:
    """A root id as people read it aloud: ``k3f9-a0bb-…``, in groups of four."""
    return "-".join(root[start : start + _GROUP] for start in range(0, len(root), _GROUP))


def moment(stamp: str, language: Language) -> str:
    """A stored moment as its reader writes it, to the minute, in UTC."""
    year, month, day = stamp[:10].split("-")
    written = f"{day}/{month}/{year}" if language == "fr" else stamp[:10]
    return f"{written} {stamp[11:16]} UTC"


def span(days: int, language: Language) -> str:
    """How long that is, as people say it: days for two years, then whole years; the exact day stands beside it."""
    length = Duration(days, "d") if days < _LONG else Duration(days * 100 // 36525, "y")
    return duration(length, language)


def number(count: float, language: Language) -> str:
    """A whole number with its thousands apart."""
    return f"{count:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}") if language == "fr" else f"{count:,.0f}"


def elsewhere(request: Request, status: int, language: Language) -> str:
    """The address of this page in another language; what led nowhere, or took a form, is no page to come back to."""
    if request.method != "GET" or status >= 400:
        return f"{'/sign-in' if request.url.path == '/sign-in' else '/'}?lang={language}"
    return f"{request.url.path}?{request.url.include_query_params(lang=language).query}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["day"] = lambda day, language: "" if day is None else date_in(day, language)
    made.filters["days"] = span
    made.filters["sentence"] = lambda said: unbroken(f"{said[:1].upper()}{said[1:]}.")
    made.filters["pseudonym"] = pseudonym
    made.filters["moment"] = moment
    made.filters["number"] = number
    made.filters["verdict"] = lambda verdict, language: VERDICTS[verdict][language]
    return made


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401  # what the template shows
    """A page in the reader's language; ``t`` in templates is `registry.web.translations.text` in it.

    A page for somebody signed in is given ``held``; the demo's accounts are known to every page, to say that it is one.
    """
    language = language_of(request)

    def say(key: str, *values: object) -> str:
        told = text(key, language).format(*values)
        return unbroken(told) if language == "fr" else told

    def named(kind: str, value: str) -> str:
        """A word of a trial's file: as translated, else as it was written."""
        try:
            return text(f"{kind}_{value.replace(' ', '_').replace(',', '')}", language)
        except KeyError:
            return value

    told = {"held": None, "demo": getattr(request.app.state, "demo_accounts", None), **context}
    content = _environment().get_template(template).render(
        request=request, language=language, t=say, named=named,
        elsewhere=partial(elsewhere, request, status), **told
    )  # fmt: skip
    answer = HTMLResponse(content, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", httponly=True)
    return answer
