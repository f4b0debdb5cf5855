"""The smallest sets of data that may let a patient pass are those that trying every set finds."""

from itertools import combinations, product

from hypothesis import HealthCheck, given, settings

from matching import criteria as ask
from matching.priorities import MOST_SETS, data_of, datum_missing, needs
from matching.reference import Context, Node
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.truth import Truth, all_met, any_met, at_least_met
from matching.verdict import Verdict, judge
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import Batch, mixed_batches

MOST_DATA, MOST_LEAVES = 5, 7


def unknown_leaves(node: Node):
    if not node.parts and not isinstance(node.criterion, ask.Connective):
        return [node] if node.answer.truth is Truth.UNKNOWN else []
    return [leaf for part in node.parts for leaf in unknown_leaves(part)]


def truth_of(node: Node, said: dict[int, Truth]) -> Truth:
    """The truth of a tree once some of its leaves are known, written a second time."""
    if id(node) in said:
        return said[id(node)]
    parts = [truth_of(part, said) for part in node.parts]
    match node.criterion:
        case ask.Not():
            return ~parts[0]
        case ask.All():
            return all_met(parts)
        case ask.AnyOf():
            return any_met(parts)
        case ask.AtLeast(n):
            return at_least_met(n, parts)
    return node.answer.truth


def wanted(one) -> Truth:
    return Truth.MET if one.numbered.kind == "include" else Truth.NOT_MET


def may_pass(found, known) -> bool:
    """Whether some outcome of these data, and of what people tell, lets every criterion pass."""
    leaves = [leaf for one in found.open_items for leaf in unknown_leaves(one.node)]
    free = [leaf for leaf in leaves if not (own := datum_missing(leaf)) or own in known]
    for outcome in product((Truth.MET, Truth.NOT_MET), repeat=len(free)):
        said = {id(leaf): truth for leaf, truth in zip(free, outcome, strict=True)}
        if all(truth_of(one.node, said) is wanted(one) for one in found.open_items):
            return True
    return False


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(batch=mixed_batches(depth=2))
def test_the_smallest_sets_are_those_of_brute_force(batch: Batch):
    kinds = ("include", "exclude")
    for size in (1, 2):
        numbered = tuple(Numbered(f"N{n}", kinds[n % 2], one, {}) for n, one in enumerate(batch.criteria[:size]))
        trial = Trial("T", None, {}, Modality("aav"), Origin("protocol"), (Cohort("main", numbered),), batch.anchors)
        for patient, facts in batch.facts.by_patient().items():
            found = judge(patient, facts, trial, trial.cohorts[0], Context(batch.as_of, TERMINOLOGY))
            data = sorted({one for item in found.open_items for one in data_of(item)})
            leaves = [leaf for item in found.open_items for leaf in unknown_leaves(item.node)]
            if found.verdict is Verdict.EXCLUDED or len(data) > MOST_DATA or len(leaves) > MOST_LEAVES:
                continue
            enough = [
                frozenset(some)
                for length in range(len(data) + 1)
                for some in combinations(data, length)
                if may_pass(found, frozenset(some))
            ]
            smallest = {one for one in enough if not any(other < one for other in enough)} - {frozenset()}
            told = needs(found)
            assert len(smallest) <= MOST_SETS
            assert set(told) == smallest, (batch.criteria, list(facts))
