"""A trial that is over, without the day on which it ended, was one all the same: what a night's agreement run found."""

from matching import criteria as ask
from matching.days import Span, day
from matching.facts import Facts, Participation
from matching.polars_engine import Engine, Snapshot
from matching.reference import Context, evaluate
from matching.terminology import Terminology
from matching.truth import Truth

TODAY, TERMS = day("2026-03-31"), Terminology({})


def test_a_past_trial_without_its_end_was_a_trial_ever():
    facts = Facts()
    facts.add(Participation(patient="p", record="r", code="NCT1", status="past", when=Span.on(TODAY - 1)))
    asked = ask.InTrial(asks="ever")
    assert evaluate(asked, facts, Context(TODAY, TERMS)).answer.truth is Truth.MET
    assert Engine(Snapshot.of(facts, TERMS), TERMS).planes(asked, TODAY, {}).truth(0) is Truth.MET
