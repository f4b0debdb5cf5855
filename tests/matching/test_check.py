"""Each kind of fault, planted in a trial and found at its place; a sound trial has none."""

import re
from dataclasses import replace

import pytest

from matching import criteria as ask
from matching.anchors import Offset
from matching.check import check
from matching.days import Duration
from matching.faults import KINDS, Fault
from matching.terminology import Terminology
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.weights import BODY_WEIGHT
from tests.builders.checked_trials import (
    ALT,
    KNOWN,
    MALE,
    SAYS,
    SOUND,
    TITRE,
    UNITS,
    WINDOW,
    a_trial,
    excluded,
    limits,
    saying,
    years,
)

YEAR = Duration(1, "y")


def on(**values):
    """A drug, asked so."""
    return ask.Medication(("ATC:B02BD04",), valid=Duration(1, "y"), **values)


ROW = "cohorts.main.include.I1"
OUT = "cohorts.main.exclude.E1"
# kind: (trial, where it is found)
PLANTED: dict[str, list[tuple[Trial, str]]] = {
    "empty_set": [
        (a_trial(ask.Diagnosis((), own_disease=True)), f"{ROW}.diagnosis.any_of"),
        (a_trial(replace(ALT, code=())), f"{ROW}.measurement.code"),
        (a_trial(ask.Not(ask.Biallelic("SMN1", ()))), f"{ROW}.not.biallelic.classes"),
        (a_trial(ask.Exons("DMD", 1, 2, "NM_1", lesions=())), f"{ROW}.exons.lesions"),
        (a_trial(ask.Country(())), f"{ROW}.country.is"),
    ],
    "fact_missing": [(a_trial(MALE, source=Origin("protocol", facts=1)), "source.facts")],
    "fact_unknown": [(a_trial(MALE, source=Origin("protocol", facts=0, beside=(2,))), "source.facts")],
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
        (a_trial(excluded(on(asks="washed_out", for_=Duration(1, "mo")))), OUT),
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
    "number_twice": [
        (a_trial(*[Numbered("I1", "include", one, SAYS) for one in (MALE, ask.Sex("female"))]), "cohorts.main")
    ],
    "cohort_twice": [(replace(a_trial(), cohorts=2 * a_trial().cohorts), "cohorts.main")],
    "text_missing": [
        (a_trial(title={"en": "A trial"}), "title"),
        (a_trial(condition={"fr": " ", "en": "SMA"}), "condition"),
        (a_trial(Numbered("I1", "include", MALE, {"fr": "Sexe masculin"})), f"{ROW}.says"),
    ],
    "limits_doubled": [
        (a_trial(years(below=6, to=7)), f"{ROW}.age"),
        (a_trial(replace(TITRE, from_=50)), f"{ROW}.antibody"),
        (a_trial(limits(from_=(2, "xULN"), above=(2, "xULN"))), f"{ROW}.measurement"),
        (a_trial(limits(to=(2, "xULN"), below=(2, "xULN"))), f"{ROW}.measurement"),
    ],
    "unit_wrong_kind": [
        (a_trial(limits(above=(2, "kg"))), f"{ROW}.measurement.above"),
        (a_trial(ask.Not(limits(to=(2, "s")))), f"{ROW}.not.measurement.to"),
    ],
    "gene_unknown": [
        (a_trial(ask.Hemizygous("DMM")), f"{ROW}.hemizygous.gene"),
        (a_trial(ask.Biallelic("smn1")), f"{ROW}.biallelic.gene"),
        (a_trial(ask.Exons("XYZ9", 1, 2, "NM_1")), f"{ROW}.exons.gene"),
        (a_trial(ask.Diagnosis(("ORPHA:1",), own_disease=True, genes=("SMN1", "SNM1"))), f"{ROW}.diagnosis.genes[1]"),
    ],
    "anchor_days_reversed": [(a_trial(anchors={"dosing": Offset((42, 2))}), "anchors.dosing.days")],
    "anchor_circle": [
        (a_trial(anchors={"dosing": Offset((1, 2), after="dosing")}), "anchors.dosing.after"),
        (
            a_trial(anchors={"dosing": Offset((1, 2), "enrolment"), "enrolment": Offset((1, 2), "enrolment")}),
            "anchors.enrolment.after",
        ),
    ],
    "screening_redefined": [
        (
            a_trial(anchors={"screening": Offset((1, 2), "dosing"), "dosing": Offset((2, 42))}),
            "anchors.screening",
        ),
    ],
    "repeated_once": [
        (a_trial(ask.Repeated(ALT.code, from_=ask.Limit(2, "xULN"), n=1, within=WINDOW)), f"{ROW}.repeated"),
    ],
    "country_code": [
        (a_trial(ask.Country(("FR", "UK-1"))), f"{ROW}.country.is"),
        (a_trial(ask.Country(("France",))), f"{ROW}.country.is"),
    ],
    "own_disease_missing": [
        (a_trial(cohorts=(Cohort("a", (Numbered("I1", "include", MALE, SAYS),)),)), "cohorts.a"),
        (a_trial(cohorts=(Cohort("a", (excluded(ask.Diagnosis(("ORPHA:1",), own_disease=True)),)),)), "cohorts.a"),
    ],
    "weight_both": [
        (a_trial(ask.Measurement(BODY_WEIGHT, from_=ask.Limit(10, "kg"))), f"{ROW}.measurement"),
    ],
    "no_time": [
        (a_trial(on(asks="stable")), f"{ROW}.medication"),
        (a_trial(on(asks="continuous")), f"{ROW}.medication"),
        (a_trial(on(asks="washed_out")), f"{ROW}.medication"),
    ],
    "dose_unread": [(a_trial(on(asks="ever", dose_from=ask.Limit(1, "mg/d"))), f"{ROW}.medication")],
    "half_lives_unread": [(a_trial(on(half_lives=5)), f"{ROW}.medication")],
    "per_weight_unread": [(a_trial(on(per_weight=True)), f"{ROW}.medication")],
    "own_trial": [(a_trial(ask.InTrial(("T1",), valid=Duration(1, "y"))), f"{ROW}.in_trial")],
    "not_divided": [
        (a_trial(ask.Events(ALT.code, Duration(2, "y"), 2, each=Duration(5, "mo"))), f"{ROW}.events"),
    ],
    "each_and_per": [
        (a_trial(ask.Events(ALT.code, Duration(2, "y"), 2, each=YEAR, per=YEAR)), f"{ROW}.events"),
    ],
    "quantity_unit": [
        (a_trial(ask.GivenQuantity(ALT.code, YEAR, ask.Limit(100, "mL"))), f"{ROW}.given_quantity"),
    ],
    "nobody_passes": [
        (a_trial(years(from_=6), years(below=6)), "cohorts.main.include.I2"),
        (a_trial(years(from_=6), years(to=5)), "cohorts.main.include.I2"),
        (a_trial(years(from_=6), excluded(years(from_=5))), OUT),
        (a_trial(limits(above=(40, "%")), excluded(limits(above=(30, "%")))), OUT),
        (a_trial(limits(from_=(40, "%")), excluded(ask.AnyOf((MALE, limits(from_=(40, "%")))))), OUT),
        (a_trial(ask.CopyNumber("SMN2", 3), excluded(ask.CopyNumber("SMN2", 2))), OUT),
    ],
    "contradiction": [
        (a_trial(ALT, excluded(ALT)), OUT),
        (a_trial(MALE, excluded(MALE)), OUT),
    ],
    "kind_unknown": [(a_trial(modality=Modality("gene_editing")), "modality.kind")],
    "capsid_unknown": [
        (a_trial(modality=Modality("aav", "AVV8")), "modality.capsid"),
        (a_trial(replace(TITRE, capsid="AAV88")), f"{ROW}.antibody.capsid"),
        (a_trial(replace(TITRE, capsid="AVV9"), modality=Modality("aav", "AAV9")), f"{ROW}.antibody.capsid"),
    ],
    "antibody_other_capsid": [(a_trial(TITRE, modality=Modality("aav", "AAV8")), f"{ROW}.antibody.capsid")],
    "fewer_encoded": [(a_trial(MALE, source=Origin("protocol", 12)), "source.criteria_in_protocol")],
    "more_encoded": [(a_trial(MALE, source=Origin("protocol", 0)), "source.criteria_in_protocol")],
    "criterion_twice": [
        (a_trial(MALE, MALE), "cohorts.main.include.I2"),
        (a_trial(excluded(TITRE), excluded(TITRE, number="E2")), "cohorts.main.exclude.E2"),
    ],
    "polarity_limit": [
        (a_trial(excluded(replace(TITRE, above=None, to=5))), f"{OUT}.antibody"),
        (a_trial(excluded(ask.All((MALE, limits(below=(2, "xULN")))))), f"{OUT}.all[1].measurement"),
        (a_trial(excluded(ask.AnyOf((ask.Not(TITRE), replace(TITRE, above=None, below=5))))), f"{OUT}.any[1].antibody"),
    ],
    "limit_impossible": [
        (a_trial(years(to=180)), f"{ROW}.age.to"),
        (a_trial(ask.Age(below=Duration(1800, "mo"), at="screening")), f"{ROW}.age.below"),
        (a_trial(replace(TITRE, above=0.5)), f"{ROW}.antibody.above"),
        (
            a_trial(ask.Measurement(("LOINC:10230-1",), below=ask.Limit(140, "%"), within=WINDOW)),
            f"{ROW}.measurement.below",
        ),
        (a_trial(limits(from_=(1200, "%"))), f"{ROW}.measurement.from"),
        (a_trial(limits(from_=(-2, "xULN"))), f"{ROW}.measurement.from"),
        (a_trial(ask.CopyNumber("SMN2", -1, 2)), f"{ROW}.copy_number.from"),
        (a_trial(ask.VariantFound("HBB", to=3)), f"{ROW}.variant.to"),
        (a_trial(ask.Exons("DMD", 18, 80, "NM_004006.3")), f"{ROW}.exons.last"),
    ],
    "transgene_unknown": [(a_trial(modality=Modality("aav", transgene="SNM1")), "modality.transgene")],
    "sentence_without_its_number": [
        (
            a_trial(
                saying(ALT, "ALT above 2 times the limit in the last 30 days", "ALAT au-dessus de 3 fois la limite")
            ),
            f"{ROW}.says.en",
        ),
        (a_trial(saying(years(from_=18), "Aged 18 years", "Âgé de 16 ans")), f"{ROW}.says.fr"),
        (a_trial(saying(replace(TITRE, above=None, detected=True), "Positive (1:5)", "Positif")), f"{ROW}.says.en"),
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


@pytest.mark.parametrize(
    ("part", "over", "sound"),
    [
        ((1, "y"), (2, "y"), True), ((1, "y"), (1, "y"), True), ((1, "wk"), (1, "wk"), True),
        ((1, "y"), (24, "mo"), True), ((1, "y"), (18, "mo"), False),
        ((6, "mo"), (1, "y"), True), ((12, "mo"), (2, "y"), True), ((5, "mo"), (1, "y"), False),
        ((7, "d"), (2, "wk"), True), ((5, "d"), (2, "wk"), False), ((1, "wk"), (2, "mo"), False),
        ((7, "mo"), (2, "y"), False), ((2, "mo"), (6, "mo"), True), ((4, "mo"), (6, "mo"), False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["each", "per"])
def test_a_part_divides_the_whole(name: str, part: tuple, over: tuple, sound: bool):
    asked = ask.Events(ALT.code, Duration(*over), 2, **{name: Duration(*part)})
    assert ("not_divided" not in {one.kind for one in check(a_trial(asked), KNOWN)}) is sound


def test_a_sound_trial_has_no_fault():
    assert check(SOUND, KNOWN, UNITS) == []


def test_a_range_of_one_value_is_not_empty():
    assert check(a_trial(limits(from_=(40, "%"), to=(40, "%"))), KNOWN, UNITS) == []


def test_every_kind_of_fault_is_planted():
    assert set(PLANTED) == set(KINDS)


@pytest.mark.parametrize(("kind", "trial", "where"), ALL_PLANTED, ids=[case[0] for case in ALL_PLANTED])
def test_a_planted_fault_is_found_alone(kind: str, trial: Trial, where: str):
    assert [(fault.kind, fault.where) for fault in check(trial, KNOWN, UNITS)] == [(kind, where)]


@pytest.mark.parametrize(("kind", "trial", "where"), ALL_PLANTED, ids=[case[0] for case in ALL_PLANTED])
def test_a_fault_reads_in_both_languages(kind: str, trial: Trial, where: str):
    (fault,) = check(trial, KNOWN, UNITS)
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
    assert "2 criteria encoded of 31" in fault.what["en"]


def test_an_inclusion_may_be_negative():
    row = Numbered("I1", "include", ask.Not(MALE), {"en": "No inhibitor", "fr": "Pas d'inhibiteur"})
    assert check(a_trial(row), KNOWN) == []


@pytest.mark.parametrize("says", [{"en": "Nothing heard", "fr": "Passage"}, {"en": "Notable risk", "fr": "Absences"}])
def test_a_word_that_only_begins_alike_is_no_negation(says: dict[str, str]):
    assert check(a_trial(excluded(MALE, says=says)), KNOWN) == []


def test_faults_come_in_the_order_of_the_document():
    trial = a_trial(ask.All(()), ask.Exons("DMD", 2, 1), excluded(MALE, basis="recall"), source=Origin("excerpt"))
    assert [fault.kind for fault in check(trial, KNOWN, UNITS)] == [
        "excerpt", "empty_join", "low_above_high", "transcript_missing", "recall",
    ]  # fmt: skip


def test_faults_can_be_kept_in_a_set():
    faults: set[Fault] = {*check(a_trial(ask.All(())), KNOWN), *check(a_trial(ask.All(())), KNOWN)}
    assert len(faults) == 1


@pytest.mark.parametrize(
    "criterion",
    [
        ask.CopyNumber("SMN2", 2),
        ask.CopyNumber("SMN2", None, 3),
        ask.CopyNumber("SMN2", 2, 2),
        ask.RepeatCount("HTT", 40),
        ask.Age(from_=YEAR),
        ask.Age(below=YEAR),
        ask.Age(from_=YEAR, to=YEAR),
    ],
    ids=str,
)
def test_one_limit_or_two_equal_ones_are_no_fault(criterion: ask.Criterion):
    assert [fault.kind for fault in check(a_trial(criterion), KNOWN, UNITS) if fault.severity == "error"] == []


@pytest.mark.parametrize(
    ("criterion", "possible"),
    [
        (years(below=120), True), (years(below=121), False), (years(from_=120), True),
        (replace(TITRE, above=1.0), True), (replace(TITRE, above=0.9), False),
    ],
)  # fmt: skip
def test_a_limit_at_the_end_of_what_is_possible_stands(criterion: ask.Criterion, possible: bool):
    found = {one.kind for one in check(a_trial(criterion), KNOWN, UNITS)}
    assert ("limit_impossible" not in found) is possible


@pytest.mark.parametrize("name", ["from_", "below", "to"])
def test_one_bound_of_an_onset_suffices(name: str):
    asked = ask.Onset(("ORPHA:70",), **{name: YEAR})
    assert "no_limit" not in {one.kind for one in check(a_trial(asked), KNOWN)}
    assert "no_limit" in {one.kind for one in check(a_trial(ask.Onset(("ORPHA:70",))), KNOWN)}


@pytest.mark.parametrize(
    ("written", "near"), [("GENOTHER:nsa", "GENOTHER:NSAA"), ("GENOTHER:zzz", None), ("LOINC:1742-7", None)]
)
def test_of_an_unknown_word_the_nearest_is_named(written: str, near: str | None):
    known = Terminology({}, labels={"GENOTHER:NSAA": {"en": "NSAA"}, "LOINC:1742-6": {"en": "ALT"}})
    (fault,) = [
        one for one in check(a_trial(replace(ALT, code=(written,))), known) if one.where == f"{ROW}.measurement.code[0]"
    ]
    assert fault.what_next["en"].startswith(f"Did you mean {near}? " if near else "Take one that ships")
    assert fault.what_next["fr"].startswith(f"Vouliez-vous dire {near} ? " if near else "En prendre un")


@pytest.mark.parametrize(
    "criteria",
    [
        (years(from_=6), years(to=6)),
        (years(from_=6), excluded(years(from_=7))),
        (limits(above=(40, "%")), excluded(limits(above=(50, "%")))),
        (limits(above=(40, "%")), excluded(limits(above=(30, "mg/dL")))),
        (limits(above=(40, "%")), excluded(limits(from_=(30, "%"), to=(35, "%")))),
        (limits(above=(40, "%")), excluded(ask.All((MALE, limits(above=(30, "%")))))),
        (limits(above=(40, "%")), excluded(replace(limits(above=(30, "%")), take="any"))),
        (limits(above=(40, "%")), excluded(limits(above=(30, "%")), basis="recall")),
        (ask.CopyNumber("SMN2", 1, 3), excluded(ask.CopyNumber("SMN2", 3))),
    ],
)
def test_limits_that_leave_somebody_stand(criteria: tuple):
    assert "nobody_passes" not in {one.kind for one in check(a_trial(*criteria), KNOWN, UNITS)}
