"""Bugs in what is read of diagnoses and signs."""

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import events, history, onset
from matching.polars_engine.schemas import NEVER
from tests.agreement.plants.spoiling import Spoil, a_day_off, no_day, nobody, replaced

PLANTS: dict[type, list[Spoil]] = {
    ask.Onset: [
        replaced(onset, "mapped", lambda right: lambda change, days: right(change, days) + 1),
        replaced(onset, "_earliest", lambda right: lambda *asked: (right(*asked)[1],) * 2),
    ],
    ask.FamilyHistory: [replaced(onset, "_relatives", lambda _right: lambda _leaf, rows: rows)],
    ask.Events: [
        replaced(events, "mapped", lambda right: lambda change, days: right(change, days) - 1),
        replaced(events._Record, "_overlapping", nobody),  # where the bug is planted
    ],
    ask.GivenQuantity: [replaced(events, "weight_on", lambda right: lambda rows, view: right(rows, view) * 2)],
    ask.Diagnosis: [
        replaced(history, "_newest_absences", lambda _right: lambda rows, *_: (np.full(len(rows), NEVER),) * 2),
        replaced(history, "_findings_in", nobody),
        a_day_off(history, "before"),
    ],
    ask.Phenotype: [replaced(history, "newest_history", no_day), a_day_off(history, "before")],
}  # fmt: skip
