"""What an age, and a country, can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from matching import criteria as ask
from matching.check.leaves.faulty import about_leaf, limits_doubled
from matching.days import Duration
from matching.facts import COUNTRY
from matching.faults import Fault, fault
from matching.trial import Trial


@about_leaf.register
def _(leaf: ask.Age, where: str, trial: Trial) -> Iterator[Fault]:
    cap = leaf.below is not None or leaf.to is not None
    if leaf.from_ is None and not cap:
        yield fault("no_limit", where)
    elif _age_is_empty(leaf):
        yield fault("low_above_high", where)
    yield from limits_doubled(leaf, where)
    if leaf.at is None:
        yield fault(
            "age_anchor" if not cap else "age_cap_both" if "dosing" in trial.anchors else "age_cap_screening", where
        )


@about_leaf.register
def _(leaf: ask.Country, where: str, _trial: Trial) -> Iterator[Fault]:
    if not leaf.is_:
        yield fault("empty_set", f"{where}.is", field="is")
    for country in leaf.is_:
        if not COUNTRY.fullmatch(country):
            yield fault("country_code", f"{where}.is", country=country)


def _age_is_empty(leaf: ask.Age) -> bool:
    """Whether somebody born on day 0 would be too old before being old enough."""
    caps = [leaf.below.after(0)] if leaf.below else []
    caps += [Duration(leaf.to.count + 1, leaf.to.unit).after(0)] if leaf.to else []
    return leaf.from_ is not None and any(leaf.from_.after(0) >= cap for cap in caps)
