"""Limits that no patient could reach: a small table of what is possible, by code and by unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from types import MappingProxyType
from typing import Any

from matching import criteria as ask
from matching import units
from matching.check.leaves import LIMITS
from matching.days import Duration
from matching.faults import Fault, fault
from matching.scalars import number


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a value can be, in a unit."""

    low: float
    high: float
    unit: str = ""


POSSIBLE: Mapping[str, Range] = MappingProxyType({
    "LOINC:10230-1": Range(0, 100, "%"),  # left ventricular ejection fraction
    "LOINC:18043-0": Range(0, 100, "%"),  # the same, by ultrasound
    "GENOTHER:shortening-fraction": Range(0, 100, "%"),
    "LOINC:4625-0": Range(0, 100, "%"),  # haemoglobin S fraction
    "GENOTHER:bmi-percentile-national": Range(0, 100, "{percentile}"),
    "GENOTHER:ventilation-hours": Range(0, 24, "h/d"),
    "GENOTHER:CHOP-INTEND": Range(0, 64, "{score}"),
    "GENOTHER:HFMSE": Range(0, 66, "{score}"),
    "GENOTHER:karnofsky": Range(0, 100, "{score}"),
    "GENOTHER:lansky": Range(0, 100, "{score}"),
    "GENOTHER:NSAA": Range(0, 34, "{score}"),
    "GENOTHER:BCVA": Range(0, 100, "{letters}"),
    "GENOTHER:LLVA": Range(0, 100, "{letters}"),
    "GENOTHER:macular-sensitivity": Range(-1, 36, "dB"),  # MAIA's scale
    "LOINC:718-7": Range(0, 30, "g/dL"),  # haemoglobin
    "LOINC:6301-6": Range(0, 30, "1"),  # INR
    "LOINC:29463-7": Range(0, 650, "kg"),
    "LOINC:8302-2": Range(10, 280, "cm"),
    "LOINC:39156-5": Range(2, 210, "kg/m2"),
    "LOINC:64098-7": Range(0, 1500, "m"),  # six-minute walk
})  # fmt: skip
_BY_UNIT: Mapping[str, Range] = MappingProxyType({
    "%": Range(0, 1000, "%"), "xULN": Range(0, 1000, "xULN"), "xLLN": Range(0, 1000, "xLLN"),
})  # fmt: skip
# Scales that run below zero: temperature, dioptres, logMAR, decibels, deviations from a mean, base excess.
_SIGNED = ("Cel", "[degF]", "[diop]", "1", "dB", "{logMAR}", "{SD}", "{score}", "{Zscore}", "{z-score}")
_SIGNED_CODES = ("LOINC:1925-7", "LOINC:11555-0")
_FROM_ONE = Range(1, math.inf)
_OLDEST = Duration(120, "y")
_LAST_EXON: Mapping[str, int] = MappingProxyType({"DMD": 79})


@singledispatch
def about_limits(_leaf: ask.Criterion, _where: str) -> Iterator[Fault]:
    """The limits of a leaf that lie outside what is possible."""
    return iter(())


@about_limits.register
def _(leaf: ask.Age, where: str) -> Iterator[Fault]:
    for name, age in _given(leaf, ("from_", "below", "to")):
        if age.after(0) > _OLDEST.after(0):
            yield _outside(name, where, str(age), Range(0, _OLDEST.count, _OLDEST.unit))


@about_limits.register
def _(leaf: ask.Antibody, where: str) -> Iterator[Fault]:
    for name, titre in _given(leaf, LIMITS):
        if titre < 1:
            yield _outside(name, where, f"1:{number(titre)}", _FROM_ONE)


@about_limits.register
def _(leaf: ask.Measurement | ask.Repeated, where: str) -> Iterator[Fault]:
    for name, limit in _given(leaf, LIMITS):
        ranges = (_range(code, limit.unit) for code in leaf.code)
        broken = next((possible for possible in ranges if not _holds(possible, limit)), None)
        if broken:
            yield _outside(name, where, f"{number(limit.value)} {limit.unit}", broken)


@about_limits.register
def _(leaf: ask.CopyNumber, where: str) -> Iterator[Fault]:
    return _counts(leaf, ("from_", "to"), where, Range(0, math.inf))


@about_limits.register
def _(leaf: ask.VariantFound, where: str) -> Iterator[Fault]:
    return _counts(leaf, ("from_", "to"), where, Range(0, 2))


@about_limits.register
def _(leaf: ask.Exons, where: str) -> Iterator[Fault]:
    return _counts(leaf, ("first", "last"), where, Range(1, _LAST_EXON.get(leaf.gene, math.inf)))


def _given(leaf: ask.Leaf, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name in names if (value := getattr(leaf, name)) is not None)


def _counts(leaf: ask.Leaf, names: Iterable[str], where: str, possible: Range) -> Iterator[Fault]:
    for name, count in _given(leaf, names):
        if not possible.low <= count <= possible.high:
            yield _outside(name, where, str(count), possible)


def _holds(possible: Range, limit: ask.Limit) -> bool:
    factor = units.factor(limit.unit, possible.unit)
    return factor is None or possible.low <= limit.value * factor <= possible.high


def _range(code: str, unit: str) -> Range:
    found = POSSIBLE.get(code)
    if found and units.factor(unit, found.unit) is not None:
        return found
    signed = unit in _SIGNED or code in _SIGNED_CODES
    return _BY_UNIT.get(unit) or Range(-math.inf if signed else 0, math.inf, unit)


def _outside(name: str, where: str, limit: str, possible: Range) -> Fault:
    field = name.rstrip("_")
    low, unit = number(possible.low), f" {possible.unit}" if possible.unit else ""
    if math.isinf(possible.high):
        english, french = f"{low}{unit} or more", f"{low}{unit} ou plus"
    else:
        high = number(possible.high)
        english, french = f"{low} to {high}{unit}", f"de {low} à {high}{unit}"
    return fault("limit_impossible", f"{where}.{field}", field=field, limit=limit, range=english, range_fr=french)
