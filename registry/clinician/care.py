"""Who may come in: the care team alone; to everybody else these addresses do not exist."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends

from registry.errors import NotFound
from registry.screening.routes import Acting, Here, Reading
from registry.web.translations import both

_ROOT = re.compile(r"[0-9a-z]{1,64}")
_NAME = re.compile(r"[A-Za-z0-9.-]{1,64}")
_LONGEST = 500


def _reads(here: Reading) -> Here:
    return _of_the_team(here)


def _acts(here: Acting) -> Here:
    return _of_the_team(here)


def _of_the_team(here: Here) -> Here:
    if not here.held.subject.may_see_patients:
        raise NotFound(both("not_found"))
    return here


def _root(root: str) -> str:
    if not _ROOT.fullmatch(root):
        raise NotFound(both("no_patient_here"))
    return root


def name(text: str) -> str:
    """A resource's type or id; raises NotFound for what no resource is called."""
    if not _NAME.fullmatch(text):
        raise NotFound(both("not_found"))
    return text


def words(text: str) -> str:
    """What a person wrote, on one line, without signs that no database or page holds."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]


Care = Annotated[Here, Depends(_reads)]
CareActing = Annotated[Here, Depends(_acts)]
Root = Annotated[str, Depends(_root)]
