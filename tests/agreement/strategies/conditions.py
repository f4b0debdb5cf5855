"""Diagnoses and signs."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.facts import Fact
from tests.agreement.pools import Pool, one_of, row
from tests.agreement.strategies.drawing import Family
from tests.agreement.strategies.genotype import copy_numbers, variants_or_none
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
        until=st.one_of(st.none(), st.none(), pool.dates),
    )


def diagnosed(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """The own disease or another, with and without genes."""
    terms = one_of(("ORPHA:10",), ("ORPHA:11",), ("ORPHA:12", "OMIM:11"), ("ICD10:G71",))
    return st.builds(ask.Diagnosis, terms, st.booleans(), one_of((), ("SMN1",)), WHEN, pool.validities)


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    conds = histories(pool, "conditions")
    found, counts = variants_or_none(pool), copy_numbers(pool)
    return {
        ask.Diagnosis: Family(diagnosed(pool), st.one_of(*[conditions(pool)] * 5, conds, found, counts)),
        ask.Phenotype: Family(
            st.builds(ask.Phenotype, one_of(("HP:1",), ("HP:2",), ("HP:3", "HP:2")), WHEN, pool.validities),
            st.one_of(conditions(pool), conditions(pool), conds),
        ),
    }
