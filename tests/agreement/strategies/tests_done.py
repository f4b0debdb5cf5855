"""Antibodies and measurements."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.days import Span
from matching.facts import Fact
from tests.agreement.pools import TODAY, Pool, one_of, row
from tests.agreement.strategies.drawing import COMPARATORS, Family, limited


def measurements(pool: Pool) -> st.SearchStrategy[Fact]:
    """Numbers on both sides of the limits, mostly in the unit asked."""
    unit = "U/L" if pool.unit in ("xULN", "xLLN") else pool.unit
    printed = one_of(None, 0.0, 5.0, 50.0, 50.0, 50.0)
    return row(
        told.Measurement,
        code=one_of("LOINC:1", "LOINC:1", "LOINC:2", "LOINC:3"),
        when=pool.dates,
        minute=one_of(None, 600, 601),
        value=one_of(4.9, 5.0, 5.0, 5.1, 49.0, 50.0, 50.0, 51.0, 100.0, 0.05, 0.5, None),
        comparator=COMPARATORS,
        unit=one_of(unit, unit, unit, "kU/L", "mg/dL", "umol/L", "%", "[IU]/mL", "weird", None),
        low=printed,
        high=printed,
    )


def same_day(pool: Pool) -> st.SearchStrategy[Fact]:
    """Plain results of one day, ordered by the clock or not at all."""
    return row(
        told.Measurement,
        code=st.just("LOINC:1"),
        when=st.just(Span.on(TODAY)),
        minute=one_of(None, 600, 601, 602),
        value=one_of(1.0, 49.0, 51.0, 1000.0),
        unit=st.just("U/L" if pool.unit in ("xULN", "xLLN") else pool.unit),
        low=st.just(50.0),
        high=st.just(50.0),
    )


def antibodies(pool: Pool) -> st.SearchStrategy[Fact]:
    """Titres and results, mostly of the assay asked."""
    return row(
        told.Antibody,
        capsid=one_of("AAV9", "AAV9", "AAV9", "AAV8"),
        class_=one_of("nab", "total", "total"),
        method=one_of("ELISA", "ELISA", None, "cell"),
        assay=one_of(None, "sponsor"),
        when=pool.dates,
        titre=one_of(None, 5.0, 49.0, 50.0, 50.0, 51.0, 100.0),
        comparator=COMPARATORS,
        result=one_of(None, "positive", "negative"),
        cutoff=one_of(None, 5.0, 50.0),
    )


def measured(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Limits in the unit of the pool."""
    values = one_of(0.1, 1.0) if pool.unit in ("xULN", "xLLN") else one_of(5.0, 50.0)
    return limited(
        ask.Measurement,
        st.builds(ask.Limit, values, st.just(pool.unit)),
        code=one_of(("LOINC:1",), ("LOINC:1",), ("LOINC:2",), ("LOINC:3",), ("LOINC:G",), ("LOINC:3", "LOINC:1")),
        take=one_of("latest", "latest", "any", "every", "lowest", "highest"),
        within=st.one_of(pool.windows, pool.windows, st.none()),
    )


def titred(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Limits of a titre, or simply detected."""
    asked = {
        "capsid": st.just("AAV9"), "class_": one_of(None, "nab", "total", "total"), "method": one_of(None, "ELISA"),
        "assay": one_of(None, None, "sponsor"), "within": st.one_of(pool.windows, pool.windows, st.none()),
    }  # fmt: skip
    return st.one_of(
        limited(ask.Antibody, one_of(5.0, 50.0, 2.0), **asked), st.builds(ask.Antibody, detected=st.just(True), **asked)
    )


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    return {
        ask.Antibody: Family(titred(pool), antibodies(pool)),
        ask.Measurement: Family(measured(pool), st.one_of(measurements(pool), measurements(pool), same_day(pool))),
    }
