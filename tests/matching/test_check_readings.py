"""Where a fault begins and where it ends: what the check names, what it proposes, and what it leaves alone."""

from dataclasses import replace

import pytest

from matching import criteria as ask
from matching.anchors import Offset
from matching.check import check
from matching.days import Duration
from matching.terminology import Analyte, Terminology
from matching.trial import Modality, Origin, Trial
from tests.builders.checked_trials import KNOWN, MALE, TITRE, UNITS, a_trial, excluded, limits, saying, years


def kinds(trial: Trial) -> list[str]:
    """The kinds of its faults."""
    return [fault.kind for fault in check(trial, KNOWN, UNITS)]


def test_what_an_antibody_is_asked_without_is_named_and_nothing_else():
    def told(**without: None) -> str:
        (fault,) = check(a_trial(replace(TITRE, **without)), KNOWN)
        return fault.text("en") + fault.text("fr")

    assert "without its method" in told(method=None)
    assert "nab" not in told(method=None)
    assert "sans sa classe :" in told(class_=None)
    assert "ELISA" not in told(class_=None)
    assert "sans sa classe ni sa méthode" in told(class_=None, method=None)


def test_a_near_gene_or_capsid_is_proposed():
    (gene,) = check(a_trial(ask.Hemizygous("DMDD")), KNOWN)
    (capsid,) = check(a_trial(modality=Modality("aav", "AVV8")), KNOWN)
    assert "Did you mean DMD?" in gene.text("en")
    assert "Vouliez-vous dire AAV8 ?" in capsid.text("fr")


def test_a_gene_is_not_judged_where_none_is_loaded():
    trial = a_trial(ask.Biallelic("SNM1"), modality=Modality("aav", transgene="SNM1"))
    assert check(trial, Terminology(labels={"ORPHA:1": {"en": "A disease"}})) == []


def test_a_capsid_is_known_by_a_loaded_antibody_code():
    terminology = Terminology(
        labels={"GENOTHER:AAVnew-nab": {"en": "Antibodies against AAVnew"}, "ORPHA:1": {"en": "Ours"}}
    )
    assert check(a_trial(replace(TITRE, capsid="AAVnew")), terminology) == []


@pytest.mark.parametrize(
    ("modality", "criterion"),
    [
        (Modality("lentiviral_ex_vivo", "BB305"), TITRE),
        (Modality("aav", "AAV2tYF"), MALE),
        (Modality("aav", transgene="HBB T87Q"), MALE),
        (Modality("aav", transgene="microdystrophin"), MALE),
    ],
)
def test_a_vector_or_transgene_may_be_described_freely(modality: Modality, criterion: ask.Criterion):
    assert kinds(a_trial(criterion, modality=modality)) == []


def test_a_measurement_without_usual_unit_may_be_asked_in_any():
    assert check(a_trial(limits(above=(2, "kg"))), KNOWN) == []


def test_a_unit_converts_through_the_molar_mass():
    creatinine = Terminology(
        labels={"LOINC:1": {"en": "Creatinine"}, "ORPHA:1": {"en": "Ours"}}, analytes={"LOINC:1": Analyte(113.12)}
    )
    assert check(a_trial(limits(above=(2, "mg/dL"))), creatinine, {"LOINC:1": "umol/L"}) == []


def test_the_usual_unit_is_readable_though_ucum_does_not_hold_it():
    assert check(a_trial(limits(above=(0.6, "[beth'U]"))), KNOWN, {"LOINC:1": "[beth'U]"}) == []


def test_a_circle_of_anchors_is_told_of_each():
    circle = {"dosing": Offset((1, 2), "conditioning"), "conditioning": Offset((1, 2), "dosing")}
    faults = check(a_trial(anchors=circle), KNOWN)
    assert [fault.where for fault in faults] == ["anchors.dosing.after", "anchors.conditioning.after"]
    assert "dosing → conditioning → dosing" in faults[0].text("fr")


def test_an_anchor_follows_only_a_declared_one():
    (fault,) = check(a_trial(anchors={"dosing": Offset((1, 2), "conditioning")}), KNOWN)
    assert (fault.kind, fault.where) == ("anchor_undeclared", "anchors.dosing.after")


def test_an_excerpt_may_lack_criteria_but_not_have_too_many():
    assert kinds(a_trial(MALE, source=Origin("excerpt", 31))) == ["excerpt"]
    assert kinds(a_trial(MALE, source=Origin("excerpt", 0))) == ["excerpt", "more_encoded"]


def test_a_low_value_may_exclude():
    low = [limits(below=(55, "%")), limits(below=(1, "xLLN")), limits(from_=(2, "xULN"), to=(5, "xULN"))]
    assert kinds(a_trial(*(excluded(one, number=f"E{n}") for n, one in enumerate(low)))) == []


@pytest.mark.parametrize(
    ("criterion", "en", "fr"),
    [
        (years(from_=18), "Aged 18 or more", "18 ans ou plus"),
        (ask.Age(below=Duration(24, "mo"), at="screening"), "Younger than 2 years", "Moins de 24 mois"),
        (ask.Age(below=Duration(2, "y"), at="screening"), "Younger than 24 months", "Moins de deux ans"),
        (ask.Age(to=Duration(14, "d"), at="screening"), "At most 2 weeks old", "Âgé de 14 jours au plus"),
        (TITRE, "AAV9 antibodies above 1:50", "Anticorps anti-AAV9 supérieurs à 1/50"),
        (TITRE, "AAV9 antibodies of the last 30 days", "Anticorps anti-AAV9 des 30 derniers jours"),
        (limits(above=(2, "xULN")), "ALT above 200 % of the limit", "ALAT supérieure à 2 fois la limite"),
        (limits(above=(1.5, "%")), "IL-2 above 1.5 % at 10^9", "IL-2 supérieure à 1,5 %"),
        (limits(above=(10000, "%")), "Above 10,000", "Supérieure à 10 000"),
        (limits(to=(75, "%")), "At most the 75th percentile", "Au plus le 75e percentile"),
        (ask.CopyNumber("SMN2", 1, 2), "One or two copies of SMN2", "1 ou 2 copies de SMN2"),
        (ask.Exons("DMD", 1, 17, "NM_1"), "Exons 1 to 17", "Exons 1 à 17"),
        (ask.Medication(("ATC:B02BD04",), "continuous", Duration(2, "mo"), valid=Duration(1, "y")),
         "For 2 months", "Depuis 2 mois"),
        (ask.Karyotype("XY"), "46,XY", "46,XY"),
        (ask.All((years(from_=18), MALE)), "Aged 16", "16 ans"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_its_number_otherwise_is_left_alone(criterion: ask.Criterion, en: str, fr: str):
    assert "sentence_without_its_number" not in kinds(a_trial(saying(criterion, en, fr)))


@pytest.mark.parametrize(("asks", "found"), [("washed_out", []), ("current", ["polarity"])])
def test_not_washed_out_is_how_an_exclusion_is_said_and_no_other_not_is(asks: str, found: list[str]):
    length = Duration(4, "mo") if asks == "washed_out" else None
    drug = ask.Medication(("ATC:B02BD04",), asks, length, valid=Duration(1, "mo"))
    assert kinds(a_trial(excluded(ask.Not(drug)))) == found
