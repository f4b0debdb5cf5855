"""Drugs, procedures and earlier gene therapy."""

from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Ahead
from matching.days import Span
from matching.facts import Fact
from tests.agreement.pools import TODAY, Pool, one_of, row
from tests.agreement.strategies.drawing import COMPARATORS, Family
from tests.agreement.strategies.sides import SIDED
from tests.agreement.strategies.tests_done import measurements


def medications(pool: Pool) -> st.SearchStrategy[Fact]:
    """Courses with every status, dated in every way."""
    return row(
        told.Medication,
        code=one_of("ATC:M09AX09", "ATC:M09AX09", "ATC:M09AX07", "ATC:M09", "ATC:H02AB06", "GENOTHER:gene-therapy"),
        status=one_of("active", "active", "stopped", "stopped", "not_taken", "planned"),
        when=pool.dates,
        until=pool.dates,
        dose=one_of(None, 5.0, 5.0, 10.0),
        dose_unit=one_of("mg", "mg", None),
        daily=one_of(None, 5.0, 10.0),
        daily_unit=one_of("mg/d", "mg/kg/d", None),
    )


def courses(pool: Pool) -> st.SearchStrategy[Fact]:
    """Courses of two drugs known to the day, which touch, overlap or leave a gap."""
    return row(
        told.Medication,
        code=one_of("ATC:M09AX09", "ATC:M09AX09", "ATC:M09AX07"),
        status=one_of("active", "stopped"),
        when=pool.exact,
        until=pool.exact,
        dose=one_of(5.0, 5.0, 10.0),
        dose_unit=st.just("mg"),
        daily=one_of(None, 5.0, 5.0, 5.4, 5.6, 10.0),
        daily_unit=one_of("mg/d", "mg/d", "mg/d", "mg/kg/d", "g/d", None),
    )


def procedures(pool: Pool) -> st.SearchStrategy[Fact]:
    """Procedures done, planned, and recorded as not done."""
    codes = one_of("X:op", "X:op", "GENOTHER:aav", "GENOTHER:gene-therapy", "X:other")
    return row(
        told.Procedure,
        code=codes,
        when=pool.dates,
        status=one_of("done", "planned", "not_done", "not_done"),
        side=SIDED,
    )


def histories(pool: Pool, *scopes: told.Scope) -> st.SearchStrategy[Fact]:
    """Statements that a history is complete."""
    return row(told.History, scope=one_of(*(scopes or get_args(told.Scope))), when=pool.dates)


