"""What every request about patients and trials is answered from: the open registry, today, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from matching.days import day
from registry.access.routes import Held, Signed, now
from registry.access.service import SignedIn
from registry.patients.register import Register
from registry.screening.decisions import Desk
from registry.screening.runs import Against


@dataclass(frozen=True, slots=True)
class Here:
    """One request's registry, day and reader."""

    register: Register
    against: Against
    held: SignedIn

    @property
    def desk(self) -> Desk:
        """The same, to decide at."""
        return Desk(self.register, self.against, self.held.subject)


def against_now(request: Request) -> Against:
    """What patients are judged by today."""
    state = request.app.state
    today = day(date.today().isoformat())  # noqa: DTZ011  # a day is the date as written where the service runs
    return Against(state.trials, state.terminology, today, now())


def _here(request: Request, held: Held) -> Here:
    return Here(request.app.state.register, against_now(request), held)


def _here_with_form(request: Request, held: Signed) -> Here:
    return Here(request.app.state.register, against_now(request), held)


Reading = Annotated[Here, Depends(_here)]
Acting = Annotated[Here, Depends(_here_with_form)]
