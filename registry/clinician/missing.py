"""The missing facts that would decide: what is not known of a patient, by how many trials ask it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matching import explain
from matching.priorities import Burden, data_of
from matching.terminology import Terminology
from matching.trial import Language
from matching.verdict import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Missing:
    """A datum that is not known well enough, what it costs, and the trials, not closed to the patient, that ask it."""

    datum: str
    burden: str
    trials: tuple[str, ...]


def missing(judgements: Iterable[Judgement], language: Language, terminology: Terminology) -> list[Missing]:
    """Every datum whose absence leaves a criterion open: those that most trials ask for first."""
    asked: dict[tuple[str, Burden], dict[str, None]] = {}
    for found in judgements:
        if found.verdict is not Verdict.EXCLUDED:
            for datum in (datum for one in found.open_items for datum in data_of(one)):
                # Two trials may ask for one test by other codes: it is named once.
                name = explain.datum_name(datum, language, terminology)
                asked.setdefault((name, datum.burden), {})[found.trial] = None
    counted = sorted(asked.items(), key=lambda one: (-len(one[1]), one[0][1], one[0][0]))
    return [Missing(name, explain.BURDENS[burden][language], tuple(trials)) for (name, burden), trials in counted]
