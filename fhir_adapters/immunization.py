"""FHIR Immunization: a vaccine given, or recorded as not given.

One code is kept, in this order: CVX, ATC, SNOMED.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from fhir_adapters.about import About
from fhir_adapters.codings import fact_code
from fhir_adapters.elements import by_status, moment
from fhir_adapters.history import complete, is_absence
from fhir_adapters.node import Node
from matching.facts import Fact, Immunization

ORDER = ("CVX", "ATC", "SNOMED")
STATUSES: Mapping[str, Literal["done", "not_done"]] = {"completed": "done", "not-done": "not_done"}


def to_facts(immunization: Node, about: About) -> Iterator[Fact]:
    """One Immunization."""
    concept = immunization["vaccineCode"]
    if is_absence(concept):
        yield from complete(immunization, concept, about, None)
        return
    status = by_status(immunization, STATUSES)
    code = fact_code(concept, ORDER) if status else None
    if status and code:
        when = moment(immunization, "occurrence").when
        yield Immunization(**immunization.where(about.patient), code=code, status=status, when=when)
