"""Limits of a cohort that nobody can satisfy together: an age from 6 years and below 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from matching import criteria as ask
from matching import units
from matching.days import Duration
from matching.faults import Fault, fault
from matching.trial import Cohort, Numbered
from matching.units import Interval

Limited = ask.Age | ask.CopyNumber | ask.RepeatCount | ask.Measurement | ask.Antibody
Given = Mapping[str, float | Duration]
# What is left to those whom a limit excludes.
_BEYOND = {"from_": "below", "above": "to", "to": "above", "below": "from_"}


def about_limits_together(cohort: Cohort) -> Iterator[Fault]:
    """The first criterion that leaves nobody, with the one that it leaves nobody beside."""
    room: dict[tuple[object, ...], tuple[Interval, str]] = {}
    said: set[ask.Criterion] = set()
    for one in cohort.criteria:
        # The same criterion again is told as what it is.
        again = one.criterion in said
        said.add(one.criterion)
        for leaf in () if again else _asked(one):
            given, unit = _given(leaf)
            if one.kind == "exclude":
                given = {_BEYOND[name]: limit for name, limit in given.items()} if len(given) == 1 else {}
            if not given:
                continue
            beside = (getattr(leaf, field.name) for field in fields(leaf) if field.name not in _BEYOND)
            key = (type(leaf), unit, *beside)
            left, number = room.get(key, (units.EVERYTHING, one.number))
            both = _common(left, _interval(given))
            if both[0] > both[1] and number != one.number:
                yield fault("nobody_passes", f"cohorts.{cohort.name}.{one.kind}.{one.number}", number=number)
                return
            room[key] = both, number


def _asked(one: Numbered) -> Iterator[Limited]:
    """The leaves of which each must be met, or, of an exclusion, of which each alone excludes."""
    joined = ask.All if one.kind == "include" else ask.AnyOf
    waiting: list[ask.Criterion] = [one.criterion] if one.basis == "stated" else []
    while waiting:
        criterion = waiting.pop()
        if isinstance(criterion, joined):
            waiting += ask.parts(criterion)
        elif isinstance(criterion, Limited) and getattr(criterion, "take", "") not in ("any", "every"):
            yield criterion


def _given(leaf: Limited) -> tuple[Given, str]:
    """The limits that a leaf gives, and their unit; none where they are in several."""
    said = {name: limit for name in _BEYOND if (limit := getattr(leaf, name, None)) is not None}
    if not isinstance(leaf, ask.Measurement):
        return said, ""
    found = {limit.unit for limit in said.values()}
    return ({name: limit.value for name, limit in said.items()}, found.pop()) if len(found) == 1 else ({}, "")


def _interval(given: Given) -> Interval:
    """Numbers as closed bounds; ages as days from birth on, of which ``to: 10 y`` ends before the 11th birthday."""
    numbers: dict[str, float] = {}
    for name, limit in given.items():
        if not isinstance(limit, Duration):
            numbers[name] = limit
        elif name in ("to", "above"):
            numbers["below" if name == "to" else "from_"] = Duration(limit.count + 1, limit.unit).after(0)
        else:
            numbers[name] = limit.after(0)
    return units.bounds(**numbers)


def _common(one: Interval, other: Interval) -> Interval:
    return max(one[0], other[0]), min(one[1], other[1])
