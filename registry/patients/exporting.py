"""Everything that is stored, out again as it is kept: pseudonymised, one NDJSON file per type."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from registry import store
from registry.access import Subject
from registry.errors import Refused
from registry.patients.register import Register
from registry.web.translations import both


def export(register: Register, folder: Path, subject: Subject, now: datetime) -> dict[str, int]:
    """Write ``<Type>.ndjson`` files into an empty folder; returns how many resources of each type.

    Raises Refused for a folder that already holds something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused(both("folder_not_empty", folder))
    counts: dict[str, int] = {}
    with register.writing() as session:
        for kind in store.kinds(session):
            with (folder / f"{kind}.ndjson").open("wb") as lines:
                counts[kind] = 0
                for body in store.all_bodies(session, kind):
                    lines.write(body + b"\n")
                    counts[kind] += 1
        register.trail.record(session, subject.actor, "export", now, purpose="exchange", details=counts)
    return counts
