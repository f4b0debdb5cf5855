"""How much two identities resemble each other, field by field, and where they cannot be of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from fhir_adapters.door.identity import Identity
from fhir_adapters.door.spelling import words
from registry.pseudonyms.names import LONGEST, family_words, sound

WEIGHTS = {"family": 0.30, "given": 0.25, "birth": 0.35, "sex": 0.10}
THRESHOLD = 0.75
"""Twins of one sex, and most changed family names, are shown to a person; sharing a name and a year is too little."""
_UNSAID = 0.5  # what one of the two does not say speaks neither for nor against
_NEARLY, _VAGUELY = 0.8, 0.6
_MOST_NAMES = 20  # that are compared: a hostile Patient may bring thousands
_PART = 4  # letters from which half of a compound name is looked for alone


def scores(one: Identity, other: Identity) -> dict[str, float]:
    """The similarity, 0 to 1, of each field that both state; usual and birth names compare with each other."""
    found = {
        "family": _nearest(set(_families(one)), set(_families(other))),
        "given": _nearest(set(_given(one)), set(_given(other))),
        "birth": _births(one.birth, other.birth) if one.birth and other.birth else None,
        "sex": float(one.sex == other.sex) if _stated(one) and _stated(other) else None,
    }
    return {field: round(score, 3) for field, score in found.items() if score is not None}


def total(found: Mapping[str, float]) -> float:
    """The weighted sum, 0 to 1."""
    return round(sum(weight * found.get(field, _UNSAID) for field, weight in WEIGHTS.items()), 3)


def contradicts(one: Identity, others: Sequence[Identity]) -> bool:
    """Whether both sex and birth date differ from all who state both: a slip of the pen changes one of them."""
    birth, telling = one.birth or "", [other for other in others if other.birth and _stated(other)]
    if not (birth and _stated(one) and telling):
        return False
    return all(one.sex != other.sex and not _compatible(birth, other.birth or "") for other in telling)


def blocks(identity: Identity) -> set[tuple[str, str]]:
    """What those worth comparing have in common: kind and text, to be blinded.

    The sound of a family name (or of half of a compound one) with the birth year; the sound of the first of the
    first names with the whole birth date.
    """
    if not identity.birth:
        return set()
    year = identity.birth[:4]
    families = {family for name in identity.names[:_MOST_NAMES] for family in (name.family, name.birth_family)}
    found = {("family-year", f"{sound(part)}|{year}") for family in families for part in _family_parts(family)}
    if len(identity.birth) == 10:
        firsts = {written[0] for name in identity.names[:_MOST_NAMES] if (written := words(" ".join(name.given)))}
        found |= {("birth-given", f"{identity.birth}|{sound(first)}") for first in firsts}
    return found


def _family_parts(family: str) -> set[str]:
    found = family_words(family)
    parts = {word for word in found if len(word) >= _PART} if len(found) > 1 else set()
    return parts | {"".join(found)} - {""}


def _families(identity: Identity) -> Iterator[str]:
    for name in identity.names[:_MOST_NAMES]:
        yield from ("".join(family_words(family)) for family in (name.family, name.birth_family) if words(family))


def _given(identity: Identity) -> Iterator[str]:
    """The first one alone, and all of them, each as one word: Jean-Baptiste is Jean Baptiste."""
    for name in identity.names[:_MOST_NAMES]:
        if any(map(words, name.given)):
            yield from ("".join(words(given)) for given in (name.given[0], " ".join(name.given)) if words(given))


def _nearest(ones: set[str], others: set[str]) -> float | None:
    if not (ones and others):
        return None
    return max(fuzz.ratio(one[:LONGEST], other[:LONGEST]) / 100 for one, other in product(ones, others))


def _births(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _compatible(one, other):
        return _VAGUELY
    return _NEARLY if len(one) == len(other) == 10 and _slipped(one, other) else 0.0


def _compatible(one: str, other: str) -> bool:
    """Whether one is the other, written less exactly."""
    return one.startswith(other) or other.startswith(one)


def _slipped(one: str, other: str) -> bool:
    """Whether one digit is wrong, two neighbours are swapped, or day and month are."""
    return OSA.distance(one, other) == 1 or one == f"{other[:4]}-{other[8:]}-{other[5:7]}"


def _stated(identity: Identity) -> bool:
    return identity.sex not in (None, "", "unknown")
