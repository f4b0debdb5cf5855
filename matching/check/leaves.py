"""What only one kind of leaf can get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from matching import criteria as ask
from matching import units
from matching.days import Duration
from matching.explain.words import duration
from matching.faults import Fault, fault
from matching.trial import Trial

LIMITS = ("from_", "above", "to", "below")


@singledispatch
def about_leaf(_leaf: ask.Criterion, _where: str, _trial: Trial) -> Iterator[Fault]:
    """What only one kind of leaf can get wrong."""
    return iter(())


@about_leaf.register
def _(leaf: ask.Age, where: str, trial: Trial) -> Iterator[Fault]:
    cap = leaf.below is not None or leaf.to is not None
    if leaf.from_ is None and not cap:
        yield fault("no_limit", where)
    elif _age_is_empty(leaf):
        yield fault("low_above_high", where)
    yield from _doubled(leaf, where)
    if leaf.at is None:
        yield fault(
            "age_anchor" if not cap else "age_cap_both" if "dosing" in trial.anchors else "age_cap_screening", where
        )


def _age_is_empty(leaf: ask.Age) -> bool:
    """Whether somebody born on day 0 would be too old before being old enough."""
    caps = [leaf.below.after(0)] if leaf.below else []
    caps += [Duration(leaf.to.count + 1, leaf.to.unit).after(0)] if leaf.to else []
    return leaf.from_ is not None and any(leaf.from_.after(0) >= cap for cap in caps)


@about_leaf.register
def _(leaf: ask.VariantFound, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@about_leaf.register
def _(leaf: ask.CopyNumber, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ is None and leaf.to is None:
        yield fault("no_limit", where)
    elif leaf.from_ is not None and leaf.to is not None and leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@about_leaf.register
def _(leaf: ask.Exons, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.first > leaf.last:
        yield fault("low_above_high", where)
    if leaf.transcript is None:
        yield fault("transcript_missing", where, gene=leaf.gene)


@about_leaf.register
def _(leaf: ask.Antibody, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = [getattr(leaf, name) for name in LIMITS]
    if not leaf.detected and limits == [None] * 4:
        yield fault("no_limit", where)
    elif _is_empty(units.bounds(*limits)):
        yield fault("low_above_high", where)
    yield from _doubled(leaf, where)
    yield from _assay(leaf, where)
    yield from _window(leaf, where)


@about_leaf.register
def _(leaf: ask.Measurement, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = {name.rstrip("_"): limit for name in LIMITS if (limit := getattr(leaf, name)) is not None}
    if not limits:
        yield fault("no_limit", where)
    yield from _doubled(leaf, where)
    found = dict.fromkeys(limit.unit for limit in limits.values())
    if len(found) > 1:
        yield fault("units_mixed", where, units=", ".join(found))
    else:
        values = (limit.value if (limit := getattr(leaf, name)) is not None else None for name in LIMITS)
        if _is_empty(units.bounds(*values)):
            yield fault("low_above_high", where)
    yield from _window(leaf, where)


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


def _doubled(leaf: ask.Age | ask.Antibody | ask.Measurement, where: str) -> Iterator[Fault]:
    for one, other in (("from_", "above"), ("to", "below")):
        if getattr(leaf, one, None) is not None and getattr(leaf, other, None) is not None:
            yield fault("limits_doubled", where, one=one.rstrip("_"), other=other)


def _is_empty(interval: units.Interval) -> bool:
    return interval[0] > interval[1]


def _window(leaf: ask.Antibody | ask.Measurement, where: str) -> Iterator[Fault]:
    if leaf.within is None:
        length = ask.DEFAULT_VALIDITY[type(leaf)]
        yield fault("window_default", where, length=duration(length, "en"), length_fr=duration(length, "fr"))
