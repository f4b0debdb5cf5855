"""What can go wrong on the top floor, beside the tree of `matching.errors`."""

from matching.errors import GenotherError


class NotFound(GenotherError):
    """A trial, patient or path that is not there; the message says how to list what is."""
