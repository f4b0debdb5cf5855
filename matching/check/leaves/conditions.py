"""What a question on diagnoses, onset and events can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from matching import criteria as ask
from matching.check.leaves.faulty import about_leaf
from matching.days import Duration
from matching.faults import Fault, fault
from matching.trial import Trial

_QUANTITIES = ("mL/kg/a", "mL/a", "{unit}/a", "{unit}/kg/a")


@about_leaf.register
def _(leaf: ask.Onset, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ is None and leaf.below is None and leaf.to is None:
        yield fault("no_limit", where)
    caps = [limit.after(0) for limit in (leaf.below, leaf.to) if limit]
    if leaf.from_ and any(leaf.from_.after(0) > cap for cap in caps):
        yield fault("low_above_high", where)
    if leaf.below and leaf.to:
        yield fault("limits_doubled", where, one="to", other="below")


@about_leaf.register
def _(leaf: ask.Events, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ is None and leaf.to is None:
        yield fault("no_limit", where)
    elif leaf.from_ is not None and leaf.to is not None and leaf.from_ > leaf.to:
        yield fault("low_above_high", where)
    for part in (leaf.each, leaf.per):
        if part and not _divides(part, leaf.over):
            yield fault("not_divided", where, part=str(part), over=str(leaf.over))
    if leaf.each and leaf.per:
        yield fault("each_and_per", where)


def _divides(part: Duration, over: Duration) -> bool:
    times = ask.times(over, part)
    return any(Duration(part.count * times, part.unit) == Duration(over.count * size, unit) for size, unit in (
        (1, over.unit), *(((12, "mo"),) if over.unit == "y" else ((7, "d"),) if over.unit == "wk" else ())
    )) or (part.unit == "y" and over.unit == "mo" and part.count * times * 12 == over.count)  # fmt: skip


@about_leaf.register
def _(leaf: ask.GivenQuantity, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = [limit for limit in (leaf.from_, leaf.below) if limit]
    if not limits:
        yield fault("no_limit", where)
    for limit in limits:
        if limit.unit not in _QUANTITIES:
            yield fault("quantity_unit", where, unit=limit.unit)
