"""Whether the sentence of a criterion and its limits speak of the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching import criteria as ask
from matching.anchors import Window
from matching.days import Duration
from matching.faults import Fault, fault
from matching.scalars import number
from matching.trial import LANGUAGES, Numbered

_SPACE = "\u0020\u00a0\u202f\u2009"
# "AAV9", "IL-2" and "10^9" are names and powers; "75th" and "75e" are numbers.
_NUMBER = re.compile(r"(?<![\w.,])(?<![^\W\d_]-)\d+(?:[.,]\d+)*(?=(?:st|nd|rd|th|er|re|ère|ème|e)?(?!\w))")
_POWER = re.compile(r"10[*^]\d+")
_RECIPROCAL = re.compile(r"(?<!\w)1\s?[:/]\s?(?=\d)")
_GROUPED = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{_SPACE},]\d{{3}})+(?!\w)")
# Months and years are one ruler, days and weeks another.
_SAME_RULER = {"mo": ("y", 12), "d": ("wk", 7)}


def about_numbers(one: Numbered, where: str) -> Iterator[Fault]:
    """A sentence with numbers, of a criterion of one leaf, in which none of its limits stands."""
    leaves = ask.leaves(one.criterion)
    if len(leaves) != 1 or not _states_numbers(leaves[0]):
        return
    asked, beside = _limits(leaves[0]), _beside(leaves[0])
    for language in LANGUAGES:
        numbers = numbers_in(one.says.get(language, ""))
        if numbers - beside and numbers.isdisjoint(asked):
            yield fault(
                "sentence_without_its_number",
                f"{where}.{language}",
                said=_listed(numbers - beside),
                asked=_listed(asked) or "no limit",
                asked_fr=_listed(asked) or "aucune limite",
            )


def numbers_in(sentence: str) -> frozenset[float]:
    """The numbers of a sentence, in every way that they can be read: 1,5 is 1.5; 10 000 is ten thousand."""
    plain = _RECIPROCAL.sub("", _POWER.sub("", sentence))
    found = {float(text.replace(",", ".")) for text in _NUMBER.findall(plain) if len(re.findall(r"[.,]", text)) < 2}
    return frozenset(found | {float(re.sub(r"\D", "", text)) for text in _GROUPED.findall(plain)})


def _listed(numbers: frozenset[float]) -> str:
    return ", ".join(number(one) for one in sorted(numbers))


def _states_numbers(leaf: ask.Leaf) -> bool:
    match leaf:
        case ask.Antibody(detected=True):
            return True
        case _:
            return bool(_limits(leaf))


def _limits(leaf: ask.Leaf) -> frozenset[float]:
    match leaf:
        case ask.Age():
            return frozenset(n for limit in (leaf.from_, leaf.below, leaf.to) for n in _counts(limit))
        case ask.Antibody():
            limits = (leaf.from_, leaf.above, leaf.to, leaf.below)
            return frozenset(limit for limit in limits if limit is not None)
        case ask.Measurement():
            return frozenset(n for limit in (leaf.from_, leaf.above, leaf.to, leaf.below) for n in _values(limit))
        case ask.CopyNumber():
            return frozenset(float(count) for count in (leaf.from_, leaf.to) if count is not None)
        case ask.Exons():
            return frozenset((float(leaf.first), float(leaf.last)))
        case ask.Medication():
            return frozenset(_counts(leaf.for_))
        case _:
            return frozenset()


def _beside(leaf: ask.Leaf) -> frozenset[float]:
    """The numbers that a sentence may name besides: its window."""
    within = getattr(leaf, "within", None)
    return frozenset(_counts(within.length)) if isinstance(within, Window) else frozenset()


def _counts(duration: Duration | None) -> Iterator[float]:
    if duration is None:
        return
    yield float(duration.count)
    for small, (large, times) in _SAME_RULER.items():
        if duration.unit == small and duration.count % times == 0:
            yield duration.count / times
        if duration.unit == large:
            yield float(duration.count * times)


def _values(limit: ask.Limit | None) -> Iterator[float]:
    if limit is not None:
        yield limit.value
        if limit.unit in ("xULN", "xLLN"):
            yield limit.value * 100  # "200 % of the upper limit"
