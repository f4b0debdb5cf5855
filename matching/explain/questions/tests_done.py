"""What is asked of tests, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.sides import SIDES
from matching.explain.questions.wording import names, question, window
from matching.explain.words import duration, number, quantity
from matching.terminology import Terminology
from matching.trial import Language


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
    return f"{head}{method} {limit}{window(leaf.within, language)}"


_TAKES: dict[str, dict[Language, str]] = {
    "latest": {"en": "latest result", "fr": "dernier résultat"},
    "any": {"en": "any result", "fr": "au moins un résultat"},
    "every": {"en": "every result", "fr": "tous les résultats"},
    "lowest": {"en": "lowest result", "fr": "résultat le plus bas"},
    "highest": {"en": "highest result", "fr": "résultat le plus haut"},
}


_LITERAL: dict[Language, str] = {
    "en": "as measured, whatever the treatments",
    "fr": "telle que mesurée, quels que soient les traitements",
}
_MULTIPLES: dict[str, dict[Language, str]] = {
    "xULN": {"en": "× upper limit of normal", "fr": "× la limite supérieure de la normale"},
    "xLLN": {"en": "× lower limit of normal", "fr": "× la limite inférieure de la normale"},
}


def _limits(leaf: ask.Measurement | ask.Repeated | ask.Change, language: Language) -> str:
    told: dict[str, str | None] = {}
    for name in ("above", "from_", "below", "to"):
        bound: ask.Limit | None = getattr(leaf, name)
        if bound is not None:
            multiple = _MULTIPLES.get(bound.unit)
            told[name] = (
                f"{number(bound.value, language)} {multiple[language]}"
                if multiple
                else quantity(bound.value, bound.unit, language)
            )
    return _bounds(told)


@question.register
def _(leaf: ask.Measurement, language: Language, terminology: Terminology) -> str:
    head = f"{names(leaf.code[:1], language, terminology)} {_limits(leaf, language)}"
    beside = [SIDES[leaf.side][language]] if leaf.side else []
    beside += [*filter(None, (names(leaf.tissue, language, terminology), leaf.method, leaf.chart))]
    beside += [_LITERAL[language]] if leaf.literal else []
    told = f"{_TAKES[leaf.take][language]}{window(leaf.within, language)}"
    return f"{head} ({', '.join([*beside, told])})"


@question.register
def _(leaf: ask.Repeated, language: Language, terminology: Terminology) -> str:
    head = f"{names(leaf.code[:1], language, terminology)} {_limits(leaf, language)}"
    said: list[dict[Language, str]] = [
        {"en": f"on at least {leaf.n} distinct days", "fr": f"à au moins {leaf.n} dates distinctes"}
    ]
    if leaf.spacing:
        said.append({"en": "at least {} apart", "fr": "espacées d’au moins {}"})
    lengths = [leaf.spacing] if leaf.spacing else []
    for length, texts in ((leaf.one_older, _OLDER), (leaf.one_newer, _NEWER)):
        if length:
            said.append(texts)
            lengths.append(length)
    if leaf.consecutive:
        said.append({"en": "without another result between", "fr": "sans autre résultat entre elles"})
    told = ", ".join(text[language] for text in said).format(*(duration(length, language) for length in lengths))
    return f"{head} ({told}{window(leaf.within, language)})"


_OLDER: dict[Language, str] = {"en": "one of them more than {} ago", "fr": "dont une il y a plus de {}"}
_NEWER: dict[Language, str] = {"en": "one of them within {}", "fr": "dont une depuis moins de {}"}


@question.register
def _(leaf: ask.Change, language: Language, terminology: Terminology) -> str:
    text = {"en": "change of {} over {} {}: {}{}", "fr": "évolution de {} sur {} {} : {}{}"}[language]
    how = {
        "difference": {"en": "or more", "fr": "ou plus"},
        "percent": {"en": "or more, relative", "fr": "ou plus, relative"},
    }[leaf.as_][language]
    name = names(leaf.code[:1], language, terminology)
    over = duration(leaf.over, language)
    return text.format(name, over, how, _limits(leaf, language), window(leaf.within, language))


@question.register
def _(leaf: ask.Result, language: Language, terminology: Terminology) -> str:
    said = {"positive": {"en": "positive", "fr": "positif"}, "negative": {"en": "negative", "fr": "négatif"}}
    method = f"{leaf.method}, " if leaf.method else ""
    head = f"{names(leaf.any_of, language, terminology)} {said[leaf.is_][language]}"
    return f"{head} ({method}{_TAKES[leaf.take][language]}{window(leaf.within, language)})"


AGENTS: dict[str, dict[Language, str]] = {
    "HIV": {"en": "HIV", "fr": "le VIH"},
    "HBV": {"en": "hepatitis B virus", "fr": "le virus de l’hépatite B"},
    "HCV": {"en": "hepatitis C virus", "fr": "le virus de l’hépatite C"},
    "syphilis": {"en": "syphilis", "fr": "la syphilis"},
}


@question.register
def _(leaf: ask.Infection, language: Language, _terminology: Terminology) -> str:
    texts: dict[str, dict[Language, str]] = {
        "active": {"en": "active infection by {}{}", "fr": "infection active par {}{}"},
        "ever": {"en": "infection by {}, now or in the past{}", "fr": "infection par {}, actuelle ou passée{}"},
    }
    return texts[leaf.asks][language].format(AGENTS[leaf.agent][language], window(leaf.within, language))
