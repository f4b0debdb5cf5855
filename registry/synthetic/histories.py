"""What happened and was found beside the laboratory: events counted, results in words, vaccines, trials, relatives."""

from __future__ import annotations

from datetime import date

from registry.synthetic.chance import pick
from registry.synthetic.chart import Chart
from registry.synthetic.fhir import LEFT, RIGHT, Json, coded, component, concept, observation, quantity
from registry.synthetic.profiles import Profile, Recurring

_POSITIVE, _NEGATIVE, _UNCLEAR = "SNOMED:10828004", "SNOMED:260385009", "SNOMED:82334004"
# HBsAg, anti-HBc, anti-HCV, anti-HIV 1 and 2.
SEROLOGY = ("LOINC:5195-3", "LOINC:16933-4", "LOINC:16128-1", "LOINC:7918-6")
_VACCINES = ("ATC:J07BB02", "ATC:J07BD52", "ATC:J07BN")
_ARMS = ((5, "GENOTHER:arm-treated"), (3, "GENOTHER:arm-control"), (2, "GENOTHER:arm-undisclosed"))
_BROTHER_OR_SISTER = ("SNOMED:70924004", "SNOMED:27733009")
IN_TRIAL, WITH_RELATIVE, VACCINATED, PLANNED = 0.04, 0.06, 0.3, 0.03


def histories(chart: Chart, profile: Profile) -> None:
    """Everything of this module for one patient."""
    for code, one in profile.events.items():
        _events(chart, code, one)
    for code, share in profile.results.items():
        if chart.written(0.8):
            _result(chart, code, share)
    if profile.capsids and chart.written(0.5):
        for code in SEROLOGY:
            _result(chart, code, 0.03)
    if profile.repeated_in and chart.written(0.95):
        _repeats(chart, profile)
    if profile.study_side and chart.written(0.6):
        _study_side(chart, profile.study_side)
    if profile.codings and chart.written(WITH_RELATIVE):
        _relative(chart, pick(chart.rng, profile.codings))
    _of_anybody(chart)


def _of_anybody(chart: Chart) -> None:
    """What does not depend on the disease: a vaccine, a trial, a day planned for dosing."""
    if chart.written(VACCINATED):
        _vaccine(chart)
    if chart.written(IN_TRIAL):
        _trial(chart)
    if chart.written(PLANNED):
        planned = date.fromordinal(chart.today + chart.rng.randint(5, 60)).isoformat()
        chart.add(observation(concept("GENOTHER:anchor-dosing"), chart.day(0, 20), "survey", valueDateTime=planned))


def _events(chart: Chart, code: str, one: Recurring) -> None:
    """A year counted by the patient's own centre; or single events, with or without the word that these were all."""
    if not chart.written(0.85):
        return
    number = chart.rng.randint(*one.per_year)
    end = chart.ordinal(3, 40)
    start = max(chart.birth, end - 365)
    period = {"start": date.fromordinal(start).isoformat(), "end": date.fromordinal(end).isoformat()}
    if chart.chance(0.6):
        chart.add(_over(concept(code), period, valueInteger=number, component=_volume(chart, one, number)))
        return
    for _ in range(number):
        day = date.fromordinal(chart.rng.randint(start, end)).isoformat()
        chart.add(observation(concept(code), day, "exam", component=_volume(chart, one, 1)))
    if chart.chance(0.7):
        chart.add(_over(concept("GENOTHER:watched"), period, component=[component("GENOTHER:event", coded(code))]))


def _over(code: Json, period: Json, **rest: object) -> Json:
    found = observation(code, "", "survey", effectivePeriod=period, **rest)
    del found["effectiveDateTime"]
    return {key: value for key, value in found.items() if value != []}


def _volume(chart: Chart, one: Recurring, number: int) -> list[Json]:
    if one.volume is None:
        return []
    given = sum(chart.rng.randint(*one.volume) for _ in range(number))
    return [component("GENOTHER:volume", {"valueQuantity": quantity(given, "mL")})]


def _result(chart: Chart, code: str, share: float) -> None:
    """Positive for this share; in a few an assay decides nothing, in a few it is still to come."""
    soonest, longest = (2, 24) if chart.care > 0.9 else (3, 200)
    if chart.chance(0.02):
        found = observation(concept(code), chart.day(1, 10))
        chart.add({**found, "status": "registered"})
        return
    value = _UNCLEAR if chart.chance(0.02) else _POSITIVE if chart.chance(share) else _NEGATIVE
    chart.add(observation(concept(code), chart.day(soonest, longest), **coded(value)))


def _repeats(chart: Chart, profile: Profile) -> None:
    """The two alleles of a repeat expansion: one of the usual length, one as the disease has it."""
    for low, high in ((15, 26), profile.repeats):
        parts = [
            component("LOINC:48018-6", coded(profile.repeated_in)),
            component("GENOTHER:repeat-count", {"valueQuantity": quantity(chart.rng.randint(low, high), "1")}),
        ]
        chart.add(observation(concept("LOINC:69548-6"), chart.day(100, 2000), component=parts))


def _study_side(chart: Chart, trial: str) -> None:
    side = concept(chart.rng.choice((LEFT, RIGHT)))
    parts = [component("GENOTHER:trial", {"valueString": trial})]
    chart.add(observation(concept("GENOTHER:study-side"), chart.day(2, 60), "survey", bodySite=side, component=parts))


def _vaccine(chart: Chart) -> None:
    """One given, some days or some years ago; or one not given."""
    chart.add({
        "resourceType": "Immunization",
        "status": "completed" if chart.chance(0.9) else "not-done",
        "vaccineCode": concept(chart.rng.choice(_VACCINES)),
        "occurrenceDateTime": chart.day(3, 900),
    })  # fmt: skip


def _trial(chart: Chart) -> None:
    """A trial that the patient is in, or was; its number is made up."""
    start = chart.ordinal(100, 900)
    period = {"start": date.fromordinal(start).isoformat()}
    if chart.chance(0.6):
        period["end"] = date.fromordinal(chart.rng.randint(start, chart.today)).isoformat()
    number = f"NCT999999{chart.rng.randint(1, 20):02}"
    parts = [
        component("GENOTHER:trial", {"valueString": number}),
        component("GENOTHER:arm", coded(pick(chart.rng, _ARMS))),
    ]
    if "end" in period:
        study = {"identifier": {"system": "https://clinicaltrials.gov", "value": number}}
        chart.add({"resourceType": "ResearchSubject", "status": "off-study", "period": period, "study": study})
    else:
        chart.add(_over(concept("GENOTHER:trial-participation"), period, component=parts))


def _relative(chart: Chart, codes: tuple[str, ...]) -> None:
    """A brother or sister with the same disease."""
    chart.add({
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "date": chart.day(10, 300),
        "relationship": concept(chart.rng.choice(_BROTHER_OR_SISTER)),
        "condition": [{"code": concept(*codes)}],
    })  # fmt: skip
