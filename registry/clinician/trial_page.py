"""A trial's page: its cohorts with their counts, and the candidates of one of them, filtered, sorted, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from matching.explain.words import REASONS
from matching.trial import Language
from matching.verdict import Verdict
from registry.clinician import marks
from registry.clinician.trial_list import SHOWN
from registry.screening.candidates import STATUSES, CohortList, Listed
from registry.screening.models import Candidate

PAGE = 50
VERDICTS: Mapping[str, Verdict] = {verdict.name.lower(): verdict for verdict in SHOWN}
SORTS = ("calling", "closing", "open_items", "status")
_FAR = 10**9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked to see; empty is everything, in the order to call them."""

    cohort: str = ""
    verdict: str = ""
    status: str = ""
    sort: str = ""
    page: int = 1

    def query(self, **changes: Any) -> str:  # noqa: ANN401  # of the fields above
        """The same as the end of an address, with changes; empty parts are left out."""
        told = replace(self, **changes)
        parts = {"cohort": told.cohort, "verdict": told.verdict, "status": told.status, "sort": told.sort,
                 "page": told.page if told.page > 1 else ""}  # fmt: skip
        return urlencode({name: value for name, value in parts.items() if value})


def wanted(cohort: str = "", verdict: str = "", status: str = "", sort: str = "", page: str = "") -> Wanted:
    """What an address asks for; what is not offered counts as not asked."""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Wanted(
        cohort,
        verdict if verdict in VERDICTS else "",
        status if status in STATUSES else "",
        sort if sort in SORTS else "",
        max(number, 1),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate of the list, as its reader sees it."""

    listed: Listed
    strip: tuple[marks.Mark, ...]
    summary: str
    missing: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def candidate(self) -> Candidate:
        """What the run found."""
        return self.listed.candidate


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a cohort's candidates; ``total`` counts those that the filters let through."""

    shown: CohortList
    cohorts: tuple[CohortList, ...]
    rows: tuple[Row, ...]
    total: int
    wanted: Wanted
    pages: int

    @property
    def patients(self) -> list[str]:
        """Whom the reader sees here, for the audit."""
        return [row.candidate.patient for row in self.rows]


def page(cohorts: Sequence[CohortList], asked: Wanted, language: Language) -> Page:
    """The page that was asked for, or the last one there is."""
    shown = next((one for one in cohorts if one.cohort.name == asked.cohort), cohorts[0])
    found = [one for one in shown.listed if _asked_for(one, asked)]
    if asked.sort in _KEYS:
        found.sort(key=_KEYS[asked.sort])
    pages = max(1, -(-len(found) // PAGE))
    number = min(asked.page, pages)
    part = found[(number - 1) * PAGE : number * PAGE]
    rows = tuple(_row(one, shown, language) for one in part)
    return Page(shown, tuple(cohorts), rows, len(found), replace(asked, page=number), pages)


def _asked_for(one: Listed, asked: Wanted) -> bool:
    verdict = VERDICTS.get(asked.verdict)
    return (verdict is None or one.verdict is verdict) and (not asked.status or one.status == asked.status)


def _closes(one: Listed) -> int:
    return one.candidate.until if one.candidate.until is not None else _FAR


_KEYS: Mapping[str, Callable[[Listed], Any]] = {
    "closing": _closes,
    "open_items": lambda one: one.candidate.open_items,
    "status": lambda one: STATUSES.index(one.status),
}


def _row(one: Listed, shown: CohortList, language: Language) -> Row:
    strip = marks.kept(shown.cohort, one.candidate.marks, one.verdict, one.missing, language)
    missing = tuple((REASONS[reason][language], numbers) for reason, numbers in one.missing)
    return Row(one, strip, marks.summary(strip, language), missing)
