"""Events, counts of them, times that were watched, and quantities given."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration, Span
from matching.facts import Fact
from tests.agreement.pools import TODAY, Pool, one_of, row
from tests.agreement.strategies.drawing import Family
from tests.agreement.strategies.treatments import weights

WHOLE = Duration(2, "y")
PARTS = [Duration(1, "y"), Duration(6, "mo"), WHOLE]
# Days about the ends of the parts, and about the day of the run.
EDGES = sorted(
    {part.before(TODAY) + step for part in PARTS for step in (-1, 0, 1)} | {TODAY - step for step in (0, 1, 30, 31)}
)
DAYS = st.sampled_from(EDGES).map(Span.on)
CODES = one_of("X:bleed", "X:bleed", "X:bleed", "X:joint", "X:other")


def single(pool: Pool) -> st.SearchStrategy[Fact]:
    """One event each."""
    when = st.one_of(DAYS, DAYS, pool.dates)
    return row(told.Event, code=CODES, when=when, quantity=QUANTITIES, unit=one_of("mL", "mL", "L", None))


QUANTITIES = one_of(None, 500.0, 1000.0, 1000.0)


def counted(pool: Pool) -> st.SearchStrategy[Fact]:
    """Counts over a time, which touch, overlap or leave a gap."""
    ends = st.one_of(DAYS, DAYS, DAYS, pool.dates)
    return row(
        told.Event,
        code=CODES,
        since=ends,
        when=ends,
        count=one_of(0, 1, 2, 3),
        quantity=QUANTITIES,
        unit=one_of("mL", None),
    )


def watched(pool: Pool) -> st.SearchStrategy[Fact]:
    """Times that were watched."""
    days = st.one_of(DAYS, DAYS, pool.exact)
    return row(told.Watched, code=CODES, since=st.one_of(st.just(Span.on(min(EDGES) - 1)), days), when=days)


def asked(_pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """In all, in each part, on average."""
    counts = one_of(None, 0, 1, 1, 2)
    limits = st.tuples(counts, counts).filter(lambda one: one != (None, None))
    return st.builds(
        lambda codes, limit, how, at: ask.Events(codes, WHOLE, *limit, *how, at),
        one_of(("X:bleed",), ("X:joint",)), limits,
        one_of((None, None), (Duration(1, "y"), None), (None, Duration(1, "y")), (Duration(6, "mo"), None)),
        one_of("screening", "screening", "dosing"),
    )  # fmt: skip


def quantities(_pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """By year, by kg or not."""
    limit = st.one_of(
        st.builds(ask.Limit, one_of(25.0, 50.0, 51.0), st.just("mL/kg/a")),
        st.builds(ask.Limit, one_of(500.0, 501.0), st.just("mL/a")),
        st.builds(ask.Limit, one_of(0.5, 1.0), st.just("{unit}/a")),
    )
    over = one_of(WHOLE, Duration(1, "y"))
    return st.one_of(
        st.builds(ask.GivenQuantity, st.just(("X:bleed",)), over, from_=limit),
        st.builds(ask.GivenQuantity, st.just(("X:bleed",)), over, below=limit),
    )


weighed = row(told.Measurement, code=st.just("LOINC:29463-7"), when=DAYS, value=one_of(10.0, 20.0), unit=st.just("kg"))


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    happened = st.one_of(single(pool), counted(pool), counted(pool), watched(pool))
    return {
        ask.Events: Family(asked(pool), happened),
        ask.GivenQuantity: Family(
            quantities(pool), st.one_of(single(pool), single(pool), happened, weights(pool), weighed, weighed)
        ),
    }
