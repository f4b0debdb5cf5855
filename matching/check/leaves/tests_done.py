"""What a question on tests can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from matching import criteria as ask
from matching import units
from matching.check.leaves.faulty import LIMITS, about_leaf, is_empty, limits_doubled, window_default
from matching.faults import Fault, fault
from matching.trial import Trial


@about_leaf.register
def _(leaf: ask.Antibody, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = [getattr(leaf, name) for name in LIMITS]
    if not leaf.detected and limits == [None] * 4:
        yield fault("no_limit", where)
    elif is_empty(units.bounds(*limits)):
        yield fault("low_above_high", where)
    yield from limits_doubled(leaf, where)
    yield from _assay(leaf, where)
    yield from window_default(leaf, where)


@about_leaf.register
def _(leaf: ask.Measurement | ask.Repeated | ask.Change, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = {name.rstrip("_"): limit for name in LIMITS if (limit := getattr(leaf, name)) is not None}
    if not limits:
        yield fault("no_limit", where)
    yield from limits_doubled(leaf, where)
    found = dict.fromkeys(limit.unit for limit in limits.values())
    if len(found) > 1:
        yield fault("units_mixed", where, units=", ".join(found))
    else:
        values = (limit.value if (limit := getattr(leaf, name)) is not None else None for name in LIMITS)
        if is_empty(units.bounds(*values)):
            yield fault("low_above_high", where)
    yield from window_default(leaf, where)
    if isinstance(leaf, ask.Repeated) and leaf.n < 2:
        yield fault("repeated_once", where)


@about_leaf.register
def _(leaf: ask.Result | ask.Infection, where: str, _trial: Trial) -> Iterator[Fault]:
    yield from window_default(leaf, where)


# What an antibody is asked without, and what to name instead.
_ASSAY = {
    "class": ("class", "classe", "the class (nab or total)", "la classe (nab ou total)"),
    "method": ("method", "méthode", "the method (such as ELISA)", "la méthode (ELISA par exemple)"),
}


def _assay(leaf: ask.Antibody, where: str) -> Iterator[Fault]:
    given = {"class": leaf.class_, "method": leaf.method}
    missing = [_ASSAY[name] for name in _ASSAY if given[name] is None]
    if missing:
        english, french, named, named_fr = zip(*missing, strict=True)
        yield fault("assay_unstated", where, missing=" and ".join(english), missing_fr=" ni sa ".join(french),
                    named=" and ".join(named), named_fr=" et ".join(named_fr))  # fmt: skip
