"""The agreement check sees: a bug planted in the engine, for each leaf family, makes evaluators disagree."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from matching import criteria as ask
from tests.agreement.disagreements import disagreements
from tests.agreement.plants import PLANTS
from tests.agreement.strategies import Batch, family_batches

EXAMPLES = 400


class CaughtError(Exception):
    """The evaluators disagree, as they should."""


def disagreement_within(kind: type) -> None:
    """Draw batches of the family until the evaluators disagree."""

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None,
        derandomize=True, phases=[Phase.generate], report_multiple_bugs=False,
    )  # fmt: skip
    @given(batch=family_batches(kind))
    def draw(batch: Batch):
        if next(disagreements(batch), None):
            raise CaughtError

    draw()


@pytest.mark.parametrize("kind", get_args(ask.Leaf), ids=lambda kind: kind.__name__)
def test_every_leaf_has_a_planted_bug(kind: type):
    assert PLANTS.get(kind), f"plant a bug in the engine's rule for {kind.__name__}"


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, plants in PLANTS.items() for number in range(len(plants))],
    ids=lambda one: one.__name__ if isinstance(one, type) else str(one),
)  # fmt: skip
def test_a_planted_bug_is_caught(kind: type, number: int, monkeypatch: pytest.MonkeyPatch):
    PLANTS[kind][number](monkeypatch)
    with pytest.raises(CaughtError):
        disagreement_within(kind)
