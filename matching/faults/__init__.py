"""What a trial's check can say: a fault, and how it is made of the sentences of its kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from matching.faults.doubts import NOTES, WARNINGS
from matching.faults.mistakes import ERRORS
from matching.faults.wording import Severity, Wording
from matching.trial import Language, Text

KINDS: dict[str, Wording] = {**ERRORS, **WARNINGS, **NOTES}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found in a trial before it runs: which kind, where in the document, what, and what next."""

    kind: str
    severity: Severity
    where: str
    what: Text = field(hash=False)
    what_next: Text = field(hash=False)

    def text(self, language: Language) -> str:
        """The sentence a user reads."""
        return f"{self.where}: {self.what[language]} {self.what_next[language]}".strip()


def fault(kind: str, where: str, **said: object) -> Fault:
    """A fault of a kind at a path; ``said`` fills the gaps of its sentences."""
    wording = KINDS[kind]
    return Fault(
        kind=kind,
        severity=wording.severity,
        where=where,
        what={"en": wording.en.format(**said), "fr": wording.fr.format(**said)},
        what_next={"en": wording.next_en.format(**said), "fr": wording.next_fr.format(**said)},
    )
