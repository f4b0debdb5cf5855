"""Reading a folder or a file of FHIR bundles, NDJSON or phenopackets into facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fhir_adapters import bundle, phenopackets
from fhir_adapters.phenopackets.door import is_packet
from fhir_adapters.problems import Problem
from matching.facts import Facts
from registry.intake.files import documents


@dataclass(slots=True)
class Reading:
    """What was read: facts, problems, and how many documents they came from."""

    facts: Facts = field(default_factory=Facts)
    problems: list[Problem] = field(default_factory=list)
    documents: int = 0

    @property
    def refused(self) -> list[Problem]:
        """The documents and resources that could not be read: their facts are missing."""
        return [problem for problem in self.problems if problem.severity == "error"]


def read(path: Path, as_of: int, seen: Callable[[int], None] = lambda _: None) -> Reading:
    """All facts below a path. ``as_of`` (a day number) is the day on which an age without a birth date is read.

    ``seen`` is called with the number of documents read so far. FHIR documents are read together, so that references
    resolve across files, and a result that a later export corrects or retracts is read in its newest version only.
    """
    reading = Reading()
    resources: list[dict[str, Any]] = []
    for document in documents(path):
        reading.documents += 1
        seen(reading.documents)
        if document.problem is not None:
            reading.problems.append(document.problem)
        elif is_packet(document.content):
            # A subject's id is unique in its own publication only: two packets never share a patient.
            patient = str(document.content.get("id") or document.origin)
            _take(reading, *phenopackets.to_facts(document.content, patient=patient, as_of=as_of))
        else:
            resources.append(document.content)
    _take(reading, *bundle.read_many(resources))
    return reading


def _take(reading: Reading, facts: Facts, problems: list[Problem]) -> None:
    reading.facts.extend(facts)
    reading.problems.extend(problems)
