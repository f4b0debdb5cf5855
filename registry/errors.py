"""What can go wrong on the top floor, beside the tree of `matching.errors`."""

from __future__ import annotations

from collections.abc import Mapping

from matching.errors import GenotherError


class NotFound(GenotherError):
    """A trial, patient or path that is not there; ``said`` tells, in each language, how to list what is."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said
        super().__init__(said["en"])

    def text(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.said[language]
