"""Antibodies and measurements."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration, Span
from matching.facts import Fact
from tests.agreement.pools import TODAY, Pool, one_of, row
from tests.agreement.strategies.drawing import COMPARATORS, Family, limited
from tests.agreement.strategies.person import people
from tests.agreement.strategies.sides import SIDED


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
        method=METHODS,
        tissue=TISSUES,
        chart=CHARTS,
        pending=one_of(False, False, True),
        side=SIDED,
    )


METHODS, CHARTS = one_of(None, "ELISA", "ELISA", "cell"), one_of(None, "WHO", "WHO", "CDC")
TISSUES = one_of(None, "X:blood", "X:leucocytes", "X:urine")


def plain(pool: Pool) -> st.SearchStrategy[Fact]:
    """Results of one code in one unit, mostly known to the day."""
    return row(
        told.Measurement,
        code=st.just("LOINC:1"),
        when=st.one_of(pool.exact, pool.exact, pool.exact, pool.dates),
        value=one_of(4.0, 5.0, 6.0, 49.0, 50.0, 51.0, 100.0),
        comparator=one_of("", "", "", "", "<"),
        unit=st.just("U/L" if pool.unit in ("xULN", "xLLN") else pool.unit),
        low=st.just(50.0),
        high=st.just(50.0),
    )


def results(pool: Pool) -> st.SearchStrategy[Fact]:
    """Positive, negative, neither, of the tests of two agents and of another."""
    return row(
        told.Result,
        code=one_of("X:test", "X:test", "X:kit", "GENOTHER:hbsag", "GENOTHER:anti-hbc", "GENOTHER:anti-hbc",
                    "X:loinc-hbc", "GENOTHER:hbv-dna", "GENOTHER:anti-hiv"),
        result=one_of("positive", "positive", "negative", "negative", "indeterminate", None),
        when=st.one_of(pool.dates, pool.dates, st.just(Span.on(TODAY))),
        minute=one_of(None, 600, 601),
        method=METHODS,
        pending=st.booleans(),
    )  # fmt: skip


def treatments(pool: Pool) -> st.SearchStrategy[Fact]:
    """What changes results: drugs, a transplant, transfusions one by one or counted."""
    return st.one_of(
        row(told.Medication, code=one_of("ATC:J06BA02", "ATC:M09AX07"), status=one_of("active", "stopped", "planned"),
            when=pool.dates, until=pool.dates),
        row(told.Procedure, code=one_of("X:graft", "X:other"), when=pool.dates, status=one_of("done", "planned")),
        row(told.Event, code=one_of("X:transfusion", "X:other"), when=pool.dates,
            since=st.one_of(st.none(), pool.dates), count=one_of(0, 1, 3)),
    )  # fmt: skip


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
        method=one_of(*[None] * 6, "ELISA"),
        tissue=one_of(*[()] * 8, ("X:blood",), ("X:urine", "X:leucocytes")),
        chart=one_of(*[None] * 6, "WHO"),
        literal=st.booleans(),
        side=one_of(*[None] * 6, "left"),
    )


def repeated(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """So many days, spaced and placed."""
    limit = st.builds(
        ask.Limit, one_of(0.1, 1.0) if pool.unit in ("xULN", "xLLN") else one_of(5.0, 50.0), st.just(pool.unit)
    )
    lengths = one_of(None, None, Duration(1, "d"), Duration(2, "d"), pool.length)
    return limited(
        ask.Repeated, limit, code=one_of(("LOINC:1",), ("LOINC:G",)), n=one_of(2, 2, 2, 3), spacing=lengths,
        one_older=lengths, one_newer=lengths, consecutive=st.booleans(),
        within=st.one_of(pool.windows, st.just("ever"), st.none()),
    )  # fmt: skip


def changed(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Differences and ratios around what pairs of values make."""
    relative = limited(
        ask.Change,
        st.builds(ask.Limit, one_of(-90.0, 0.0, 20.0, 1000.0), st.just("%")),
        as_=st.just("percent"),
        **_changing(pool),
    )
    return st.one_of(
        relative,
        limited(ask.Change, st.builds(ask.Limit, one_of(-45.0, 0.0, 1.0, 45.0), st.just(pool.unit)), **_changing(pool)),
    )


def _changing(pool: Pool) -> dict[str, st.SearchStrategy]:
    over = one_of(pool.length, Duration(1, "d"), Duration(2, "d"))
    return {"code": one_of(("LOINC:1",), ("LOINC:G",)), "over": over, "within": st.one_of(pool.windows, st.none())}


def tested(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Either sign, the latest or any."""
    return st.builds(
        ask.Result, one_of(("X:test",), ("X:test",), ("X:kit",), ("GENOTHER:hbsag", "X:test")),
        one_of("positive", "negative"), one_of("latest", "any"), st.one_of(pool.windows, st.none()),
        one_of(None, None, "ELISA"),
    )  # fmt: skip


def infected(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Agents whose tests are drawn."""
    dated = pool.windows.filter(lambda one: one != "ever")
    return st.builds(
        ask.Infection,
        one_of("HBV", "HBV", "HIV", "HCV", "syphilis"),
        one_of("active", "ever"),
        st.one_of(dated, st.none()),
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


def diagnosed_with(pool: Pool) -> st.SearchStrategy[Fact]:
    """A diagnosis of an infection."""
    return row(
        told.Condition,
        code=one_of("ICD10:Z21", "ICD10:B18.1"),
        certainty=one_of("confirmed", "suspected"),
        when=pool.dates,
    )


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    return {
        ask.Antibody: Family(titred(pool), antibodies(pool)),
        ask.Measurement: Family(
            measured(pool),
            st.one_of(measurements(pool), measurements(pool), *[same_day(pool)] * 3, plain(pool), treatments(pool)),
        ),
        ask.Repeated: Family(
            repeated(pool),
            st.one_of(plain(pool), plain(pool), plain(pool), same_day(pool), measurements(pool), treatments(pool)),
        ),
        ask.Change: Family(
            changed(pool), st.one_of(plain(pool), plain(pool), plain(pool), same_day(pool), measurements(pool))
        ),
        ask.Result: Family(tested(pool), results(pool)),
        ask.Infection: Family(
            infected(pool),
            st.one_of(results(pool), results(pool), results(pool), people, treatments(pool), diagnosed_with(pool)),
        ),
    }
