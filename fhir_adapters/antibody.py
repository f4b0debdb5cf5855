"""Anti-capsid antibodies as FHIR Observations coded ``AAV9-nab`` or ``AAV9-total`` in our code system.

A titre is one fact in three forms (reading 16): Ratio 1:50, Quantity 50 {titer} with a comparator, string ``<1:5``;
a result may also be a word or a code for positive or negative. Method is Observation.method (``method-ELISA`` in our
code system, else its text), the cut-off referenceRange.high or component ``cut-off``, the sponsor's own assay
component ``assay``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from fhir_adapters.about import About
from fhir_adapters.codings import code_of, codes_of, label_of, texts_of
from fhir_adapters.elements import COMPARATORS, moment, number, quantity
from fhir_adapters.findings import Sign, plain, sign, sign_in_words
from fhir_adapters.node import Node
from matching.facts import Antibody, Comparator, Fact

_CODE = re.compile(r"GENOTHER:([A-Za-z0-9.]+)-(nab|total)", re.IGNORECASE | re.ASCII)
_TITRE = re.compile(r"(<=|>=|<|>|≤|≥)?\s*1\s*[:/]\s*([0-9]+(?:[.,][0-9]+)?)")
_TITRE_UNITS = {"{titer}", "{titre}", "titer", "titre", "{dilution}", "1"}
_NEUTRALISING = re.compile(r"neutrali[sz]|transduction|\bnab\b")
_BINDING = re.compile(r"\btotal|totaux|\bbinding\b")
_RESULTS = ("valueRatio", "valueQuantity", "valueString", "valueCodeableConcept", "interpretation", "dataAbsentReason")
_SIGNS = {"≤": "<=", "≥": ">="}
_METHODS = {
    "elisa": "ELISA", "enzyme-linked immunosorbent assay": "ELISA", "cell-based": "cell-based",
    "cell based": "cell-based", "cell-based assay": "cell-based", "cell based assay": "cell-based",
    "transduction inhibition assay": "cell-based",
}  # fmt: skip


Class = Literal["nab", "total"]
Named = tuple[str, Class]


class Titre(NamedTuple):
    """The reciprocal of a titre, with its comparator: ``<1:5`` is below 5, however the Ratio was written."""

    value: float | None = None
    comparator: Comparator = ""


def is_one(node: Node) -> bool:
    """Whether an observation, or a component of a panel, is an antibody."""
    return bool(_named(node))


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """One Antibody for the observation, where it is one, and for each of its components that is."""
    parts = [part for part in observation["component"] if is_one(part)]
    own = is_one(observation) and not (parts and all(observation[name].json is None for name in _RESULTS))
    for node in [observation, *parts] if own else parts:
        yield from _antibodies(node, observation, about)


def _antibodies(node: Node, observation: Node, about: About) -> Iterator[Antibody]:
    """Whatever of titre, sign, method and cut-off could be read; a result that contradicts itself decides nothing."""
    named, cutoff = _named(node), _cutoff(node)
    titre, said = _agreed(node, *_result(node), cutoff)
    if _is_undecided(node, observation, named):
        titre, said = Titre(), None
    for (capsid, class_), element in named.items():
        yield Antibody(
            **node.where(about.patient, element if len(named) > 1 else ""), capsid=capsid, class_=class_,
            method=method_of(observation["method"]), assay=_assay(observation),
            when=moment(observation, "effective").when, titre=titre.value, comparator=titre.comparator, result=said,
            cutoff=cutoff,
        )  # fmt: skip


def _is_undecided(node: Node, observation: Node, named: Mapping[Named, str]) -> bool:
    """Whether what is said around a result leaves open what it is a result of, or whether it is one."""
    decided = "send one antibody, its method and its result; neither titre nor sign was kept"
    if len(named) > 1:
        node["code"].note("warning", "several-antibodies", "one result of several antibodies", decided)
    elif isinstance(node.json, dict) and sum(name.startswith("value") for name in node.json) > 1:
        node.note("warning", "several-values", "more than one value", decided)
    elif absent := node["dataAbsentReason"]:
        absent.note("warning", "no-result", "a reason for an absent result beside a result", decided)
    elif any(_says_other_class(text, next(iter(named))[1]) for text in texts_of(observation["method"])):
        observation["method"].note("warning", "method-of-another-class", "the method is of other antibodies", decided)
    else:
        return False
    return True


def _says_other_class(method: str, class_: Class) -> bool:
    words = plain(method)
    return bool((_NEUTRALISING if class_ == "total" else _BINDING).search(words))


def _named(node: Node) -> dict[Named, str]:
    """Each capsid and class that a code names, and where; letter case makes no difference."""
    found: dict[Named, str] = {}
    for coding in node["code"]["coding"]:
        if named := _CODE.fullmatch(code_of(coding.json) or ""):
            class_: Class = "nab" if named[2].casefold() == "nab" else "total"
            found.setdefault((_capsid(named[1]), class_), coding.path)
    return found


def _capsid(text: str) -> str:
    """``aavRH74`` as ``AAVrh74``."""
    natural = re.fullmatch(r"aav((?:rh|hu)?)\.?([0-9]+)", text, re.IGNORECASE | re.ASCII)
    return f"AAV{natural[1].casefold()}{natural[2]}" if natural else text


def _agreed(node: Node, titre: Titre, signs: set[Sign | None], cutoff: float | None) -> tuple[Titre, Sign | None]:
    """The titre and the sign where they agree, else neither."""
    allowed = _allowed(titre, cutoff)
    if None in signs:
        what_next = "send positive or negative only; neither titre nor sign was kept"
        node.note("warning", "sign-not-read", "something beside the result is no sign", what_next)
        return Titre(), None
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


def _result(node: Node) -> tuple[Titre, set[Sign | None]]:
    """The titre, and every sign that the interpretations and the value give; None for one that cannot be read."""
    signs = {said for part in node["interpretation"] for said in _signs(part)}
    titre, text = titre_of(node), node["valueString"].text
    own = _signs(node["valueCodeableConcept"])
    if text and titre_in_words(text) is None:
        own.add(sign_in_words(text))
    if titre is None and not own - {None}:
        node.note("warning", "titre-not-read", "no titre and no sign", "send 50 {titer}, 1:50 or negative")
        own.discard(None)
    return titre or Titre(), signs | own


def _signs(concept: Node) -> set[Sign | None]:
    """What the codes of a concept and its text say; an abnormal or high result is not said to be positive."""
    said: set[Sign | None] = {sign(concept)} if concept["coding"] else set()
    said |= {read for coding in concept["coding"] if (read := sign_in_words(coding["display"].text or ""))}
    if text := concept["text"].text:
        said.add(sign_in_words(text))
    return said


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
    stated = [titre_of(part) for part in _components(observation, "cut-off")]
    ranges = observation["referenceRange"]
    if not stated and ranges:
        sent = ranges.json if isinstance(ranges.json, list) else []
        stated = [_limit(found) for found in ranges] if len(sent) == 1 else [None]
        if None in stated:
            ranges.note("information", "cut-off-not-read", "no single titre as a range", "send high as 50 {titer}")
    values = {titre.value if titre else None for titre in stated}
    return values.pop() if len(values) == 1 else None


def _limit(found: Node) -> Titre | None:
    """The upper end of a range that is for no special population, where it is a titre, in number and in text."""
    if any(found[part] for part in ("appliesTo", "age", "type")):
        return None
    text, high = titre_in_words(found["text"].text or ""), _from_quantity(found["high"]) if found["high"] else None
    return text or high if not (text and high) or text.value == high.value else None


def _components(observation: Node, name: str) -> Iterator[Node]:
    for part in observation["component"]:
        if f"GENOTHER:{name}" in codes_of(part["code"].json):
            yield part
