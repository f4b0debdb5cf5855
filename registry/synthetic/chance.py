"""Draws from a seeded source: weighted choices, numbers from bands, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
Weighted = Sequence[tuple[float, T]]
Bands = tuple[tuple[float, float, float], ...]
"""Weight, lowest, highest: first a band is drawn by weight, then a number within it."""


def source(*names: object) -> Random:
    """A source of its own for each name, so that no draw depends on how many were made before it."""
    return Random("/".join(map(str, names)))


def pick(rng: Random, options: Weighted[T]) -> T:
    """One of the options, by weight."""
    left = rng.random() * sum(weight for weight, _ in options)
    for weight, option in options:
        left -= weight
        if left < 0:
            return option
    return options[-1][1]


def within(rng: Random, bands: Bands) -> float:
    """A number from one of the bands."""
    low, high = pick(rng, [(weight, (low, high)) for weight, low, high in bands])
    return rng.uniform(low, high)


def urn(rng: Random) -> str:
    """A version 4 UUID as a URN."""
    bits = rng.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | (0x4 << 76) | (0x2 << 62)
    text = f"{bits:032x}"
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
