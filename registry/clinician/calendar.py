"""The days on which a patient's doors open and close, as a calendar file (RFC 5545): pseudonyms and trials only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from matching.days import iso
from matching.trial import Language, Trial
from matching.verdict import Judged
from registry.clinician.patient_page import Told
from registry.web.pages import pseudonym
from registry.web.translations import text


def calendar(told: Told, trials: Mapping[str, Trial], now: datetime, language: Language) -> bytes:
    """One event of a whole day for each last screening day, and for each day on which a door opens."""
    made = Calendar(prodid="-//GenoTher//registry//FR", version="2.0")
    for event in _events(told, trials, now, language):
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _events(told: Told, trials: Mapping[str, Trial], now: datetime, language: Language) -> Iterator[Event]:
    for (trial, cohort), windows in told.openings.items():
        for window in windows:
            ends = (("opens", window.first, window.opened_by), ("closes", window.last, window.closed_by))
            for kind, day, criteria in ends:
                if day is not None and criteria:
                    event = _event(day, criteria, now, language)
                    # The same door keeps its id, so that a calendar that is loaded again moves it.
                    event.add("uid", f"{told.root}-{trial}-{cohort}-{kind}-{iso(day)}@genother")
                    who, title = f"{pseudonym(told.root)} · {trial}", trials[trial].title.get(language, trial)
                    event.add("summary", text(f"door_{kind}", language).format(who, title))
                    yield event


def _event(day: int, criteria: Iterable[Judged], now: datetime, language: Language) -> Event:
    """A whole day, and the criteria that turn on it."""
    event = Event()
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", date.fromisoformat(iso(day)))
    event.add("description", "; ".join(f"{e.numbered.number} {e.numbered.says.get(language, '')}" for e in criteria))
    return event
