"""Findings of one side, of the other, of neither; and sides chosen."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact
from tests.agreement.pools import Pool, one_of, row
from tests.agreement.strategies.drawing import Family

SIDES = one_of("left", "right")
SIDED = one_of(*[None] * 4, "left", "right")


def acuities(pool: Pool) -> st.SearchStrategy[Fact]:
    """Values of each side, mostly in one unit and known to the day."""
    return row(
        told.Measurement, code=st.just("LOINC:1"), when=st.one_of(pool.exact, pool.exact, pool.exact, pool.dates),
        value=one_of(5.0, 49.0, 50.0, 50.0, 51.0, None), comparator=one_of("", "", "", "<"),
        unit=one_of(*[pool.unit] * 4, None), side=one_of("left", "left", "right", "right", "right", None),
    )  # fmt: skip


chosen = row(told.StudySide, code=one_of("NCT1", "NCT1", "NCT2"), side=SIDES, when=st.none())


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    by = st.builds(ask.SideBy, SIDES, one_of(("LOINC:1",), ("LOINC:G",)), one_of("worse", "better"), st.booleans())
    return {
        ask.SideBy: Family(by, acuities(pool)),
        ask.ChosenSide: Family(st.builds(ask.ChosenSide, SIDES, one_of("NCT1", "NCT2")), chosen),
    }
