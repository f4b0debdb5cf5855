"""What a question on treatments can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from matching import criteria as ask
from matching import units
from matching.check.leaves.faulty import about_leaf, is_empty
from matching.faults import Fault, fault
from matching.trial import Trial

_AT_A_DOSE = ("current", "continuous", "stable")


@about_leaf.register
def _(leaf: ask.Medication, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = [limit for limit in (leaf.dose_from, leaf.dose_to) if limit]
    found = dict.fromkeys(limit.unit for limit in limits)
    if len(found) > 1:
        yield fault("units_mixed", where, units=", ".join(found))
    elif is_empty(units.bounds(*(limit.value if limit else None for limit in (leaf.dose_from, None, leaf.dose_to)))):
        yield fault("low_above_high", where)
    if limits and leaf.asks not in _AT_A_DOSE:
        yield fault("dose_unread", where, asks=leaf.asks)
    if leaf.asks in ("continuous", "stable") and leaf.for_ is None:
        yield fault("no_time", where, asks=leaf.asks)
    if leaf.asks == "washed_out" and leaf.for_ is None and leaf.half_lives is None:
        yield fault("no_time", where, asks=leaf.asks)
    if leaf.half_lives is not None and leaf.asks != "washed_out":
        yield fault("half_lives_unread", where, asks=leaf.asks)
    if leaf.per_weight and leaf.asks != "stable":
        yield fault("per_weight_unread", where, asks=leaf.asks)


@about_leaf.register
def _(leaf: ask.InTrial, where: str, trial: Trial) -> Iterator[Fault]:
    if trial.id in leaf.any_of:
        yield fault("own_trial", where)
