"""A snapshot says the same whatever the order of rows, written and read, and whichever way it looks for them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from matching import facts as told
from matching.criteria import Sex
from matching.facts import Facts
from matching.polars_engine import Engine, Snapshot, table
from matching.polars_engine.codes import preordered
from matching.terminology import Terminology
from tests.agreement.disagreements import disagreements
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import Batch, mixed_batches

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def said(snapshot: Snapshot, batch: Batch) -> list[list[str]]:
    """The answer of each patient to each criterion."""
    engine = Engine(snapshot, TERMINOLOGY)
    found = [engine.planes(criterion, batch.as_of, batch.anchors) for criterion in batch.criteria]
    return [[planes.truth(patient).value for patient in range(snapshot.size)] for planes in found]


@FEW
@given(batch=mixed_batches(depth=1))
def test_what_is_written_reads_the_same(tmp_path_factory: pytest.TempPathFactory, batch: Batch):
    folder: Path = tmp_path_factory.mktemp("snapshot")
    snapshot = Snapshot.of(batch.facts, TERMINOLOGY)
    snapshot.write(folder)
    assert said(Snapshot.read(folder), batch) == said(snapshot, batch)


@FEW
@given(batch=mixed_batches(depth=1))
def test_the_order_of_rows_says_nothing(batch: Batch):
    turned = Facts()
    turned.extend(reversed(list(batch.facts)))
    assert said(Snapshot.of(turned, TERMINOLOGY), batch) == said(Snapshot.of(batch.facts, TERMINOLOGY), batch)


def test_many_codes_are_read_in_runs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "SEARCHED_CODES", 0)

    @FEW
    @given(batch=mixed_batches(depth=0))
    def agrees(batch: Batch):
        assert not list(disagreements(batch))

    agrees()


def test_answers_of_another_day_are_not_kept():
    drawn = Facts(people=[told.Person(patient="p", record="r", sex="male")])
    engine = Engine(Snapshot.of(drawn, TERMINOLOGY), TERMINOLOGY)
    one = engine.planes(told_sex(), 10)
    assert engine.planes(told_sex(), 10) is one
    assert engine.planes(told_sex(), 11) is not one


def told_sex() -> Sex:
    return Sex("male")


def test_a_term_is_followed_by_its_descendants():
    tree = Terminology({"A": (), "B": ("A",), "C": ("A",), "D": ("B",)})
    assert preordered(["C", "D", "Z", "A", "B"], tree) == ["A", "B", "D", "C", "Z"]


def test_no_patients_have_no_answers():
    assert said(Snapshot.of(Facts(), TERMINOLOGY), Batch((told_sex(),), Facts(), {})) == [[]]
