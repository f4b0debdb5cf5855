"""Making pages: templates with the reader's language, and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from matching.explain.words import date as date_in
from matching.trial import LANGUAGES, Language
from registry.web.translations import text

LANGUAGE_COOKIE = "genother_language"


def folder(name: str) -> Path:
    """A folder of the package's own files."""
    return Path(str(files("registry.web") / name))


def language_of(request: Request) -> Language:
    """The reader's language: as chosen, else as their browser asks, else French."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return cast("Language", chosen)
    asked = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return cast("Language", next((one for one in asked if one in LANGUAGES), "fr"))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["day"] = lambda number, language: "" if number is None else date_in(number, language)
    return made


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401  # what the template shows
    """A page in the reader's language; ``t`` in templates is `registry.web.translations.text` in it."""
    language = language_of(request)

    def say(key: str, *values: object) -> str:
        return text(key, language).format(*values)

    content = _environment().get_template(template).render(
        request=request, language=language, t=say, **{"held": None, **context}
    )  # fmt: skip
    answer = HTMLResponse(content, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", httponly=True)
    return answer
