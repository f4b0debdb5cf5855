"""Drugs, procedures and earlier gene therapy."""

from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact
from tests.agreement.pools import Pool, one_of, row
from tests.agreement.strategies.drawing import Family


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
    )


def procedures(pool: Pool) -> st.SearchStrategy[Fact]:
    """Procedures done, planned, and recorded as not done."""
    codes = one_of("X:op", "X:op", "GENOTHER:aav", "GENOTHER:gene-therapy", "X:other")
    return row(told.Procedure, code=codes, when=pool.dates, status=one_of("done", "planned", "not_done", "not_done"))


def histories(pool: Pool, *scopes: told.Scope) -> st.SearchStrategy[Fact]:
    """Statements that a history is complete."""
    return row(told.History, scope=one_of(*(scopes or get_args(told.Scope))), when=pool.dates)


def taken(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """What is asked of a drug or class."""
    return st.builds(
        ask.Medication,
        one_of(("ATC:M09",), ("ATC:M09AX09",), ("ATC:M09AX09", "ATC:H02"), ("ATC:M",)),
        one_of("current", "ever", "continuous", "stable", "stable", "washed_out", "washed_out"),
        one_of(None, pool.length, pool.length, pool.length),
        one_of("screening", "screening", "dosing", "consent"),
        pool.validities,
    )


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    drugs = st.one_of(medications(pool), courses(pool), courses(pool))
    past = pool.windows
    return {
        ask.Medication: Family(taken(pool), st.one_of(drugs, drugs, drugs, histories(pool, "medications"))),
        ask.Procedure: Family(
            st.builds(ask.Procedure, one_of(("X:op",), ("GENOTHER:aav", "X:other")), past, pool.validities),
            st.one_of(procedures(pool), procedures(pool), histories(pool, "procedures")),
        ),
        ask.GeneTherapy: Family(
            st.builds(ask.GeneTherapy, one_of(("GENOTHER:gene-therapy",), ("GENOTHER:aav",)), past, pool.validities),
            st.one_of(procedures(pool), medications(pool), histories(pool, "procedures", "medications")),
        ),
    }
