"""FHIR Observation: finds out what kind of statement it is, and reads laboratory values, vital signs and scores.

One row for each code of LOINC and of ours, else one code, in this order: SNOMED, NCIT, HP. Genomics, antibodies,
phenotypes and our own statements have files of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fhir_adapters import acuity, antibody, beside, events, genomics, phenotype, result, statements
from fhir_adapters.about import About
from fhir_adapters.beside import Beside
from fhir_adapters.codings import UNCODED, codes_of, fact_code, fact_codes
from fhir_adapters.elements import FINAL, Amount, Moment, by_status, moment, quantity
from fhir_adapters.node import Node
from matching.facts import Antibody, Fact, Measurement, Result

ORDER = ("LOINC", "GENOTHER", "SNOMED", "NCIT", "HP")
_AWAITED = {"registered", "preliminary", "partial"}
_NEVER_WAS = {"entered-in-error", "cancelled"}
_ASKED = ("LOINC:", "GENOTHER:")
_OTHER_VALUES = ("String", "CodeableConcept", "Boolean", "Range", "Ratio", "SampledData", "Time", "DateTime", "Period")


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """The facts of one observation, after its code."""
    codes = codes_of(observation["code"].json)
    if phenotype.is_one(observation, codes):
        yield from phenotype.to_facts(observation, about)
        return
    reader = _reader(observation, codes)
    if by_status(observation, FINAL):
        yield from reader(observation, about)
    else:
        yield from without_result(observation, about)


def without_result(observation: Node, about: About) -> Iterator[Fact]:
    """A value or an antibody that is pending or cannot be read: it is there, so that an older one is not the latest."""
    codes = codes_of(observation["code"].json)
    if observation["status"].text in _NEVER_WAS or phenotype.is_one(observation, codes):
        return
    if (reader := _reader(observation, codes)) in {antibody.to_facts, measurements}:
        pending = observation["status"].text in _AWAITED
        numbered = observation["valueQuantity"] or observation["valueInteger"]
        for fact in reader(observation, about):
            if not isinstance(fact, Result):
                yield _without(fact, pending=pending)
            # What comes may be a result without a number.
            if isinstance(fact, Measurement) and not numbered:
                where = observation.where(about.patient, fact.element)
                yield Result(**where, code=fact.code, when=fact.when, pending=pending)


def _without(fact: Fact, *, pending: bool) -> Fact:
    """A result without what it says."""
    if isinstance(fact, Antibody):
        return replace(fact, titre=None, comparator="", result=None, pending=pending)
    if isinstance(fact, Measurement):
        return replace(fact, value=None, comparator="", unit=None, low=None, high=None, pending=pending)
    return fact


def _reader(observation: Node, codes: list[str]) -> Callable[[Node, About], Iterator[Fact]]:
    if antibody.is_one(observation):
        return antibody.to_facts
    if genomics.CODES & set(codes):
        return genomics.to_facts
    if events.WATCHED in codes or events.named(codes):
        return events.to_facts
    return statements.reader_of(codes) or measurements


def measurements(observation: Node, about: About) -> Iterator[Fact]:
    """The observation's own value and one measurement for each component."""
    at = moment(observation, "effective")
    if not at.when and observation["issued"]:
        what_next = "send effectiveDateTime; the date of issue is not the date of the sample"
        observation.note("information", "undated", "no time of observation", what_next)
    components = list(observation["component"])
    gestation = _weeks_and_days(observation, components)
    if gestation:
        yield Measurement(
            **observation.where(about.patient), code=gestation[0], when=at.when, value=gestation[1], unit="d"
        )
        return
    said = beside.read(observation)
    if not components or _has_value(observation) or all(map(beside.is_said_beside, components)):
        yield from _measurement(observation, about, at, said)
    if components:
        yield from antibody.to_facts(observation, about)
    for component in components:
        if not antibody.is_one(component) and not beside.is_said_beside(component):
            yield from _measurement(component, about, at, said)


def _has_value(node: Node) -> bool:
    if any(node[f"value{kind}"] for kind in ("Quantity", "Integer", *_OTHER_VALUES)):
        return True
    return bool(node["dataAbsentReason"])


def _measurement(node: Node, about: About, at: Moment, said: Beside) -> Iterator[Measurement | Result]:
    if not _has_value(node) and node["hasMember"]:
        return  # a panel: its members are observations of their own
    found = _codes(node)
    if not found:
        return
    seen = acuity.in_letters(node, found)
    amount, method = seen or (_amount(node), said.method)
    low, high = _range(node, amount)
    worded, sign = result.said(node, found, amount)
    for code, element in found.items():
        where = node.where(about.patient, element)
        for side in said.sides:
            yield Measurement(
                **where, code=code, when=at.when, minute=at.minute, value=amount.value, comparator=amount.comparator,
                unit=_unit(node, code, amount), low=low, high=high, method=method, tissue=said.tissue,
                chart=said.chart, side=side,
            )  # fmt: skip
        if worded:
            yield Result(
                **where, code=code, result=sign, when=at.when, minute=at.minute, method=said.method, tissue=said.tissue
            )


