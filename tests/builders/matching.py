"""Patients and trials for the ground floor's tests, said in a line.

``a_patient("p1", born="2020-02-29").with_variant("SMN1", "c.5C>G", zygosity="hom", significance="P").facts``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from matching import facts as told
from matching.anchors import Anchor, Offset
from matching.criteria import Criterion
from matching.days import Span
from matching.facts import Fact, Facts
from matching.trial import Cohort, Modality, Numbered, Origin, Trial


def span(text: str | Span | None) -> Span | None:
    """A date as a test writes it."""
    return Span.parse(text) if isinstance(text, str) else text


@dataclass
class PatientBuilder:
    """One patient's facts, gathered call by call; every fact is numbered as a record of its own."""

    patient: str
    facts: Facts = field(default_factory=Facts)

    def with_fact(self, kind: type[Fact], **values: object) -> Self:
        """Any row: dates may be texts."""
        dated = {
            name: span(value) if name in ("when", "since", "until", "onset", "birth") else value
            for name, value in values.items()
        }
        record = f"{kind.__name__}/{self.patient}-{len(self.facts) + 1:02}"
        self.facts.add(kind(**{"patient": self.patient, "record": record, **dated}))
        return self

    def with_person(self, **values: object) -> Self:
        return self.with_fact(told.Person, **values)

    def with_condition(
        self, code: str, when: str | None = None, certainty: str = "confirmed", until: str | None = None
    ) -> Self:
        return self.with_fact(told.Condition, code=code, when=when, certainty=certainty, until=until)

    def with_variant(self, gene: str, hgvs: str | None = None, **values: object) -> Self:
        return self.with_fact(told.Variant, gene=gene, hgvs=hgvs, **values)

    def with_copies(self, gene: str, low: int, high: int | None, **values: object) -> Self:
        return self.with_fact(told.CopyNumber, gene=gene, low=low, high=high, **values)

    def with_measurement(self, code: str, value: float | None, unit: str | None, **values: object) -> Self:
        return self.with_fact(told.Measurement, code=code, value=value, unit=unit, **values)

    def with_antibody(self, capsid: str, class_: str = "total", **values: object) -> Self:
        return self.with_fact(told.Antibody, capsid=capsid, class_=class_, **values)

    def with_result(self, code: str, result: str | None, **values: object) -> Self:
        return self.with_fact(told.Result, code=code, result=result, **values)

    def with_event(self, code: str, **values: object) -> Self:
        return self.with_fact(told.Event, code=code, **values)

    def with_medication(self, code: str, status: str = "active", **values: object) -> Self:
        return self.with_fact(told.Medication, code=code, status=status, **values)

    def with_procedure(self, code: str, when: str | None = None, status: str = "done") -> Self:
        return self.with_fact(told.Procedure, code=code, status=status, when=when)

    def with_answer(self, question: str, *, value: bool, who: str = "investigator", **values: object) -> Self:
        return self.with_fact(told.Answer, question=question, value=value, who=who, **values)

    def with_anchor(self, anchor: Anchor, when: str) -> Self:
        return self.with_fact(told.AnchorDate, anchor=anchor, when=when)

    def with_complete_history(self, scope: str, when: str | None) -> Self:
        return self.with_fact(told.History, scope=scope, when=when)


def a_patient(patient: str = "p1", born: str | None = None, **person: object) -> PatientBuilder:
    """A patient of whom nothing is known but what is said here."""
    return PatientBuilder(patient).with_person(birth=born, **person)


def a_criterion(number: str, criterion: Criterion, **values: object) -> Numbered:
    """``I1`` includes, ``E1`` excludes."""
    kind = "exclude" if number.startswith("E") else "include"
    return Numbered(number, kind, criterion, **{"says": {"en": number, "fr": number}, **values})


def a_trial(*criteria: Numbered, source: str = "protocol", anchors: Mapping[Anchor, Offset] | None = None) -> Trial:
    """A trial of one cohort, ``main``."""
    return Trial(
        id="NCT00000000",
        version="2026-01-01",
        title={"en": "A trial", "fr": "Un essai"},
        modality=Modality("aav"),
        source=Origin(source),
        cohorts=(Cohort("main", tuple(criteria)),),
        anchors=anchors or {},
    )
