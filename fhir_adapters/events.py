"""Things that happen again and again: bleeds, crises, attacks, transfusions; one by one, or counted over a time.

An Observation with an event's code and a number over a period is a count, and says that the period was watched; with a
date alone it is one event. ``GENOTHER:watched`` says that all events (component ``event``) of a period are on record. A
transfusion may be a Procedure, a crisis a Condition: each is one event. A component ``volume`` says how much was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of
from fhir_adapters.elements import Amount, moment, period, quantity
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import Event, Fact, Watched

WATCHED, VOLUME = "GENOTHER:watched", "GENOTHER:volume"
EVENTS = frozenset(f"GENOTHER:{name}" for name in (
    "bleed", "vaso-occlusive-crisis", "hae-attack", "severe-infection", "porphyria-attack", "transfusion",
    "hyperammonaemia",
))  # fmt: skip
# The same events in other systems, SNOMED CT first: transfusions, crises of sickle cell disease, attacks.
EVENT_OF: Mapping[str, str] = {
    **{code: code for code in EVENTS},
    "SNOMED:116859006": "GENOTHER:transfusion",
    "SNOMED:71493000": "GENOTHER:transfusion",
    "SNOMED:5447007": "GENOTHER:transfusion",
    "SNOMED:417425009": "GENOTHER:vaso-occlusive-crisis",
    "ICD10:D57.0": "GENOTHER:vaso-occlusive-crisis",
}


def named(codes: list[str]) -> str | None:
    """The event that one of the codes names."""
    return next((EVENT_OF[code] for code in codes if code in EVENT_OF), None)


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """A count over a time, one event, or a time that was watched."""
    codes = codes_of(observation["code"].json)
    start, end = period(observation["effectivePeriod"])
    if WATCHED in codes:
        yield from _watched(observation, about, start, end)
        return
    event = named(codes)
    if event is None:
        return
    count = _count(observation)
    if count is None and (observation["valueQuantity"] or observation["valueInteger"]):
        observation.note("warning", "count-not-read", "not a whole number of events", "send valueInteger; no fact made")
    elif count is not None and start and end:
        yield _event(observation, about, event, count, start, end)
    elif count is not None and count > 1:
        what_next = "send effectivePeriod; no fact made"
        observation.note("warning", "count-without-time", "a count without its period", what_next)
    elif count != 0 and observation["valueBoolean"].flag is not False:
        yield _event(observation, about, event, 1, None, moment(observation, "effective").when)


def _event(observation: Node, about: About, event: str, count: int, since: Span | None, when: Span | None) -> Event:
    given = _volume(observation)
    where = observation.where(about.patient)
    return Event(**where, code=event, count=count, since=since, when=when, quantity=given.value, unit=given.unit)


def _count(observation: Node) -> int | None:
    """A whole number, as an integer or as a quantity without a comparator."""
    amount = quantity(observation["valueQuantity"]) if observation["valueQuantity"] else Amount(
        observation["valueInteger"].number
    )  # fmt: skip
    value = amount.value
    return int(value) if value is not None and not amount.comparator and value >= 0 and not value % 1 else None


def _volume(observation: Node) -> Amount:
    for part in observation["component"]:
        if VOLUME in codes_of(part["code"].json):
            amount = quantity(part["valueQuantity"])
            return amount if not amount.comparator else Amount()
    return Amount()


def _watched(observation: Node, about: About, start: Span | None, end: Span | None) -> Iterator[Fact]:
    concepts = [part["valueCodeableConcept"] for part in observation["component"]]
    event = named([code for concept in concepts for code in codes_of(concept.json)])
    if event is None or start is None or end is None or observation["valueBoolean"].flag is False:
        observation.note("warning", "watch-unclear", "no event, or no period", "send both; no fact made")
        return
    yield Watched(**observation.where(about.patient), code=event, since=start, when=end)


def of_procedure(procedure: Node, about: About, when: Span | None) -> Iterator[Fact]:
    """A transfusion given."""
    yield from _one(procedure, about, when)


def of_condition(condition: Node, about: About, when: Span | None) -> Iterator[Fact]:
    """A crisis that was diagnosed."""
    yield from _one(condition, about, when)


def _one(resource: Node, about: About, when: Span | None) -> Iterator[Fact]:
    if event := named(codes_of(resource["code"].json)):
        yield Event(**resource.where(about.patient), code=event, when=when)
