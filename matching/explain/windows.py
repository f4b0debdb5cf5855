"""Windows as sentences: from when, until when, and which criteria open and close them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matching.days import iso
from matching.explain.words import date
from matching.trial import Language
from matching.verdict import Judged
from matching.windows import Window


def open_when(window: Window, language: Language) -> str:
    """``until 2027-03-14 (I1 closes it)``; the criteria are named by their numbers."""
    first = date(window.first, language) if window.opened_by else None
    last = date(window.last, language) if window.last is not None else None
    told = _DAYS[first is not None, last is not None][language].format(first, last)
    causes = [
        _CAUSES[kind][language].format(", ".join(one.numbered.number for one in by))
        for kind, by in (("opens", window.opened_by), ("closes", window.closed_by))
        if by
    ]
    apart = {"en": "; ", "fr": "\N{NO-BREAK SPACE}; "}[language]
    return f"{told} ({apart.join(causes)})" if causes else told


_DAYS: dict[tuple[bool, bool], dict[Language, str]] = {
    (False, False): {"en": "open for five years and more", "fr": "ouverte pendant cinq ans et plus"},
    (False, True): {"en": "until {1}", "fr": "jusqu’au {1}"},
    (True, False): {"en": "from {0}", "fr": "à partir du {0}"},
    (True, True): {"en": "from {0} until {1}", "fr": "du {0} au {1}"},
}
_CAUSES: dict[str, dict[Language, str]] = {
    "opens": {"en": "{} opens it", "fr": "{} l’ouvre"},
    "closes": {"en": "{} closes it", "fr": "{} la ferme"},
}


def window_data(window: Window) -> dict[str, Any]:
    """A window for machines: ISO days, both included, and the numbers of the criteria that open and close it."""
    return {
        "first": iso(window.first),
        "last": iso(window.last) if window.last is not None else None,
        "opened_by": _numbers(window.opened_by),
        "closed_by": _numbers(window.closed_by),
    }


def _numbers(criteria: Sequence[Judged]) -> list[str]:
    return [one.numbered.number for one in criteria]