def taken(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """What is asked of a drug or class."""
    doses = [ask.Limit(5, "mg/d")] if pool.unit == "%" else [ask.Limit(0.5, "mg/kg/d")]
    return st.builds(
        ask.Medication,
        one_of(("ATC:M09",), ("ATC:M09AX09",), ("ATC:M09AX09", "ATC:H02"), ("ATC:M",)),
        one_of("current", "ever", "continuous", "stable", "stable", "washed_out", "washed_out"),
        one_of(None, pool.length, pool.length, pool.length),
        one_of("screening", "screening", "dosing", "consent"),
        pool.validities,
        one_of((), (), (), ("ATC:M09AX07",)),
        one_of(None, None, None, *doses),
        one_of(None, None, None, *doses),
        st.booleans(),
        one_of(None, None, 1, 5),
    )


def ahead(pool: Pool) -> st.SearchStrategy[Ahead]:
    """Windows that look ahead."""
    return st.builds(Ahead, one_of("screening", "dosing", "conditioning"), st.just(pool.length))


def vaccines(pool: Pool) -> st.SearchStrategy[Fact]:
    """Vaccines given, planned, and recorded as not given."""
    codes = one_of("X:vaccine", "X:vaccine", "X:live", "TEXT:uncoded")
    return row(told.Immunization, code=codes, when=pool.dates, status=one_of("done", "done", "not_done"))


PLANNED = st.just("planned")


def planned_vaccines(pool: Pool) -> st.SearchStrategy[Fact]:
    """Vaccines that are planned as drugs are."""
    days = one_of(*(Span.on(TODAY + step) for step in (-1, 0, 1, 2, 30, 31, 32)), Span(TODAY, TODAY + 40))
    return row(
        told.Medication, code=one_of("X:vaccine", "X:live"), when=st.one_of(days, pool.dates), status=st.just("planned")
    )


def participations(pool: Pool) -> st.SearchStrategy[Fact]:
    """Trials that go on, are over, were planned; blinded, disclosed."""
    return row(
        told.Participation,
        code=one_of("NCT1", "NCT1", "NCT2"),
        status=one_of("current", "current", "past", "past", "planned", "none"),
        when=pool.dates,
        until=pool.dates,
        therapy=one_of(None, "GENOTHER:aav", "GENOTHER:gene-therapy", "X:other"),
        arm=one_of(None, "treated", "control", "undisclosed"),
    )


def in_trials(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """One trial or any; now, ever, in a window, for a time."""
    dated = pool.windows.filter(lambda one: one != "ever")
    return st.builds(
        ask.InTrial, one_of((), ("NCT1",), ("NCT1", "NCT2")), one_of("current", "ever"),
        one_of(None, None, pool.length), st.one_of(st.none(), st.none(), dated), pool.validities,
    )  # fmt: skip


def counted_days(pool: Pool) -> st.SearchStrategy[Fact]:
    """Counts on the days before the anchor."""
    near = one_of(*(Span.on(TODAY + step) for step in (-2, -1, 0)))
    value = one_of(4.0, 5.0, 48.0, 49.0, 50.0)
    return row(
        told.Measurement,
        code=st.just("LOINC:1"),
        when=st.one_of(near, pool.exact),
        value=value,
        comparator=COMPARATORS,
        unit=one_of("d", "d", "d", "1", "{days}", "{doses}", "wk", "mg", None),
    )


def weights(pool: Pool) -> st.SearchStrategy[Fact]:
    """Weights about the days on which courses begin."""
    return row(
        told.Measurement,
        code=st.just("LOINC:29463-7"),
        when=st.one_of(pool.exact, pool.exact, pool.dates),
        value=one_of(10.0, 10.0, 11.0, 20.0, None),
        unit=one_of("kg", "kg", "kg", "g", None),
        comparator=one_of("", "", "", "<"),
    )


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    drugs = st.one_of(medications(pool), courses(pool), courses(pool))
    past = pool.windows
    return {
        ask.Medication: Family(
            taken(pool), st.one_of(drugs, drugs, drugs, drugs, histories(pool, "medications"), weights(pool))
        ),
        ask.ExposureDays: Family(
            st.builds(ask.ExposureDays, one_of(("LOINC:1",), ("LOINC:G",)), one_of(5, 6, 50, 51, 100)),
            st.one_of(measurements(pool), counted_days(pool)),
        ),
        ask.Vaccination: Family(
            st.builds(
                ask.Vaccination,
                one_of(("X:vaccine",), ("X:vaccine", "X:live")),
                st.one_of(past, ahead(pool)),
                pool.validities,
            ),
            st.one_of(vaccines(pool), vaccines(pool), histories(pool, "immunizations"), planned_vaccines(pool)),
        ),
        ask.InTrial: Family(
            in_trials(pool), st.one_of(participations(pool), participations(pool), histories(pool, "trials"))
        ),
        ask.Procedure: Family(
            st.builds(
                ask.Procedure,
                one_of(("X:op",), ("GENOTHER:aav", "X:other")),
                st.one_of(past, past, ahead(pool)),
                pool.validities,
                one_of(*[None] * 6, "left"),
            ),
            st.one_of(procedures(pool), procedures(pool), histories(pool, "procedures")),
        ),
        ask.GeneTherapy: Family(
            st.builds(ask.GeneTherapy, one_of(("GENOTHER:gene-therapy",), ("GENOTHER:aav",)), past, pool.validities),
            st.one_of(
                procedures(pool), medications(pool), histories(pool, "procedures", "medications"), participations(pool)
            ),
        ),
    }
