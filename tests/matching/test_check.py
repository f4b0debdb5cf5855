"""Each kind of fault, planted in a trial and found at its place; a sound trial has none."""

import re
from dataclasses import replace

import pytest

from matching import criteria as ask
from matching.anchors import Offset, Window
from matching.check import check
from matching.days import Duration
from matching.faults import KINDS, Fault
from matching.terminology import Terminology
from matching.trial import Cohort, Modality, Numbered, Origin, Trial

SAYS = {"en": "A criterion", "fr": "Un critère"}
KNOWN = Terminology(labels={code: {"en": code} for code in ("ORPHA:1", "HP:1", "LOINC:1", "SNOMED:1")})
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
    sound = Trial("T1", None, SAYS, Modality("aav"), Origin("protocol"), (Cohort("main", rows),))
    return replace(sound, **changes)


def excluded(criterion: ask.Criterion, **changes: object) -> Numbered:
    """A numbered exclusion."""
    return replace(Numbered("E1", "exclude", criterion, SAYS), **changes)


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
    excluded(ALT, says={"en": "Not able to walk", "fr": "Passage en fauteuil"}),
    anchors={"dosing": Offset((2, 30))},
)

ROW = "cohorts.main.include.I1"
OUT = "cohorts.main.exclude.E1"
# kind: (trial, where it is found)
PLANTED: dict[str, list[tuple[Trial, str]]] = {
    "empty_set": [
        (a_trial(ask.Diagnosis((), own_disease=True)), f"{ROW}.diagnosis.any_of"),
        (a_trial(replace(ALT, code=())), f"{ROW}.measurement.code"),
        (a_trial(ask.Not(ask.Biallelic("SMN1", ()))), f"{ROW}.not.biallelic.classes"),
        (a_trial(ask.Exons("DMD", 1, 2, "NM_1", lesions=())), f"{ROW}.exons.lesions"),
    ],
    "empty_join": [
        (a_trial(ask.All(())), ROW),
        (a_trial(ask.All((MALE, ask.AnyOf(())))), f"{ROW}.all[1]"),
        (a_trial(ask.AtLeast(1, ())), ROW),
    ],
    "n_out_of_range": [(a_trial(ask.AtLeast(n, (MALE, MALE))), ROW) for n in (0, 3)],
    "low_above_high": [
        (a_trial(years(from_=7, to=6)), f"{ROW}.age"),
        (a_trial(years(from_=6, below=6)), f"{ROW}.age"),
        (a_trial(ask.Age(from_=Duration(12, "mo"), below=Duration(180, "d"), at="screening")), f"{ROW}.age"),
        (a_trial(ask.CopyNumber("SMN2", 3, 2)), f"{ROW}.copy_number"),
        (a_trial(ask.VariantFound("HBB", from_=2, to=1)), f"{ROW}.variant"),
        (a_trial(ask.Exons("DMD", 19, 18, "NM_004006.3")), f"{ROW}.exons"),
        (a_trial(replace(TITRE, to=20)), f"{ROW}.antibody"),
        (a_trial(limits(above=(40, "%"), to=(40, "%"))), f"{ROW}.measurement"),
    ],
    "no_limit": [
        (a_trial(ask.Age(at="screening")), f"{ROW}.age"),
        (a_trial(ask.CopyNumber("SMN2")), f"{ROW}.copy_number"),
        (a_trial(replace(TITRE, above=None)), f"{ROW}.antibody"),
        (a_trial(limits()), f"{ROW}.measurement"),
    ],
    "unknown_code": [
        (a_trial(ask.Procedure(("SNOMED:1", "SNOMED:2"), valid=Duration(1, "y"))), f"{ROW}.procedure.any_of[1]"),
        (a_trial(replace(ALT, code=("LOINC:2",))), f"{ROW}.measurement.code[0]"),
    ],
    "unit_missing": [(a_trial(limits(above=(3, ""))), f"{ROW}.measurement.above")],
    "unit_unreadable": [(a_trial(limits(from_=(3, "furlong"))), f"{ROW}.measurement.from")],
    "units_mixed": [(a_trial(limits(from_=(3, "xULN"), to=(55, "%"))), f"{ROW}.measurement")],
    "anchor_undeclared": [
        (a_trial(ask.Age(from_=Duration(1, "y"), at="dosing")), f"{ROW}.age"),
        (a_trial(replace(ALT, within=replace(WINDOW, before="conditioning"))), f"{ROW}.measurement"),
        (a_trial(ask.Medication(("ATC:B02BD04",), at="dosing", valid=Duration(1, "y"))), f"{ROW}.medication"),
    ],
    "polarity": [
        (a_trial(excluded(ask.Not(MALE))), OUT),
        *(
            (a_trial(excluded(MALE, says={"en": en, "fr": fr})), OUT)
            for en, fr in [
                ("No inhibitor", "Inhibiteur"),
                ("absence of inhibitor", "Inhibiteur"),
                ("Inhibitor", "Pas d'inhibiteur"),
                ("Inhibitor", "Pas de traitement"),
                ("Inhibitor", "Absence d’inhibiteur"),
                ("Inhibitor", "Aucune transfusion"),
            ]
        ),
    ],
    "number_twice": [(a_trial(*[Numbered("I1", kind, MALE, SAYS) for kind in ("include", "exclude")]), "cohorts.main")],
    "cohort_twice": [(replace(a_trial(), cohorts=(Cohort("main", ()), Cohort("main", ()))), "cohorts.main")],
    "text_missing": [
        (a_trial(title={"en": "A trial"}), "title"),
        (a_trial(condition={"fr": " ", "en": "SMA"}), "condition"),
        (a_trial(Numbered("I1", "include", MALE, {"fr": "Sexe masculin"})), f"{ROW}.says"),
    ],
    "recall": [(a_trial(excluded(MALE, basis="recall")), OUT)],
    "limit_lost": [(a_trial(excluded(MALE, basis="limit_lost")), OUT)],
    "transcript_missing": [(a_trial(ask.Exons("DMD", 1, 17)), f"{ROW}.exons")],
    "assay_unstated": [
        (a_trial(replace(TITRE, class_=None)), f"{ROW}.antibody"),
        (a_trial(replace(TITRE, method=None)), f"{ROW}.antibody"),
    ],
    "excerpt": [(a_trial(source=Origin("excerpt")), "source"), (a_trial(source=Origin("excerpt", 31)), "source")],
    "age_anchor": [(a_trial(ask.Age(from_=Duration(16, "y"))), f"{ROW}.age")],
    "age_cap_both": [(a_trial(ask.Age(to=Duration(10, "y")), anchors={"dosing": Offset((2, 30))}), f"{ROW}.age")],
    "age_cap_screening": [(a_trial(ask.Age(to=Duration(10, "y"))), f"{ROW}.age")],
    "window_default": [
        (a_trial(replace(TITRE, within=None)), f"{ROW}.antibody"),
        (a_trial(replace(ALT, within=None)), f"{ROW}.measurement"),
    ],
    "validity_default": [
        (a_trial(ask.Phenotype(("HP:1",))), f"{ROW}.phenotype"),
        (a_trial(ask.Diagnosis(("ORPHA:1",))), f"{ROW}.diagnosis"),
        (a_trial(ask.PersonsAnswer("T1/main/I1")), f"{ROW}.answer"),
    ],
}
ALL_PLANTED = [(kind, *planted) for kind, cases in PLANTED.items() for planted in cases]


