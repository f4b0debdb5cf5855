"""The verdicts of `matching.verdict`, for all patients of a cohort at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from matching import criteria as ask
from matching.anchors import Window
from matching.polars_engine.planes import Codes, Flags, Planes, Words, everybody, unpack
from matching.trial import Cohort, Numbered, Trial
from matching.truth import Truth
from matching.verdict import Verdict, minds_earlier_therapy

Answers = tuple[Planes, Mapping[ask.Leaf, Planes]]


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """A numbered criterion: ``fact`` as written, ``passes`` after the one negation of an exclusion."""

    numbered: Numbered
    fact: Planes
    passes: Planes
    # Unknown for want of more than a person's answer.
    wanting: Words
    # A leaf below says something that the passing of time alone may change.
    turning: Words


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """A cohort: ``verdicts`` holds one `Verdict` per patient number.

    When a verdict turns is for the reference evaluator to say: here *later* patients are EXCLUDED, and all of them
    are among those who ``may_open``.
    """

    trial: str
    cohort: str
    criteria: tuple[Answered, ...]
    verdicts: Codes
    may_open: Flags


def screened(trial: Trial, cohort: Cohort, size: int, answers: Callable[[ask.Criterion], Answers]) -> Screened:
    """The verdict of every patient; ``answers`` gives the planes of a criterion, and those of its leaves."""
    criteria = tuple(_answered(numbered, *answers(numbered.criterion), size) for numbered in cohort.criteria)
    none = np.zeros_like(everybody(size))
    excluded, stuck, unknown, wanting = none.copy(), none.copy(), none.copy(), none.copy()
    for one in criteria:
        excluded |= one.passes.false
        stuck |= one.passes.false & ~one.turning
        unknown |= one.passes.unknown
        wanting |= one.wanting
    if minds_earlier_therapy(trial, cohort):
        wanting |= answers(ask.GeneTherapy())[0].true
    verdicts = np.full(size, Verdict.READY if trial.source.kind == "protocol" else Verdict.PASSES, np.uint8)
    for words, verdict in ((unknown, Verdict.PASSES), (wanting, Verdict.OPEN), (excluded, Verdict.EXCLUDED)):
        verdicts[unpack(words, size)] = verdict
    return Screened(trial.id, cohort.name, criteria, verdicts, unpack(excluded & ~stuck, size))


def _answered(numbered: Numbered, fact: Planes, leaves: Mapping[ask.Leaf, Planes], size: int) -> Answered:
    if numbered.basis != "stated":
        # A limit known from memory only, or lost by the source, decides nothing until somebody confirms it.
        fact = Planes.constant(Truth.UNKNOWN, size)
        return Answered(numbered, fact, fact, everybody(size), fact.true)
    beyond, turning = np.zeros_like(fact.true), np.zeros_like(fact.true)
    for leaf, planes in leaves.items():
        if not isinstance(leaf, ask.PersonsAnswer | ask.ChosenSide):
            beyond |= planes.unknown
        turning |= _turning(leaf, planes)
    passes = fact if numbered.kind == "include" else ~fact
    return Answered(numbered, fact, passes, fact.unknown & beyond, turning)


def _turning(leaf: ask.Leaf, planes: Planes) -> Words:
    """Where time alone may turn the answer into the other one; a drug still taken never washes out by waiting.

    What a diagnosis or a person said only grows too old: that satisfies nothing, and opens no door.
    """
    match leaf:
        case ask.Age(from_=None):
            return planes.true
        case ask.Age():
            return planes.false
        case ask.Onset(asks="duration"):
            return planes.true | planes.false
        case ask.Procedure(within="ever") | ask.Vaccination(within="ever") | ask.GeneTherapy(within="ever"):
            return planes.false
        case ask.Procedure() | ask.Vaccination() | ask.GeneTherapy() | ask.Medication() | ask.InTrial():
            return planes.true | planes.false
        case ask.Measurement(within=Window()) | ask.Antibody(within=Window()) | ask.Result(within=Window()):
            return planes.true | planes.false
        case ask.Repeated() | ask.Change() | ask.Infection() | ask.Events() | ask.GivenQuantity():
            return planes.true | planes.false
        case _:
            return np.zeros_like(planes.true)
