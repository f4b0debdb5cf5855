"""Phenotypes sent as FHIR Observations: an HPO term as the code with present or absent as value, or as the value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fhir_adapters.about import About
from fhir_adapters.codings import UNCODED, codes_of, fact_codes
from fhir_adapters.elements import FINAL, by_status, moment
from fhir_adapters.findings import presence
from fhir_adapters.node import Node
from matching.facts import Certainty, Condition, Fact

ORDER = ("HP", "ORPHA", "OMIM", "MONDO", "SNOMED", "ICD10")
# Codes that only announce that the value is what was found: an assertion, a phenotype, a symptom.
ANNOUNCES = {"ACTCODE:ASSERTION", "SNOMED:8116006", "SNOMED:363778006", "LOINC:75325-1", "GENOTHER:phenotype"}
STATUS_EXTENSION = "/StructureDefinition/phenotype-status"
# RareLink sends its phenotypes as registered; their own status extension says that they are settled.
_REGISTERED = {**FINAL, "registered": True}


def is_one(observation: Node, codes: Sequence[str]) -> bool:
    """Whether an observation states a phenotype; an HPO code with a number is a measurement."""
    if ANNOUNCES & set(codes):
        return bool(observation["valueCodeableConcept"])
    return any(code.startswith("HP:") for code in codes) and not (
        observation["valueQuantity"] or observation["valueInteger"]
    )


def to_facts(observation: Node, about: About) -> Iterator[Fact]:
    """A Condition that is confirmed, suspected or absent.

    RareLink's effectiveDateTime is the onset (its field 8116006_onset); elsewhere it is the date of the observation.
    """
    own_status = _status_extension(observation)
    if not by_status(observation, _REGISTERED if own_status else FINAL):
        return
    announced = bool(ANNOUNCES & set(codes_of(observation["code"].json)))
    certainty = _announced(observation) if announced else _stated(observation, own_status)
    if certainty is None:
        return
    when = moment(observation, "effective").when
    onset = when if own_status and certainty != "absent" else None
    concept = observation["valueCodeableConcept" if announced else "code"]
    for code, element in fact_codes(concept, ORDER, observation.path).items():
        if code != UNCODED:
            where = observation.where(about.patient, element)
            yield Condition(**where, code=code, certainty=certainty, when=when, onset=onset)


def _status_extension(observation: Node) -> Node | None:
    for extension in observation["extension"]:
        if (extension["url"].text or "").endswith(STATUS_EXTENSION):
            return extension["valueCodeableConcept"]
    return None


def _stated(observation: Node, own_status: Node | None) -> Certainty | None:
    """Present or absent, as the extension, the value or the interpretation says; a bare code is only suspected."""
    truth = observation["valueBoolean"].flag
    if truth is not None:
        return "confirmed" if truth else "absent"
    for node in (own_status, observation["valueCodeableConcept"], *observation["interpretation"]):
        if node and (found := presence(node)):
            return found
    if (
        own_status
        or observation["valueCodeableConcept"]
        or observation["valueString"]
        or observation["dataAbsentReason"]
    ):
        observation.note("warning", "presence-unclear", "neither present nor absent", "send SNOMED 52101004 or 2667000")
        return None
    observation.note("information", "presence-not-said", "no value says present or absent", "read as suspected")
    return "suspected"


def _announced(observation: Node) -> Certainty:
    """What was announced was found, unless the interpretation says that it was not."""
    said = [found for node in observation["interpretation"] if (found := presence(node))]
    return "absent" if "absent" in said else "confirmed"
