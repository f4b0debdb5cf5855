"""FHIR ResearchSubject: a trial that somebody entered, and left; candidates and those screened are in none yet.

The trial is named by its number in a public register, as the identifier of ``study`` or the id that its reference
ends with. The arm is a hospital's own word, and is not read: GENOTHER:trial-participation carries it as a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from fhir_adapters.about import About
from fhir_adapters.elements import by_status, period
from fhir_adapters.node import Node
from fhir_adapters.statements import UNNAMED_TRIAL
from matching.facts import Fact, Participation

# ClinicalTrials.gov, the European registers (EudraCT, EU CT), ISRCTN, and those of China, Japan and Australia.
REGISTER_NUMBER = re.compile(
    r"NCT[0-9]{8}|[0-9]{4}-[0-9]{6}-[0-9]{2}(?:-[0-9]{2})?|ISRCTN[0-9]{8}|ChiCTR[0-9]{10}|jRCT[0-9a-z]{10}|ACTRN[0-9]{14}",
    re.ASCII,
)
# The systems that those numbers are sent with.
REGISTERS = (
    "https://clinicaltrials.gov", "http://clinicaltrials.gov", "urn:oid:2.16.840.1.113883.3.1077",
    "https://eudract.ema.europa.eu", "https://euclinicaltrials.eu", "https://www.isrctn.com",
)  # fmt: skip
# CodeSystem research-subject-status of R4. Who withdrew did so before being registered, and was in no trial.
STATUSES: Mapping[str, Literal["current", "past", "none"]] = {
    "on-study": "current", "on-study-intervention": "current", "on-study-observation": "current",
    "follow-up": "current", "off-study": "past",
    "candidate": "none", "potential-candidate": "none", "screening": "none", "eligible": "none", "ineligible": "none",
    "pending-on-study": "none", "not-registered": "none", "withdrawn": "none",
}  # fmt: skip


def to_facts(subject: Node, about: About) -> Iterator[Fact]:
    """One Participation of somebody who entered the trial; without its number it is a trial all the same."""
    status = by_status(subject, STATUSES)
    if status is None or status == "none":
        return
    start, end = period(subject["period"])
    number = register_number(subject["study"].json)
    if number is None:
        what_next = "send its number in a public register as study.identifier; read as a trial that is not named"
        subject["study"].note("warning", "trial-unnumbered", "no number of a public register", what_next)
    yield Participation(
        **subject.where(about.patient), code=number or UNNAMED_TRIAL, status=status, when=start, until=end
    )


def register_number(study: object) -> str | None:
    """The number in a public register that a Reference to a study carries."""
    if not isinstance(study, dict):
        return None
    identifier, reference = study.get("identifier"), study.get("reference")
    value = identifier.get("value") if isinstance(identifier, dict) else None
    last = reference.rpartition("/")[2] if isinstance(reference, str) else None
    return next((text for text in (value, last) if isinstance(text, str) and REGISTER_NUMBER.fullmatch(text)), None)
