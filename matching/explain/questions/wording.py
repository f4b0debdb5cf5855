"""How one leaf is put into words: a function per leaf class, and what several of them say alike."""

from __future__ import annotations

from functools import singledispatch

from matching import criteria as ask
from matching.anchors import Ahead, Window
from matching.explain.words import ANCHORS, span_of
from matching.terminology import Terminology
from matching.trial import Language


@singledispatch
def question(leaf: ask.Leaf, _language: Language, _terminology: Terminology) -> str:
    """What one leaf asks. The union is closed: an unregistered leaf is a programming error."""
    raise TypeError(f"{type(leaf).__name__} has no wording")


def names(codes: tuple[str, ...], language: Language, terminology: Terminology) -> str:
    """The labels of codes, in the reader's language where the release has them."""
    return ", ".join(dict.fromkeys(terminology.label(code, language) for code in codes))


def window(within: Window | Ahead | str | None, language: Language) -> str:
    """A window of evidence, or of plans, after a comma."""
    if isinstance(within, Ahead):
        text = {"en": ", planned within {} after {}", "fr": ", prévu dans {} suivant {}"}[language]
        return text.format(span_of(within.length, language), ANCHORS[within.after][language])
    if not isinstance(within, Window):
        return {"en": ", ever", "fr": ", à tout moment"}[language] if within == "ever" else ""
    text = {"en": ", within {} before {}", "fr": ", dans {} avant {}"}[language]
    return text.format(span_of(within.length, language), ANCHORS[within.before][language])
