"""What can go wrong on this floor.

GenotherError
├── MalformedCriterion   a document that is not a criterion or a trial: says where and what next
├── UnknownUnit          a unit that UCUM would not read
└── UnknownAnchor        a criterion looks from a date that its trial never declares
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


class GenotherError(Exception):
    """Base of every error raised on purpose; its message never carries a patient's value."""

    def text(self, _language: str) -> str:
        """What a user reads; English where it is worded in nothing else."""
        return str(self)


class MalformedCriterion(GenotherError):
    """A document is not a criterion or a trial; ``where`` is the path inside it.

    ``french`` is what and what next in French; ``also`` are the other errors of the same document.
    """

    def __init__(
        self,
        where: str,
        what: str,
        what_next: str = "",
        french: tuple[str, str] | None = None,
        also: tuple[MalformedCriterion, ...] = (),
    ) -> None:
        self.where, self.what, self.what_next, self.also = where, what, what_next, also
        self.said: Mapping[str, tuple[str, str]] = {"en": (what, what_next), "fr": french or (what, what_next)}
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Where, what and what next, one line per error of the document."""
        what, what_next = self.said[language]
        where, colon, semicolon = self.where or "document", ": ", "; "
        if language == "fr":
            where, colon, semicolon = re.sub(r"\bline (?=\d+$)", "ligne ", where), " : ", " ; "
        line = f"{where}{colon}{what}" + (f"{semicolon}{what_next}" if what_next else "")
        return "\n".join([line, *(other.text(language) for other in self.also)])

    def under(self, name: str) -> MalformedCriterion:
        """The same errors, each path after the name of its file."""
        where = f"{name}: {self.where}" if self.where else name
        also = tuple(other.under(name) for other in self.also)
        return MalformedCriterion(where, self.what, self.what_next, self.said["fr"], also)

    def alone(self) -> MalformedCriterion:
        """This error without the others of its document."""
        return MalformedCriterion(self.where, self.what, self.what_next, self.said["fr"])

    @classmethod
    def together(cls, errors: Sequence[MalformedCriterion]) -> MalformedCriterion:
        """One error that tells several, at the place of the first."""
        first, *rest = (one for error in errors for one in (error.alone(), *error.also))
        return cls(first.where, first.what, first.what_next, first.said["fr"], tuple(rest))


class UnknownUnit(GenotherError):
    """A unit code is not readable as UCUM."""


class UnknownAnchor(GenotherError):
    """A criterion looks from an anchor that its trial does not declare."""
