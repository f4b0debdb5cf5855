"""Diagnoses, phenotypes present and absent, karyotype, statements of completeness, a person's answers."""

from __future__ import annotations

from collections.abc import Mapping

from registry.synthetic.chance import pick
from registry.synthetic.chart import Chart
from registry.synthetic.fhir import Json, component, concept, hl7, observation
from registry.synthetic.profiles import Profile

PRESENT, ABSENT = "52101004", "2667000"
_SCOPES = ("conditions", "medications", "procedures")


def diagnosis(chart: Chart, profile: Profile) -> None:
    """The disease: mostly confirmed, sometimes suspected; rarely two statements that contradict each other."""
    codes = pick(chart.rng, profile.codings)
    status = pick(chart.rng, ((95, "confirmed"), (5, "provisional")))
    chart.add(condition(chart, codes, status))
    if chart.chance(0.012):
        chart.add(condition(chart, codes, "refuted"))


def condition(chart: Chart, codes: tuple[str, ...], status: str) -> Json:
    """A Condition with its verification status and dates."""
    found: Json = {
        "resourceType": "Condition",
        "verificationStatus": hl7("condition-ver-status", status),
        "code": concept(*codes),
        "recordedDate": chart.day(2, 300),
    }
    if status == "confirmed":
        found["clinicalStatus"] = hl7("condition-clinical", "active")
        if chart.chance(0.6):
            found["onsetDateTime"] = chart.day(60, max(60, chart.age))[: pick(chart.rng, ((3, 10), (4, 7), (3, 4)))]
            found["recordedDate"] = max(found["recordedDate"], found["onsetDateTime"])
    return found


def phenotypes(chart: Chart, profile: Profile) -> None:
    """Terms recorded present or absent; once in a while one term is both."""
    for term, share in profile.present.items():
        if chart.written(share):
            chart.add(_phenotype(chart, term, PRESENT))
            if chart.chance(0.01):
                chart.add(_phenotype(chart, term, ABSENT))
    for term, share in profile.absent.items():
        if chart.written(share):
            chart.add(_phenotype(chart, term, PRESENT if chart.chance(0.12) else ABSENT))
    for code, share in profile.refuted.items():
        if chart.written(share):
            chart.add(condition(chart, (code,), "confirmed" if chart.chance(0.04) else "refuted"))


def _phenotype(chart: Chart, term: str, value: str) -> Json:
    return observation(concept(term), chart.day(2, 160), "exam", valueCodeableConcept=concept(f"SNOMED:{value}"))


def karyotype(chart: Chart, share: float) -> None:
    """Sex chromosomes as text; a rare patient has others than the sex on the card suggests."""
    if chart.written(share):
        usual = "46,XY" if chart.sex == "male" else "46,XX"
        found = chart.rng.choice(("47,XXY", "46,XX", "45,X")) if chart.chance(0.02) else usual
        text = found if chart.chance(0.5) else found.split(",")[1]
        chart.add(observation(concept("LOINC:29770-5"), chart.day(100, 2000), valueCodeableConcept={"text": text}))


def completeness(chart: Chart) -> None:
    """Statements that a list is complete."""
    for scope in _SCOPES:
        if chart.written(0.55) and chart.care > 0.5:
            chart.add(observation(concept(f"GENOTHER:complete-{scope}"), chart.day(0, 40), "survey", valueBoolean=True))


def answers(chart: Chart, questions: Mapping[str, tuple[str, float]]) -> None:
    """A few answers that only a person gives; the code names the question, as the components do for our own reader."""
    for question, (who, share) in questions.items():
        if chart.written(0.25):
            chart.add(_answer(chart, question, who, yes=chart.chance(share)))


def _answer(chart: Chart, question: str, who: str, *, yes: bool) -> Json:
    return observation(
        concept("GENOTHER:answer", f"GENOTHER:{question}"),
        chart.day(0, 25),
        "survey",
        performer=[{"display": who}],
        valueBoolean=yes,
        component=[
            component("GENOTHER:question", {"valueString": question}),
            component("GENOTHER:who", {"valueString": who}),
        ],
    )
