"""What became of each fact that a trial's source states: a rule, a person's question, both, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from matching import criteria as ask
from matching.trial import Trial


@dataclass(frozen=True, slots=True)
class Account:
    """The facts of a source, each in one of these places, as the source orders them.

    ``rules`` are computed; of ``both``, one part is computed and a person answers the rest; ``questions`` are a
    person's alone. ``beside`` are no entry criteria. ``missing`` are encoded nowhere: the aim is none.
    """

    stated: int
    rules: tuple[int, ...]
    both: tuple[int, ...]
    questions: tuple[int, ...]
    beside: tuple[int, ...]
    missing: tuple[int, ...]


def account(trial: Trial) -> Account | None:
    """What became of each fact of the trial's source; None where it does not say how many it states."""
    if trial.source.facts is None:
        return None
    leaves: dict[int, list[ask.Leaf]] = {}
    for cohort in trial.cohorts:
        for one in cohort.criteria:
            for fact in one.facts:
                leaves.setdefault(fact, []).extend(ask.leaves(one.criterion))
    asked = {fact: [isinstance(leaf, ask.PersonsAnswer) for leaf in found] for fact, found in leaves.items()}
    every = range(1, trial.source.facts + 1)
    return Account(
        trial.source.facts,
        rules=tuple(fact for fact in every if fact in asked and not any(asked[fact])),
        both=tuple(fact for fact in every if fact in asked and any(asked[fact]) and not all(asked[fact])),
        questions=tuple(fact for fact in every if fact in asked and all(asked[fact])),
        beside=trial.source.beside,
        missing=tuple(fact for fact in every if fact not in asked and fact not in trial.source.beside),
    )
