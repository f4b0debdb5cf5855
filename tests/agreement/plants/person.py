"""Bugs in what is read of the person."""

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import person, sides
from tests.agreement.plants.spoiling import Spoil, a_day_off, replaced, silence_is_no

PLANTS: dict[type, list[Spoil]] = {
    ask.SideBy: [replaced(sides, "_latest", lambda _right: lambda _rows, chosen: chosen)],
    ask.ChosenSide: [replaced(sides, "_opposite", lambda _right: lambda side: side)],
    ask.Age: [
        a_day_off(person, "completed"),
        replaced(person, "_early", lambda right: lambda view: (np.zeros_like(right(view)[0]),) * 2),
    ],
    ask.Sex: [replaced(person, "_told", silence_is_no)],
    ask.Karyotype: [replaced(person, "_told", silence_is_no)],
    ask.Country: [replaced(person, "_told", silence_is_no)],
    ask.PersonsAnswer: [
        a_day_off(person, "before"),
        replaced(person, "of_rows", lambda right: lambda day, patient: right(day, patient) + 1),
    ],
}  # fmt: skip
