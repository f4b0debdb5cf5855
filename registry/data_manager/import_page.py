"""An import as its page shows it: where every resource went, how fast it goes, and what was refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fhir_adapters.problems import SEVERITIES, Problem
from matching.trial import Language
from registry.intake.models import ImportJob

PARTS = ("created", "updated", "unchanged", "deleted", "not_held", "set_aside")
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar: how many resources, from where to where (of `WIDTH`), and how much of all in per cent."""

    name: str
    count: int
    x: float
    width: float
    share: float


@dataclass(frozen=True, slots=True)
class Kind:
    """Problems of one kind: how often, and where the first ones lie."""

    severity: str
    code: str
    what: str
    what_next: str
    count: int
    places: tuple[str, ...]


def bar(job: ImportJob) -> tuple[Part, ...]:
    """Where the resources went, in parts that stand side by side; empty where none was read."""
    counts = {name: int(getattr(job, name)) for name in PARTS}
    whole = sum(counts.values())
    parts, x = [], 0.0
    for name, count in counts.items():
        if count:
            width = WIDTH * count / whole
            parts.append(Part(name, count, round(x, 2), round(width, 2), 100 * count / whole))
            x += width
    return tuple(parts)


def seconds(job: ImportJob, now: datetime) -> float:
    """How long the import took, or takes."""
    end = datetime.fromisoformat(job.finished) if job.finished else now
    return max((end - datetime.fromisoformat(job.started)).total_seconds(), 0.0)


def rate(job: ImportJob, now: datetime) -> int | None:
    """Documents a minute, or None where nothing can be said yet."""
    took = seconds(job, now)
    return round(60 * job.documents / took) if took >= 1 and job.documents else None


def kinds(
    rows: Sequence[tuple[str, str, str, str, int, int]], places: Mapping[tuple[str, str, str, str], Sequence[str]],
    language: Language,
) -> list[Kind]:  # fmt: skip
    """The kinds of problems in the reader's language, errors first, the most frequent first."""
    found = []
    for severity, code, what, what_next, count, _ in rows:
        said = Problem(severity, code, "", "", what, what_next).text(language)  # type: ignore[arg-type]  # as stored
        where = places.get((severity, code, what, what_next), ())
        found.append(Kind(severity, code, *said, count, tuple(where)))
    return sorted(found, key=lambda kind: (SEVERITIES.index(kind.severity), -kind.count, kind.code))
