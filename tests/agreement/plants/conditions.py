"""Bugs in what is read of diagnoses and signs."""

import numpy as np

from matching import criteria as ask
from matching.polars_engine.leaves import history
from matching.polars_engine.schemas import NEVER
from tests.agreement.plants.spoiling import Spoil, a_day_off, no_day, nobody, replaced

PLANTS: dict[type, list[Spoil]] = {
    ask.Diagnosis: [
        replaced(history, "_newest_absences", lambda _right: lambda rows, *_: (np.full(len(rows), NEVER),) * 2),
        replaced(history, "_findings_in", nobody),
        a_day_off(history, "before"),
    ],
    ask.Phenotype: [replaced(history, "newest_history", no_day), a_day_off(history, "before")],
}  # fmt: skip
