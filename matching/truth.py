"""Met, not met or unknown: Kleene's three values, which refuse to be a bool."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Truth(enum.Enum):
    """The answer to a question. ``&``, ``|`` and ``~`` are Kleene's strong connectives."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        # `not unknown` would be a silent yes: an untested antibody would pass.
        raise TypeError("a Truth is not a bool; compare with `is Truth.MET`")

    def __and__(self, other: Truth) -> Truth:
        return all_met((self, other))

    def __or__(self, other: Truth) -> Truth:
        return any_met((self, other))

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]


_OPPOSITE = {Truth.MET: Truth.NOT_MET, Truth.NOT_MET: Truth.MET, Truth.UNKNOWN: Truth.UNKNOWN}


def all_met(truths: Iterable[Truth]) -> Truth:
    """Not met as soon as one is not met; met when all are; an empty conjunction is met."""
    found = set(truths)
    if Truth.NOT_MET in found:
        return Truth.NOT_MET
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.MET


def any_met(truths: Iterable[Truth]) -> Truth:
    """Met as soon as one is met; not met when all are not; an empty disjunction is not met."""
    return ~all_met(~truth for truth in truths)


def at_least_met(n: int, truths: Iterable[Truth]) -> Truth:
    """Whether at least ``n`` are met: 2 of 3 may be decided with one unknown."""
    found = list(truths)
    met, unknown = found.count(Truth.MET), found.count(Truth.UNKNOWN)
    if met >= n:
        return Truth.MET
    return Truth.UNKNOWN if met + unknown >= n else Truth.NOT_MET


class Reason(enum.Enum):
    """Why an answer is unknown: data, so that it can be counted and translated."""

    NOT_RECORDED = "not recorded"
    TOO_OLD = "too old"
    PENDING = "pending"
    CONFLICTING = "conflicting"
    IMPRECISE_DATE = "imprecise date"
    UNCERTAIN_SIGNIFICANCE = "uncertain significance"
    BROADER_TERM = "broader term"
    ONLY_SUSPECTED = "only suspected"
    FORMULA_MISSING = "formula or chart missing"
    WRONG_ASSAY = "wrong assay or serotype"
    NO_CUTOFF = "cut-off missing"
    NOT_CONVERTIBLE = "unit not convertible"
    NO_RANGE = "no reference range"
    CENSORED = "censored value"
    INDETERMINATE = "indeterminate result"
    PHASE_UNKNOWN = "phase unknown"
    LOCUS_UNRESOLVED = "locus not resolved"
    BREAKPOINT_UNKNOWN = "breakpoint unknown"
    CHANGED_BY_TREATMENT = "changed by treatment"
    UNDISCLOSED = "allocation not disclosed"
    NOT_OBSERVED = "not observed long enough"
    LIMIT_NOT_STATED = "limit not stated"
    NEEDS_PERSON = "needs a person's answer"
    ANCHOR_MOVES = "depends on the date within the anchor's interval"
