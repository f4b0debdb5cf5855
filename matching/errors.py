"""What can go wrong on this floor.

GenotherError
├── MalformedCriterion   a document that is not a criterion or a trial: says where and what next
├── UnknownUnit          a unit that UCUM would not read
└── UnknownAnchor        a criterion looks from a date that its trial never declares
"""


class GenotherError(Exception):
    """Base of every error raised on purpose; its message never carries a patient's value."""


class MalformedCriterion(GenotherError):
    """A document is not a criterion or a trial; ``where`` is the path inside it."""

    def __init__(self, where: str, what: str, what_next: str = "") -> None:
        self.where, self.what, self.what_next = where, what, what_next
        super().__init__(f"{where or 'document'}: {what}" + (f"; {what_next}" if what_next else ""))


class UnknownUnit(GenotherError):
    """A unit code is not readable as UCUM."""


class UnknownAnchor(GenotherError):
    """A criterion looks from an anchor that its trial does not declare."""
