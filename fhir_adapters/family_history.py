"""FHIR FamilyMemberHistory: the conditions of a relative.

Codes are chosen as for Condition; the relation is of SNOMED CT, else of HL7's RoleCode.
"""

from __future__ import annotations

from collections.abc import Iterator

from fhir_adapters.about import About
from fhir_adapters.codings import fact_code
from fhir_adapters.condition import ORDER
from fhir_adapters.elements import by_status, span
from fhir_adapters.node import Node
from matching.facts import Fact, Relative

_READ = {"completed": True, "partial": True}
RELATIONS = ("SNOMED", "ROLECODE")


def to_facts(history: Node, about: About) -> Iterator[Fact]:
    """One Relative for each condition of the family member."""
    if not by_status(history, _READ):
        return
    relation = fact_code(history["relationship"], RELATIONS)
    conditions = list(history["condition"])
    if not conditions:
        history.note("information", "no-condition", "a relative without conditions", "no fact made")
    for condition in conditions:
        code = fact_code(condition["code"], ORDER) if relation else None
        if relation and code:
            when = span(history["date"])
            yield Relative(**condition.where(about.patient), code=code, relation=relation, when=when)
