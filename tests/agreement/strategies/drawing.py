"""What every family draws from, and a leaf with limits."""

from dataclasses import dataclass
from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact

COMPARATORS = st.sampled_from(["", "", "", *get_args(told.Comparator)])


@dataclass(frozen=True)
class Family:
    """The criteria of one leaf class, and the facts that speak to them."""

    criteria: st.SearchStrategy[ask.Leaf]
    facts: st.SearchStrategy[Fact]


def limited(kind: type, limits: st.SearchStrategy, **columns) -> st.SearchStrategy[ask.Leaf]:
    """A leaf with one bound, or with two."""
    one = [st.builds(kind, **{name: limits}, **columns) for name in ("from_", "above", "to", "below")]
    ranges = (("from_", "to"), ("above", "below"))
    return st.one_of(*one, *(st.builds(kind, **{low: limits, high: limits}, **columns) for low, high in ranges))
