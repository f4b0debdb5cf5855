"""What was not understood, or was dropped, while reading: said, never silent, and without a patient's value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is a short slug; ``record`` and ``element`` say where; ``what`` and ``what_next`` are for people.

    ``error``: a resource or a whole answer was refused. ``warning``: a fact that was probably meant is missing or
    weaker. ``information``: something was left aside on purpose.
    """

    severity: Severity
    code: str
    record: str
    element: str
    what: str
    what_next: str

    def __str__(self) -> str:
        return f"{self.record or 'input'}, {self.element or 'whole'}: {self.what}; {self.what_next}"
