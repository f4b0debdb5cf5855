"""How a bug is planted in the engine."""

from collections.abc import Callable

import numpy as np
import pytest

from matching.polars_engine.schemas import NEVER

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


def everybody(right: Callable) -> Callable:
    """Flag everybody (or every row), whatever is asked."""
    return lambda *asked: np.ones_like(right(*asked))


def no_day(right: Callable) -> Callable:
    """Find no row, whatever is asked."""
    return lambda *asked: np.full_like(right(*asked), NEVER)


def never(right: Callable) -> Callable:
    """Say of no row that it is so."""
    return lambda rows, *_asked: np.zeros(len(rows), np.bool_)


def anywhere(right: Callable) -> Callable:
    """Say of every row that it is so."""
    return lambda rows, *_asked: np.ones(len(rows), np.bool_)


def silence_is_no(right: Callable) -> Callable:
    """Somebody without an entry is read as a no."""
    return lambda met, _not_met: right(met, ~met)
