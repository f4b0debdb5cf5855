"""The most dangerous limits of the library: one patient who passes, and one just on the wrong side."""

import pytest

from matching.days import day
from matching.reference import Context
from matching.truth import Truth
from matching.verdict import judge
from registry.terminologies.service import starter
from registry.trials.files import library
from tests.builders.matching import PatientBuilder, a_patient

AS_OF, RECENT = "2026-06-01", "2026-05-20"
STEER, EMBARK, ASPIRO, GENER8, RPE65, RESCUE, OTL200, ALD104, WAS, OTC, MPS3A, MPS2, FANCA, RDEB = (
    "NCT05089656", "NCT05096221", "NCT03199469", "NCT03370913", "NCT00999609", "NCT02652767", "NCT03392987",
    "NCT03852498", "NCT02333760", "NCT05345171", "NCT02716246", "NCT03566043", "NCT04069533", "NCT04227106",
)  # fmt: skip
PASSES, FAILS, OPEN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN


def passes(trial: str, place: str, who: PatientBuilder, cohort: int = 0) -> Truth:
    """Whether a patient passes one criterion of a trial, after the negation of an exclusion."""
    found = library()[trial]
    judged = judge(who.patient, who.facts, found, found.cohorts[cohort], Context(day(AS_OF), starter()))
    (one,) = [answer for answer in judged.criteria if answer.numbered.number == place]
    return one.passes


def measured(code: str, value: float, unit: str, when: str = RECENT, **person) -> PatientBuilder:
    return a_patient(**person).with_measurement(code, value, unit, when=when)


def born(birth: str) -> PatientBuilder:
    return a_patient(born=birth)


def answered(who: PatientBuilder, question: str, *, value: bool) -> PatientBuilder:
    return who.with_answer(question, value=value, when=RECENT)


# --- age -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trial", "place", "birth", "truth"),
    [
        (STEER, "I3", "2024-06-01", PASSES),
        (STEER, "I3", "2024-06-02", FAILS),
        (STEER, "I3", "2008-06-02", PASSES),
        (STEER, "I3", "2008-06-01", FAILS),
        (EMBARK, "I2", "2018-06-02", PASSES),
        (EMBARK, "I2", "2018-06-01", FAILS),
        (ASPIRO, "I3", "2021-08-02", PASSES),
        (ASPIRO, "I3", "2021-07-01", OPEN),  # five years old before the last day planned for dosing
        (ASPIRO, "I3", "2021-06-01", FAILS),
        (ALD104, "I2", "2008-06-02", PASSES),
        (ALD104, "I2", "2008-06-01", FAILS),
        (MPS2, "I3", "2026-02-02", PASSES),
        (MPS2, "I3", "2026-05-01", FAILS),
        (MPS3A, "I6", "2025-11-30", PASSES),
        (MPS3A, "I6", "2026-05-01", FAILS),
        (FANCA, "I1", "2013-06-02", PASSES),
        (FANCA, "I1", "2013-06-01", FAILS),
    ],
)
def test_an_age_passes_to_the_day(trial: str, place: str, birth: str, truth: Truth):
    assert passes(trial, place, born(birth)) is truth


