"""Bugs in what is read of treatments."""

from collections.abc import Callable

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import history, medication, trials, weights, windows
from tests.agreement.plants.spoiling import Spoil, a_day_off, replaced


def one_island(right: Callable) -> Callable:
    """A gap between two courses is not seen."""
    return lambda rows, end: (right(rows, end)[0],) * 2


def every_course(right: Callable) -> Callable:
    """The doses of long ago are compared too."""
    return lambda rows, chosen, doses: right(rows, np.ones_like(chosen), doses)


def one_history(right: Callable) -> Callable:
    """One of two statements suffices."""
    return lambda _scope, view: right("procedures", view)


PLANTS: dict[type, list[Spoil]] = {
    ask.Medication: [
        a_day_off(medication, "completed"),
        a_day_off(medication, "before"),
        replaced(medication, "_islands", one_island),
        replaced(weights, "weight_on", lambda right: lambda rows, view: right(rows, view) * 2),
        replaced(medication, "_half_lives", lambda _right: lambda *_: (0, 0)),
        replaced(medication, "_same_dose", every_course),
    ],
    ask.ExposureDays: [replaced(trials, "of_rows", lambda right: lambda day, patient: right(day, patient) + 1)],
    ask.Vaccination: [replaced(history, "mapped", lambda right: lambda change, days: right(change, days) + 1)],
    ask.InTrial: [
        replaced(trials, "completed", lambda right: lambda length, days: right(length, days) + 1),
        a_day_off(windows, "before"),
    ],
    ask.Procedure: [
        a_day_off(windows, "before"),
        replaced(history, "later", lambda _right: lambda one, _other: one),
        replaced(windows, "look", lambda right: lambda rows, start, _at, *rest: right(rows, start, 10**6, *rest)),
    ],
    ask.GeneTherapy: [
        replaced(history, "_in_a_trial", lambda right: lambda leaf, view, at: (right(leaf, view, at)[0],) * 2),
       replaced(history, "newest_history", one_history)],
}  # fmt: skip
