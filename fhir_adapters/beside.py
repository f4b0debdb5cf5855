"""What stands beside a result and says how it was had: method, specimen or body site, chart or formula, side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fhir_adapters.antibody import method_of
from fhir_adapters.codings import codes_of, fact_code
from fhir_adapters.node import Node
from matching.facts import Side

CHART, TISSUE = "GENOTHER:chart", "GENOTHER:tissue"
# SNOMED CT: laterality qualifiers, and body structures that name their side; bilateral is both.
SIDES: Mapping[str, tuple[Side, ...]] = {
    "SNOMED:7771000": ("left",), "SNOMED:24028007": ("right",), "SNOMED:51440002": ("left", "right"),
    "SNOMED:8966001": ("left",), "SNOMED:18944008": ("right",), "SNOMED:362508001": ("left", "right"),  # eyes
    "SNOMED:1290032005": ("left",), "SNOMED:1290043002": ("right",),  # entire eyes
    "SNOMED:81745001": (),  # an eye, of which side is not said
    "SNOMED:89644007": ("left",), "SNOMED:25577004": ("right",),  # ears
}  # fmt: skip
_TISSUES = ("SNOMED", "GENOTHER", "LOINC")


@dataclass(frozen=True, slots=True)
class Beside:
    """The columns that a measurement and a result without a number share; ``sides`` has one entry or both."""

    method: str | None = None
    tissue: str | None = None
    chart: str | None = None
    sides: tuple[Side | None, ...] = (None,)


def read(observation: Node) -> Beside:
    """What an Observation says of how its results were had."""
    return Beside(
        method=method_of(observation["method"]) if observation["method"] else None,
        tissue=_tissue(observation),
        chart=next(_charts(observation), None),
        sides=sides(observation["bodySite"]),
    )


def is_said_beside(component: Node) -> bool:
    """Whether a component only says how the result was had."""
    return not {CHART, TISSUE}.isdisjoint(codes_of(component["code"].json))


def sides(*sites: Node) -> tuple[Side | None, ...]:
    """The sides that body sites name; (None,) where they name none."""
    found = {side for site in sites for code in codes_of(site.json) for side in SIDES.get(code, ())}
    return tuple(sorted(found)) or (None,)


def _tissue(observation: Node) -> str | None:
    for component in observation["component"]:
        if TISSUE in codes_of(component["code"].json):
            return fact_code(component["valueCodeableConcept"], _TISSUES)
    site = observation["bodySite"]
    return fact_code(site, _TISSUES) if site else None


def _charts(observation: Node) -> Iterator[str]:
    for component in observation["component"]:
        if CHART in codes_of(component["code"].json):
            coded = [code for code in codes_of(component["valueCodeableConcept"].json) if code.startswith("GENOTHER:")]
            said = coded[0].removeprefix("GENOTHER:chart-") if coded else component["valueString"].text
            if said:
                yield said
            else:
                component.note("information", "chart-not-read", "a chart without a name", "send its name as a text")
