"""The engine answers as the reference evaluator does, leaf family by leaf family and under connectives."""

import os
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from matching.criteria import Leaf
from tests.agreement.disagreements import disagreements
from tests.agreement.strategies import FAMILIES, Batch, family_batches, mixed_batches

# Patient × criterion cases over all families; GENOTHER_AGREEMENT_CASES=200000 for a night.
CASES = int(os.environ.get("GENOTHER_AGREEMENT_CASES", "3000"))
CASES_PER_EXAMPLE = 6  # on average, at least; counted with `cases`
EXAMPLES = max(8, CASES // CASES_PER_EXAMPLE // (len(FAMILIES) + 3))
LONG = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def agree(batch: Batch) -> None:
    """Fail with the first disagreement, whole."""
    found = next(disagreements(batch), None)
    assert found is None, "\n".join(map(str, (*found[:1], list(found[1]), "reference, engine:", *found[2:])))


@pytest.mark.parametrize("kind", FAMILIES, ids=lambda kind: kind.__name__)
def test_a_family_agrees(kind: type):
    LONG(given(batch=family_batches(kind))(agree))()


def test_connectives_agree():
    settings(LONG, max_examples=3 * EXAMPLES)(given(batch=mixed_batches())(agree))()


def test_every_leaf_has_a_strategy():
    assert set(FAMILIES) == set(get_args(Leaf))
