"""What is asked of treatments, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import names, question, window
from matching.explain.words import duration
from matching.terminology import Terminology
from matching.trial import Language


@question.register
def _(leaf: ask.Medication, language: Language, terminology: Terminology) -> str:
    which = names(leaf.any_of, language, terminology)
    length = duration(leaf.for_, language) if leaf.for_ else ""
    texts: dict[str, dict[Language, str]] = {
        "current": {"en": "taking {0}", "fr": "traitement en cours : {0}"},
        "ever": {"en": "has ever taken {0}", "fr": "a déjà reçu {0}"},
        "continuous": {"en": "on {0} for {1} without a break", "fr": "sous {0} depuis {1} sans interruption"},
        "stable": {"en": "on {0} at a stable dose for {1}", "fr": "sous {0} à dose stable depuis {1}"},
        "washed_out": {"en": "off {0} for at least {1}", "fr": "sans {0} depuis au moins {1}"},
    }
    return texts[leaf.asks][language].format(which, length)


@question.register
def _(leaf: ask.Procedure, language: Language, terminology: Terminology) -> str:
    head = {"en": "procedure: ", "fr": "acte : "}[language]
    return head + names(leaf.any_of, language, terminology) + window(leaf.within, language)


@question.register
def _(leaf: ask.GeneTherapy, language: Language, terminology: Terminology) -> str:
    head = {"en": "earlier treatment: ", "fr": "traitement antérieur : "}[language]
    return head + names(leaf.any_of, language, terminology) + window(leaf.within, language)
