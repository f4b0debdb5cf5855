"""Bugs in what is read of the person."""

from matching import criteria as ask
from matching.polars_engine.leaves import person
from tests.agreement.plants.spoiling import Spoil, a_day_off, replaced, silence_is_no

PLANTS: dict[type, list[Spoil]] = {
    ask.Age: [a_day_off(person, "completed")],
    ask.Sex: [replaced(person, "_told", silence_is_no)],
    ask.Karyotype: [replaced(person, "_told", silence_is_no)],
    ask.PersonsAnswer: [
        a_day_off(person, "before"),
        replaced(person, "of_rows", lambda right: lambda day, patient: right(day, patient) + 1),
    ],
}  # fmt: skip
