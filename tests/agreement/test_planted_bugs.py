"""The agreement check sees: a bug planted in the engine, for each leaf family, makes evaluators disagree."""

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from matching import criteria as ask
from matching import units
from matching.polars_engine import columns
from matching.polars_engine.leaves import genotype, history, medication, person, tests_done, windows
from matching.polars_engine.schemas import NEVER
from tests.agreement.disagreements import disagreements
from tests.agreement.strategies import Batch, family_batches

EXAMPLES = 400
Spoil = Callable[[pytest.MonkeyPatch], None]


def replaced(module: object, name: str, by: Callable[[Callable], object]) -> Spoil:
    """Plant ``by(what stood there)`` under a name of the engine."""
    return lambda patch: patch.setattr(module, name, by(getattr(module, name)))


def a_day_off(module: object, name: str) -> Spoil:
    """Let a function of (length, day) look from the day before."""
    return replaced(module, name, lambda right: lambda length, at: right(length, at - 1))


def nobody(right: Callable) -> Callable:
    """Flag nobody (or no row), whatever is asked."""
    return lambda *asked: np.zeros_like(right(*asked))


def no_day(right: Callable) -> Callable:
    """Find no row, whatever is asked."""
    return lambda *asked: np.full_like(right(*asked), NEVER)


def never(right: Callable) -> Callable:
    """Say of no row that it is so."""
    return lambda rows, *_asked: np.zeros(len(rows), np.bool_)


def anywhere(right: Callable) -> Callable:
    """Say of every row that it is so."""
    return lambda rows, *_asked: np.ones(len(rows), np.bool_)


def without_phase(_right: Callable) -> Callable:
    """Two alleles, whatever their phase sets."""

    def in_trans(rows, chosen):
        allele = rows["allele"]
        return rows.patients(chosen & (allele == 1)) & rows.patients(chosen & (allele == 2))

    return in_trans


def strict_overlap(_right: Callable) -> Callable:
    """Touching exons no longer overlap."""
    return lambda rows, leaf: (rows["exon_first"] < leaf.last) & (rows["exon_last"] > leaf.first)


def inclusive(_right: Callable) -> Callable:
    """Above reads from, below reads to."""
    return lambda leaf: units.bounds(
        from_=(leaf.from_ or leaf.above) and (leaf.from_ or leaf.above).value,
        to=(leaf.to or leaf.below) and (leaf.to or leaf.below).value,
    )


def uncensored(right: Callable) -> Callable:
    """The comparator is dropped: "< 1:50" reads 1:50."""

    def interval(row):
        number = getattr(row, "titre", None) or getattr(row, "value", None)
        return right(row) if number is None else (number, number)

    return interval


def unconverted(_right: Callable) -> Callable:
    """Every number is taken to be in the limit's unit."""
    return lambda _leaf, _rows, _view: 1.0


def silence_is_no(right: Callable) -> Callable:
    """Somebody without an entry is read as a no."""
    return lambda met, _not_met: right(met, ~met)


def by_sex_only(right: Callable) -> Callable:
    """A karyotype is not looked at."""
    return lambda view: (*right(view)[:2], np.ones(view.size, np.bool_))


def one_island(right: Callable) -> Callable:
    """A gap between two courses is not seen."""
    return lambda rows, end: (right(rows, end)[0],) * 2


def one_history(right: Callable) -> Callable:
    """One of two statements suffices."""
    return lambda _scope, view: right("procedures", view)


PLANTS: dict[type, list[Spoil]] = {
    ask.Age: [a_day_off(person, "completed")],
    ask.Sex: [replaced(person, "_told", silence_is_no)],
    ask.Karyotype: [replaced(person, "_told", silence_is_no)],
    ask.Diagnosis: [
        replaced(history, "_newest_absences", lambda _right: lambda rows, *_: (np.full(len(rows), NEVER),) * 2),
        replaced(history, "_findings_in", nobody),
        a_day_off(history, "before"),
    ],
    ask.Phenotype: [replaced(history, "newest_history", no_day), a_day_off(history, "before")],
    ask.Biallelic: [
        replaced(genotype, "_in_trans", without_phase),
        replaced(genotype, "_open", never),
        lambda patch: patch.setattr(genotype.Copies, "conflicting", property(lambda one: np.zeros_like(one.measured))),
    ],
    ask.Hemizygous: [replaced(genotype, "_count_of_x", by_sex_only), replaced(genotype, "_open", never)],
    ask.VariantFound: [
        replaced(genotype, "_several", nobody),
        replaced(genotype, "_named", lambda _right: lambda rows, hgvs: rows.has("hgvs", hgvs)),
    ],
    ask.CopyNumber: [lambda patch: patch.setattr(genotype, "UNBOUNDED", 3)],
    ask.Exons: [replaced(genotype, "_comparable", anywhere), replaced(genotype, "_placed", strict_overlap)],
    ask.Antibody: [
        replaced(columns, "_interval", uncensored),
        lambda patch: patch.setattr(windows, "latest", windows.any_of),
        a_day_off(windows, "before"),
    ],
    ask.Measurement: [
        replaced(tests_done, "_limits", inclusive),
        replaced(tests_done, "_factor", unconverted),
        replaced(windows, "_earlier_by_the_clock", nobody),
        replaced(columns, "_interval", uncensored),
    ],
    ask.Medication: [
        a_day_off(medication, "completed"),
        a_day_off(medication, "before"),
        replaced(medication, "_islands", one_island),
        replaced(medication, "_same_dose", lambda right: lambda rows, chosen: right(rows, np.ones_like(chosen))),
    ],
    ask.Procedure: [
        a_day_off(windows, "before"),
        replaced(history, "later", lambda _right: lambda one, _other: one),
        replaced(windows, "look", lambda right: lambda rows, start, _at, *rest: right(rows, start, 10**6, *rest)),
    ],
    ask.GeneTherapy: [replaced(history, "newest_history", one_history)],
    ask.PersonsAnswer: [
        a_day_off(person, "before"),
        replaced(person, "of_rows", lambda right: lambda day, patient: right(day, patient) + 1),
    ],
}  # fmt: skip


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
