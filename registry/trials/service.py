"""Trials in the registry: versions are added, never changed; one version of each trial is current."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import orjson
from sqlalchemy import update
from sqlmodel import Session, col, select

from matching.codec import trial_from_data, trial_to_data
from matching.trial import Trial
from registry.trials.models import TrialVersion


def document(trial: Trial) -> bytes:
    """A trial as JSON; not sorted, since the order of its cohorts and criteria is the protocol's."""
    return orjson.dumps(trial_to_data(trial))


def digest(trial: Trial) -> str:
    """What names a version: the same criteria have the same name."""
    return blake2b(document(trial), digest_size=8).hexdigest()


def add(session: Session, trials: Iterable[Trial], now: str) -> list[str]:
    """Make these the current versions; returns the ids of the trials that are new or changed."""
    changed = []
    standing = {(row.trial, row.digest): row for row in session.exec(select(TrialVersion))}
    for trial in trials:
        name = digest(trial)
        row = standing.get((trial.id, name))
        if row is not None and row.current:
            continue
        changed.append(trial.id)
        session.execute(update(TrialVersion).where(col(TrialVersion.trial) == trial.id).values(current=False))
        if row is None:
            session.add(
                TrialVersion(
                    trial=trial.id, digest=name, protocol_version=trial.version, document=document(trial).decode(),
                    added=now, current=True,
                )
            )  # fmt: skip
        else:
            row.current = True
        session.flush()
    return changed


def current(session: Session) -> dict[str, Trial]:
    """The current version of every trial, by its id, in the order of ids."""
    rows = session.exec(select(TrialVersion).where(col(TrialVersion.current)).order_by(TrialVersion.trial))
    return {row.trial: trial_from_data(orjson.loads(row.document)) for row in rows}
