"""Criteria and trials as plain data: what is written is read back, and what cannot be read is told with its path."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import get_args

import jsonschema_rs
import pytest

from matching import codec, criteria_codec
from matching import criteria as ask
from matching.anchors import Ahead, Offset, Window
from matching.codec import from_data, json_schema, to_data, trial_from_data, trial_to_data
from matching.criteria_codec import branches
from matching.days import Duration
from matching.errors import MalformedCriterion
from matching.forms import form_of
from matching.trial import Cohort, Modality, Numbered, Origin, Trial

DAYS_30 = Window("dosing", Duration(30, "d"))

EVERY_LEAF = {
    "age": ({"from": "6 y", "below": "180 d", "to": "10 y", "at": "dosing"},
            ask.Age(Duration(6, "y"), Duration(180, "d"), Duration(10, "y"), "dosing")),
    "sex": ({"is": "male"}, ask.Sex("male")),
    "country": ({"is": ["FR", "BE"]}, ask.Country(("FR", "BE"))),
    "karyotype": ({"is": "XY"}, ask.Karyotype("XY")),
    "diagnosis": ({"any_of": ["ORPHA:70"], "own_disease": True, "genes": ["SMN1"], "valid": "1 y"},
                  ask.Diagnosis(("ORPHA:70",), own_disease=True, genes=("SMN1",), valid=Duration(1, "y"))),
    "phenotype": ({"any_of": ["HP:0002540"]}, ask.Phenotype(("HP:0002540",))),
    "onset": ({"any_of": ["ORPHA:70"], "asks": "duration", "to": "1 y"},
              ask.Onset(("ORPHA:70",), "duration", to=Duration(1, "y"))),
    "family_history": ({"any_of": ["ORPHA:70"], "relations": ["ROLECODE:SIB"]},
                       ask.FamilyHistory(("ORPHA:70",), ("ROLECODE:SIB",))),
    "events": ({"any_of": ["GENOTHER:bleed"], "over": "2 y", "from": 2, "each": "1 y"},
               ask.Events(("GENOTHER:bleed",), Duration(2, "y"), 2, each=Duration(1, "y"))),
    "given_quantity": ({"any_of": ["GENOTHER:transfusion"], "over": "2 y", "from": "100 mL/kg/a"},
                       ask.GivenQuantity(("GENOTHER:transfusion",), Duration(2, "y"), ask.Limit(100, "mL/kg/a"))),
    "biallelic": ({"gene": "SMN1", "classes": ["P", "unclassified"]}, ask.Biallelic("SMN1", ("P", "unclassified"))),
    "hemizygous": ({"gene": "DMD"}, ask.Hemizygous("DMD")),
    "variant": ({"gene": "HBB", "hgvs": "c.20A>T", "from": 2}, ask.VariantFound("HBB", "c.20A>T", from_=2)),
    "copy_number": ({"gene": "SMN2", "from": 1, "to": 2}, ask.CopyNumber("SMN2", 1, 2)),
    "exons": ({"gene": "DMD", "first": 18, "last": 79, "transcript": "NM_004006.3", "how": "within",
               "lesions": ["deletion"]},
              ask.Exons("DMD", 18, 79, "NM_004006.3", "within", ("deletion",))),
    "repeat_count": ({"gene": "HTT", "from": 40}, ask.RepeatCount("HTT", 40)),
    "heteroplasmy": ({"gene": "MT-ND4", "hgvs": "m.11778G>A", "tissue": ["SNOMED:78014005"], "from": "60 %"},
                     ask.Heteroplasmy("MT-ND4", "m.11778G>A", ("SNOMED:78014005",), from_=ask.Limit(60, "%"))),
    "exon_skip": ({"exon": 51}, ask.ExonSkip(51)),
    "studied_negative": ({"gene": "DMD", "first": 8, "last": 9}, ask.StudiedNegative("DMD", 8, 9)),
    "antibody": ({"capsid": "AAV9", "class": "total", "method": "ELISA", "assay": "sponsor", "above": "1:50",
                  "within": {"before": "dosing", "days": 30}},
                 ask.Antibody("AAV9", "total", "ELISA", "sponsor", above=50, within=DAYS_30)),
    "measurement": ({"code": ["LOINC:1975-2", "LOINC:14631-6"], "above": "2 xULN", "take": "any", "within": "ever"},
                    ask.Measurement(("LOINC:1975-2", "LOINC:14631-6"), above=ask.Limit(2, "xULN"), take="any",
                                    within="ever")),
    "repeated": ({"code": "LOINC:1742-6", "above": "40 U/L", "n": 3, "spacing": "3 mo", "one_older": "6 mo",
                  "consecutive": True},
                 ask.Repeated(("LOINC:1742-6",), above=ask.Limit(40, "U/L"), n=3, spacing=Duration(3, "mo"),
                              one_older=Duration(6, "mo"), consecutive=True)),
    "change": ({"code": "LOINC:8302-2", "over": "1 y", "from": "5 %", "as": "percent"},
               ask.Change(("LOINC:8302-2",), Duration(1, "y"), from_=ask.Limit(5, "%"), as_="percent")),
    "result": ({"any_of": ["GENOTHER:matched-donor"], "is": "negative",
                "within": {"before": "screening", "months": 12}},
               ask.Result(("GENOTHER:matched-donor",), "negative", within=Window("screening", Duration(12, "mo")))),
    "infection": ({"agent": "HBV", "asks": "ever"}, ask.Infection("HBV", "ever")),
    "medication": ({"any_of": ["ATC:B02BD04"], "asks": "stable", "for": "3 mo", "at": "consent"},
                   ask.Medication(("ATC:B02BD04",), "stable", Duration(3, "mo"), "consent")),
    "exposure_days": ({"code": "GENOTHER:factor-viii-exposure-days", "from": 150},
                      ask.ExposureDays(("GENOTHER:factor-viii-exposure-days",), 150)),
    "vaccination": ({"any_of": ["ATC:J07"], "within": {"after": "dosing", "days": 60}},
                    ask.Vaccination(("ATC:J07",), Ahead("dosing", Duration(60, "d")))),
    "in_trial": ({"any_of": ["NCT00000000"], "for": "6 mo"}, ask.InTrial(("NCT00000000",), for_=Duration(6, "mo"))),
    "procedure": ({"any_of": ["SNOMED:18027006"]}, ask.Procedure(("SNOMED:18027006",))),
    "gene_therapy": ({}, ask.GeneTherapy()),
    "side_by": ({"side": "left", "by": ["GENOTHER:BCVA"]}, ask.SideBy("left", ("GENOTHER:BCVA",))),
    "chosen_side": ({"side": "left", "trial": "T"}, ask.ChosenSide("left", "T")),
    "answer": ({"question": "T/main/I1", "who": "family", "valid": "30 d"},
               ask.PersonsAnswer("T/main/I1", ("family",), Duration(30, "d"))),
}  # fmt: skip

# --- criteria --------------------------------------------------------------------------------------------------------


def test_every_leaf_has_a_name_and_an_example():
    assert set(criteria_codec.LEAVES.values()) == set(get_args(ask.Leaf))
    assert set(EVERY_LEAF) == set(criteria_codec.LEAVES)


@pytest.mark.parametrize("name", EVERY_LEAF)
def test_a_leaf_reads_and_writes(name: str):
    body, leaf = EVERY_LEAF[name]
    assert from_data({name: body}) == leaf
    assert to_data(leaf) == {name: body}


@pytest.mark.parametrize(
    ("data", "criterion"),
    [
        ({"all": [{"sex": {"is": "male"}}]}, ask.All((ask.Sex("male"),))),
        ({"any": []}, ask.AnyOf(())),
        (
            {"at_least": {"n": 1, "of": [{"sex": {"is": "male"}}, {"karyotype": {"is": "XY"}}]}},
            ask.AtLeast(1, (ask.Sex("male"), ask.Karyotype("XY"))),
        ),
        ({"not": {"not": {"sex": {"is": "female"}}}}, ask.Not(ask.Not(ask.Sex("female")))),
        (
            {"unless": {"of": {"sex": {"is": "male"}}, "exception": {"karyotype": {"is": "XY"}}}},
            ask.Unless(ask.Sex("male"), ask.Karyotype("XY")),
        ),
        (
            {"if": {"holds": {"sex": {"is": "male"}}, "then": {"karyotype": {"is": "XY"}}}},
            ask.IfThen(ask.Sex("male"), ask.Karyotype("XY")),
        ),
        (
            {"if": {"holds": {"sex": {"is": "male"}}, "then": {"any": []}, "else": {"karyotype": {"is": "XX"}}}},
            ask.IfThen(ask.Sex("male"), ask.AnyOf(()), ask.Karyotype("XX")),
        ),
        (
            {
                "per_side": {
                    "of": {"sex": {"is": "male"}},
                    "which": "worse",
                    "by": ["X:1"],
                    "higher_is_better": False,
                }
            },
            ask.PerSide(ask.Sex("male"), "worse", ("X:1",), higher_is_better=False),
        ),
    ],
)
def test_a_connective_reads_and_writes(data: object, criterion: ask.Criterion):
    assert from_data(data) == criterion
    assert to_data(criterion) == data


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("3 xULN", ask.Limit(3, "xULN")),
        ("-2.5 {SD}", ask.Limit(-2.5, "{SD}")),
        ("55 %", ask.Limit(55, "%")),
        ("1e+20 vg", ask.Limit(1e20, "vg")),
        ("0.1 xLLN", ask.Limit(0.1, "xLLN")),
        ("40", ask.Limit(40, "")),
    ],
)
def test_a_limit_reads_and_writes(written: str, limit: ask.Limit):
    leaf = ask.Measurement(("LOINC:1",), to=limit)
    assert to_data(leaf) == {"measurement": {"code": "LOINC:1", "to": written}}
    assert from_data(to_data(leaf)) == leaf


@pytest.mark.parametrize(("written", "titre"), [("1:50", 50), ("1:12.5", 12.5), ("1:3200", 3200)])
def test_a_titre_reads_and_writes(written: str, titre: float):
    leaf = ask.Antibody("AAV8", to=titre)
    assert to_data(leaf) == {"antibody": {"capsid": "AAV8", "to": written}}
    assert from_data(to_data(leaf)) == leaf


@pytest.mark.parametrize("ruler", [("days", "d"), ("weeks", "wk"), ("months", "mo"), ("years", "y")])
def test_a_window_keeps_its_ruler(ruler: tuple[str, str]):
    leaf = ask.GeneTherapy(within=Window("consent", Duration(4, ruler[1])))
    assert to_data(leaf) == {"gene_therapy": {"within": {"before": "consent", ruler[0]: 4}}}
    assert from_data(to_data(leaf)) == leaf


def test_one_item_may_stand_without_its_list():
    assert from_data({"phenotype": {"any_of": "HP:0002540"}}) == ask.Phenotype(("HP:0002540",))


@pytest.mark.parametrize(
    ("data", "where", "said"),
    [
        ({"age": {"belo": "180 d"}}, "c.age.belo", "did you mean `below`?"),
        ({"agee": {}}, "c.agee", "did you mean `age`?"),
        ({"zzz": {}}, "c.zzz", "known here: all, any"),
        ({"age": {"below": "180"}}, "c.age.below", "such as `180 d`"),
        ({"age": {"below": 180}}, "c.age.below", "such as `180 d`"),
        ({"age": {"below": None}}, "c.age.below", "such as `180 d`"),
        ({"age": {"at": "dosingg"}}, "c.age.at", "did you mean `dosing`?"),
        ({"biallelic": {}}, "c.biallelic.gene", "missing"),
        ({"biallelic": {"gene": 1}}, "c.biallelic.gene", "write a text"),
        ({"biallelic": []}, "c.biallelic", "write a mapping"),
        ({"all": {}}, "c.all", "a list of criteria"),
        ({"all": [{"sex": {"is": "mal"}}]}, "c.all[0].sex.is", "did you mean `male`?"),
        ({"not": {"sex": {"is": "x"}}}, "c.not.sex.is", "one of male, female"),
        ({"at_least": {"n": "2", "of": []}}, "c.at_least.n", "a whole number"),
        ({"at_least": {"n": 2}}, "c.at_least.of", "missing"),
        ({"exons": {"gene": "DMD", "first": True, "last": 2}}, "c.exons.first", "a whole number"),
        ({"diagnosis": {"any_of": [1]}}, "c.diagnosis.any_of[0]", "a text"),
        ({"diagnosis": {"any_of": [], "own_disease": "yes"}}, "c.diagnosis.own_disease", "true or false"),
        ({"measurement": {"code": "a", "above": 3}}, "c.measurement.above", "a number and its unit"),
        ({"measurement": {"code": "a", "above": "3 x y"}}, "c.measurement.above", "a number and its unit"),
        ({"measurement": {"code": "a", "above": "1e999 x"}}, "c.measurement.above", "a number and its unit"),
        ({"measurement": {"code": "a", "within": "never"}}, "c.measurement.within", "ever"),
        ({"measurement": {"code": "a", "within": {"days": 3}}}, "c.measurement.within", "a window"),
        ({"measurement": {"code": "a", "within": {"before": "dosing"}}}, "c.measurement.within", "a window"),
        ({"procedure": {"any_of": [], "within": {"before": "dosing", "days": -1}}}, "c.procedure.within.days", "whole"),
        ({"procedure": {"any_of": [], "within": {"before": "x", "days": 1}}}, "c.procedure.within.before", "one of"),
        ({"antibody": {"capsid": "AAV9", "above": "50"}}, "c.antibody.above", "`1:50`"),
        ({"antibody": {"capsid": "AAV9", "above": "1:-50"}}, "c.antibody.above", "`1:50`"),
        ({"answer": {}}, "c", "without its question"),
        ({"sex": {"is": "male"}, "age": {}}, "c", "2 criteria in one mapping"),
        ({}, "c", "no criterion"),
        ([], "c", "a mapping"),
        ({1: {}}, "c.1", "unknown key"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_path(data: object, where: str, said: str):
    with pytest.raises(MalformedCriterion) as caught:
        from_data(data, "c")
    assert caught.value.where == where
    assert said in str(caught.value)


def test_a_bare_null_is_the_word_of_that_name():
    asked = {"biallelic": {"gene": "HBB", "kinds": [None, "splice"]}}
    assert from_data(asked) == ask.Biallelic("HBB", kinds=("null", "splice"))
    assert VALIDATOR.is_valid(in_main({**asked, "says": SAYS}))
    with pytest.raises(MalformedCriterion):
        from_data({"biallelic": {"gene": "HBB", "classes": [None]}})


def test_a_tower_of_criteria_is_refused():
    data: object = {"sex": {"is": "male"}}
    for _ in range(5000):
        data = {"not": data}
    with pytest.raises(MalformedCriterion, match="nested more than 32 deep"):
        from_data(data)


def test_a_type_without_a_form_is_named():
    with pytest.raises(TypeError, match="add it to FORMS"):
        form_of(bytes)


def test_branches_name_the_paths_of_the_document():
    data = {"all": [{"not": {"sex": {"is": "male"}}}, {"at_least": {"n": 1, "of": [{"any": [{"age": {}}]}]}}]}
    assert [path for path, _ in branches(from_data(data), "I1")] == [
        "I1", "I1.all[0]", "I1.all[0].not.sex", "I1.all[1]", "I1.all[1].at_least.of[0]",
        "I1.all[1].at_least.of[0].any[0].age",
    ]  # fmt: skip


# --- trials ----------------------------------------------------------------------------------------------------------

SAYS = {"en": "a", "fr": "b"}


def a_document(**changes: object) -> dict[str, object]:
    """A small trial as a document."""
    return {
        "format": 1,
        "trial": "T1",
        "version": {"date": "2024-03-09"},
        "title": SAYS,
        "modality": {"kind": "aav"},
        "source": {"kind": "protocol"},
        "cohorts": {"main": {"include": {"I1": {"sex": {"is": "male"}, "says": SAYS}}}},
        **changes,
    }


def in_main(row: object, kind: str = "include") -> dict[str, object]:
    """A document with one numbered criterion, or with rows in its place."""
    return a_document(cohorts={"main": {kind: {"I1": row}}})


FULL = Trial(
    id="T1",
    version="2024-03-09",
    title=SAYS,
    modality=Modality("aav", "AAV9", "intravenous", "SMN1", one_shot=False, dose="1.1e14 vg/kg"),
    source=Origin("excerpt", 12, "a note"),
    cohorts=(
        Cohort("main", (
            Numbered("I1", "include", ask.PersonsAnswer("T1/main/I1"), SAYS),
            Numbered("I2", "include",
                     ask.All((ask.PersonsAnswer("T1/main/I2/1"), ask.PersonsAnswer("T1/main/I2/2"))), SAYS),
            Numbered("I3", "include", ask.Not(ask.PersonsAnswer("elsewhere")), SAYS, basis="recall"),
            Numbered("I4", "include", ask.AtLeast(1, (ask.AnyOf((ask.PersonsAnswer("T1/main/I4"),)),)), SAYS),
            Numbered("E1", "exclude", ask.GeneTherapy(), SAYS, basis="limit_lost", safety=True),
        ), title=SAYS),
        Cohort("older", ()),
    ),
    anchors={"dosing": Offset((2, 30)), "conditioning": Offset((1, 9), "consent")},
    condition=SAYS,
    sponsor="S",
    phase="1/2",
    status="recruiting",
    countries=("FR", "US"),
    sites=("Paris",),
)  # fmt: skip


def test_a_trial_is_read_back_as_written():
    assert trial_from_data(trial_to_data(FULL)) == FULL


def test_the_full_trial_gives_everything_a_trial_can_say():
    plain = Trial("T1", None, {}, Modality("aav"), Origin("protocol"), ())
    assert [one.name for one in fields(Trial) if getattr(FULL, one.name) == getattr(plain, one.name)] == ["id"]


def test_a_small_trial_leaves_out_what_is_default():
    assert trial_to_data(trial_from_data(a_document())) == a_document()


def test_questions_are_named_by_their_place():
    written = trial_to_data(FULL)["cohorts"]["main"]["include"]
    assert written["I1"]["answer"] == {}
    assert written["I2"]["all"] == [{"answer": {}}, {"answer": {}}]
    assert written["I3"]["not"] == {"answer": {"question": "elsewhere"}}


def test_null_says_not_stated_where_a_trial_may_be_silent():
    trial = trial_from_data(
        a_document(version=None, status=None, source={"kind": "excerpt", "criteria_in_protocol": None})
    )
    assert (trial.version, trial.status, trial.source.criteria_in_protocol) == (None, None, None)


@pytest.mark.parametrize(
    ("document", "where", "said"),
    [
        ([], "", "a mapping"),
        ({}, "format", "add `format: 1`"),
        (a_document(format=2), "format", "newer than this program"),
        (a_document(format=0), "format", "not known"),
        (a_document(format=True), "format", "a whole number"),
        (a_document(titel=SAYS), "titel", "did you mean `title`?"),
        (a_document(title={"en": "a"}), "title.fr", "in French"),
        (a_document(title={"en": " ", "fr": "b"}), "title.en", "in English"),
        (a_document(version="2024-03-09"), "version", "a mapping"),
        (a_document(version={}), "version.date", "missing"),
        (a_document(version={"date": "2024-02-30"}), "version.date", "a date"),
        (a_document(phase=3), "phase", "a text"),
        (a_document(sponsor=None), "sponsor", "a text"),
        (a_document(modality={}), "modality.kind", "missing"),
        (a_document(source={"kind": "excrept"}), "source.kind", "did you mean `excerpt`?"),
        (a_document(anchors={"dose": {"days": [2, 30]}}), "anchors.dose", "did you mean `dosing`?"),
        (a_document(anchors=[]), "anchors", "a mapping"),
        (a_document(anchors={"dosing": {"days": [2]}}), "anchors.dosing.days", "a list of 2"),
        (a_document(cohorts=[]), "cohorts", "a mapping"),
        (a_document(cohorts={"main": {"includes": {}}}), "cohorts.main.includes", "did you mean `include`?"),
        (a_document(cohorts={"main": {"include": []}}), "cohorts.main.include", "from a number"),
        (in_main({"sex": {"is": "male"}}), "cohorts.main.include.I1.says", "missing"),
        (in_main({"says": SAYS}), "cohorts.main.include.I1", "no criterion"),
        (in_main({"age": {"belo": 1}, "says": SAYS}), "cohorts.main.include.I1.age.belo", "did you mean"),
        (in_main({"age": {}, "says": SAYS, "basis": "memory"}), "cohorts.main.include.I1.basis", "one of"),
        (in_main({"age": {}, "says": SAYS, "safety": 1}, "exclude"), "cohorts.main.exclude.I1.safety", "true or false"),
    ],
)
def test_a_malformed_trial_is_told_with_its_path(document: object, where: str, said: str):
    with pytest.raises(MalformedCriterion) as caught:
        trial_from_data(document)
    assert caught.value.where == where
    assert said in str(caught.value)


def test_what_would_be_lost_is_not_written():
    twice = replace(FULL, cohorts=(replace(FULL.cohorts[0], criteria=FULL.cohorts[0].criteria[:1] * 2),))
    with pytest.raises(MalformedCriterion, match=r"cohorts.main.include.I1: given twice"):
        trial_to_data(twice)
    with pytest.raises(MalformedCriterion, match=r"cohorts.older: given twice"):
        trial_to_data(replace(FULL, cohorts=FULL.cohorts[1:] * 2))


def renamed(document: dict[str, object], old: str, new: str) -> dict[str, object]:
    """A document with another name for one key."""
    return {new if key == old else key: value for key, value in document.items()}


def test_older_formats_are_carried_forward_step_by_step(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(codec, "CURRENT_VERSION", 3)
    monkeypatch.setitem(codec.MIGRATIONS, 1, lambda old: renamed(old, "trial", "nom"))
    monkeypatch.setitem(codec.MIGRATIONS, 2, lambda old: renamed(old, "nom", "trial"))
    document = a_document()
    assert trial_from_data(document).id == "T1"
    assert document == a_document()


# --- the schema ------------------------------------------------------------------------------------------------------

VALIDATOR = jsonschema_rs.validator_for(json_schema())


def objects_in(schema: object) -> Iterator[dict]:
    """Every schema of an object that names its properties."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects_in(part)


