"""Days as integers, partial dates as spans, and rulers that are never converted into one another.

A day is the number of days since 1970-01-01, as written in the record, without zone conversion.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from matching.refusals import malformed

_EPOCH = date(1970, 1, 1).toordinal()
_WRITTEN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Ruler = Literal["d", "wk", "mo", "y"]


def day(text: str) -> int:
    """The day number of an ISO date; raises ValueError when it is not one."""
    return date.fromisoformat(text).toordinal() - _EPOCH


def iso(number: int) -> str:
    """The ISO date of a day number."""
    return date.fromordinal(number + _EPOCH).isoformat()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A date as written: from its first to its last possible day (both included)."""

    first: int
    last: int

    @classmethod
    def on(cls, number: int) -> Span:
        """A date known to the day."""
        return cls(number, number)

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read a FHIR date or dateTime: ``2024``, ``2024-03``, ``2024-03-09`` or with a time after it.

        Raises ValueError for anything else. A time and its zone are dropped: a day is the date as written
        (FHIR R4, Data types: date, dateTime).
        """
        days = text.split("T", maxsplit=1)[0]
        if not _WRITTEN.fullmatch(days):
            raise ValueError("not a FHIR date")
        parts = days.split("-")
        if len(parts) == 3:
            return cls.on(day(days))
        year = int(parts[0])
        first_month, last_month = (int(parts[1]),) * 2 if len(parts) == 2 else (1, 12)
        end = monthrange(year, last_month)[1]
        return cls(day(f"{year:04}-{first_month:02}-01"), day(f"{year:04}-{last_month:02}-{end:02}"))

    @property
    def exact(self) -> bool:
        """Whether the date is known to the day."""
        return self.first == self.last

    def __str__(self) -> str:
        return iso(self.first) if self.exact else f"{iso(self.first)}/{iso(self.last)}"


@dataclass(frozen=True, slots=True)
class Duration:
    """A count on one ruler: ``180 d``, ``26 wk``, ``6 mo`` or ``7 y``. 180 d is not 6 months."""

    count: int
    unit: Ruler

    @classmethod
    def parse(cls, text: str, where: str = "") -> Duration:
        """Read ``180 d``; raises MalformedCriterion for anything else."""
        found = re.fullmatch(r"(\d+) ?(d|wk|mo|y)", str(text))
        if not found:
            raise malformed("not_a_duration", where)
        unit: Ruler = found[2]  # type: ignore[assignment]  # the pattern allows only the four
        return cls(int(found[1]), unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    def after(self, number: int) -> int:
        """The day one duration later. A day that its month lacks becomes the month's last day, so that
        somebody born on 29 February has a birthday on 28 February in other years.
        """
        return _after(number, self.count, self.unit)

    def before(self, number: int) -> int:
        """The day one duration earlier, with the same rule for short months."""
        return _after(number, -self.count, self.unit)


def _after(number: int, count: int, unit: Ruler) -> int:
    if unit in ("d", "wk"):
        return number + count * (7 if unit == "wk" else 1)
    return _months_after(number, count * (12 if unit == "y" else 1))


@lru_cache(maxsize=4096)
def _months_after(number: int, months: int) -> int:
    start = date.fromordinal(number + _EPOCH)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    # Beyond the calendar of datetime (years 1 to 9999) the nearest representable day answers alike.
    if year < 1:
        return 1 - _EPOCH
    if year > 9999:
        return date.max.toordinal() - _EPOCH
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal() - _EPOCH
