"""Numbers with units: UCUM conversion, mass to amount, clotting factors, and limits as closed intervals.

Every limit and every value becomes a closed interval of floats. An open end is moved inward by a hair (5 in 10^10 of
its size for limits, 10 in 10^10 for values), which is more than rounding and less than any measurement resolves, so
that "< 5" lies within "below 5", and 3.3 is not "above 3 x 1.1".
"""

from __future__ import annotations

import math
import re
from functools import cache

from matching.errors import UnknownUnit
from matching.facts import Comparator
from matching.terminology import Analyte

Interval = tuple[float, float]
Dimension = tuple[tuple[str, int], ...]
EVERYTHING: Interval = (-math.inf, math.inf)

_PREFIXES = {"k": 1e3, "h": 1e2, "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15}
# UCUM 2.1, tables 3 to 13: the atoms that clinical laboratories send. Value in the base units g, m, s, mol.
_ATOMS: dict[str, tuple[float, dict[str, int]]] = {
    "1": (1, {}), "%": (1e-2, {}), "10*": (10, {}), "10^": (10, {}),
    "g": (1, {"g": 1}), "m": (1, {"m": 1}), "L": (1e-3, {"m": 3}), "l": (1e-3, {"m": 3}), "mol": (1, {"mol": 1}),
    "s": (1, {"s": 1}), "min": (60, {"s": 1}), "h": (3600, {"s": 1}), "d": (86400, {"s": 1}),
    "wk": (604800, {"s": 1}), "mo": (2629800, {"s": 1}), "a": (31557600, {"s": 1}),
    "U": (1, {"U": 1}), "[IU]": (1, {"[IU]": 1}), "[iU]": (1, {"[IU]": 1}), "kat": (6e7, {"U": 1}),
    "eq": (1, {"mol": 1}), "Cel": (1, {"Cel": 1}), "[degF]": (1, {"[degF]": 1}), "mm[Hg]": (1, {"mm[Hg]": 1}),
    "dB": (1, {"dB": 1}), "deg": (1, {"deg": 1}), "[in_i]": (0.0254, {"m": 1}), "[lb_av]": (453.59237, {"g": 1}),
    "[diop]": (1, {"m": -1}), "V": (1, {"V": 1}),
}  # fmt: skip
_UNPREFIXED = {"1", "%", "10*", "10^", "min", "h", "d", "wk", "mo", "a", "mm[Hg]", "dB", "deg"}


def _atom(text: str) -> tuple[float, dict[str, int]]:
    if text in _ATOMS:
        return _ATOMS[text]
    prefix, rest = text[:1], text[1:]
    if prefix in _PREFIXES and rest in _ATOMS and rest not in _UNPREFIXED:
        value, dimension = _ATOMS[rest]
        return value * _PREFIXES[prefix], dimension
    raise UnknownUnit(f"{text!r} is not a unit this version reads; send a UCUM code")


@cache
def parse(unit: str) -> tuple[float, Dimension]:
    """A UCUM unit as its factor to base units and its dimension; raises UnknownUnit.

    An annotation that stands alone (``{letters}``, ``{titer}``) is a dimension of its own; beside a unit it is dropped.
    """
    if not unit:
        raise UnknownUnit("no unit")
    if re.fullmatch(r"\{[^}]*\}", unit):
        return 1.0, ((unit, 1),)
    factor, powers = 1.0, dict[str, int]()
    for operator, component in re.findall(r"([./]?)([^./]+)", re.sub(r"\{[^}]*\}", "", unit) or "1"):
        sign = -1 if operator == "/" else 1
        value, dimension, power = _component(component)
        factor *= value ** (sign * power)
        for name, exponent in dimension.items():
            powers[name] = powers.get(name, 0) + sign * power * exponent
    return factor, tuple(sorted((name, power) for name, power in powers.items() if power))


def _component(bare: str) -> tuple[float, dict[str, int], int]:
    found = re.fullmatch(r"(10[*^]|.*?[^\d+-]|1)([+-]?\d+)?", bare)
    if not found:
        raise UnknownUnit(f"{bare!r} is not a unit this version reads; send a UCUM code")
    return *_atom(found[1]), int(found[2] or 1)


_NO_ANALYTE = Analyte()
_CLOTTING_BASE = {(("[IU]", 1), ("m", -3)): 1e-6, (): 1.0, (("U", 1), ("m", -3)): 1e-6}
_AMOUNT = {"g": "mol", "mol": "g"}


@cache
def factor(sent: str, wanted: str, analyte: Analyte = _NO_ANALYTE) -> float | None:
    """What to multiply a value in ``sent`` by to have it in ``wanted``; None where there is no lawful conversion.

    Mass becomes amount by the analyte's molar mass (g/mol); IU/mL, IU/dL and % are one for clotting factors only
    (1 IU/mL = 100 IU/dL = 100 %), never for enzymes (reading 18). Temperatures are not converted.
    """
    if sent == wanted:
        return 1.0
    try:
        (one, have), (other, want) = parse(sent), parse(wanted)
    except UnknownUnit:
        return None
    if have == want:
        return one / other
    if analyte.clotting_factor and have in _CLOTTING_BASE and want in _CLOTTING_BASE:
        return one * _CLOTTING_BASE[have] / (other * _CLOTTING_BASE[want])
    if analyte.molar_mass:
        return _through_molar_mass(one, dict(have), other, dict(want), analyte.molar_mass)
    return None


_COUNTS_OF_DAYS = ("1", "{d}", "{day}", "{days}")


def days(unit: str | None) -> float | None:
    """How many days one of the unit is: a length of time, or a count of days; None for a count of anything else."""
    return 1.0 if unit in _COUNTS_OF_DAYS else factor(unit or "", "d")


def _through_molar_mass(
    one: float, have: dict[str, int], other: float, want: dict[str, int], molar_mass: float
) -> float | None:
    for mass, amount in _AMOUNT.items():
        if have.get(mass) == 1 and want.get(amount) == 1 and _without(have, mass) == _without(want, amount):
            return one / other / molar_mass if mass == "g" else one / other * molar_mass
    return None


def _without(dimension: dict[str, int], name: str) -> dict[str, int]:
    return {key: power for key, power in dimension.items() if key != name}


_LIMIT_HAIR, _VALUE_HAIR, _CLOSED_HAIR = 5e-10, 1e-9, 1e-10


def _nudged(number: float, hair: float) -> float:
    return number + hair * max(abs(number), 1e-6)


def bounds(
    from_: float | None = None, above: float | None = None, to: float | None = None, below: float | None = None
) -> Interval:
    """The closed interval of a limit: "above 16, below 29" holds 17 and 28, and neither 16 nor 29."""
    low, high = EVERYTHING
    if from_ is not None:
        low = _nudged(from_, -_CLOSED_HAIR)
    if above is not None:
        low = max(low, _nudged(above, _LIMIT_HAIR))
    if to is not None:
        high = _nudged(to, _CLOSED_HAIR)
    if below is not None:
        high = min(high, _nudged(below, -_LIMIT_HAIR))
    return low, high


def interval(value: float, comparator: Comparator = "") -> Interval:
    """Where a value lies: ``<`` 5 is anywhere below 5."""
    match comparator:
        case "<":
            return -math.inf, _nudged(value, -_VALUE_HAIR)
        case "<=":
            return -math.inf, value
        case ">":
            return _nudged(value, _VALUE_HAIR), math.inf
        case ">=":
            return value, math.inf
        case _:
            return value, value


def scaled(one: Interval, by: float) -> Interval:
    """The interval times a positive factor."""
    return one[0] * by, one[1] * by