# --- results ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trial", "place", "code", "value", "unit", "truth"),
    [
        (EMBARK, "I5", "GENOTHER:NSAA", 17, "{score}", PASSES),
        (EMBARK, "I5", "GENOTHER:NSAA", 16, "{score}", FAILS),
        (EMBARK, "I5", "GENOTHER:NSAA", 28, "{score}", PASSES),
        (EMBARK, "I5", "GENOTHER:NSAA", 29, "{score}", FAILS),
        (EMBARK, "E2", "LOINC:8806-2", 40, "%", PASSES),
        (EMBARK, "E2", "LOINC:8806-2", 39, "%", FAILS),
        (GENER8, "I3", "LOINC:3209-4", 1, "%", PASSES),
        (GENER8, "I3", "LOINC:3209-4", 0.011, "[IU]/mL", FAILS),
        (GENER8, "I4", "GENOTHER:factor-viii-exposure-days", 150, "d", PASSES),
        (GENER8, "I4", "GENOTHER:factor-viii-exposure-days", 149, "d", FAILS),
        (STEER, "E2", "GENOTHER:ventilation-hours", 6, "h/d", OPEN),  # a tracheostomy is not ruled out
        (STEER, "E2", "GENOTHER:ventilation-hours", 6.5, "h/d", FAILS),
        (OTC, "E3", "LOINC:63557-3", 0.5, "[IU]/mL", FAILS),
        (OTC, "E3", "LOINC:29615-2", 20, "[IU]/mL", FAILS),
        (OTC, "I5", "LOINC:16362-6", 250, "umol/L", OPEN),  # not of the day of dosing
        (MPS2, "I4", "GENOTHER:bsid3-cognitive", 85, "{score}", PASSES),
        (MPS2, "I4", "GENOTHER:bsid3-cognitive", 86, "{score}", OPEN),  # another way in is a person's
    ],
)
def test_a_result_passes_to_the_unit(trial: str, place: str, code: str, value: float, unit: str, truth: Truth):
    assert passes(trial, place, measured(code, value, unit)) is truth


@pytest.mark.parametrize(
    ("titre", "comparator", "truth"),
    [(399, "", PASSES), (400, "", FAILS), (400, "<", PASSES), (400, ">", FAILS), (800, "<", OPEN)],
)
def test_a_titre_against_aavrh74_stays_below_1_in_400(titre: float, comparator: str, truth: Truth):
    who = a_patient().with_antibody("AAVrh74", titre=titre, comparator=comparator, when=RECENT)
    assert passes(EMBARK, "I6", who) is truth


@pytest.mark.parametrize(
    ("capsid", "class_", "result", "truth"),
    [
        ("AAV5", "total", "negative", PASSES),
        ("AAV5", "total", "positive", FAILS),
        ("AAV5", "nab", "negative", OPEN),
        ("AAV8", "total", "negative", OPEN),
    ],
)
def test_only_total_antibodies_against_aav5_answer_for_them(capsid: str, class_: str, result: str, truth: Truth):
    who = a_patient().with_antibody(capsid, class_, result=result, when=RECENT)
    assert passes(GENER8, "E1", who) is truth


@pytest.mark.parametrize(
    ("result", "elevated", "truth"),
    [("negative", None, PASSES), ("positive", None, OPEN), ("positive", True, FAILS), ("positive", False, PASSES)],
)
def test_of_a_detected_antibody_a_person_says_whether_it_is_elevated(result: str, elevated: bool | None, truth: Truth):
    who = a_patient().with_antibody("AAV9", result=result, when=RECENT)
    if elevated is not None:
        answered(who, f"{STEER}/main/E1", value=elevated)
    assert passes(STEER, "E1", who) is truth


@pytest.mark.parametrize(
    ("birth", "code", "value", "truth"),
    [
        ("1990-01-01", "LOINC:62238-1", 60, PASSES),
        ("1990-01-01", "LOINC:98979-8", 59, FAILS),
        ("1990-01-01", "GENOTHER:egfr-schwartz-bedside", 59, OPEN),
        ("2012-01-01", "GENOTHER:egfr-schwartz-bedside", 60, PASSES),
        ("2012-01-01", "GENOTHER:egfr-schwartz-bedside", 59, FAILS),
        ("2012-01-01", "LOINC:62238-1", 59, OPEN),
    ],
)
def test_a_filtration_rate_answers_by_the_formula_of_the_age(birth: str, code: str, value: float, truth: Truth):
    assert passes(OTC, "E2", measured(code, value, "mL/min/{1.73_m2}", born=birth)) is truth


