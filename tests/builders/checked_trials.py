"""Trials to be checked: sound ones, made of the few codes, genes and units that their terminology knows."""

from dataclasses import replace

from matching import criteria as ask
from matching.anchors import Offset, Window
from matching.days import Duration
from matching.terminology import Terminology
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.weights import BODY_WEIGHT

SAYS = {"en": "A criterion", "fr": "Un critère"}
CODES = ("ORPHA:1", "HP:1", "LOINC:1", "LOINC:10230-1", "SNOMED:1", *BODY_WEIGHT)
GENES = {"HGNC:11117": "SMN1", "HGNC:11118": "SMN2", "HGNC:4827": "HBB", "HGNC:2928": "DMD"}
KNOWN = Terminology(
    labels={**{code: {"en": code} for code in CODES}, **{code: {"en": symbol} for code, symbol in GENES.items()}}
)
UNITS = {"LOINC:1": "%", "LOINC:10230-1": "%", "LOINC:29463-7": "kg"}
WINDOW = Window("screening", Duration(30, "d"))
MALE = ask.Sex("male")
ALT = ask.Measurement(("LOINC:1",), above=ask.Limit(3, "xULN"), within=WINDOW)
TITRE = ask.Antibody("AAV9", "total", "ELISA", above=50, within=WINDOW)


def a_trial(*criteria: ask.Criterion | Numbered, **changes: object) -> Trial:
    """A trial with those inclusion criteria, or numbered ones as they are."""
    rows = tuple(
        one if isinstance(one, Numbered) else Numbered(f"I{number}", "include", one, SAYS)
        for number, one in enumerate(criteria, start=1)
    )
    # Every trial asks for its own disease.
    if not any(isinstance(row.criterion, ask.Diagnosis) and row.criterion.own_disease for row in rows):
        rows += (Numbered("D", "include", ask.Diagnosis(("ORPHA:1",), own_disease=True), SAYS),)
    sound = Trial("T1", None, SAYS, Modality("aav"), Origin("protocol"), (Cohort("main", rows),))
    return replace(sound, **changes)


def excluded(criterion: ask.Criterion, **changes: object) -> Numbered:
    """A numbered exclusion."""
    return replace(Numbered("E1", "exclude", criterion, SAYS), **changes)


def saying(criterion: ask.Criterion, en: str, fr: str) -> Numbered:
    """A numbered inclusion with those sentences."""
    return Numbered("I1", "include", criterion, {"en": en, "fr": fr})


def limits(**given: tuple[float, str]) -> ask.Measurement:
    """A measurement with those limits."""
    return ask.Measurement(("LOINC:1",), within=WINDOW, **{name: ask.Limit(*limit) for name, limit in given.items()})


def years(**given: int | str) -> ask.Age:
    """An age at screening with bounds in years."""
    return ask.Age(at="screening", **{name: Duration(count, "y") for name, count in given.items()})


SOUND = a_trial(
    years(from_=6, to=6),
    ask.Age(from_=Duration(180, "d"), below=Duration(12, "mo"), at="dosing"),
    MALE,
    ask.AtLeast(1, (MALE, MALE)),
    ask.Diagnosis(("ORPHA:1",), own_disease=True),
    ask.Phenotype(("HP:1",), valid=Duration(1, "y")),
    ask.CopyNumber("SMN2", 2, 2),
    ask.VariantFound("HBB", from_=2),
    ask.Exons("DMD", 18, 18, "NM_004006.3"),
    TITRE,
    replace(TITRE, above=None, detected=True),
    ALT,
    limits(from_=(40, "%"), to=(40, "%")),
    ask.Medication(("ATC:B02BD04",), valid=Duration(1, "y")),
    ask.PersonsAnswer("T1/main/I9", valid=Duration(30, "d")),
    excluded(limits(from_=(3, "xLLN")), says={"en": "Not able to walk", "fr": "Passage en fauteuil"}),
    anchors={"dosing": Offset((2, 30))},
)