def test_a_sound_trial_has_no_fault():
    assert check(SOUND, KNOWN) == []


def test_every_kind_of_fault_is_planted():
    assert set(PLANTED) == set(KINDS)


@pytest.mark.parametrize(("kind", "trial", "where"), ALL_PLANTED, ids=[case[0] for case in ALL_PLANTED])
def test_a_planted_fault_is_found_alone(kind: str, trial: Trial, where: str):
    assert [(fault.kind, fault.where) for fault in check(trial, KNOWN)] == [(kind, where)]


@pytest.mark.parametrize(("kind", "trial", "where"), ALL_PLANTED, ids=[case[0] for case in ALL_PLANTED])
def test_a_fault_reads_in_both_languages(kind: str, trial: Trial, where: str):
    (fault,) = check(trial, KNOWN)
    for language in ("en", "fr"):
        assert fault.text(language).startswith(f"{where}: ")
        assert fault.what[language].endswith(".")
        assert fault.what_next[language].endswith(".")
        assert not re.search(r"\{\w*\}", fault.text(language)), "a gap was left open"
    assert fault.what["en"] != fault.what["fr"]


def test_a_default_is_named():
    (fault,) = check(a_trial(replace(ALT, within=None)), KNOWN)
    assert "6 months" in fault.what["en"]
    assert "6 mois" in fault.what["fr"]


def test_what_an_excerpt_lacks_is_counted():
    (fault,) = check(a_trial(MALE, source=Origin("excerpt", 31)), KNOWN)
    assert "1 criteria encoded of 31" in fault.what["en"]


def test_an_inclusion_may_be_negative():
    row = Numbered("I1", "include", ask.Not(MALE), {"en": "No inhibitor", "fr": "Pas d'inhibiteur"})
    assert check(a_trial(row), KNOWN) == []


@pytest.mark.parametrize("says", [{"en": "Nothing heard", "fr": "Passage"}, {"en": "Notable risk", "fr": "Absences"}])
def test_a_word_that_only_begins_alike_is_no_negation(says: dict[str, str]):
    assert check(a_trial(excluded(MALE, says=says)), KNOWN) == []


def test_faults_come_in_the_order_of_the_document():
    trial = a_trial(ask.All(()), ask.Exons("DMD", 2, 1), excluded(MALE, basis="recall"), source=Origin("excerpt"))
    assert [fault.kind for fault in check(trial, KNOWN)] == [
        "excerpt", "empty_join", "low_above_high", "transcript_missing", "recall",
    ]  # fmt: skip


def test_faults_can_be_kept_in_a_set():
    faults: set[Fault] = {*check(a_trial(ask.All(())), KNOWN), *check(a_trial(ask.All(())), KNOWN)}
    assert len(faults) == 1
