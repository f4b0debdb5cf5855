"""The engine gives every patient of a cohort the verdict that the rules give one patient."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.polars_engine.engine import Engine
from matching.polars_engine.snapshot import Snapshot
from matching.reference import Context
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.verdict import Verdict, judge
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import Batch, mixed_batches

KINDS = st.tuples(
    st.sampled_from(["include", "exclude"]), st.sampled_from(["stated", "stated", "stated", "stated", "recall"])
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    batch=mixed_batches(depth=1),
    kinds=st.lists(KINDS, min_size=6, max_size=6),
    source=st.sampled_from(["protocol", "excerpt"]),
    one_shot=st.booleans(),
)
def test_verdicts_agree(batch: Batch, kinds: list[tuple], source: str, one_shot: bool):
    numbered = tuple(
        Numbered(f"N{place}", kind, criterion, {}, basis)
        for place, (criterion, (kind, basis)) in enumerate(zip(batch.criteria, kinds, strict=False))
    )
    cohort = Cohort("main", numbered)
    trial = Trial("T", None, {}, Modality("aav", one_shot=one_shot), Origin(source), (cohort,), batch.anchors)
    (found,) = Engine(Snapshot.of(batch.facts, TERMINOLOGY), TERMINOLOGY).run([trial], batch.as_of)
    for number, (patient, facts) in enumerate(batch.facts.by_patient().items()):
        said = judge(patient, facts, trial, cohort, Context(batch.as_of, TERMINOLOGY))
        verdict = Verdict(int(found.verdicts[number]))
        if said.verdict is Verdict.LATER:
            assert verdict is Verdict.EXCLUDED
            assert found.may_open[number]
        else:
            assert verdict is said.verdict, (list(facts), numbered)
            assert verdict is Verdict.EXCLUDED or not found.may_open[number]
        for one, answered in zip(said.criteria, found.criteria, strict=True):
            assert answered.fact.truth(number) is one.fact
            assert answered.passes.truth(number) is one.passes
