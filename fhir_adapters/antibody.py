"""Anti-capsid antibodies as FHIR Observations coded ``AAV9-nab`` or ``AAV9-total`` in our code system.

A titre is one fact in three forms (reading 16): Ratio 1:50, Quantity 50 {titer} with a comparator, string ``<1:5``;
a result may also be a word or a code for positive or negative. Method is Observation.method (``method-ELISA`` in our
code system, else its text), the cut-off referenceRange.high or component ``cut-off``, the sponsor's own assay
component ``assay``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of, label_of
from fhir_adapters.elements import COMPARATORS, moment, number, quantity
from fhir_adapters.findings import Sign, sign, sign_in_words
from fhir_adapters.node import Node
from matching.facts import Antibody, Comparator, Fact

CODE = r"GENOTHER:([A-Za-z0-9.]+)-(nab|total)"
_TITRE = re.compile(r"(<=|>=|<|>|≤|≥)?\s*1\s*[:/]\s*([0-9]+(?:[.,][0-9]+)?)")
_TITRE_UNITS = {"{titer}", "{titre}", "titer", "titre", "{dilution}", "1"}
_RESULTS = ("valueRatio", "valueQuantity", "valueString", "valueCodeableConcept", "interpretation", "dataAbsentReason")
_SIGNS = {"≤": "<=", "≥": ">="}
_METHODS = {
    "elisa": "ELISA", "enzyme-linked immunosorbent assay": "ELISA", "cell-based": "cell-based",
    "cell based": "cell-based", "cell-based assay": "cell-based", "cell based assay": "cell-based",
    "transduction inhibition assay": "cell-based",
}  # fmt: skip


class Titre(NamedTuple):
    """The reciprocal of a titre, with its comparator: ``<1:5`` is below 5, however the Ratio was written."""

    value: float | None = None
    comparator: Comparator = ""


def is_one(node: Node) -> bool:
    """Whether an observation, or a component of a panel, is an antibody."""
    return any(re.fullmatch(CODE, code) for code in codes_of(node["code"].json))


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """One Antibody for the observation, where it is one, and for each of its components that is."""
    parts = [part for part in observation["component"] if is_one(part)]
    own = is_one(observation) and not (parts and all(observation[name].json is None for name in _RESULTS))
    for node in [observation, *parts] if own else parts:
        yield _antibody(node, observation, about)


def _antibody(node: Node, observation: Node, about: About) -> Antibody:
    """Whatever of titre, sign, method and cut-off could be read; a result that contradicts itself decides nothing."""
    capsid, class_ = _what(node)
    cutoff = _cutoff(node)
    titre, said = _agreed(node, *_result(node), cutoff)
    return Antibody(
        **node.where(about.patient), capsid=capsid, class_=class_, method=method_of(observation["method"]),
        assay=_assay(observation), when=moment(observation, "effective").when, titre=titre.value,
        comparator=titre.comparator, result=said, cutoff=cutoff,
    )  # fmt: skip


def _what(node: Node) -> tuple[str, Literal["nab", "total"]]:
    found = next(m for code in codes_of(node["code"].json) if (m := re.fullmatch(CODE, code)))
    return found[1], "nab" if found[2] == "nab" else "total"


def _agreed(node: Node, titre: Titre, signs: set[Sign], cutoff: float | None) -> tuple[Titre, Sign | None]:
    """The titre and the sign where they agree, else neither."""
    allowed = _allowed(titre, cutoff)
    if len(signs) > 1 or (titre.value is not None and not signs <= allowed):
        what_next = "correct one of them; neither titre nor sign was kept"
        node.note("warning", "contradicts-itself", "the result says positive and negative", what_next)
        return Titre(), None
    return titre, next(iter(signs), None)


def _allowed(titre: Titre, cutoff: float | None) -> set[Sign]:
    """The signs that a titre may have: by the cut-off, and without one, none found (``<``) is negative."""
    value, sign_of = titre.value or 0.0, titre.comparator
    if cutoff is None:
        return {"negative", "positive"} if sign_of == "<=" else {"negative"} if sign_of == "<" else {"positive"}
    below = value < cutoff or sign_of in {"<", "<="}
    above = value >= cutoff if sign_of in {"", "<="} else value > cutoff or sign_of in {">", ">="}
    return {*(("negative",) if below else ()), *(("positive",) if above else ())}


def method_of(method: Node) -> str | None:
    """The name of a method: ours (``method-ELISA``), else its text, in one spelling for the usual ones."""
    for code in codes_of(method.json):
        if code.startswith("GENOTHER:method-"):
            return code.removeprefix("GENOTHER:method-")
    name = label_of(method)
    if name is None and method:
        method.note("information", "method-not-read", "a method without a name", "send its text; read without a method")
    return _METHODS.get(name.casefold(), name) if name else None


def _result(node: Node) -> tuple[Titre, set[Sign]]:
    """The titre, and every sign that the interpretations and the value give."""
    signs = {found for part in node["interpretation"] if (found := sign(part))}
    titre = titre_of(node)
    if titre is None:
        concept, text = node["valueCodeableConcept"], node["valueString"].text
        own = sign(concept) if concept else sign_in_words(text) if text else None
        if own is None:
            node.note("warning", "titre-not-read", "no titre and no sign", "send 50 {titer}, 1:50 or negative")
        else:
            signs.add(own)
    return titre or Titre(), signs


def titre_of(node: Node) -> Titre | None:
    """A titre from a Ratio, a Quantity or a string; None where there is none."""
    if ratio := node["valueRatio"]:
        return _from_ratio(ratio)
    if amount := node["valueQuantity"]:
        return _from_quantity(amount)
    return titre_in_words(node["valueString"].text or "")


def titre_in_words(text: str) -> Titre | None:
    """``1:50``, ``<1:5``, ``≥ 1/400``; a bare number is no titre."""
    found = _TITRE.fullmatch(text.strip())
    if not found or not float(found[2].replace(",", ".")):
        return None
    sent = found[1] or ""
    return Titre(float(found[2].replace(",", ".")), COMPARATORS.get(_SIGNS.get(sent, sent), ""))


def _from_ratio(ratio: Node) -> Titre | None:
    """``<1:5`` is written with the comparator on either side; by custom it always means a titre below 5."""
    above, below = number(ratio["numerator"]), number(ratio["denominator"])
    signs = {part.comparator for part in (above, below)} - {""}
    if above.value != 1 or not below.value or below.value < 0 or len(signs) > 1:
        ratio.note("warning", "titre-not-read", "not a ratio 1 to n", "send the numerator 1 and the denominator n")
        return None
    return Titre(below.value, signs.pop() if signs else "")


def _from_quantity(node: Node) -> Titre | None:
    amount = quantity(node)
    if amount.unit not in _TITRE_UNITS or not amount.value or amount.value < 0:
        node.note("warning", "titre-not-read", "a quantity that is no titre", "send the reciprocal with {titer}")
        return None
    return Titre(amount.value, amount.comparator)


def _assay(observation: Node) -> Literal["sponsor"] | None:
    for part in _components(observation, "assay"):
        ours = "GENOTHER:sponsor" in codes_of(part["valueCodeableConcept"].json)
        if ours or (part["valueString"].text or "").casefold() == "sponsor":
            return "sponsor"
        part.note("information", "assay-not-read", "an assay that is not the sponsor's", "read as a local assay")
    return None


def _cutoff(observation: Node) -> float | None:
    """The reciprocal below which the laboratory says negative."""
    for part in _components(observation, "cut-off"):
        if titre := titre_of(part):
            return titre.value
    for found in observation["referenceRange"]:
        if high := found["high"]:
            unit = quantity(high).unit if high["unit"] or high["code"] else "1"
            if unit in _TITRE_UNITS and (value := high["value"].number):
                return value
        if titre := titre_in_words(found["text"].text or ""):
            return titre.value
        found.note("information", "cut-off-not-read", "a range that is no titre", "send high as 50 {titer}")
    return None


def _components(observation: Node, name: str) -> Iterator[Node]:
    for part in observation["component"]:
        if f"GENOTHER:{name}" in codes_of(part["code"].json):
            yield part
