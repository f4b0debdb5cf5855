"""A criterion as a sentence, in English and French: what is asked, with its limits and windows."""

from __future__ import annotations

from functools import singledispatch

from matching import criteria as ask
from matching.anchors import Window
from matching.explain.words import ANCHORS, AT, SEXES, SIGNIFICANCES, WHO, duration, number
from matching.terminology import Terminology
from matching.trial import Language


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


@singledispatch
def question(leaf: ask.Leaf, _language: Language, _terminology: Terminology) -> str:
    """What one leaf asks. The union is closed: an unregistered leaf is a programming error."""
    raise TypeError(f"{type(leaf).__name__} has no wording")


def names(codes: tuple[str, ...], language: Language, terminology: Terminology) -> str:
    """The labels of codes, in the reader's language where the release has them."""
    return ", ".join(dict.fromkeys(terminology.label(code, language) for code in codes))


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
    return {"en": "age ", "fr": "âge : "}[language] + {"en": " and ", "fr": " et "}[language].join(bounds) + at


@question.register
def _(leaf: ask.Sex, language: Language, _terminology: Terminology) -> str:
    return {"en": "sex ", "fr": "sexe "}[language] + SEXES[leaf.is_][language]


@question.register
def _(leaf: ask.Karyotype, language: Language, _terminology: Terminology) -> str:
    return {"en": "karyotype ", "fr": "caryotype "}[language] + leaf.is_


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


def _classes(classes: ask.Classes, language: Language) -> str:
    return {"en": " or ", "fr": " ou "}[language].join(SIGNIFICANCES[one][language] for one in classes)


@question.register
def _(leaf: ask.Biallelic, language: Language, _terminology: Terminology) -> str:
    text = {"en": "both alleles of {} lost ({})", "fr": "les deux allèles de {} atteints ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language))


@question.register
def _(leaf: ask.Hemizygous, language: Language, _terminology: Terminology) -> str:
    text = {"en": "hemizygous variant of {} ({})", "fr": "variant hémizygote de {} ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language))


@question.register
def _(leaf: ask.VariantFound, language: Language, _terminology: Terminology) -> str:
    which = leaf.hgvs or _classes(leaf.classes, language)
    many = str(leaf.from_) if leaf.from_ == leaf.to else f"{leaf.from_}–{leaf.to}"
    text = {"en": "variant of {} ({}) on {} allele(s)", "fr": "variant de {} ({}) sur {} allèle(s)"}[language]
    return text.format(leaf.gene, which, many)


@question.register
def _(leaf: ask.CopyNumber, language: Language, _terminology: Terminology) -> str:
    copies = {"en": "copies of {}: ", "fr": "copies de {} : "}[language].format(leaf.gene)
    if leaf.from_ == leaf.to:
        return f"{copies}{leaf.from_}"
    least = f"≥ {leaf.from_}" if leaf.from_ is not None else ""
    most = f"≤ {leaf.to}" if leaf.to is not None else ""
    return copies + {"en": " and ", "fr": " et "}[language].join(bound for bound in (least, most) if bound)


@question.register
def _(leaf: ask.Exons, language: Language, _terminology: Terminology) -> str:
    how = {
        "overlaps": {"en": "affecting", "fr": "touchant"},
        "within": {"en": "contained in", "fr": "contenue dans"},
    }[leaf.how][language]
    text = {"en": "lesion of {} {} exons {} to {}", "fr": "lésion de {} {} les exons {} à {}"}[language]
    transcript = f" ({leaf.transcript})" if leaf.transcript else ""
    return text.format(leaf.gene, how, leaf.first, leaf.last) + transcript


def _window(within: Window | str | None, language: Language) -> str:
    if not isinstance(within, Window):
        return {"en": ", ever", "fr": ", à tout moment"}[language] if within == "ever" else ""
    text = {"en": ", within {} before {}", "fr": ", dans les {} avant {}"}[language]
    return text.format(duration(within.length, language), ANCHORS[within.before][language])


def _bounds(tell: dict[str, str | None]) -> str:
    signs = {"above": ">", "from_": "≥", "below": "<", "to": "≤"}
    return " ".join(f"{sign} {tell[name]}" for name, sign in signs.items() if tell.get(name) is not None)


@question.register
def _(leaf: ask.Antibody, language: Language, _terminology: Terminology) -> str:
    kinds = {"nab": {"en": "neutralising ", "fr": " neutralisants"}, "total": {"en": "total ", "fr": " totaux"}}
    kind = kinds[leaf.class_][language] if leaf.class_ else ""
    head = f"anti-{leaf.capsid} {kind}antibodies" if language == "en" else f"anticorps{kind} anti-{leaf.capsid}"
    method = f" ({leaf.method})" if leaf.method else ""
    if leaf.detected:
        limit = {"en": "detected", "fr": "détectés"}[language]
    else:
        told = {name: getattr(leaf, name) for name in ("above", "from_", "below", "to")}
        limit = _bounds({k: None if v is None else f"1:{number(v, language)}" for k, v in told.items()})
    return f"{head}{method} {limit}{_window(leaf.within, language)}"


_TAKES: dict[str, dict[Language, str]] = {
    "latest": {"en": "latest result", "fr": "dernier résultat"},
    "any": {"en": "any result", "fr": "au moins un résultat"},
    "every": {"en": "every result", "fr": "tous les résultats"},
    "lowest": {"en": "lowest result", "fr": "résultat le plus bas"},
    "highest": {"en": "highest result", "fr": "résultat le plus haut"},
}
_MULTIPLES: dict[str, dict[Language, str]] = {
    "xULN": {"en": "× upper limit of normal", "fr": "× la limite supérieure de la normale"},
    "xLLN": {"en": "× lower limit of normal", "fr": "× la limite inférieure de la normale"},
}


@question.register
def _(leaf: ask.Measurement, language: Language, terminology: Terminology) -> str:
    told: dict[str, str | None] = {}
    for name in ("above", "from_", "below", "to"):
        bound: ask.Limit | None = getattr(leaf, name)
        if bound is not None:
            unit = _MULTIPLES.get(bound.unit, {}).get(language, bound.unit)
            told[name] = f"{number(bound.value, language)} {unit}"
    head = f"{names(leaf.code[:1], language, terminology)} {_bounds(told)}"
    return f"{head} ({_TAKES[leaf.take][language]}{_window(leaf.within, language)})"


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
    return head + names(leaf.any_of, language, terminology) + _window(leaf.within, language)


@question.register
def _(leaf: ask.GeneTherapy, language: Language, terminology: Terminology) -> str:
    head = {"en": "earlier treatment: ", "fr": "traitement antérieur : "}[language]
    return head + names(leaf.any_of, language, terminology) + _window(leaf.within, language)


@question.register
def _(leaf: ask.PersonsAnswer, language: Language, _terminology: Terminology) -> str:
    who = WHO.get(leaf.who, {}).get(language, leaf.who)
    held = (
        {"en": ", valid {}", "fr": ", valable {}"}[language].format(duration(leaf.valid, language))
        if leaf.valid
        else ""
    )
    return {"en": f"answer of {who}{held}", "fr": f"réponse attendue de {who}{held}"}[language]
