"""From the day of the run on, what a leaf says at both ends of an anchor's interval it says on every day between.

Those that come back to an answer are named by `criteria.asked_daily`, and asked every day.
"""

from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings

from matching.criteria import asked_daily, leaves, resolved
from matching.reference import Context, answer
from matching.truth import Truth
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import FAMILIES, Batch, family_batches

AHEAD = 400  # days: past every window and validity in the pools


@pytest.mark.parametrize("kind", FAMILIES, ids=lambda kind: kind.__name__)
def test_no_leaf_comes_back_to_an_answer_that_it_left(kind: type):
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(batch=family_batches(kind))
    def holds(batch: Batch):
        context = Context(batch.as_of, TERMINOLOGY, batch.anchors)
        asked = {leaf for one in batch.criteria for leaf in leaves(resolved(one, batch.anchors))}
        for leaf in {leaf for leaf in asked if not asked_daily(leaf)}:
            for facts in batch.facts.by_patient().values():
                days = range(batch.as_of, batch.as_of + AHEAD)
                said = [truth for truth, _ in groupby(answer(leaf, facts, day, context).truth for day in days)]
                decided = [truth for truth in said if truth is not Truth.UNKNOWN]
                assert len(decided) == len(set(decided)), (leaf, list(facts), said)

    holds()
