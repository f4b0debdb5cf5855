"""GA4GH Phenopackets v2 (ISO 4454) to facts and back: two pure functions and a law.

A packet is JSON, in protobuf's camelCase or the schema's snake_case. Published cases carry no birth date, only an age
at the last encounter. Then there is no birth and nothing is dated, unless the caller says by ``as_of`` which day today
is: an undated last encounter was then no later than the day on which the packet was made (``metaData.created``), and
the latest birth is counted back from it on the calendar; the first lies a lifetime before, so that the age is "at least
so old". Without such a day, or after today, there is no birth. What a packet states without a time is said at the last
encounter; what it states with one (an onset) keeps it as ``onset``, and is a statement of the last encounter too unless
it is resolved.

Not read, because no fact holds it: severity, modifiers, laterality, evidence, disease stage, gender, taxonomy, family,
files, and of biosamples all but whose they are. A finding of anybody but the subject, or rejected by its
interpretation, makes no fact; where an interpretation leaves a disease unsolved, those that none solves are suspected.

The law (tests/agreement/test_phenopacket_round_trip.py): facts -> packet -> facts gives back
- Person: birth known to the day, sex, karyotype, deceased;
- Condition: code; confirmed and absent, and suspected where it is a disease; the onset of a confirmed one, which also
  becomes its date (else undated);
- Measurement without comparator: code, days, minute (not midnight), value, unit and range;
- Variant that was found: gene, hgvs and the transcript in it, protein and the effect that it names, zygosity,
  significance, mosaic, lesion (as coded, else as HGVS says it), and two in trans; undated;
- CopyNumber: gene and bounds;
- Medication, active or stopped: code, start and end known to the day, dose; Procedure done: code, days.
Everything else is named in the Problems that come with the packet.
"""

from __future__ import annotations

from fhir_adapters.node import Node, Origin
from fhir_adapters.phenopackets.actions import actions
from fhir_adapters.phenopackets.clinical import conditions, measurements, person, settle
from fhir_adapters.phenopackets.genetics import interpreted, unsolved
from fhir_adapters.phenopackets.sheet import Days, camel_case
from fhir_adapters.phenopackets.writing import from_facts
from fhir_adapters.problems import Problem
from matching.facts import Facts

__all__ = ["from_facts", "to_facts"]


def to_facts(packet: object, *, patient: str | None = None, as_of: int | None = None) -> tuple[Facts, list[Problem]]:
    """The facts of a phenopacket, given as parsed JSON, and what was not understood; nothing sent makes it raise.

    ``patient`` is the id to give (else the subject's, else the packet's: subject ids repeat between publications);
    ``as_of`` is today: an undated last encounter was not after it.
    """
    named = camel_case(packet)
    problems: dict[Problem, None] = {}
    identity = Node(named, "Phenopacket", Origin("", "", problems))
    own = identity["id"].text or ""
    root = Node(named, "Phenopacket", Origin(f"Phenopacket/{own}", "", problems))
    days = Days(patient or root["subject"]["id"].text or own)
    settle(days, root, as_of)
    facts = Facts()
    facts.add(person(days, root["subject"]))
    facts.extend(conditions(days, root, unsolved(root)))
    facts.extend(measurements(days, root))
    facts.extend(interpreted(days, root, [row.code for row in facts.conditions]))
    facts.extend(actions(days, root))
    return facts, list(problems)
