"""A sponsor's page: the library of trials; counts will leave through one gate, and are not there yet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from registry.access import Role
from registry.errors import NotFound
from registry.screening.routes import Here, Reading
from registry.sponsor.library import entries
from registry.web.pages import language_of, render
from registry.web.translations import both

router = APIRouter(include_in_schema=False)


def _sponsor(here: Reading) -> Here:
    if here.held.subject.role not in {Role.SPONSOR, Role.OPERATOR}:
        raise NotFound(both("not_found"))
    return here


@router.get("/library")
def library(request: Request, here: Annotated[Here, Depends(_sponsor)]) -> Response:
    """The trials and their criteria, as sentences, without any patient."""
    shown = entries(here.against.trials.values(), language_of(request), here.against.terminology)
    return render(request, "library.html", held=here.held, entries=shown)
