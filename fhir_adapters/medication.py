"""FHIR MedicationStatement, MedicationRequest and MedicationAdministration: what is, was or was not taken.

One row for each code, in this order: ATC, GENOTHER, RXNORM, SNOMED. A request is an order and not an intake: an
active order is read as taken from the day it was written until the end it states, a completed or stopped one as taken
until some later day. What is on hold, taken as needed, or for a while, is taken on days that nobody knows: it stopped
some day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from fhir_adapters.about import About
from fhir_adapters.codings import UNCODED, fact_codes
from fhir_adapters.elements import Amount, by_status, moment, period, quantity, some_day, span
from fhir_adapters.history import complete, is_absence
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import Fact, Medication

ORDER = ("ATC", "GENOTHER", "RXNORM", "SNOMED")
Status = Literal["active", "stopped", "not_taken", "planned"]
STATEMENT: Mapping[str, Status] = {
    "active": "active", "on-hold": "active", "completed": "stopped", "stopped": "stopped", "intended": "planned",
    "not-taken": "not_taken",
}  # fmt: skip
REQUEST: Mapping[str, Status] = {
    "active": "active", "on-hold": "active", "completed": "stopped", "stopped": "stopped", "draft": "planned",
}  # fmt: skip
# One dose that was not given says nothing about the drug: not-done is left out on purpose.
ADMINISTRATION: Mapping[str, Status] = {
    "in-progress": "active", "on-hold": "active", "completed": "stopped", "stopped": "stopped",
}  # fmt: skip
_ORDERS = {"order", "original-order", "reflex-order", "filler-order", "instance-order"}
_LIMITS = ("boundsDuration", "boundsRange", "count", "countMax")
_INTENTS = {"proposal", "plan", "option"}


def statement(resource: Node, about: About) -> Iterator[Fact]:
    """What somebody says is taken. Between its start and the day it was asserted, a stopped drug ended."""
    start, end = _times(resource, "effective")
    asserted = span(resource["dateAsserted"])
    concept = drug(resource, about)
    if concept and is_absence(concept):
        yield from complete(resource, concept, about, asserted or start)
        return
    status = by_status(resource, STATEMENT)
    if status == "not_taken":
        start, end = asserted or start, None
    elif status == "stopped" and end is None and start and asserted and asserted.last >= start.first:
        end = Span(start.first, asserted.last)
    if status == "active" and end is None:
        end = _end_of_dosages(list(resource["dosage"]))
    if status == "active" and _is_open(resource["dosage"], supply=None):
        status, end = "stopped", some_day(start)
    yield from _fact(resource, about, concept, status, start, end, _doses(resource["dosage"]))


def request(resource: Node, about: About) -> Iterator[Fact]:
    """An order; a proposal or a plan is only planned. A prohibition, or an order withdrawn before use, is no fact."""
    if resource["doNotPerform"].flag:
        resource.note("information", "prohibition", "an order not to give", "send a statement that it is not taken")
        return
    status = by_status(resource, REQUEST)
    intent = resource["intent"].text
    if intent in _INTENTS and status:
        status = "planned"
    elif intent not in _ORDERS and status:
        resource["intent"].note("warning", "bad-code", "no intent that R4 defines", "send order or plan; no fact made")
        return
    start = span(resource["authoredOn"])
    end = _end_of_order(resource) if resource["status"].text in {"active", "completed"} else None
    supply = resource["dispenseRequest"]["expectedSupplyDuration"]
    if status == "active" and _is_open(resource["dosageInstruction"], supply):
        status, end = "stopped", some_day(start)
    yield from _fact(resource, about, drug(resource, about), status, start, end, _doses(resource["dosageInstruction"]))


def _end_of_order(resource: Node) -> Span | None:
    """The end of a prescription, or of its dosages where each has one; where they differ, any day between them."""
    validity = period(resource["dispenseRequest"]["validityPeriod"])[1]
    ends = [end for end in (validity, _end_of_dosages(list(resource["dosageInstruction"]))) if end]
    return Span(min(end.first for end in ends), max(end.last for end in ends)) if ends else None


def _end_of_dosages(dosages: list[Node]) -> Span | None:
    bounds = [period(dosage["timing"]["repeat"]["boundsPeriod"])[1] for dosage in dosages]
    ends = [end for end in bounds if end]
    if not ends or len(ends) < len(bounds):
        return None
    return Span(min(end.first for end in ends), max(end.last for end in ends))


def _is_open(dosages: Node, supply: Node | None) -> bool:
    """Whether a drug is taken on days that nobody knows: as needed, or for a while without its last day."""
    if any(_as_needed(dosage) for dosage in dosages):
        dosages.note("information", "as-needed", "taken as needed", "when it is taken is unknown")
        return True
    if supply or any(_for_a_while(dosage["timing"]) for dosage in dosages):
        what = "taken for a while without a last day"
        dosages.note("information", "for-a-while", what, "when it is taken is unknown")
        return True
    return False


def _for_a_while(timing: Node) -> bool:
    return bool(timing["event"]) or any(timing["repeat"][limit] for limit in _LIMITS)


def _as_needed(dosage: Node) -> bool:
    return dosage["asNeededBoolean"].flag is True or bool(dosage["asNeededCodeableConcept"])


def administration(resource: Node, about: About) -> Iterator[Fact]:
    """A dose given: at one time, it starts and stops there."""
    if resource["status"].text == "not-done":
        resource["status"].note(
            "information", "dose-not-given", "one dose was not given", "it says nothing on the drug"
        )
        return
    status = by_status(resource, ADMINISTRATION)
    start, end = _times(resource, "effective")
    if status == "stopped" and end is None and not resource["effectivePeriod"]:
        end = start
    dose = _dose(resource["dosage"]["dose"])
    yield from _fact(resource, about, drug(resource, about), status, start, end, (dose, Amount()))


def drug(resource: Node, about: About) -> Node | None:
    """The CodeableConcept of the drug: in place, or of the Medication referred to (contained, or sent along)."""
    if found := resource["medicationCodeableConcept"]:
        return found
    reference = resource["medicationReference"]
    medication = about.resolve(reference) if reference else None
    if medication is None:
        resource.note("warning", "no-drug", "no medication found", "send its code or the Medication; no fact made")
        return None
    if medication["code"]:
        # What is wrong with the code is said where the fact would be.
        return Node(medication["code"].json, f"{reference.path}.resolve().code", resource.origin)
    ingredients = list(medication["ingredient"])
    if len(ingredients) == 1:
        concept = ingredients[0]["itemCodeableConcept"]
        return Node(concept.json, f"{reference.path}.resolve().ingredient[0].itemCodeableConcept", resource.origin)
    reference.note("warning", "no-drug", "a Medication without a code", "send Medication.code; no fact made")
    return None


def _times(resource: Node, name: str) -> tuple[Span | None, Span | None]:
    node = resource[f"{name}Period"]
    return period(node) if node else (moment(resource, name).when, None)


def _fact(
    resource: Node, about: About, concept: Node | None, status: Status | None, start: Span | None, end: Span | None,
    doses: Doses,
) -> Iterator[Medication]:  # fmt: skip
    if status is None or concept is None:
        return
    if resource["status"].text == "on-hold" and status == "active":
        resource["status"].note("warning", "on-hold", "suspended for now", "whether it is taken is unknown; confirm it")
        end = some_day(start)
    if status == "active" and end:
        status = "stopped"  # a period with an end holds until that end, past or to come
    until = end if status == "stopped" else None
    for code, element in fact_codes(concept, ORDER, resource.path).items():
        if status != "not_taken" or code != UNCODED:
            yield Medication(
                **resource.where(about.patient, element), code=code, status=status, when=start, until=until,
                dose=doses[0].value, dose_unit=doses[0].unit, daily=doses[1].value, daily_unit=doses[1].unit,
            )  # fmt: skip


# What is taken at once, and in a day, where each is said.
Doses = tuple[Amount, Amount]
# How often a day, by HL7's codes of timing (v3 GTSAbbreviation, FHIR R4 timing-abbreviation).
_TIMES_A_DAY = {"QD": 1, "AM": 1, "PM": 1, "BED": 1, "BID": 2, "TID": 3, "QID": 4}
_DAYS = {"h": 1 / 24, "d": 1.0, "wk": 7.0}


def _doses(dosages: Node) -> Doses:
    """What is taken at once, and in a day."""
    return _one_dose(dosages), _daily(dosages)


def _daily(dosages: Node) -> Amount:
    """What one dosage gives in a day, where its timing says how often; a dose of ``mg/kg`` gives ``mg/kg/d``."""
    several = list(dosages)
    if len(several) != 1:
        return Amount()
    dose, times = _one_dose(dosages), _times_a_day(several[0]["timing"])
    if dose.value is None or dose.unit is None or times is None:
        return Amount()
    return Amount(dose.value * times, unit=f"{dose.unit}/d")


def _times_a_day(timing: Node) -> float | None:
    repeat = timing["repeat"]
    every, unit = repeat["period"].number, repeat["periodUnit"].text
    if every and unit in _DAYS:
        frequency = repeat["frequency"].number
        often = 1.0 if frequency is None else frequency
        # "Once to twice a day" is no dose.
        return None if repeat["frequencyMax"] or repeat["periodMax"] else often / (every * _DAYS[unit])
    said = {_TIMES_A_DAY[code] for c in timing["code"]["coding"] if (code := c["code"].text or "") in _TIMES_A_DAY}
    return float(said.pop()) if len(said) == 1 else None


def _one_dose(dosages: Node) -> Amount:
    """The dose where there is one; several steps have no single dose."""
    rates = [rate for dosage in dosages for rate in dosage["doseAndRate"]]
    if len(rates) > 1:
        dosages.note("information", "several-doses", "more than one dose", "the fact keeps no dose")
        return Amount()
    for rate in rates:
        if rate["doseQuantity"]:
            return _dose(rate["doseQuantity"])
        if rate["doseRange"]:
            rate["doseRange"].note("information", "dose-range", "a range of doses", "the fact keeps no dose")
    return Amount()


def _dose(node: Node) -> Amount:
    amount = quantity(node)
    return amount if amount.value is not None and not amount.comparator else Amount()
