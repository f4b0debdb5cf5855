"""Diagnoses and signs."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.days import Duration
from matching.facts import Fact
from tests.agreement.pools import AGES, Pool, one_of, row
from tests.agreement.strategies.drawing import Family
from tests.agreement.strategies.genotype import copy_numbers, variants_or_none
from tests.agreement.strategies.person import people
from tests.agreement.strategies.sides import SIDED
from tests.agreement.strategies.treatments import histories

WHEN = one_of("current", "current", "ever")


def conditions(pool: Pool) -> st.SearchStrategy[Fact]:
    """Diagnoses and phenotypes: asked, near, elsewhere, unresolved, of a common disease."""
    asked = ["ORPHA:10", "ORPHA:11", "OMIM:11", "ORPHA:12", "HP:1", "HP:2", "HP:3"]
    other = ["ORPHA:1", "ORPHA:13", "MONDO:20", "OMIM:99", "ICD10:G71", "ICD10:G71.0", "TEXT:uncoded"]
    return row(
        told.Condition,
        code=st.one_of(st.sampled_from(asked), st.sampled_from(asked), st.sampled_from(other)),
        certainty=one_of("confirmed", "confirmed", "suspected", "absent", "absent"),
        when=pool.dates,
        onset=st.one_of(st.none(), pool.dates),
        severity=one_of(None, "mild", "severe"),
        side=SIDED,
        until=st.one_of(st.none(), st.none(), pool.dates),
    )


def denied(pool: Pool) -> st.SearchStrategy[Fact]:
    """Plain presences and absences of a term and one below it, so that they meet."""
    return row(told.Condition, code=st.just("ORPHA:11"), certainty=one_of("confirmed", "absent"), when=pool.exact)


def diagnosed(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """The own disease or another, with and without genes."""
    terms = one_of(("ORPHA:10",), ("ORPHA:10",), ("ORPHA:11",), ("ORPHA:11",), ("ORPHA:12", "OMIM:11"), ("ICD10:G71",))
    dated = pool.windows.filter(lambda one: one != "ever")
    return st.builds(
        ask.Diagnosis, terms, st.booleans(), one_of((), ("SMN1",)), WHEN, pool.validities,
        st.one_of(*[st.none()] * 5, dated), one_of(*["confirmed"] * 5, "suspected"),
        one_of(*[None] * 6, "left"),
    )  # fmt: skip


def onsets(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Ages and durations around those that births, onsets and the day of the run make."""
    lengths = st.sampled_from([*AGES, pool.length, Duration(6, "mo")])
    asked = {"any_of": one_of(("ORPHA:10",), ("HP:1",)), "asks": one_of("onset", "diagnosis", "duration", "duration"),
             "at": one_of("screening", "dosing")}  # fmt: skip
    single = [st.builds(ask.Onset, **{name: lengths}, **asked) for name in ("from_", "below", "to")]
    return st.one_of(*single, st.builds(ask.Onset, from_=lengths, to=lengths, **asked))


def relatives(pool: Pool) -> st.SearchStrategy[Fact]:
    """Conditions of relatives, present, suspected and absent."""
    return row(
        told.Relative,
        code=one_of("ORPHA:10", "ORPHA:11", "ORPHA:1", "ORPHA:12"),
        relation=one_of("ROLECODE:SIB", "ROLECODE:MTH"),
        certainty=one_of("confirmed", "suspected", "absent", "absent"),
        when=pool.dates,
    )


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    family = st.builds(
        ask.FamilyHistory, one_of(("ORPHA:10",), ("ORPHA:11", "ORPHA:12")), one_of((), ("ROLECODE:SIB",))
    )
    conds = histories(pool, "conditions")
    found, counts = variants_or_none(pool), copy_numbers(pool)
    return {
        ask.Diagnosis: Family(
            diagnosed(pool), st.one_of(*[conditions(pool)] * 5, *[denied(pool)] * 2, conds, found, counts)
        ),
        ask.Onset: Family(onsets(pool), st.one_of(conditions(pool), conditions(pool), conditions(pool), people)),
        ask.FamilyHistory: Family(family, relatives(pool)),
        ask.Phenotype: Family(
            st.builds(
                ask.Phenotype,
                one_of(("HP:1",), ("HP:2",), ("HP:3", "HP:2")),
                WHEN,
                pool.validities,
                one_of((), (), ("severe",), ("mild", "moderate")),
                one_of(*[None] * 6, "left"),
            ),
            st.one_of(conditions(pool), conditions(pool), conds),
        ),
    }
