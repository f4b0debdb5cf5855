"""The film of a verdict is what asking every day would tell; GENOTHER_WINDOW_CASES=5000 for a night."""

import os
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings

from matching.reference import Context
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.verdict import HORIZON, judged, verdict_of
from matching.windows import film
from tests.agreement.pools import TERMINOLOGY
from tests.agreement.strategies import FAMILIES, Batch, family_batches, mixed_batches

# Patient × cohort pairs over all families.
CASES = int(os.environ.get("GENOTHER_WINDOW_CASES", "400"))
PER_BATCH = 4  # pairs that a batch makes, about
EXAMPLES = max(CASES // PER_BATCH // (len(FAMILIES) + 1), 1)


def a_trial(batch: Batch) -> Trial:
    """The criteria of a batch, every second one an exclusion."""
    kinds = ("include", "exclude")
    numbered = tuple(Numbered(f"N{place}", kinds[place % 2], one, {}) for place, one in enumerate(batch.criteria))
    return Trial("T", None, {}, Modality("aav"), Origin("protocol"), (Cohort("main", numbered),), batch.anchors)


def by_days(facts, trial: Trial, context: Context, days: range):
    """The first day of each verdict, and what each criterion says then, from asking every day."""
    told = []
    for day in days:
        then = Context(day, TERMINOLOGY, trial.anchors)
        all_of_them = [judged(one, facts, then) for one in trial.cohorts[0].criteria]
        said = [(one.numbered.number, one.passes, one.reasons) for one in all_of_them]
        told.append((day, verdict_of(all_of_them, complete_source=True), said))
    return [next(group) for _, group in groupby(told, key=lambda one: one[1:])]


@pytest.mark.parametrize("kind", [*FAMILIES, None], ids=lambda kind: kind.__name__ if kind else "mixed")
def test_a_film_is_every_day(kind: type | None):
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(batch=mixed_batches(depth=1) if kind is None else family_batches(kind))
    def holds(batch: Batch):
        trial = a_trial(batch)
        context = Context(batch.as_of, TERMINOLOGY, batch.anchors)
        for facts in batch.facts.by_patient().values():
            stretches = film(facts, trial, trial.cohorts[0], context)
            days = range(batch.as_of, HORIZON.after(batch.as_of) + 1)
            expected = by_days(facts, trial, context, days)
            found = [(one.first, one.verdict) for one in stretches]
            assert found == [(day, verdict) for day, verdict, _ in expected], (list(facts), trial.cohorts[0].criteria)

    holds()
