"""What is asked of tests, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import names, question, window
from matching.explain.words import number
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
    return f"{head} ({_TAKES[leaf.take][language]}{window(leaf.within, language)})"