def test_the_schema_lets_no_word_pass_that_is_not_read():
    found = [one for one in objects_in(json_schema()) if isinstance(one["properties"], dict)]
    assert len(found) > len(EVERY_LEAF)
    assert [one for one in found if one.get("additionalProperties") is not False] == []


def test_the_schema_accepts_what_is_written():
    written = [trial_to_data(FULL), *(in_main({name: body, "says": SAYS}) for name, (body, _) in EVERY_LEAF.items())]
    assert [str(error) for one in written for error in VALIDATOR.iter_errors(one)] == []


@pytest.mark.parametrize(
    "document",
    [
        a_document(format=2),
        a_document(titel=SAYS),
        a_document(title={"en": "a"}),
        a_document(anchors={"dose": {"days": [2, 30]}}),
        in_main({"sex": {"is": "male"}}),
        in_main({"says": SAYS}),
        in_main({"age": {"belo": "1 d"}, "says": SAYS}),
        in_main({"age": {"below": "1"}, "says": SAYS}),
        in_main({"age": {}, "sex": {"is": "male"}, "says": SAYS}),
        in_main({"biallelic": {}, "says": SAYS}),
        in_main({"all": [{}], "says": SAYS}),
        in_main({"measurement": {"code": "a", "within": "never"}, "says": SAYS}),
        in_main({"measurement": {"code": "a", "within": {"before": "dosing"}}, "says": SAYS}),
    ],
)
def test_the_schema_refuses_what_is_not_read(document: object):
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(MalformedCriterion):
        trial_from_data(document)
