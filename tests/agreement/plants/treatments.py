"""Bugs in what is read of treatments."""

from collections.abc import Callable

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import history, medication, windows
from tests.agreement.plants.spoiling import Spoil, a_day_off, replaced


def one_island(right: Callable) -> Callable:
    """A gap between two courses is not seen."""
    return lambda rows, end: (right(rows, end)[0],) * 2


def one_history(right: Callable) -> Callable:
    """One of two statements suffices."""
    return lambda _scope, view: right("procedures", view)


PLANTS: dict[type, list[Spoil]] = {
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
}  # fmt: skip
