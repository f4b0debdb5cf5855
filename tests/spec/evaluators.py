"""Both evaluators behind one face: what each says of every patient of a table."""

from __future__ import annotations

from matching.criteria import Criterion
from matching.facts import Facts
from matching.polars_engine import Engine, Snapshot
from matching.reference import Answer, Context, evaluate
from matching.trial import Trial
from matching.truth import Truth
from matching.verdict import Verdict


def by_reference(criterion: Criterion, facts: Facts, context: Context) -> dict[str, Answer]:
    """The definition: one patient after the other, with the reasons."""
    patients = facts.by_patient()
    return {patient: evaluate(criterion, rows, context).answer for patient, rows in patients.items()}


def by_engine(criterion: Criterion, facts: Facts, context: Context) -> dict[str, Truth]:
    """The fast evaluator: all patients at once."""
    snapshot = Snapshot.of(facts, context.terminology)
    planes = Engine(snapshot, context.terminology).planes(criterion, context.as_of, context.anchors)
    return {patient: planes.truth(number) for number, patient in enumerate(snapshot.patients)}


def screened_by_engine(facts: Facts, trial: Trial, context: Context) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The engine's verdict on each patient (*later* counts as excluded there), and whether each criterion passes."""
    snapshot = Snapshot.of(facts, context.terminology)
    (found,) = Engine(snapshot, context.terminology).run([trial], context.as_of)
    return {
        patient: (
            Verdict(int(found.verdicts[number])).slug,
            tuple(one.passes.truth(number).value for one in found.criteria),
        )
        for number, patient in enumerate(snapshot.patients)
    }
