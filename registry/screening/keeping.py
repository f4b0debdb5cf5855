"""Keeping what is found in step with what is known: a whole run a day, and changed patients as they change."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from registry.patients.register import Register
from registry.screening.models import RunRecord
from registry.screening.runs import Against, latest, run_all, run_changed
from registry.screening.service import Screening
from registry.store import take_outbox
from registry.trials.service import digest

# More than these are sooner judged with everybody.
_ONE_BY_ONE = 1000


def keep_up(
    register: Register, against: Against, *, whole: bool = False, seen: Callable[[Screening], None] = lambda _: None
) -> RunRecord | None:
    """Match what has to be matched again, in one transaction with the changes that it answers; None where nothing has.

    Everybody where no run is of this day and these trials (or ``whole`` is asked), else those whose records changed.
    ``seen`` is given each cohort of a run over everybody.
    """
    with register.writing() as session:
        newest = latest(session)
        if whole or newest is None or not _still_holds(newest, against):
            while take_outbox(session):
                pass  # a run over everybody answers every change
            return run_all(session, against, seen)
        patients: set[str] = set()
        while changes := take_outbox(session):
            patients.update(row.patient for row in changes if row.patient)
        if len(patients) > _ONE_BY_ONE:
            return run_all(session, against, seen)
        return run_changed(session, sorted(patients), against)


def _still_holds(newest: RunRecord, against: Against) -> bool:
    versions = {trial.id: digest(trial) for trial in against.trials.values()}
    return newest.as_of == against.as_of and orjson.loads(newest.trials) == versions