def _codes(node: Node) -> dict[str, str]:
    """Every LOINC code and every one of ours; without any, the first in `ORDER`."""
    found = fact_codes(node["code"], ORDER, node.path)
    asked = {code: element for code, element in found.items() if code.startswith(_ASKED)}
    kept = asked or {code: element for code, element in list(found.items())[:1] if code != UNCODED}
    return kept if len(kept) > 1 else dict.fromkeys(kept, node.path)


def _unit(node: Node, code: str, amount: Amount) -> str | None:
    """The unit as sent; an integer has none in FHIR, so that it is a count in our own scores only."""
    return "1" if code.startswith("GENOTHER:") and node["valueInteger"] else amount.unit


def _amount(node: Node) -> Amount:
    """A Quantity or an integer as sent; anything else is *done, no number*, and noted."""
    if found := node["valueQuantity"]:
        amount = quantity(found)
        if amount.value is None:
            found.note("information", "no-number", "a quantity without a number", "read as done, without a number")
        return amount
    if found := node["valueInteger"]:
        return Amount(found.number)
    if found := node["dataAbsentReason"]:
        found.note("information", "no-result", "a reason stands for the result", "read as done, without a number")
        return Amount()
    for kind in _OTHER_VALUES:
        if found := node[f"value{kind}"]:
            if result.said(node, (), Amount())[1] is None:
                found.note("information", "no-number", "no number", "send a quantity; kept without a number")
            return Amount()
    if node["status"].text not in _AWAITED:
        node.note(
            "warning", "no-result", "neither a value nor a reason for its absence", "read as done, without a number"
        )
    return Amount()


def _range(node: Node, amount: Amount) -> tuple[float | None, float | None]:
    """The printed normal range of this result: the one that is for no special population.

    Reading 17: a limit in multiples of normal uses this range or none. Ranges that only a text tells apart are for
    whom their text says, which is not read: of several that differ, none is kept.
    """
    ranges = list(node["referenceRange"])
    usable = [found for found in ranges if _is_normal(found)]
    if not usable:
        if ranges:
            what_next = "send the range of this patient's result without appliesTo; none was kept"
            node["referenceRange"].note(
                "information", "no-normal-range", "no range that is plainly this result's", what_next
            )
        return None, None
    chosen, *others = usable
    printed = _ends(chosen)
    if any(_ends(other) != printed for other in others):
        what_next = "send the one that holds for this result; none was kept"
        node["referenceRange"].note("warning", "several-ranges", "several ranges told apart by text only", what_next)
        return None, None
    ends = [quantity(chosen[end]) if chosen[end] else Amount(unit=amount.unit) for end in ("low", "high")]
    if not chosen["low"] and not chosen["high"]:
        chosen.note("information", "range-as-text", "a range without numbers", "send low and high as quantities")
        return None, None
    stated = [found.unit for end, found in zip(("low", "high"), ends, strict=True) if _unit_stated(chosen[end])]
    if any(unit != amount.unit for unit in stated) or (amount.value is not None and amount.unit is None):
        chosen.note(
            "warning", "range-unit", "the range has another unit than its result", "send both in one; no range kept"
        )
        return None, None
    return ends[0].value, ends[1].value


def _ends(found: Node) -> tuple[object, ...]:
    return tuple(found[end][part].json for end in ("low", "high") for part in ("value", "unit", "code"))


def _is_normal(found: Node) -> bool:
    types = {coding["code"].text for coding in found["type"]["coding"]}
    return not found["appliesTo"] and not found["age"] and (not types or "normal" in types)


def _unit_stated(found: Node) -> bool:
    return bool(found["code"] or found["unit"])


def _weeks_and_days(observation: Node, components: list[Node]) -> tuple[str, float] | None:
    """A gestational age sent as two components of its own code, 37 weeks and 2 days, as 261 days."""
    if not components:
        return None
    own = codes_of(observation["code"].json)
    parts = [quantity(part["valueQuantity"]) for part in components if codes_of(part["code"].json) == own]
    days = {"wk": 7, "d": 1}
    if not own or len(parts) != 2 or {part.unit for part in parts} != set(days):
        return None
    if any(part.value is None or part.comparator for part in parts):
        return None
    code = fact_code(observation["code"], ORDER)
    return (code, sum((part.value or 0) * days[part.unit or "d"] for part in parts)) if code else None
