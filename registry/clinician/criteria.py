"""One criterion for the care team: what the protocol says, what was seen and where, what a person answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matching import criteria as ask
from matching import explain
from matching.explain.words import duration
from matching.facts import Fact
from matching.terminology import Terminology
from matching.trial import Language
from matching.verdict import Judged, Judgement
from registry.clinician import marks
from registry.screening.models import AnswerRecord

_RESOURCE = re.compile(r"([A-Za-z]{1,64})/([A-Za-z0-9.-]{1,64})")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact that was looked at, and the stored resource that it was read from."""

    shown: str
    source: str
    type: str
    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked, who, for how long an answer holds, and the answers given, the newest first.

    ``alone``: the whole criterion is this question, so that yes and no decide it.
    """

    id: str
    who: str
    valid: str
    alone: bool
    answers: tuple[AnswerRecord, ...]

    @property
    def standing(self) -> AnswerRecord | None:
        """The answer that stands."""
        newest = self.answers[0] if self.answers else None
        return newest if newest is not None and newest.undone_at is None else None

    @property
    def earlier(self) -> tuple[AnswerRecord, ...]:
        """The answers that stand no more."""
        return self.answers[1:] if self.standing else self.answers


@dataclass(frozen=True, slots=True)
class Criterion:
    """A numbered criterion with its mark, its evidence and its questions; ``line`` is its explanation."""

    line: explain.Line
    state: str
    evidence: tuple[Evidence, ...]
    questions: tuple[Question, ...]

    @property
    def sign(self) -> str:
        """The shape of its mark."""
        return marks.SIGNS[self.state]


def criteria(
    found: Judgement, answers: Sequence[AnswerRecord], language: Language, terminology: Terminology
) -> tuple[Criterion, ...]:
    """The criteria of a judgement, in protocol order."""
    return tuple(_criterion(one, found, answers, language, terminology) for one in found.criteria)


def _criterion(
    one: Judged, found: Judgement, answers: Sequence[AnswerRecord], language: Language, terminology: Terminology
) -> Criterion:
    asked = [leaf for leaf in ask.leaves(one.numbered.criterion) if isinstance(leaf, ask.PersonsAnswer)]
    alone = isinstance(one.numbered.criterion, ask.PersonsAnswer)
    return Criterion(
        explain.line(one, language, terminology),
        marks.state_of(one.passes, found.verdict),
        tuple(_evidence(fact, language, terminology) for fact in one.node.answer.evidence),
        tuple(_question(leaf, answers, language, alone=alone) for leaf in dict.fromkeys(asked)),
    )


def _evidence(fact: Fact, language: Language, terminology: Terminology) -> Evidence:
    stored = _RESOURCE.match(fact.record)
    kind, identifier = stored.groups() if stored else ("", "")
    return Evidence(
        explain.shown(fact, language, terminology), explain.source(fact), kind, identifier, fact.version
    )  # fmt: skip


def _question(leaf: ask.PersonsAnswer, answers: Sequence[AnswerRecord], language: Language, *, alone: bool) -> Question:
    given = tuple(one for one in answers if one.question == leaf.question)
    who = explain.persons(leaf.who, language)
    return Question(leaf.question, who, duration(ask.validity(leaf), language), alone, given)
