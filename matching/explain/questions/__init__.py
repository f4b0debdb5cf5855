"""A criterion as a sentence, in English and French: what is asked, with its limits and windows."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions import conditions, genotype, person, tests_done, treatments  # noqa: F401  # each registers its leaves
from matching.explain.questions.wording import names, question
from matching.terminology import Terminology
from matching.trial import Language

__all__ = ["names", "question", "sentence"]


def sentence(criterion: ask.Criterion, language: Language, terminology: Terminology) -> str:
    """What a criterion asks, as a person would say it."""
    match criterion:
        case ask.All(parts):
            return _joined(parts, " and ", " et ", language, terminology)
        case ask.AnyOf(parts):
            return _joined(parts, " or ", " ou ", language, terminology)
        case ask.AtLeast(n, parts):
            head = {"en": f"at least {n} of: ", "fr": f"au moins {n} parmi : "}[language]
            return head + "; ".join(sentence(part, language, terminology) for part in parts)
        case ask.Not(part):
            return {"en": "not: ", "fr": "pas : "}[language] + sentence(part, language, terminology)
        case _:
            return question(criterion, language, terminology)


def _joined(parts: tuple[ask.Criterion, ...], en: str, fr: str, language: Language, terminology: Terminology) -> str:
    several = (ask.All, ask.AnyOf, ask.AtLeast)
    told = [sentence(part, language, terminology) for part in parts]
    wrapped = [f"({text})" if isinstance(part, several) else text for text, part in zip(told, parts, strict=True)]
    return {"en": en, "fr": fr}[language].join(wrapped)
