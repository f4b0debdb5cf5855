"""FHIR Procedure: done, planned, or recorded as never done.

One row for each code, in this order: GENOTHER, SNOMED, CCAM, LOINC. A procedure begun and broken off was begun: done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from fhir_adapters import events
from fhir_adapters.about import About
from fhir_adapters.beside import sides
from fhir_adapters.codings import UNCODED, codes_of, fact_codes
from fhir_adapters.elements import by_status, moment
from fhir_adapters.history import complete, is_absence
from fhir_adapters.node import Node
from matching.facts import Fact, Procedure

ORDER = ("GENOTHER", "SNOMED", "CCAM", "LOINC")
STATUSES: Mapping[str, Literal["done", "planned", "not_done"]] = {
    "completed": "done", "in-progress": "done", "on-hold": "done", "stopped": "done", "preparation": "planned",
    "not-done": "not_done",
}  # fmt: skip
NEVER_DONE = "GENOTHER:never-done"


def to_facts(procedure: Node, about: About) -> Iterator[Fact]:
    """A Procedure, or the History that *no known procedures* states."""
    when = moment(procedure, "performed", about.birth).when
    if is_absence(procedure["code"]):
        yield from complete(procedure, procedure["code"], about, when)
        return
    if procedure["status"].text == "not-done" and NEVER_DONE not in codes_of(procedure["statusReason"].json):
        # FHIR R4 says "not done" of one occasion: a treatment postponed once may have been given before.
        procedure["status"].note(
            "information",
            "not-done-once",
            "one occasion that did not take place",
            "send statusReason never-done, or a complete history, where it was never done",
        )
        return
    status = by_status(procedure, STATUSES)
    if status is None:
        return
    if procedure["status"].text in {"in-progress", "on-hold", "stopped"}:
        procedure["status"].note("information", "not-completed", "begun, not completed", "read as done")
    for code, element in fact_codes(procedure["code"], ORDER, procedure.path).items():
        if status != "not_done" or code != UNCODED:
            for side in sides(*procedure["bodySite"]):
                where = procedure.where(about.patient, element)
                yield Procedure(**where, code=code, status=status, when=when, side=side)
    if status == "done":
        yield from events.of_procedure(procedure, about, when)
