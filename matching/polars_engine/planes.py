"""Answers of all patients as two packed bit planes: met, and not met; a bit in neither is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_, or_

import numpy as np
import numpy.typing as npt

from matching.truth import Truth

Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8]


def pack(flags: Flags) -> Words:
    """One bit per patient, in words of 64; the bits after the last patient are 0."""
    packed = np.packbits(flags, bitorder="little")
    words = np.zeros(-(-len(flags) // 64), np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    return words


def unpack(words: Words, size: int) -> Flags:
    """One flag per patient."""
    return np.unpackbits(words.view(np.uint8), count=size, bitorder="little").view(np.bool_)


@cache
def everybody(size: int) -> Words:
    """The plane in which every patient's bit is set."""
    return pack(np.ones(size, np.bool_))


def count(words: Words) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """``true`` and ``false`` never share a bit. ``&``, ``|`` and ``~`` are Kleene's, as those of Truth."""

    true: Words
    false: Words
    size: int

    @classmethod
    def of(cls, true: Flags, false: Flags) -> Planes:
        """From a flag per patient."""
        return cls(pack(true), pack(false), len(true))

    @classmethod
    def constant(cls, truth: Truth, size: int) -> Planes:
        """The same answer for every patient."""
        none, every = np.zeros_like(everybody(size)), everybody(size)
        return cls(every if truth is Truth.MET else none, every if truth is Truth.NOT_MET else none, size)

    def __and__(self, other: Planes) -> Planes:
        return Planes(self.true & other.true, self.false | other.false, self.size)

    def __or__(self, other: Planes) -> Planes:
        return Planes(self.true | other.true, self.false & other.false, self.size)

    def __invert__(self) -> Planes:
        return Planes(self.false, self.true, self.size)

    def agreed(self, other: Planes) -> Planes:
        """What both say: the answer throughout an interval of which these are the ends."""
        return Planes(self.true & other.true, self.false & other.false, self.size)

    @property
    def unknown(self) -> Words:
        """The plane of patients for whom there is no answer."""
        return everybody(self.size) & ~(self.true | self.false)

    def counts(self) -> tuple[int, int, int]:
        """How many are met, not met, unknown."""
        met, not_met = count(self.true), count(self.false)
        return met, not_met, self.size - met - not_met

    def truth(self, patient: int) -> Truth:
        """The answer of one patient, by number."""
        word, bit = divmod(patient, 64)
        if int(self.true[word]) >> bit & 1:
            return Truth.MET
        return Truth.NOT_MET if int(self.false[word]) >> bit & 1 else Truth.UNKNOWN


def all_met(parts: Iterable[Planes], size: int) -> Planes:
    """Every one; an empty conjunction is met."""
    return reduce(and_, parts, Planes.constant(Truth.MET, size))


def any_met(parts: Iterable[Planes], size: int) -> Planes:
    """At least one; an empty disjunction is not met."""
    return reduce(or_, parts, Planes.constant(Truth.NOT_MET, size))


def at_least_met(n: int, parts: Sequence[Planes], size: int) -> Planes:
    """At least ``n``; not met as soon as so many are not that the others cannot suffice."""
    true = _at_least(n, [part.true for part in parts], size)
    return Planes(true, _at_least(len(parts) - n + 1, [part.false for part in parts], size), size)


def _at_least(n: int, planes: Sequence[Words], size: int) -> Words:
    if n <= 0:
        return everybody(size)
    reached = [everybody(size), *(np.zeros_like(everybody(size)) for _ in range(n))]
    for plane in planes:
        for number in range(n, 0, -1):
            reached[number] = reached[number] | (reached[number - 1] & plane)
    return reached[n]
