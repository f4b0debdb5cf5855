"""How far a number lies from its limit, as a sentence in French and English."""

from __future__ import annotations

from matching.days import Duration
from matching.distance import DAYS, TITRE, Changes, Distance
from matching.explain import words
from matching.explain.words import duration, number
from matching.trial import Language

_MULTIPLES: dict[str, dict[Language, str]] = {
    "xULN": {"en": "× ULN", "fr": "× LSN"},
    "xLLN": {"en": "× LLN", "fr": "× LIN"},
}
_CHANGES: dict[Changes, dict[Language, str]] = {
    Changes.TIME: {"en": "time changes it", "fr": "le temps le change"},
    Changes.NEW_RESULT: {"en": "a new result may change it", "fr": "un nouveau résultat peut le changer"},
    Changes.NEVER: {"en": "nothing changes it", "fr": "rien ne le change"},
}


def apart(one: Distance, language: Language) -> str:
    """``12 U/L above the limit of 40 U/L (a new result may change it)``; a titre is told beside its limit."""
    changes = _CHANGES[one.changes][language]
    if one.unit == TITRE:
        seen, limit = (f"1:{number(value, language)}" for value in (one.seen, one.limit))
        told = {"en": f"{seen}, limit {limit}", "fr": f"{seen}, limite {limit}"}[language]
    elif one.by == 0:
        told = {"en": "at the limit", "fr": "à la limite"}[language]
    else:
        told = _beside(one, language)
    return f"{told} ({changes})"


# From two years on, whole years tell more than days.
_IN_YEARS = 730


def _beside(one: Distance, language: Language) -> str:
    side = {"en": ("below", "above"), "fr": ("sous", "au-dessus de")}[language][one.by > 0]
    if one.unit == DAYS:  # the limit is a birthday, which the criterion itself names
        days = round(abs(one.by))
        by = duration(Duration(days, "d") if days < _IN_YEARS else Duration(int(days / 365.25), "y"), language)
        return {"en": f"{by} {side} the limit", "fr": f"{by} {side} la limite"}[language]
    multiple = _MULTIPLES.get(one.unit)
    unit = multiple[language] if multiple else words.unit(one.unit, language)
    by = f"{number(float(f'{abs(one.by):.3g}'), language)} {unit}".rstrip()
    limit = f"{number(one.limit, language)} {unit}".rstrip()
    return {"en": f"{by} {side} the limit of {limit}", "fr": f"{by} {side} la limite de {limit}"}[language]
