"""Whether the unit of a limit can be read, and compared with the unit in which results are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matching import criteria as ask
from matching import units
from matching.check.leaves import LIMITS
from matching.errors import UnknownUnit
from matching.faults import Fault, fault
from matching.terminology import Terminology

_MULTIPLES = ("xULN", "xLLN")
# An antibody is told as a titre or as an optical density; neither converts to the other.
_TITRE, _OPTICAL_DENSITY = "{titer}", "{OD}"


def about_units(
    leaf: ask.Measurement | ask.Repeated, where: str, terminology: Terminology, usual: Mapping[str, str]
) -> Iterator[Fault]:
    """What to say of the units of a measurement's limits; ``usual`` is the unit in which each code is sent."""
    for name in LIMITS:
        limit, field = getattr(leaf, name), name.rstrip("_")
        if limit is None or limit.unit in _MULTIPLES:
            continue
        place, sent = f"{where}.{field}", {code: usual[code] for code in leaf.code if code in usual}
        if not limit.unit:
            yield fault("unit_missing", place, field=field)
        elif not _readable(limit.unit) and limit.unit not in sent.values():
            yield fault("unit_unreadable", place, field=field, unit=limit.unit)
        else:
            yield from _comparable(limit.unit, place, field, sent, terminology)


def _comparable(
    unit: str, place: str, field: str, sent: Mapping[str, str], terminology: Terminology
) -> Iterator[Fault]:
    """One fault where no code is sent in a unit that the limit's converts to."""
    if unit == _OPTICAL_DENSITY and set(sent.values()) == {_TITRE}:
        return
    if sent and all(units.factor(other, unit, terminology.analyte(code)) is None for code, other in sent.items()):
        code, other = next(iter(sent.items()))
        yield fault("unit_wrong_kind", place, field=field, unit=unit, code=code, usual=other)


def _readable(unit: str) -> bool:
    try:
        units.parse(unit)
    except UnknownUnit:
        return False
    return True
