"""What is asked of one side of two, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import names, question
from matching.terminology import Terminology
from matching.trial import Language

SIDES: dict[str, dict[Language, str]] = {
    "left": {"en": "left", "fr": "gauche"},
    "right": {"en": "right", "fr": "droit"},
}


@question.register
def _(leaf: ask.SideBy, language: Language, terminology: Terminology) -> str:
    texts: dict[str, dict[Language, str]] = {
        "worse": {"en": "the {} side is the worse one by {}{}", "fr": "le côté {} est le plus atteint selon {}{}"},
        "better": {"en": "the {} side is the better one by {}{}", "fr": "le côté {} est le moins atteint selon {}{}"},
    }
    lower = {"en": " (lower is better)", "fr": " (plus bas vaut mieux)"}[language]
    told = names(leaf.by, language, terminology)
    side = SIDES[leaf.side][language]
    return texts[leaf.asks][language].format(side, told, "" if leaf.higher_is_better else lower)


@question.register
def _(leaf: ask.ChosenSide, language: Language, _terminology: Terminology) -> str:
    text = {"en": "the {} side was chosen for {}", "fr": "le côté {} a été choisi pour {}"}[language]
    return text.format(SIDES[leaf.side][language], leaf.trial)
