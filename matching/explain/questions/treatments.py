"""What is asked of treatments, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.sides import SIDES
from matching.explain.questions.wording import names, question, window
from matching.explain.words import AT, duration, quantity
from matching.terminology import Terminology
from matching.trial import Language


@question.register
def _(leaf: ask.Medication, language: Language, terminology: Terminology) -> str:
    which = names(leaf.any_of, language, terminology)
    if leaf.except_:
        besides = names(leaf.except_, language, terminology)
        which += {"en": " (other than {})", "fr": " (hors {})"}[language].format(besides)
    told = _ASKED[leaf.asks][language].format(which, _length(leaf, language))
    at = f", {AT[leaf.at][language]}" if leaf.at != "screening" else ""
    return f"{told}{_dose(leaf, language)}{at}"


_ASKED: dict[str, dict[Language, str]] = {
    "current": {"en": "taking {0}", "fr": "traitement en cours : {0}"},
    "ever": {"en": "has ever taken {0}", "fr": "a déjà reçu {0}"},
    "continuous": {"en": "on {0} for {1} without a break", "fr": "sous {0} depuis {1} sans interruption"},
    "stable": {"en": "on {0} at a stable dose for {1}", "fr": "sous {0} à dose stable depuis {1}"},
    "washed_out": {"en": "off {0} for at least {1}", "fr": "sans {0} depuis au moins {1}"},
}


def _length(leaf: ask.Medication, language: Language) -> str:
    """A time, a number of half-lives, or the longer of both."""
    told = [duration(leaf.for_, language)] if leaf.for_ else []
    if leaf.half_lives:
        told.append({"en": f"{leaf.half_lives} half-lives", "fr": f"{leaf.half_lives} demi-vies"}[language])
    both = {"en": "{} or {}, the longer", "fr": "{} ou {}, le plus long des deux"}[language]
    return both.format(*told) if len(told) > 1 else "".join(told)


def _dose(leaf: ask.Medication, language: Language) -> str:
    bounds = [(sign, limit) for sign, limit in (("≥", leaf.dose_from), ("≤", leaf.dose_to)) if limit]
    told = "".join(f", {sign} {quantity(limit.value, limit.unit, language)}" for sign, limit in bounds)
    follows = {"en": " (a dose that follows the weight is stable)", "fr": " (une dose qui suit le poids est stable)"}
    return told + (follows[language] if leaf.per_weight else "")


@question.register
def _(leaf: ask.ExposureDays, language: Language, terminology: Terminology) -> str:
    return f"{names(leaf.code, language, terminology)} ≥ {leaf.from_}"


@question.register
def _(leaf: ask.Procedure, language: Language, terminology: Terminology) -> str:
    head = {"en": "procedure: ", "fr": "acte : "}[language]
    side = f", {SIDES[leaf.side][language]}" if leaf.side else ""
    return head + names(leaf.any_of, language, terminology) + side + window(leaf.within, language)


@question.register
def _(leaf: ask.GeneTherapy, language: Language, terminology: Terminology) -> str:
    head = {"en": "earlier treatment: ", "fr": "traitement antérieur : "}[language]
    return head + names(leaf.any_of, language, terminology) + window(leaf.within, language)


@question.register
def _(leaf: ask.Vaccination, language: Language, terminology: Terminology) -> str:
    head = {"en": "vaccine: ", "fr": "vaccin : "}[language]
    return head + names(leaf.any_of, language, terminology) + window(leaf.within, language)


@question.register
def _(leaf: ask.InTrial, language: Language, _terminology: Terminology) -> str:
    which = ", ".join(leaf.any_of) or {"en": "a trial", "fr": "un essai"}[language]
    if leaf.for_:
        text = {"en": "in {} for at least {}", "fr": "dans {} depuis au moins {}"}[language]
        return text.format(which, duration(leaf.for_, language))
    if leaf.within or leaf.asks == "ever":
        return {"en": "was in {}{}", "fr": "a participé à {}{}"}[language].format(which, window(leaf.within, language))
    return {"en": "now in {}", "fr": "participe à {}"}[language].format(which)