@pytest.mark.parametrize(
    ("birth", "quotient", "truth"),
    [("2024-06-02", 40, PASSES), ("2024-06-01", 60, PASSES), ("2024-06-01", 59, FAILS), ("2020-01-01", 59, FAILS)],
)
@pytest.mark.parametrize("cohort", [0, 1])
def test_a_quotient_is_asked_from_two_years(birth: str, quotient: float, truth: Truth, cohort: int):
    who = measured("GENOTHER:bsid3-cognitive-dq", quotient, "{score}", born=birth)
    assert passes(MPS3A, "I4", who, cohort) is truth


# --- genes and diseases ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "passing"),
    [(18, 44, {"I4", "E1"}), (17, 20, set()), (8, 17, set()), (53, 79, {"I4", "E1"})],
)
def test_a_deletion_lies_within_exons_18_to_79_or_not(first: int, last: int, passing: set[str]):
    who = a_patient(sex="male").with_variant(
        "DMD", zygosity="hemi", significance="P", lesion="deletion", exon_first=first, exon_last=last
    )
    assert {place for place in ("I4", "E1") if passes(EMBARK, place, who) is PASSES} == passing


@pytest.mark.parametrize(
    ("gene", "hgvs", "truth"),
    [
        ("MT-ND4", "NC_012920.1:m.11778G>A", PASSES),
        ("MT-ND4", "NC_012920.1:m.11696G>A", OPEN),
        ("MT-ND1", "NC_012920.1:m.3460G>A", OPEN),
    ],
)
def test_another_mitochondrial_variant_is_not_the_one_asked(gene: str, hgvs: str, truth: Truth):
    assert passes(RESCUE, "I3", a_patient().with_variant(gene, hgvs, significance="P")) is truth


def test_the_gene_of_rescue_studied_and_negative_is_a_no():
    assert passes(RESCUE, "I3", a_patient().with_variant("HGNC:7459", present=False)) is FAILS


@pytest.mark.parametrize(
    ("significance", "analysed", "truth"),
    [("P", None, PASSES), ("VUS", None, OPEN), ("VUS", True, PASSES), ("VUS", False, OPEN)],
)
def test_of_a_novel_allele_a_geneticist_says_what_the_analysis_found(
    significance: str, analysed: bool | None, truth: Truth
):
    who = a_patient().with_variant("ARSA", "c.1A>G", zygosity="hom", significance=significance)
    if analysed is not None:
        who.with_answer(f"{OTL200}/main/I2", value=analysed, who="geneticist", when=RECENT)
    assert passes(OTL200, "I2", who) is truth


@pytest.mark.parametrize(
    ("trial", "place", "code", "truth"),
    [
        (ALD104, "I3", "ORPHA:139396", PASSES),
        (ALD104, "I3", "ORPHA:43", OPEN),
        (ALD104, "I3", "ORPHA:139399", FAILS),
        (GENER8, "I5", "ORPHA:169802", PASSES),
        (GENER8, "I5", "ORPHA:98879", FAILS),
        (WAS, "I4", "ORPHA:906", PASSES),
        (WAS, "I4", "ORPHA:852", FAILS),
        (RPE65, "I5", "OMIM:204100", PASSES),
        (RPE65, "I5", "ORPHA:791", FAILS),
        (RDEB, "I4", "ORPHA:79408", PASSES),
        (RDEB, "I4", "ORPHA:231568", FAILS),
        (RDEB, "I4", "ORPHA:303", OPEN),
        (MPS3A, "I7", "ORPHA:581", OPEN),
        ("NCT06128629", "I4", "ORPHA:330001", PASSES),
        ("NCT06128629", "I4", "ORPHA:85451", PASSES),
        ("NCT03745287", "I3", "ORPHA:232", PASSES),
        ("NCT03745287", "I3", "ORPHA:231214", FAILS),
    ],
)
def test_a_near_disease_is_not_the_own_one(trial: str, place: str, code: str, truth: Truth):
    assert passes(trial, place, a_patient().with_condition(code, RECENT)) is truth


# --- what was given, and what only a person says ---------------------------------------------------------------------


@pytest.mark.parametrize("drug", ["ATC:M09AX07", "ATC:M09AX10", "ATC:M09AX09"])
def test_a_therapy_of_smn_ever_given_closes_steer(drug: str):
    who = a_patient().with_medication(drug, "stopped", when="2024-01-01", until="2024-06-01")
    assert passes(STEER, "I5", who) is FAILS


