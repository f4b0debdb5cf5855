"""What was not understood, or was dropped, while reading: said, never silent, and without a patient's value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fhir_adapters.wording import french, unbroken
from matching.trial import Language

Severity = Literal["error", "warning", "information"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is a short slug; ``record`` and ``element`` say where; ``what`` and ``what_next`` are for people.

    ``error``: a resource or a whole answer was refused. ``warning``: a fact that was probably meant is missing or
    weaker. ``information``: something was left aside on purpose. ``count`` is how often, where it is said once for all.
    """

    severity: Severity
    code: str
    record: str
    element: str
    what: str
    what_next: str
    count: int = 1

    def text(self, language: Language) -> tuple[str, str]:
        """What, and what next, as a person reads them."""
        return (french(self.what), french(self.what_next)) if language == "fr" else (self.what, self.what_next)

    def sentence(self, language: Language) -> str:
        """Where, what and what next, in one line."""
        what, what_next = self.text(language)
        if language == "fr":
            where = f"{self.record or 'entrée'}, {self.element or 'en entier'}"
            return f"{where}{unbroken(' : ')}{what}{unbroken(' ; ')}{what_next}"
        return f"{self.record or 'input'}, {self.element or 'whole'}: {what}; {what_next}"

    def __str__(self) -> str:
        return self.sentence("en")
