"""What can go wrong on the top floor, beside the tree of `matching.errors`."""

from __future__ import annotations

from collections.abc import Mapping

from matching.errors import GenotherError


class Said(GenotherError):
    """What went wrong, in each language: what, where, what next; never a patient's value."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said
        super().__init__(said["en"])

    def text(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.said[language]


class NotFound(Said):
    """A trial, patient or path that is not there, or that its reader may not see: one answer for both."""


class Refused(Said):
    """Something asked for that cannot be done as asked."""


class NotSignedIn(Said):
    """A request that says nothing, or nothing valid any more, about who sends it."""
