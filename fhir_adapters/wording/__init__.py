"""The French of every sentence that a Problem says, as tables by subject; ``{}`` stands for a type, a status, a number.

The sentences are written in English where the problem is found. tests/house/test_problem_wording.py names those that
have no French here, and those here that nobody says any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fhir_adapters.wording.clinical import CLINICAL
from fhir_adapters.wording.door import DOOR
from fhir_adapters.wording.genetic import GENETIC
from fhir_adapters.wording.measured import MEASURED
from fhir_adapters.wording.phenopacket import PHENOPACKET
from fhir_adapters.wording.sent import SENT

__all__ = ["FRENCH", "TABLES", "french", "unbroken"]

TABLES: tuple[Mapping[str, str], ...] = (SENT, CLINICAL, MEASURED, GENETIC, PHENOPACKET, DOOR)
FRENCH: Mapping[str, str] = {english: said for table in TABLES for english, said in table.items()}
_TEMPLATES = [
    (re.compile(re.escape(english).replace(r"\{\}", "(.*)"), re.DOTALL), said)
    for english, said in FRENCH.items()
    if "{}" in english
]
# The tables are written with ordinary blanks; before these signs, and inside guillemets, French does not break a line.
_UNBREAKABLE = re.compile(r" (?=[:;?!»])|(?<=«) ")


def french(english: str) -> str:
    """The sentence in French; one that no table has stays as it is."""
    if said := FRENCH.get(english):
        return unbroken(said)
    for template, said in _TEMPLATES:
        if found := template.fullmatch(english):
            return unbroken(said).format(*found.groups())
    return english


def unbroken(text: str) -> str:
    """The text with the no-break spaces that French typography asks for."""
    return _UNBREAKABLE.sub("\N{NO-BREAK SPACE}", text)
