"""Results without a number in FHIR: positive, negative or indeterminate, as a code, in words, or by interpretation.

A viral load is a result too: any number above none is positive; none, or below what assays detect, is negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from fhir_adapters.codings import codes_of
from fhir_adapters.elements import Amount
from fhir_adapters.findings import plain, sign, sign_in_words
from fhir_adapters.node import Node

Said = Literal["positive", "negative", "indeterminate"]
# SNOMED CT qualifier values, LOINC answers, HL7 interpretations.
INDETERMINATE = frozenset({
    "SNOMED:82334004", "SNOMED:42425007", "SNOMED:419984006", "LOINC:LA11884-6", "LOINC:LA9663-1", "LOINC:LA18665-3",
    "INTERPRETATION:IND", "INTERPRETATION:E",
})  # fmt: skip
_WORDS = {"indeterminate", "indetermine", "equivocal", "equivoque", "inconclusive", "douteux", "douteuse", "limite"}
_YES_NO: Mapping[str, Said] = {"SNOMED:373066001": "positive", "SNOMED:373067005": "negative",
                               "LOINC:LA33-6": "positive", "LOINC:LA32-8": "negative"}  # fmt: skip
# LOINC codes of viral loads: hepatitis B DNA, hepatitis C RNA, HIV-1 RNA.
LOADS = frozenset({
    "LOINC:29615-2", "LOINC:42595-9", "LOINC:11011-4", "LOINC:11259-9", "LOINC:20416-4", "LOINC:20447-9",
    "LOINC:25836-8",
})  # fmt: skip
# "Below so many" copies or units per mL is negative only while it is no more than this: ours, above what assays detect.
DETECTED = 100.0


def said(node: Node, codes: Iterable[str], amount: Amount) -> tuple[bool, Said | None]:
    """Whether the element is a result without a number, and which; None where what it says cannot be read."""
    found = set(_all_said(node))
    if not LOADS.isdisjoint(codes) and amount.value is not None and None not in found:
        found.add(_load(amount))
    worded = any(node[f"value{kind}"] for kind in ("CodeableConcept", "String", "Boolean"))
    if not found:
        return worded, None
    return True, found.pop() if len(found) == 1 else None


def _all_said(node: Node) -> Iterator[Said | None]:
    for concept in (node["valueCodeableConcept"], *node["interpretation"]):
        if concept and (one := _concept(concept)):
            yield one
    if text := node["valueString"].text:
        yield "indeterminate" if plain(text) in _WORDS else sign_in_words(text)
    truth = node["valueBoolean"].flag
    if truth is not None:
        yield "positive" if truth else "negative"


def _concept(concept: Node) -> Said | None:
    codes = codes_of(concept.json)
    bare = {f"INTERPRETATION:{coding['code'].text}" for coding in concept["coding"]}
    if not INDETERMINATE.isdisjoint({*codes, *bare}):
        return "indeterminate"
    if found := next((_YES_NO[code] for code in codes if code in _YES_NO), None):
        return found
    text = concept["text"].text or ""
    return sign(concept) or ("indeterminate" if plain(text) in _WORDS else sign_in_words(text))


def _load(amount: Amount) -> Said | None:
    value = amount.value or 0.0
    if amount.comparator in ("<", "<="):
        return "negative" if value <= DETECTED else None
    return "positive" if value > 0 else "negative"
