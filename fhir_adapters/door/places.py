"""A place inside a resource as linked pairs, written out as a path only where there is something to say."""

from __future__ import annotations

# What it is in (None: nothing), its name, and its number where it is one of several.
Place = tuple["Place | None", str, int | None]


def path(place: Place, *, numbered: bool = True) -> str:
    """``Observation.component[0].code``, or ``Observation.component.code``."""
    at: Place | None
    at, name, number = place
    text = name if number is None or not numbered else f"{name}[{number}]"
    while at is not None:
        at, name, number = at
        dot = "" if not text or text[0] == "[" else "."
        text = f"{name}{dot}{text}" if number is None or not numbered else f"{name}[{number}]{dot}{text}"
    return text
