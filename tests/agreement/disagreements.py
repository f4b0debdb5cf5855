"""Where the engine and the reference evaluator answer differently."""

from collections.abc import Iterator

from matching.criteria import Criterion
from matching.facts import Facts
from matching.polars_engine.engine import Engine
from matching.polars_engine.snapshot import Snapshot
from matching.reference import Context, evaluate
from matching.truth import Truth
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import Batch

Disagreement = tuple[Criterion, Facts, Truth, Truth]


def disagreements(batch: Batch) -> Iterator[Disagreement]:
    """Criterion, the patient's facts, what the reference says, what the engine says."""
    snapshot = Snapshot.of(batch.facts, TERMINOLOGY)
    engine = Engine(snapshot, TERMINOLOGY)
    context = Context(batch.as_of, TERMINOLOGY, batch.anchors)
    people = batch.facts.by_patient()
    assert list(people) == snapshot.patients.to_list()
    for criterion in batch.criteria:
        planes = engine.planes(criterion, batch.as_of, batch.anchors)
        for number, facts in enumerate(people.values()):
            said = evaluate(criterion, facts, context).answer.truth
            if planes.truth(number) is not said:
                yield criterion, facts, said, planes.truth(number)


def cases(batch: Batch) -> int:
    """How many answers a batch compares."""
    return len(batch.criteria) * len({fact.patient for fact in batch.facts})
