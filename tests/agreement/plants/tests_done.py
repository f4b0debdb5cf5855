"""Bugs in what is read of tests."""

from collections.abc import Callable

from matching import criteria as ask
from matching import units
from matching.polars_engine import columns
from matching.polars_engine.leaves import changes, results, series, tests_done, windows
from tests.agreement.plants.spoiling import Spoil, a_day_off, everybody, never, nobody, replaced


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


PLANTS: dict[type, list[Spoil]] = {
    ask.Antibody: [
        replaced(columns, "_interval", uncensored),
        lambda patch: patch.setattr(windows, "latest", windows.any_of),
        a_day_off(windows, "before"),
    ],
    ask.Measurement: [
        replaced(tests_done, "limits", inclusive),
        replaced(tests_done, "_factor", unconverted),
        replaced(windows, "_earlier_by_the_clock", nobody),
        replaced(columns, "_interval", uncensored),
        replaced(changes, "covered", never),
    ],
    ask.Repeated: [replaced(series, "_shared", nobody), replaced(series, "_spaced", everybody)],
    ask.Change: [replaced(series, "completed", lambda right: lambda length, days: right(length, days) + 1)],
    ask.Result: [a_day_off(windows, "before"), replaced(windows, "_earlier_by_the_clock", nobody)],
    ask.Infection: [replaced(results, "_passive", never), replaced(windows, "any_of", lambda _right: windows.latest)],
}  # fmt: skip
