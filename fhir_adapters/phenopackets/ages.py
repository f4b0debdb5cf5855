"""ISO 8601 ages and the other time elements of a phenopacket, as days of a life.

Phenopacket schema v2, elements Age, AgeRange, GestationalAge, TimeElement and TimeInterval. An age is known to the
finest part written: ``P6Y`` is somebody between the sixth birthday and the day before the seventh, ``P6Y9M`` is one
month of a life, ``P6Y9M0D`` is one day. Years and months are counted on the calendar, never in days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.days import Duration, Ruler, Span, day

_FORM = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(T(?=\d)(?:\d{1,2}H)?(?:\d{1,2}M)?(?:\d{1,2}(?:\.\d+)?S)?)?"
)
_FIRST, _LAST = day(date.min.isoformat()), day(date.max.isoformat())

# HPO, Onset (HP:0003674): the onset terms that the definitions bound on both sides, as first and last age. Where a
# definition says "between 5 and 15 years" the last year counts, so that the span always holds the true day.
ONSET_CLASSES: Mapping[str, tuple[str, str]] = {
    "HP:0003577": ("P0D", "P0D"),  # congenital
    "HP:0003623": ("P0D", "P28D"),  # neonatal
    "HP:0003593": ("P28D", "P11M"),  # infantile
    "HP:0011463": ("P1Y", "P5Y"),  # childhood
    "HP:0003621": ("P5Y", "P15Y"),  # juvenile
    "HP:0011462": ("P16Y", "P40Y"),  # young adult
    "HP:0025708": ("P16Y", "P19Y"),  # early young adult
    "HP:0025709": ("P19Y", "P25Y"),  # intermediate young adult
    "HP:0025710": ("P25Y", "P40Y"),  # late young adult
    "HP:0003596": ("P40Y", "P60Y"),  # middle age
}


@dataclass(frozen=True, slots=True)
class Age:
    """``months`` and then ``days`` after birth, known to one ``ruler``."""

    months: int
    days: int
    ruler: Ruler

    @classmethod
    def parse(cls, text: str) -> Age:
        """Read an ISO 8601 duration; raises ValueError for signs, fractions of a year, and anything else."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError("not an ISO 8601 age")
        years, months, weeks, days, hours = found.groups()
        ruler: Ruler = "d" if days or hours else "wk" if weeks else "mo" if months else "y"
        return cls(int(years or 0) * 12 + int(months or 0), int(weeks or 0) * 7 + int(days or 0), ruler)

    @property
    def next(self) -> Age:
        """One ruler older."""
        months = {"y": 12, "mo": 1}.get(self.ruler, 0)
        days = {"wk": 7, "d": 1}.get(self.ruler, 0)
        return Age(self.months + months, self.days + days, self.ruler)

    def day(self, birth: int) -> int:
        """The first day of that age."""
        return Duration(self.months, "mo").after(birth) + self.days


@dataclass(frozen=True, slots=True)
class Ages:
    """From one age to another; both count."""

    low: Age
    high: Age

    @classmethod
    def parse(cls, low: str, high: str) -> Ages:
        """Read two ISO 8601 durations; raises ValueError."""
        return cls(Age.parse(low), Age.parse(high))

    def span(self, birth: Span) -> Span:
        """The days of that age for somebody born within ``birth``; raises ValueError beyond the calendar."""
        return _within_calendar(self.low.day(birth.first), self.high.next.day(birth.last) - 1)

    def birth(self, at: int) -> Span:
        """The birthdays of somebody who has that age on a day: the inverse of `span`, day by day.

        A month end can give an age to the day that no birthday has (29 February); then the two days around it.
        """
        older = self.high.next
        first = Duration(older.months, "mo").before(at - older.days) - 4
        while older.day(first) <= at:
            first += 1
        last = Duration(self.low.months, "mo").before(at - self.low.days) + 4
        while self.low.day(last) > at:
            last -= 1
        return _within_calendar(*sorted((first, last)))


def _within_calendar(first: int, last: int) -> Span:
    if not _FIRST <= first <= last <= _LAST:
        raise ValueError("not a span of days")
    return Span(first, last)


def ages(element: Mapping[str, Any]) -> Ages | None:
    """The ages that a time element states, without any birth; None where it states none after birth.

    Raises ValueError for what is not a time element.
    """
    match element:
        case {"age": {"iso8601duration": str(text)}}:
            return Ages.parse(text, text)
        case {"ageRange": {"start": {"iso8601duration": str(low)}, "end": {"iso8601duration": str(high)}}}:
            return Ages.parse(low, high)
        case {"ontologyClass": {"id": str(code)}}:
            return Ages.parse(*ONSET_CLASSES[code]) if code in ONSET_CLASSES else None
        case {"gestationalAge": {}} | {"timestamp": str()} | {"interval": {}}:
            return None
        case _:
            raise ValueError("not a time element")


def span(element: Mapping[str, Any], birth: Span | None) -> Span | None:
    """The days that a time element means; None where it needs a birth date that is not known.

    Raises ValueError for what is not a time element. Protobuf Timestamps are read as the date written in them.
    """
    match element:
        case {"timestamp": str(text)}:
            return Span.parse(text)
        case {"interval": {"start": str(start), "end": str(end)}}:
            return _within_calendar(Span.parse(start).first, Span.parse(end).last)
    stated = ages(element)
    return stated.span(birth) if stated and birth else None


def minute(timestamp: str | None) -> int | None:
    """The minute of the day of a Timestamp; midnight is how a Timestamp writes a bare date, and is no time."""
    found = re.fullmatch(r"[^T]*T([01]\d|2[0-3]):([0-5]\d).*", timestamp or "")
    return (int(found[1]) * 60 + int(found[2]) or None) if found else None