def test_a_complete_history_without_one_still_asks_about_trial_drugs():
    who = a_patient().with_complete_history("medications", RECENT).with_complete_history("procedures", RECENT)
    assert passes(STEER, "I5", who) is OPEN
    assert passes(STEER, "I5", answered(who, f"{STEER}/main/I5", value=True)) is PASSES


@pytest.mark.parametrize(
    ("code", "kind", "truth"),
    [("ICD10:Z93.0", "condition", FAILS), ("CCAM:GEPA004", "procedure", OPEN)],
)
def test_a_tracheostomy_is_seen_as_a_state_and_as_an_act(code: str, kind: str, truth: Truth):
    who = measured("GENOTHER:ventilation-hours", 0, "h/d").with_complete_history("conditions", RECENT)
    seen = who.with_condition(code, RECENT) if kind == "condition" else who.with_procedure(code, "2024-01-01")
    assert passes(STEER, "E2", seen) is truth


@pytest.mark.parametrize(
    ("courses", "truth"),
    [
        ([("ATC:A16AX09", 9, "2026-01-01", None)], PASSES),
        ([("ATC:A16AX09", 9, "2026-05-20", None)], FAILS),
        ([("ATC:A16AX09", 9, "2026-01-01", "2026-05-19"), ("ATC:A16AX09", 12, "2026-05-20", None)], FAILS),
        ([("ATC:A16AX09", 9, "2026-01-01", None), ("ATC:A16AX11", 6, "2026-01-01", None)], OPEN),
    ],
    ids=["constant", "too recent", "changed", "two drugs"],
)
def test_a_scavenger_is_constant_for_four_weeks(courses: list, truth: Truth):
    who = a_patient().with_complete_history("medications", AS_OF)
    for code, dose, start, end in courses:
        status = "stopped" if end else "active"
        who.with_medication(code, status, when=start, until=end, dose=dose, dose_unit="g/d")
    assert passes(OTC, "I6", who) is truth


@pytest.mark.parametrize(
    ("start", "daily", "truth"),
    [("2026-03-01", True, PASSES), ("2026-03-01", None, OPEN), ("2026-04-01", True, FAILS)],
)
def test_a_corticosteroid_is_stable_for_12_weeks_and_daily(start: str, daily: bool | None, truth: Truth):
    who = a_patient().with_medication("ATC:H02AB07", when=start, dose=0.75, dose_unit="mg/kg/d")
    if daily is not None:
        answered(who, f"{EMBARK}/main/I7", value=daily)
    assert passes(EMBARK, "I7", who) is truth


@pytest.mark.parametrize("code", ["SNOMED:109995007", "ICD10:D46.9"])
def test_a_myelodysplasia_closes_the_trial_of_fanconi_anaemia(code: str):
    assert passes(FANCA, "E1", a_patient().with_condition(code, RECENT)) is FAILS


@pytest.mark.parametrize("value", [True, False])
def test_of_severe_marrow_failure_a_person_says(value: bool):
    who = answered(a_patient().with_complete_history("conditions", RECENT), f"{FANCA}/main/E1", value=value)
    assert passes(FANCA, "E1", who) is (FAILS if value else PASSES)


def test_the_follow_up_wants_those_who_were_treated():
    who = answered(a_patient(sex="male"), f"{WAS}/main/I1", value=True)
    assert passes(WAS, "I1", who) is OPEN
    assert passes(WAS, "I1", who.with_procedure("GENOTHER:gene-therapy-lentiviral", "2014-01-01")) is PASSES


def test_what_was_written_from_memory_decides_nothing():
    old = a_patient(born="2025-01-01").with_measurement("GENOTHER:nyha", 4, "{score}", when=RECENT)
    assert passes("NCT06128629", "I1", old) is OPEN
    assert passes("NCT06128629", "E1", old) is OPEN
