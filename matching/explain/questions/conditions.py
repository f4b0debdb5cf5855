"""What is asked of diagnoses and signs, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import names, question
from matching.terminology import Terminology
from matching.trial import Language


@question.register
def _(leaf: ask.Diagnosis, language: Language, terminology: Terminology) -> str:
    head = {"en": "diagnosis: ", "fr": "diagnostic : "}[language]
    return head + names(leaf.any_of, language, terminology) + _ever(leaf, language)


@question.register
def _(leaf: ask.Phenotype, language: Language, terminology: Terminology) -> str:
    return (
        {"en": "sign: ", "fr": "signe : "}[language] + names(leaf.any_of, language, terminology) + _ever(leaf, language)
    )


def _ever(leaf: ask.Diagnosis | ask.Phenotype, language: Language) -> str:
    return {"en": ", now or in the past", "fr": ", actuel ou passé"}[language] if leaf.asks == "ever" else ""
