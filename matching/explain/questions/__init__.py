"""A criterion as a sentence, in English and French: what is asked, with its limits and windows."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions import conditions, genotype, person, sides, tests_done, treatments  # noqa: F401  # each registers its leaves
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
        case ask.Unless(one, exception):
            unless = {"en": ", unless ", "fr": ", sauf "}[language]
            return sentence(one, language, terminology) + unless + sentence(exception, language, terminology)
        case ask.IfThen():
            return _if_then(criterion, language, terminology)
        case ask.PerSide():
            told = sentence(criterion.criterion, language, terminology)
            by = f" ({names(criterion.by, language, terminology)})" if criterion.by else ""
            return f"{_SIDES[criterion.which][language]}{by} : {told}" if language == "fr" else (
                f"{_SIDES[criterion.which][language]}{by}: {told}"
            )  # fmt: skip
        case _:
            return question(criterion, language, terminology)


_SIDES: dict[str, dict[Language, str]] = {
    "any": {"en": "on one side at least", "fr": "d’un côté au moins"},
    "both": {"en": "on both sides", "fr": "des deux côtés"},
    "worse": {"en": "on the worse side", "fr": "du côté le plus atteint"},
    "better": {"en": "on the better side", "fr": "du côté le moins atteint"},
    "study": {"en": "on the side chosen for the trial", "fr": "du côté choisi pour l’essai"},
}


def _if_then(criterion: ask.IfThen, language: Language, terminology: Terminology) -> str:
    told = [sentence(part, language, terminology) for part in (criterion.if_, criterion.then)]
    text = {"en": "if {}: {}", "fr": "si {} : {}"}[language].format(*told)
    if criterion.else_ == ask.All(()):
        return text
    otherwise = {"en": "; else: {}", "fr": " ; sinon : {}"}[language]
    return text + otherwise.format(sentence(criterion.else_, language, terminology))


def _joined(parts: tuple[ask.Criterion, ...], en: str, fr: str, language: Language, terminology: Terminology) -> str:
    several = (ask.All, ask.AnyOf, ask.AtLeast, ask.Unless, ask.IfThen, ask.PerSide)
    told = [sentence(part, language, terminology) for part in parts]
    wrapped = [f"({text})" if isinstance(part, several) else text for text, part in zip(told, parts, strict=True)]
    return {"en": en, "fr": fr}[language].join(wrapped)
