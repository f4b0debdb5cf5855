"""What one leaf can get wrong: a function per leaf class, and the faults that several share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from matching import criteria as ask
from matching import units
from matching.explain.words import duration
from matching.faults import Fault, fault
from matching.trial import Trial
from matching.weights import BODY_WEIGHT, SPEAKS_FOR

LIMITS = ("from_", "above", "to", "below")


@singledispatch
def about_leaf(_leaf: ask.Criterion, _where: str, _trial: Trial) -> Iterator[Fault]:
    """What only one kind of leaf can get wrong."""
    return iter(())


def limits_doubled(leaf: ask.Leaf, where: str) -> Iterator[Fault]:
    """Two limits on one side, of which only one can be meant."""
    for one, other in (("from_", "above"), ("to", "below")):
        if getattr(leaf, one, None) is not None and getattr(leaf, other, None) is not None:
            yield fault("limits_doubled", where, one=one.rstrip("_"), other=other)


def is_empty(interval: units.Interval) -> bool:
    """Whether no value lies between the limits."""
    return interval[0] > interval[1]


Windowed = ask.Antibody | ask.Measurement | ask.Repeated | ask.Change | ask.Result | ask.Infection


def window_default(leaf: Windowed, where: str) -> Iterator[Fault]:
    """The window that is read where a leaf names none."""
    if leaf.within is None and isinstance(leaf, ask.Measurement) and set(leaf.code) <= set(BODY_WEIGHT):
        yield fault("weight_both", where, length=duration(SPEAKS_FOR, "en"), length_fr=duration(SPEAKS_FOR, "fr"))
    elif leaf.within is None:
        length = ask.DEFAULT_VALIDITY[type(leaf)]
        yield fault("window_default", where, length=duration(length, "en"), length_fr=duration(length, "fr"))
