"""French names as they compare: without accents, particles and punctuation, and as they sound."""

from __future__ import annotations

import re

from fhir_adapters.door.spelling import words

LONGEST = 80
"""Letters that are looked at: no name is longer, and a hostile one must not take minutes."""
_PARTICLES = {"d", "de", "du", "des", "da", "do", "dos", "von", "van"}
_SHORT = {"st": "saint", "ste": "sainte"}

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"e?aul?(?=[tdxs]*$)", "o"),  # Renaud, Renault
        (r"e?au", "o"),
        (r"[ae][iy]", "e"),  # Meyer, Maier
        (r"ou", "u"),
        (r"ch(?=[rln])", "k"),
        (r"s?ch|sh", "s"),
        (r"c?qu?|ck", "k"),  # Leclerc, Leclercq
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"h", ""),  # Gautier, Gauthier
        (r"b(?=v)", ""),  # Lefèvre, Lefebvre
        (r"y", "i"),
        (r"w", "v"),
        (r"[xz]", "s"),
        (r"m(?=[bp])", "n"),
        (r"en(?![aeiou])", "an"),  # Laurent, Laurant
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[tdspe]+$", ""),  # Durand, Durant
    )
)


def family_words(family: str) -> list[str]:
    """The words of a family name, plain, without its leading particles, Saint written out."""
    found = [_SHORT.get(word, word) for word in words(family)]
    while len(found) > 1 and found[0] in _PARTICLES:
        found = found[1:]
    return found


def sound(name: str) -> str:
    """How a plain name sounds in French, roughly; a name in another script as it is written."""
    heard = name[:LONGEST]
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return heard or name[:LONGEST]
