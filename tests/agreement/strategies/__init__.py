"""Criteria and facts to draw, leaf family by leaf family, from shared pools."""

from dataclasses import dataclass, replace
from functools import cache

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Offset
from matching.facts import Fact, Facts
from tests.agreement.pools import AGES, OFFSETS, TODAY, Pool, one_of, pools, row
from tests.agreement.strategies import conditions, events, genotype, person, sides, tests_done, treatments
from tests.agreement.strategies.drawing import Family

ROOMS = (person, conditions, events, sides, genotype, tests_done, treatments)


@cache
def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    return {kind: family for room in ROOMS for kind, family in room.families(pool).items()}


FAMILIES = tuple(families(Pool(AGES[1], "U/L")))

# --- batches ---------------------------------------------------------------------------------------------------------


def anchor_dates(pool: Pool) -> st.SearchStrategy[Fact]:
    """Dates given for anchors; the one for screening is not read."""
    anchors = one_of("screening", "dosing", "dosing", "conditioning", "consent", "consent", "consent")
    return row(told.AnchorDate, anchor=anchors, when=pool.anchor_dates)


ANCHORS = st.fixed_dictionaries(
    {name: st.sampled_from(OFFSETS[name]).map(Offset) for name in ("dosing", "conditioning")},
    optional={"screening": st.sampled_from(OFFSETS["screening"]).map(Offset)},
)


def connected(leaf: st.SearchStrategy[ask.Leaf], depth: int) -> st.SearchStrategy[ask.Criterion]:
    """Connectives over leaves, to a depth."""
    if depth == 0:
        return leaf
    inner = connected(leaf, depth - 1)
    parts = st.lists(inner, max_size=3).map(tuple)
    at_least = st.builds(ask.AtLeast, st.integers(0, 4), parts)
    return st.one_of(
        leaf, parts.map(ask.All), parts.map(ask.AnyOf), at_least, inner.map(ask.Not),
        st.builds(ask.Unless, inner, inner), st.builds(ask.IfThen, inner, inner, inner), per_side(inner),
    )  # fmt: skip


def per_side(inner: st.SearchStrategy[ask.Criterion]) -> st.SearchStrategy[ask.Criterion]:
    """A criterion of any side, of both, of the worse or better by a measurement, of the one chosen."""
    which = one_of("any", "both", "worse", "better", "study")
    return st.builds(ask.PerSide, inner, which, st.just(("LOINC:1",)), st.booleans(), st.just("NCT1"))


@dataclass(frozen=True)
class Batch:
    """Some patients and some questions, on one day."""

    criteria: tuple[ask.Criterion, ...]
    facts: Facts
    anchors: dict[str, Offset]
    as_of: int = TODAY


@st.composite
def _batches(draw, kind: type | None, depth: int) -> Batch:
    pool = draw(pools)
    drawn = families(pool)
    chosen = list(drawn.values()) if kind is None else [drawn[kind]]
    asked = connected(st.one_of(*(family.criteria for family in chosen)), depth)
    spoken = st.one_of(*(family.facts for family in chosen))
    rows: list[Fact] = []
    for number in range(draw(st.integers(2, 6))):
        own = draw(st.lists(spoken, min_size=1, max_size=5 if kind else 10))
        own += draw(st.one_of(st.just([]), st.lists(anchor_dates(pool), max_size=2)))
        rows += [replace(fact, patient=f"p{number}", record=f"r{place // 2}") for place, fact in enumerate(own)]
    facts = Facts()
    facts.extend(sorted(rows, key=lambda fact: fact.record) if draw(st.booleans()) else rows)
    return Batch(tuple(draw(st.lists(asked, min_size=2, max_size=6))), facts, draw(ANCHORS))


def family_batches(kind: type) -> st.SearchStrategy[Batch]:
    """Batches of one leaf class."""
    return _batches(kind, 0)


def mixed_batches(depth: int = 3) -> st.SearchStrategy[Batch]:
    """Batches of every leaf class, under connectives."""
    return _batches(None, depth)
