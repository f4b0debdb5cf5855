"""What is asked of diagnoses and signs, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.sides import SIDES
from matching.explain.questions.wording import names, question, window
from matching.explain.words import ANCHORS, AT, duration, quantity
from matching.terminology import Terminology
from matching.trial import Language


@question.register
def _(leaf: ask.Diagnosis, language: Language, terminology: Terminology) -> str:
    head = {"en": "diagnosis: ", "fr": "diagnostic : "}[language]
    perhaps = {"en": ", confirmed or suspected", "fr": ", confirmé ou suspecté"}[language]
    told = head + names(leaf.any_of, language, terminology) + (perhaps if leaf.certainty == "suspected" else "")
    return told + _side(leaf, language) + _ever(leaf, language) + window(leaf.within, language)


@question.register
def _(leaf: ask.Phenotype, language: Language, terminology: Terminology) -> str:
    head = {"en": "sign: ", "fr": "signe : "}[language] + names(leaf.any_of, language, terminology)
    rated = {"en": " or ", "fr": " ou "}[language].join(SEVERITIES[one][language] for one in leaf.severity)
    return head + (f" ({rated})" if rated else "") + _side(leaf, language) + _ever(leaf, language)


SEVERITIES: dict[str, dict[Language, str]] = {
    "mild": {"en": "mild", "fr": "léger"},
    "moderate": {"en": "moderate", "fr": "modéré"},
    "severe": {"en": "severe", "fr": "sévère"},
}


@question.register
def _(leaf: ask.Onset, language: Language, terminology: Terminology) -> str:
    heads: dict[str, dict[Language, str]] = {
        "onset": {"en": "age at onset of {}: {}", "fr": "âge au début de {} : {}"},
        "diagnosis": {"en": "age at diagnosis of {}: {}", "fr": "âge au diagnostic de {} : {}"},
        "duration": {"en": "time since the onset of {}: {}", "fr": "durée depuis le début de {} : {}"},
    }
    bounds = [(sign, limit) for sign, limit in (("≥", leaf.from_), ("<", leaf.below), ("≤", leaf.to)) if limit]
    told = " ".join(f"{sign} {duration(limit, language)}" for sign, limit in bounds)
    at = f" {AT[leaf.at][language]}" if leaf.asks == "duration" and leaf.at != "screening" else ""
    return heads[leaf.asks][language].format(names(leaf.any_of, language, terminology), told) + at


@question.register
def _(leaf: ask.FamilyHistory, language: Language, terminology: Terminology) -> str:
    head = {"en": "in the family: ", "fr": "dans la famille : "}[language]
    who = names(leaf.relations, language, terminology)
    return head + names(leaf.any_of, language, terminology) + (f" ({who})" if who else "")


@question.register
def _(leaf: ask.Events, language: Language, terminology: Terminology) -> str:
    least = f"≥ {leaf.from_}" if leaf.from_ is not None else ""
    most = f"≤ {leaf.to}" if leaf.to is not None else ""
    told = {"en": "{} {} over {} before {}", "fr": "{} {} sur {} avant {}"}[language].format(
        names(leaf.any_of, language, terminology),
        " ".join(filter(None, (least, most))),
        duration(leaf.over, language),
        ANCHORS[leaf.at][language],
    )
    for part, text in ((leaf.each, _EACH), (leaf.per, _PER)):
        told += text[language].format(duration(part, language)) if part else ""
    return told


_EACH: dict[Language, str] = {"en": ", in each part of {}", "fr": ", dans chaque tranche de {}"}
_PER: dict[Language, str] = {"en": ", per {} on average", "fr": ", par {} en moyenne"}


@question.register
def _(leaf: ask.GivenQuantity, language: Language, terminology: Terminology) -> str:
    bounds = " ".join(
        f"{sign} {quantity(limit.value, limit.unit, language)}"
        for sign, limit in (("≥", leaf.from_), ("<", leaf.below))
        if limit
    )
    text = {"en": "{} {} over {} before {}", "fr": "{} {} sur {} avant {}"}[language]
    which = names(leaf.any_of, language, terminology)
    return text.format(which, bounds, duration(leaf.over, language), ANCHORS[leaf.at][language])


def _side(leaf: ask.Diagnosis | ask.Phenotype, language: Language) -> str:
    return f", {SIDES[leaf.side][language]}" if leaf.side else ""


def _ever(leaf: ask.Diagnosis | ask.Phenotype, language: Language) -> str:
    return {"en": ", now or in the past", "fr": ", actuel ou passé"}[language] if leaf.asks == "ever" else ""
