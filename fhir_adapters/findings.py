"""What a coded answer says: present or absent, positive or negative, yes or no."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from fhir_adapters.codings import codes_of
from fhir_adapters.node import Node
from matching.facts import Certainty

# SNOMED CT qualifier values, LOINC answers, HL7 interpretations; "known" and "definitely" are as sure as it gets.
PRESENCE: Mapping[str, Certainty] = {
    "SNOMED:52101004": "confirmed",  # Present
    "SNOMED:410605003": "confirmed",  # Confirmed present
    "SNOMED:410515003": "confirmed",  # Known present
    "SNOMED:373066001": "confirmed",  # Yes
    "SNOMED:410592008": "suspected",  # Probably present
    "SNOMED:415684004": "suspected",  # Suspected
    "SNOMED:2667000": "absent",  # Absent
    "SNOMED:410516002": "absent",  # Known absent
    "SNOMED:410594000": "absent",  # Definitely not present
    "SNOMED:373067005": "absent",  # No
    "LOINC:LA9633-4": "confirmed",  # Present
    "LOINC:LA9634-2": "absent",  # Absent
    "LOINC:LA33-6": "confirmed",  # Yes
    "LOINC:LA32-8": "absent",  # No
    "INTERPRETATION:POS": "confirmed",
    "INTERPRETATION:NEG": "absent",
}
Sign = Literal["positive", "negative"]
SIGNS: Mapping[str, Sign] = {
    "INTERPRETATION:POS": "positive",
    "INTERPRETATION:DET": "positive",
    "INTERPRETATION:RR": "positive",
    "INTERPRETATION:NEG": "negative",
    "INTERPRETATION:ND": "negative",
    "INTERPRETATION:NR": "negative",
    "SNOMED:10828004": "positive",
    "SNOMED:260373001": "positive",  # Detected
    "SNOMED:260385009": "negative",
    "SNOMED:260415000": "negative",  # Not detected
    "LOINC:LA6576-8": "positive",
    "LOINC:LA11882-0": "positive",  # Detected
    "LOINC:LA6577-6": "negative",
    "LOINC:LA11883-8": "negative",  # Not detected
}
_WORDS: Mapping[str, Sign] = {
    "positive": "positive", "positif": "positive", "pos": "positive", "detected": "positive", "+": "positive",
    "negative": "negative", "negatif": "negative", "neg": "negative", "not detected": "negative",
    "non detecte": "negative", "non detectee": "negative", "non detectes": "negative", "non detectees": "negative",
    "detecte": "positive", "detectee": "positive", "present": "positive", "presente": "positive",
    "presence": "positive", "absent": "negative", "absente": "negative", "absence": "negative",
    "not found": "negative", "non retrouve": "negative", "non retrouvee": "negative",
    "undetectable": "negative", "indetectable": "negative", "-": "negative",
}  # fmt: skip


def presence(concept: Node) -> Certainty | None:
    """Present, perhaps, or absent; None where the codes say neither, or disagree."""
    said = {PRESENCE[code] for code in codes_of(concept.json) if code in PRESENCE}
    return said.pop() if len(said) == 1 else None


def sign(concept: Node) -> Sign | None:
    """Positive or negative; None where the codes say neither, or disagree. Bare v2 codes (POS, NEG) count."""
    said = {SIGNS[code] for code in codes_of(concept.json) if code in SIGNS}
    bare = {f"INTERPRETATION:{coding['code'].text}" for coding in concept["coding"]}
    said |= {SIGNS[code] for code in bare if code in SIGNS}
    return said.pop() if len(said) == 1 else None


def sign_in_words(text: str) -> Sign | None:
    """*négatif*, *negative*, *positif*, *non détecté*, ...: the whole text, in French or English."""
    return _WORDS.get(" ".join(plain(text).rstrip(".").split()))


def plain(text: str) -> str:
    """A text without accents and in small letters, however its accents were encoded."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return text.strip().casefold()
