"""Keeping what is found in step with what is known: a whole run a day, and changed patients as they change."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from registry.patients.register import Register
from registry.screening.models import RunRecord
from registry.screening.runs import Against, judge_everybody, keep, latest, run_changed
from registry.screening.service import Screening
from registry.store import outbox, take_outbox
from registry.trials.service import digest

# More than these are sooner judged with everybody.
_ONE_BY_ONE = 1000


def keep_up(
    register: Register, against: Against, *, whole: bool = False, seen: Callable[[Screening], None] = lambda _: None
) -> RunRecord | None:
    """Match what has to be matched again, and be done with the changes that this answers; None where nothing has.

    Everybody where no run is of this day and these trials (or ``whole`` is asked), else those whose records changed.
    ``seen`` is given each cohort of a run over everybody. Everybody is judged on one state of the registry while others
    write; whatever changed meanwhile is judged again when the run is kept.
    """
    with register.reading() as session:
        heard = {row.seq: row.patient for row in outbox(session)}
        if whole or not _still_holds(latest(session), against) or len(set(heard.values())) > _ONE_BY_ONE:
            found = judge_everybody(session, against, seen)
        elif heard:
            found = None
        else:
            return None
    with register.writing() as session:
        record = keep(session, found) if found else None
        answered = set(heard) if found else set[int]()
        changed = {row.patient for row in take_outbox(session) if row.patient and row.seq not in answered}
        again = run_changed(session, sorted(changed), against)
        return record or again


def _still_holds(newest: RunRecord | None, against: Against) -> bool:
    if newest is None:
        return False
    versions = {trial.id: digest(trial) for trial in against.trials.values()}
    return newest.as_of == against.as_of and orjson.loads(newest.trials) == versions
