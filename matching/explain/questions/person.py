"""What is asked of the person, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import question
from matching.explain.words import AT, SEXES, WHO, duration
from matching.terminology import Terminology
from matching.trial import Language


@question.register
def _(leaf: ask.Age, language: Language, _terminology: Terminology) -> str:
    bounds = []
    if leaf.from_ is not None:
        bounds.append({"en": "at least ", "fr": "au moins "}[language] + duration(leaf.from_, language))
    if leaf.below is not None:
        bounds.append({"en": "younger than ", "fr": "moins de "}[language] + duration(leaf.below, language))
    if leaf.to is not None:
        up_to = {"en": "up to {} inclusive", "fr": "jusqu’à {} inclus"}[language]
        bounds.append(up_to.format(duration(leaf.to, language)))
    at = f" {AT[leaf.at][language]}" if leaf.at else ""
    at += {"en": ", corrected for prematurity", "fr": ", corrigé de la prématurité"}[language] if leaf.corrected else ""
    return {"en": "age ", "fr": "âge : "}[language] + {"en": " and ", "fr": " et "}[language].join(bounds) + at


@question.register
def _(leaf: ask.Sex, language: Language, _terminology: Terminology) -> str:
    return {"en": "sex ", "fr": "sexe "}[language] + SEXES[leaf.is_][language]


@question.register
def _(leaf: ask.Karyotype, language: Language, _terminology: Terminology) -> str:
    return {"en": "karyotype ", "fr": "caryotype "}[language] + leaf.is_


@question.register
def _(leaf: ask.Country, language: Language, _terminology: Terminology) -> str:
    either = {"en": " or ", "fr": " ou "}[language].join(leaf.is_)
    return {"en": "lives in ", "fr": "pays de résidence : "}[language] + either


def persons(who: tuple[str, ...], language: Language) -> str:
    """Who may answer."""
    return {"en": " or ", "fr": " ou "}[language].join(WHO.get(one, {}).get(language, one) for one in who)


@question.register
def _(leaf: ask.PersonsAnswer, language: Language, _terminology: Terminology) -> str:
    who = persons(leaf.who, language)
    held = (
        {"en": ", valid {}", "fr": ", valable {}"}[language].format(duration(leaf.valid, language))
        if leaf.valid
        else ""
    )
    return {"en": f"answer of {who}{held}", "fr": f"réponse attendue : {who}{held}"}[language]
