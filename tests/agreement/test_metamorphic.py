"""What must not change an answer: the order of rows, units, synonyms, the calendar's place, strangers' facts, how a
criterion is written. The reference evaluator alone is asked; that the engine says the same is tested beside.

GENOTHER_METAMORPHIC_CASES=500 for a night.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings

from matching import criteria as ask
from matching import facts as told
from matching.codec import from_data, to_data
from matching.days import Span
from matching.facts import Fact, Facts
from matching.polars_engine.engine import Engine
from matching.polars_engine.snapshot import Snapshot
from matching.reference import Context, evaluate
from matching.truth import Truth
from tests.agreement.pools import TERMINOLOGY, TODAY
from tests.agreement.strategies import Batch, family_batches, mixed_batches

CASES = int(os.environ.get("GENOTHER_METAMORPHIC_CASES", "25"))
SOME = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
# The Gregorian calendar repeats itself, weekdays and all, after so many days.
FOUR_CENTURIES = 146_097


def truth(criterion: ask.Criterion, facts: Facts, batch: Batch, as_of: int | None = None) -> Truth:
    """What the reference says of one patient."""
    context = Context(batch.as_of if as_of is None else as_of, TERMINOLOGY, batch.anchors)
    return evaluate(criterion, facts, context).answer.truth


def each(batch: Batch) -> Iterator[tuple[ask.Criterion, Facts]]:
    """Every question of every patient."""
    for facts in batch.facts.by_patient().values():
        for criterion in batch.criteria:
            yield criterion, facts


def of(rows) -> Facts:
    """These rows as facts."""
    facts = Facts()
    facts.extend(rows)
    return facts


# --- the same facts, told otherwise ----------------------------------------------------------------------------------


def moved(fact: Fact, days: int) -> Fact:
    """The same fact, all its dates so many days later."""
    spans = {one.name: getattr(fact, one.name) for one in fields(fact)}
    later = {name: Span(span.first + days, span.last + days) for name, span in spans.items() if isinstance(span, Span)}
    return replace(fact, **later)


LARGER = {"umol/L": ("mmol/L", 1e-3), "mg/dL": ("g/L", 1e-2), "U/L": ("kU/L", 1e-3), "kg": ("g", 1e3)}


def in_another_unit(fact: Fact) -> Fact:
    """A measurement and its printed range in a unit a thousand or a hundred times as large."""
    if not isinstance(fact, told.Measurement) or fact.unit not in LARGER or fact.value is None:
        return fact
    unit, by = LARGER[fact.unit]
    low, high = (None if bound is None else bound * by for bound in (fact.low, fact.high))
    return replace(fact, value=fact.value * by, unit=unit, low=low, high=high)


SYNONYMS = {"ORPHA:11": "OMIM:11", "MONDO:20": "ORPHA:20", "OMIM:11": "ORPHA:11", "ORPHA:20": "MONDO:20"}


def in_other_units(facts: Facts) -> Facts:
    """Every measurement so; not where some are in the larger unit already: those would become results of one unit,
    of which alone a relative change can be had.
    """
    larger = {unit for unit, _ in LARGER.values()}
    mixed = any(row.unit in larger for row in facts.measurements)
    return facts if mixed else of(map(in_another_unit, facts))


def by_synonym(fact: Fact) -> Fact:
    """A condition under the code that another system has for it."""
    code = getattr(fact, "code", None)
    return replace(fact, code=SYNONYMS[code]) if code in SYNONYMS else fact


OTHER_SIDE = {"left": "right", "right": "left"}


def mirrored(fact: Fact) -> Fact:
    """Left for right."""
    side = getattr(fact, "side", None)
    return replace(fact, side=OTHER_SIDE[side]) if side in OTHER_SIDE else fact


def of_a_stranger(patient: str) -> list[Fact]:
    """Facts under codes that no question knows."""
    day = Span.on(TODAY - 1)
    common = {"patient": patient, "record": "stranger", "when": day}
    return [
        told.Measurement(code="LOINC:999", value=1.0, unit="U/L", **common),
        told.Medication(code="ATC:Z99ZZ99", status="active", **common),
        told.Procedure(code="X:nobody-asks", status="done", **common),
        told.Variant(gene="NOBODY", hgvs="c.1A>G", significance="P", zygosity="hom", **common),
    ]


def results_to_come(patient: str) -> list[Fact]:
    """Results dated after the day of the run."""
    day = Span.on(TODAY + 400)
    common = {"patient": patient, "record": "ahead", "when": day}
    return [
        told.Measurement(code="LOINC:1", value=0.0, unit="U/L", **common),
        told.Antibody(capsid="AAV9", class_="total", titre=1e6, **common),
        told.Result(code="X:test", result="positive", **common),
    ]


def patient_of(facts: Facts) -> str:
    return next(iter(facts)).patient


TOLD_OTHERWISE: dict[str, Callable[[Facts], Facts]] = {
    "rows in reverse order": lambda facts: of(reversed(list(facts))),
    "rows in the order of their words": lambda facts: of(sorted(facts, key=repr)),
    # Events are counted, row by row.
    "every row twice": lambda facts: of([*facts, *(fact for fact in facts if not isinstance(fact, told.Event))]),
    "another unit": in_other_units,
    "a synonym": lambda facts: of(map(by_synonym, facts)),
    "facts that no question knows": lambda facts: of([*facts, *of_a_stranger(patient_of(facts))]),
    "results that lie ahead": lambda facts: of([*facts, *results_to_come(patient_of(facts))]),
}


@pytest.mark.parametrize("change", TOLD_OTHERWISE.values(), ids=TOLD_OTHERWISE)
def test_facts_told_otherwise_answer_the_same(change: Callable[[Facts], Facts]):
    @SOME
    @given(batch=mixed_batches(2))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            assert truth(criterion, change(facts), batch) is truth(criterion, facts, batch), (criterion, list(facts))

    same()


@pytest.mark.parametrize("days", [FOUR_CENTURIES, -FOUR_CENTURIES], ids=["later", "earlier"])
def test_all_dates_four_centuries_away_answer_the_same(days: int):
    @SOME
    @given(batch=mixed_batches(2))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            away = of(moved(fact, days) for fact in facts)
            assert truth(criterion, away, batch, batch.as_of + days) is truth(criterion, facts, batch), criterion

    same()


def test_the_other_side_answers_the_same_where_no_side_is_named():
    @SOME
    @given(batch=mixed_batches(2))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            if all(getattr(leaf, "side", None) is None for leaf in ask.leaves(criterion)):
                mirror = of(map(mirrored, facts))
                assert truth(criterion, mirror, batch) is truth(criterion, facts, batch), criterion

    same()


def test_other_patients_change_nothing_in_the_engine():
    @SOME
    @given(batch=mixed_batches(2))
    def same(batch: Batch) -> None:
        together = Engine(Snapshot.of(batch.facts, TERMINOLOGY), TERMINOLOGY)
        for number, facts in enumerate(batch.facts.by_patient().values()):
            alone = Engine(Snapshot.of(facts, TERMINOLOGY), TERMINOLOGY)
            for criterion in batch.criteria:
                planes = [one.planes(criterion, batch.as_of, batch.anchors) for one in (alone, together)]
                assert planes[0].truth(0) is planes[1].truth(number), criterion

    same()


CHILDREN = {"ORPHA:1": "ORPHA:10", "ORPHA:10": "ORPHA:12", "ORPHA:11": "ORPHA:13", "HP:1": "HP:2", "HP:2": "HP:3"}


@pytest.mark.parametrize("kind", [ask.Diagnosis, ask.Phenotype], ids=lambda kind: kind.__name__)
def test_a_term_below_still_meets_what_the_term_met(kind: type):
    @SOME
    @given(batch=family_batches(kind))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            # An absence on record may contradict the narrower term.
            if (
                all(fact.certainty != "absent" for fact in facts.conditions)
                and truth(criterion, facts, batch) is Truth.MET
            ):
                below = of(
                    replace(fact, code=CHILDREN.get(fact.code, fact.code))
                    if isinstance(fact, told.Condition) and fact.certainty == "confirmed"
                    else fact
                    for fact in facts
                )
                assert truth(criterion, below, batch) is Truth.MET, (criterion, list(facts))

    same()


def test_a_treatment_that_is_taken_off_the_record_is_never_a_no():
    """One fact removed: what was done and no longer stands is unknown again, unless a statement says the rest."""

    @SOME
    @given(batch=family_batches(ask.Procedure))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            done = [fact for fact in facts if getattr(fact, "status", None) == "done" and not facts.histories]
            if truth(criterion, facts, batch) is Truth.MET and len(done) == len(facts.procedures):
                for gone in done:
                    left = of(fact for fact in facts if fact is not gone)
                    assert truth(criterion, left, batch) is not Truth.NOT_MET, (criterion, list(facts))

    same()


# --- the same criterion, written otherwise ---------------------------------------------------------------------------

Pair = Callable[[ask.Criterion, ask.Criterion], tuple[ask.Criterion, ask.Criterion]]
WRITTEN_OTHERWISE: dict[str, Pair] = {
    "not not": lambda a, _: (a, ask.Not(ask.Not(a))),
    "all of one": lambda a, _: (a, ask.All((a,))),
    "any of one": lambda a, _: (a, ask.AnyOf((a,))),
    "all of the same twice": lambda a, _: (a, ask.All((a, a))),
    "not all": lambda a, b: (ask.Not(ask.All((a, b))), ask.AnyOf((ask.Not(a), ask.Not(b)))),
    "not any": lambda a, b: (ask.Not(ask.AnyOf((a, b))), ask.All((ask.Not(a), ask.Not(b)))),
    "all in another order": lambda a, b: (ask.All((a, b)), ask.All((b, a))),
    "at least one": lambda a, b: (ask.AtLeast(1, (a, b)), ask.AnyOf((b, a))),
    "at least all": lambda a, b: (ask.AtLeast(2, (a, b)), ask.All((b, a))),
    "read from its document": lambda a, _: (a, from_data(to_data(a))),
}


@pytest.mark.parametrize("pair", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_criteria_written_otherwise_answer_the_same(pair: Pair):
    @SOME
    @given(batch=mixed_batches(1))
    def same(batch: Batch) -> None:
        for criterion, facts in each(batch):
            one, other = pair(criterion, batch.criteria[0])
            assert truth(one, facts, batch) is truth(other, facts, batch), (one, other, list(facts))

    same()
