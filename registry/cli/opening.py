"""Opening the registry for a command: where the settings say, and at the version of this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from registry.db import stamp
from registry.errors import Refused
from registry.migrations.service import is_current, upgrade
from registry.patients.register import Register
from registry.screening.runs import Against
from registry.settings import Settings
from registry.terminologies.service import starter
from registry.trials import service as trials
from registry.trials.files import library
from registry.web.translations import both


@contextmanager
def opened(settings: Settings | None = None, *, make: bool = False) -> Iterator[Register]:
    """The registry of the settings; with ``make`` its tables are made, or brought up to date.

    Raises Refused where there is none, or where it is of another version.
    """
    settings = settings or Settings()
    if not make and not settings.database and not (settings.home / "registry.db").exists():
        raise Refused(both("no_registry", settings.home))
    register = Register.open(settings)
    try:
        if make:
            upgrade(register.clinical, "clinical")
            upgrade(register.vault, "vault")
        elif not (is_current(register.clinical, "clinical") and is_current(register.vault, "vault")):
            raise Refused(both("database_behind"))
        yield register
    finally:
        register.close()


def library_loaded(register: Register, as_of: int, now: datetime) -> Against:
    """What patients are judged by, after the library's trials were put into the registry in their newest versions."""
    with register.writing() as session:
        trials.add(session, library().values(), stamp(now))
        current = trials.current(session)
    return Against(current, starter(), as_of, now)
