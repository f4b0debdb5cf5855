"""A trial as a ResearchStudy and Groups: nothing is lost, registers can read it, and edits are not ignored."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
import yaml

from fhir_adapters import release
from fhir_adapters.group import resource_id
from fhir_adapters.research_study import RULES, from_trial, to_trial
from fhir_adapters.translation import texts
from matching.anchors import Offset, Window
from matching.codec import trial_from_data
from matching.criteria import Age, All, Antibody, Diagnosis, Not, Phenotype, Sex
from matching.days import Duration
from matching.errors import MalformedCriterion
from matching.trial import Cohort, Modality, Numbered, Origin, Trial

LIBRARY = sorted((Path(__file__).parents[2] / "registry/trials/library").rglob("*.yaml"))


def says(text: str) -> dict[str, str]:
    return {"en": text, "fr": f"{text} (fr)"}


def include(number: str, criterion, **more) -> Numbered:
    return Numbered(number, "include", criterion, says(number), **more)


def exclude(number: str, criterion, **more) -> Numbered:
    return Numbered(number, "exclude", criterion, says(number), **more)


def a_trial(*criteria: Numbered, **changes) -> Trial:
    described = {
        "id": "NCT03461289",
        "version": "2018-05-01",
        "title": says("A trial"),
        "modality": Modality("aav", capsid="AAV9", route="intravenous", transgene="SMN1"),
        "source": Origin("excerpt"),
        "cohorts": (Cohort("main", criteria, says("Main")),),
        "anchors": {"dosing": Offset((2, 30))},
        "condition": says("SMA"),
        "sponsor": "A sponsor",
        "phase": "1/2",
        "status": "recruiting",
        "countries": ("FR", "US"),
        "sites": ("Paris",),
    }
    return Trial(**(described | changes))


YOUNG = include("I1", Age(below=Duration(180, "d"), at="dosing"))
SEVERAL = a_trial(
    YOUNG,
    include("I2", Sex("male")),
    include("I3", Diagnosis(("ORPHA:70",), own_disease=True, genes=("SMN1",))),
    include("I4", Diagnosis(("ORPHA:70", "OMIM:253300"))),
    include("I5", All((Not(Phenotype(("HP:0001250",))), Sex("female"))), basis="recall"),
    exclude("E1", Antibody("AAV9", "total", above=50, within=Window("dosing", Duration(30, "d"))), safety=True),
    exclude("E2", Phenotype(("HP:0001250",))),
)
TRIALS = {
    "several": SEVERAL,
    "two cohorts": a_trial(cohorts=(Cohort("a b", (YOUNG,)), Cohort("c", ()))),
    "bare": a_trial(id="EU CT 2022/500", version=None, status=None, condition={}, phase="", sponsor="",
                    cohorts=(), countries=(), sites=(), anchors={}),
    "unknown words": a_trial(YOUNG, status="no longer available", phase="1b"),
}  # fmt: skip


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
def test_a_trial_comes_back_as_it_was(trial: Trial):
    study, groups = json.loads(json.dumps(from_trial(trial)))
    assert to_trial(study, groups) == trial


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
def test_what_is_emitted_is_fhir(trial: Trial):
    study, groups = from_trial(trial)
    assert [problem for resource in (study, *groups) for problem in release.check(resource)] == []


@pytest.mark.skipif(not LIBRARY, reason="registry/trials/library is not there yet")
@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.stem)
def test_every_trial_of_the_library_comes_back_and_is_fhir(file: Path):
    trial = trial_from_data(yaml.safe_load(file.read_text()))
    study, groups = from_trial(trial)
    assert to_trial(study, groups) == trial
    assert [problem for resource in (study, *groups) for problem in release.check(resource)] == []


def test_each_criterion_is_a_characteristic_in_both_languages():
    _, (group,) = from_trial(SEVERAL)
    first, *_, last = group["characteristic"]
    assert group["actual"] is False
    assert first["code"]["text"] == "I1"
    assert [part["valueString"] for part in first["code"]["_text"]["extension"][0]["extension"][1:]] == ["I1 (fr)"]
    assert [first["exclude"], last["exclude"]] == [False, True]


def value_of(criterion) -> dict:
    _, (group,) = from_trial(a_trial(include("I1", criterion)))
    (characteristic,) = group["characteristic"]
    return {key: found for key, found in characteristic.items() if key.startswith("value")}


@pytest.mark.parametrize(
    ("age", "low", "high"),
    [
        (Age(from_=Duration(6, "mo"), to=Duration(17, "mo")), (6, "mo"), (17, "mo")),
        (Age(below=Duration(180, "d")), None, (179, "d")),
        (Age(from_=Duration(18, "y")), (18, "a"), None),
    ],
)
def test_an_age_range_is_completed_units(age: Age, low, high):
    found = value_of(age)["valueRange"]
    assert {side: (end["value"], end["code"]) for side, end in found.items()} == {
        side: end for side, end in {"low": low, "high": high}.items() if end
    }


@pytest.mark.parametrize(
    "criterion",
    [
        Age(from_=Duration(6, "mo"), to=Duration(5, "y")),
        Age(below=Duration(5, "y"), to=Duration(5, "y")),
        Age(),
        Diagnosis(("ORPHA:70", "OMIM:253300")),
        Diagnosis(("LOCAL:70",)),
        Not(Sex("male")),
    ],
)
def test_what_codes_cannot_say_is_a_sentence(criterion):
    assert value_of(criterion) == {"valueBoolean": True}


def test_a_sex_and_a_diagnosis_say_themselves_in_codes():
    assert value_of(Sex("male"))["valueCodeableConcept"]["coding"][0]["code"] == "male"
    assert value_of(Diagnosis(("ORPHA:70",)))["valueCodeableConcept"]["coding"] == [
        {"system": "http://www.orpha.net", "code": "70"}
    ]
    assert value_of(Diagnosis(("MONDO:0007843",)))["valueCodeableConcept"]["coding"][0]["code"] == "MONDO:0007843"


def test_the_study_refers_to_its_groups():
    study, groups = from_trial(TRIALS["two cohorts"])
    assert [one["reference"] for one in study["enrollment"]] == [f"Group/{group['id']}" for group in groups]
    assert len({group["id"] for group in groups}) == 2


def test_an_id_is_a_fhir_id_and_different_names_stay_different():
    names = ["NCT1-main", "NCT1 main", "NCT1/main", "x" * 65, "x" * 66]
    ids = [resource_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(len(name) <= 64 for name in ids)
    assert ids[0] == "NCT1-main"


def test_an_unknown_status_is_said_to_be_absent():
    study, _ = from_trial(TRIALS["bare"])
    assert study["_status"]["extension"][0]["valueCode"] == "unknown"
    assert "status" not in study


def test_a_text_in_no_language_is_no_element():
    assert texts("title", {}) == {}
    assert texts("title", {"fr": "Essai"}) == {"title": "Essai"}


def test_the_attached_rules_are_our_versioned_json():
    study, _ = from_trial(SEVERAL)
    (extension,) = study["extension"]
    assert extension["url"] == RULES
    assert json.loads(b64decode(extension["valueAttachment"]["data"]))["format"] == 1


def test_a_group_edited_elsewhere_is_refused():
    study, (group,) = from_trial(SEVERAL)
    group["characteristic"][0]["exclude"] = True
    with pytest.raises(MalformedCriterion, match="differ from the attached rules"):
        to_trial(study, [group])


def test_a_group_of_another_study_is_refused():
    study, _ = from_trial(SEVERAL)
    with pytest.raises(MalformedCriterion, match="no cohort"):
        to_trial(study, [{"resourceType": "Group", "id": "other"}])


@pytest.mark.parametrize(
    "extension",
    [
        None,
        [],
        "x",
        [{"url": RULES}],
        [{"url": RULES, "valueAttachment": {"data": "!"}}],
        [{"url": RULES, "valueAttachment": {"data": "AAAA"}}],
        [{"url": RULES, "valueAttachment": {"data": "W10="}}],
        [{"url": RULES, "valueAttachment": {"data": "e30="}}] * 2,
    ],
)
def test_rules_that_cannot_be_read_are_refused(extension):
    with pytest.raises(MalformedCriterion):
        to_trial({"resourceType": "ResearchStudy", "extension": extension})
