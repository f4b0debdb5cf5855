"""FHIR Observation: finds out what kind of statement it is, and reads laboratory values, vital signs and scores.

One code is kept, in this order: LOINC, GENOTHER, SNOMED, NCIT, HP. Genomics, antibodies, phenotypes and our own
statements have files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fhir_adapters import antibody, genomics, phenotype, statements
from fhir_adapters.about import About
from fhir_adapters.codings import codes_of, fact_code
from fhir_adapters.elements import Amount, Moment, by_status, moment, quantity
from fhir_adapters.node import Node
from matching.facts import Fact, Measurement

ORDER = ("LOINC", "GENOTHER", "SNOMED", "NCIT", "HP")
# A corrected observation is the correction itself; the version that it corrects is the older version of the resource.
FINAL = {"final": True, "amended": True, "corrected": True}
_ANTIBODY = re.compile(antibody.CODE)
_OTHER_VALUES = ("String", "CodeableConcept", "Boolean", "Range", "Ratio", "SampledData", "Time", "DateTime", "Period")


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """The facts of one observation, after its code."""
    codes = codes_of(observation["code"].json)
    if phenotype.is_one(observation, codes):
        yield from phenotype.to_facts(observation, about)
    elif by_status(observation, FINAL):
        yield from _reader(codes)(observation, about)


def _reader(codes: list[str]) -> Callable[[Node, About], Iterator[Fact]]:
    if any(_ANTIBODY.fullmatch(code) for code in codes):
        return antibody.to_facts
    if genomics.CODES & set(codes):
        return genomics.to_facts
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
    if not components or _has_value(observation):
        yield from _measurement(observation, about, at)
    for component in components:
        yield from _measurement(component, about, at)


def _has_value(node: Node) -> bool:
    if any(node[f"value{kind}"] for kind in ("Quantity", "Integer", *_OTHER_VALUES)):
        return True
    return bool(node["dataAbsentReason"])


def _measurement(node: Node, about: About, at: Moment) -> Iterator[Measurement]:
    if not _has_value(node) and node["hasMember"]:
        return  # a panel: its members are observations of their own
    code = fact_code(node["code"], ORDER)
    if code is None:
        return
    amount = _amount(node)
    low, high = _range(node, amount)
    yield Measurement(
        **node.where(about.patient), code=code, when=at.when, minute=at.minute, value=amount.value,
        comparator=amount.comparator, unit=amount.unit, low=low, high=high,
    )  # fmt: skip


def _amount(node: Node) -> Amount:
    """A Quantity as sent, an integer as a count; anything else is *done, no number*, and noted."""
    if found := node["valueQuantity"]:
        amount = quantity(found)
        if amount.value is None:
            found.note("information", "no-number", "a quantity without a number", "read as done, without a number")
        return amount
    if found := node["valueInteger"]:
        return Amount(found.number, unit="1")
    if found := node["dataAbsentReason"]:
        found.note("information", "no-result", "a reason stands for the result", "read as done, without a number")
        return Amount()
    for kind in _OTHER_VALUES:
        if found := node[f"value{kind}"]:
            found.note("information", "no-number", "no number", "send a quantity; kept without a number")
            return Amount()
    node.note("warning", "no-result", "neither a value nor a reason for its absence", "read as done, without a number")
    return Amount()


def _range(node: Node, amount: Amount) -> tuple[float | None, float | None]:
    """The printed normal range of this result: the first that is for no special population.

    Reading 17: a limit in multiples of normal uses this range or none.
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
    chosen = usable[0]
    ends = [quantity(chosen[end]) if chosen[end] else Amount(unit=amount.unit) for end in ("low", "high")]
    if any(
        _unit_stated(chosen[end]) and found.unit != amount.unit
        for end, found in zip(("low", "high"), ends, strict=True)
    ):
        chosen.note(
            "warning", "range-unit", "the range has another unit than its result", "send both in one; no range kept"
        )
        return None, None
    if not chosen["low"] and not chosen["high"]:
        chosen.note("information", "range-as-text", "a range without numbers", "send low and high as quantities")
    return ends[0].value, ends[1].value


def _is_normal(found: Node) -> bool:
    types = {coding["code"].text for coding in found["type"]["coding"]}
    return not found["appliesTo"] and not found["age"] and (not types or "normal" in types)


def _unit_stated(found: Node) -> bool:
    return bool(found["code"] or found["unit"])


def _weeks_and_days(observation: Node, components: list[Node]) -> tuple[str, float] | None:
    """A gestational age sent as two components of its own code, 37 weeks and 2 days, as 261 days."""
    own = codes_of(observation["code"].json)
    parts = [quantity(part["valueQuantity"]) for part in components if codes_of(part["code"].json) == own]
    days = {"wk": 7, "d": 1}
    if not own or len(parts) != 2 or {part.unit for part in parts} != set(days):
        return None
    if any(part.value is None or part.comparator for part in parts):
        return None
    code = fact_code(observation["code"], ORDER)
    return (code, sum((part.value or 0) * days[part.unit or "d"] for part in parts)) if code else None
