"""The missing facts that would decide: what is not known of a patient, by how many trials ask it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matching import criteria as ask
from matching import explain
from matching.explain.questions import names
from matching.terminology import Terminology
from matching.trial import Language
from matching.truth import Truth
from matching.verdict import Judgement, Verdict, leaf_nodes


@dataclass(frozen=True, slots=True)
class Missing:
    """A datum that is not known well enough, and the trials, not closed to the patient, that ask for it."""

    datum: str
    trials: tuple[str, ...]


def missing(judgements: Iterable[Judgement], language: Language, terminology: Terminology) -> list[Missing]:
    """Every datum whose absence leaves a criterion open, those that most trials ask for first."""
    asked: dict[str, dict[str, None]] = {}
    for found in judgements:
        if found.verdict is not Verdict.EXCLUDED:
            for leaf in _unknown(found):
                asked.setdefault(_datum(leaf, language, terminology), {})[found.trial] = None
    counted = [Missing(datum, tuple(trials)) for datum, trials in asked.items()]
    return sorted(counted, key=lambda one: (-len(one.trials), one.datum))


def _unknown(found: Judgement) -> Iterable[ask.Leaf]:
    """The undecided leaves of the open criteria that a record, not a person's answer, would decide."""
    for one in found.open_items:
        if one.numbered.basis == "stated":
            for node in leaf_nodes(one.node):
                leaf = node.criterion
                if node.answer.truth is not Truth.UNKNOWN or isinstance(leaf, ask.Connective):
                    continue
                if not isinstance(leaf, ask.PersonsAnswer | ask.ChosenSide):
                    yield leaf


def _datum(leaf: ask.Leaf, language: Language, terminology: Terminology) -> str:
    """What would have to be known, whatever limit is asked of it."""
    match leaf:
        case ask.Measurement(code=codes):
            return names(codes[:1], language, terminology)
        case ask.Antibody(capsid=capsid):
            return {"en": f"anti-{capsid} antibodies", "fr": f"anticorps anti-{capsid}"}[language]
        case (
            ask.Biallelic(gene=gene) | ask.Hemizygous(gene=gene) | ask.VariantFound(gene=gene) | ask.Exons(gene=gene)
            | ask.CopyNumber(gene=gene)
        ):  # fmt: skip
            return {"en": f"gene {gene}", "fr": f"gène {gene}"}[language]
        case _:
            return explain.question(leaf, language, terminology)
