"""The trials that ship: read, complete, in both languages, without fault; and the strictness of their reader."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest

from matching import criteria as ask
from matching.accounting import account
from matching.check import check
from matching.codec import json_schema, trial_from_data, trial_to_data
from matching.errors import MalformedCriterion
from matching.trial import Numbered
from registry.terminologies.service import starter, units
from registry.trials import files

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "registry" / "trials" / "library"
PATHS = sorted(FOLDER.glob("*.yaml"))
RECORDS = ROOT.parent / "shared" / "data" / "trials" / "trials.jsonl"
VALIDATOR = jsonschema_rs.validator_for(json_schema())

each_trial = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@cache
def records() -> dict[str, dict]:
    """The register's records by id; the test skips where they are absent."""
    if not RECORDS.exists():
        pytest.skip(f"{RECORDS} is not here")
    rows = (json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines())
    return {row["id"].replace(":", "-"): row for row in rows}


def numbered(path: Path) -> Iterator[Numbered]:
    """The numbered criteria of a file, in order; one that several cohorts share is told once, by its number."""
    criteria = (one for cohort in files.load(path).cohorts for one in cohort.criteria)
    yield from {(one.kind, one.number): one for one in criteria}.values()


# What a record asks without a limit: a word where the protocol has a number.
UNLIMITED = {"NCT02151526": ["Neutropenia"]}
# The header of the record of OTL-200 gives 4 years, and no comparator.
LOST_IN_HEADER = {"NCT03392987": 1}


def test_eighty_eight_trials_ship():
    assert set(files.library()) == {
        "CTIS2023-505187-11-00", "NCT00028236", "NCT00151216", "NCT00976352", "NCT00999609", "NCT01263379",
        "NCT01347346", "NCT01395641", "NCT01512888", "NCT01560182", "NCT01852071", "NCT01855685",
        "NCT01896102", "NCT02082860", "NCT02140554", "NCT02151526", "NCT02333760", "NCT02362438",
        "NCT02396342", "NCT02453477", "NCT02599922", "NCT02610582", "NCT02652767", "NCT02716246",
        "NCT02757911", "NCT02800070", "NCT02906202", "NCT02935517", "NCT02991144", "NCT02999984",
        "NCT03003533", "NCT03116113", "NCT03157804", "NCT03199469", "NCT03207009", "NCT03223194",
        "NCT03293524", "NCT03300453", "NCT03306277", "NCT03315078", "NCT03362502", "NCT03370913",
        "NCT03375164", "NCT03392987", "NCT03461289", "NCT03466463", "NCT03505099", "NCT03520751",
        "NCT03566043", "NCT03569891", "NCT03587116", "NCT03612869", "NCT03655678", "NCT03745287",
        "NCT03852498", "NCT03861273", "NCT04046224", "NCT04069533", "NCT04088734", "NCT04093349",
        "NCT04120493", "NCT04227106", "NCT04281485", "NCT04370054", "NCT04537377", "NCT04626674",
        "NCT04671433", "NCT04850118", "NCT04903288", "NCT05089656", "NCT05096221", "NCT05139316",
        "NCT05224505", "NCT05345171", "NCT05429372", "NCT05606614", "NCT05665166", "NCT05693142",
        "NCT05898620", "NCT05973630", "NCT06128629", "NCT06149403", "NCT06246513", "NCT06634420",
        "NCT06772402", "NCT07617779", "medifind-541857962", "trialx-245285",
    }  # fmt: skip


def test_every_file_of_the_folder_is_a_trial_of_the_library():
    assert {path.stem for path in PATHS} == set(files.library())


def test_every_trial_of_the_register_ships():
    assert set(files.library()) == set(records())


@each_trial
def test_a_file_is_named_after_its_trial(path: Path):
    assert files.load(path).id == path.stem


@each_trial
def test_a_file_obeys_the_schema(path: Path):
    assert list(VALIDATOR.iter_errors(files.plain(path.read_text(encoding="utf-8")))) == []


@each_trial
def test_a_trial_of_the_library_is_read_back_as_written(path: Path):
    trial = files.load(path)
    assert trial_from_data(trial_to_data(trial)) == trial
    VALIDATOR.validate(trial_to_data(trial))


@each_trial
def test_a_trial_of_the_library_has_no_error(path: Path):
    faults = check(files.load(path), starter(), units())
    assert [fault.text("en") for fault in faults if fault.severity == "error"] == []


@each_trial
def test_every_fact_of_the_record_is_encoded(path: Path):
    facts = records()[path.stem]["criteria"]
    found = account(files.load(path))
    assert found is not None
    assert found.stated == len(facts)
    assert found.missing == ()
    assert len(list(numbered(path))) >= len(facts) - len(alternatives(facts)) - len(analysis_sets(path, facts))


def alternatives(facts: list[dict]) -> list[dict]:
    """The facts that are another way to meet the one before: "Or a relative with ..."."""
    return [fact for fact in facts if fact["fact"].startswith("Or ")]


def analysis_sets(path: Path, facts: list[dict]) -> list[dict]:
    """The facts that say who is analysed, and keep nobody out: no entry criterion."""
    beside = [facts[n - 1] for n in files.load(path).source.beside]
    assert all("efficacy set" in fact["fact"] for fact in beside)
    return beside


@each_trial
def test_a_number_means_the_same_in_every_cohort(path: Path):
    first: dict[tuple[str, str], object] = {}
    for cohort in files.plain(path.read_text(encoding="utf-8"))["cohorts"].values():
        for kind in ("include", "exclude"):
            for number, written in cohort.get(kind, {}).items():
                assert first.setdefault((kind, number), written) == written


@each_trial
def test_facts_and_criteria_agree_on_kind_and_basis(path: Path):
    facts = records()[path.stem]["criteria"]
    rows = list(numbered(path))
    aside = analysis_sets(path, facts)
    for kind in ("include", "exclude"):
        told = [fact for fact in facts if fact["kind"].startswith(kind[:3]) and fact not in aside]
        assert sum(row.kind == kind for row in rows) >= len(told) - len(alternatives(told))
    assert sum(row.basis == "recall" for row in rows) == sum(
        fact["basis"] == "recall" and fact not in aside for fact in facts
    )
    unlimited = UNLIMITED.get(path.stem, [])
    lost = [fact["fact"] for fact in facts if re.search("comparators? lost", fact["fact"]) or fact["fact"] in unlimited]
    assert sum(row.basis == "limit_lost" for row in rows) == len(lost) + LOST_IN_HEADER.get(path.stem, 0)


@each_trial
def test_every_trial_asks_for_its_own_disease_in_its_gene(path: Path):
    # Of "HBB/BCL11A" the first causes the disease, the second is what the trial edits; of "KLKB1" none causes it.
    # "F8;F9" are of two diseases.
    genes = tuple(records()[path.stem]["gene"].replace("KLKB1", "SERPING1").split("/")[0].split(";"))
    for cohort in files.load(path).cohorts:
        own = [
            (leaf, row)
            for row in cohort.criteria
            for leaf in ask.leaves(row.criterion)
            if isinstance(leaf, ask.Diagnosis) and leaf.own_disease
        ]
        assert [leaf.genes for leaf, _ in own] == [genes]
        assert [row.basis for _, row in own] == ["stated"]


@each_trial
def test_every_criterion_speaks_english_and_french(path: Path):
    for row in numbered(path):
        assert set(row.says) == {"en", "fr"}
        assert row.says["en"] != row.says["fr"] or row.says["en"] == "Infection"


@each_trial
def test_an_excerpt_says_so(path: Path):
    assert files.load(path).source.kind == "excerpt"


@each_trial
def test_antibodies_and_infections_are_criteria_of_safety(path: Path):
    # A patient whom one of them alone excludes is never told to be a near miss.
    trial = files.load(path)
    for row in numbered(path):
        asked = ask.leaves(ask.resolved(row.criterion, trial.anchors))
        if any(isinstance(leaf, ask.Antibody | ask.Infection) for leaf in asked):
            assert row.safety, row.number


def test_the_flagship_reads_as_its_protocol_says():
    first, genotype, copies, consent, _ = numbered(FOLDER / "NCT03461289.yaml")
    assert str(first.criterion.below) == "180 d"
    assert first.criterion.at == "dosing"
    assert genotype.criterion == ask.Biallelic("SMN1")
    assert copies.criterion == ask.CopyNumber("SMN2", 1, 2)
    assert consent.criterion == ask.PersonsAnswer("NCT03461289/main/I4")


# --- the reader ------------------------------------------------------------------------------------------------------


def test_nothing_is_guessed():
    text = "a: no\nb: 1:50\nc: 2024-03-09\nd: true\ne: 010\nf: 1\ng:\nh: 1e3\n1: 2\n10.10: 3"
    assert files.plain(text) == {
        "a": "no", "b": "1:50", "c": "2024-03-09", "d": True, "e": "010", "f": 1, "g": None, "h": "1e3",
        "1": 2, "10.10": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("a: 1\na: 2", "line 2", "`a` is given twice"),
        ("a: {b: 1, b: 2}", "line 1", "`b` is given twice"),
        ("a: &x [1]\nb: *x", "", "an alias"),
        ("a: [1", "line 2", "not YAML"),
        ("a: !!python/object:os.system 1", "line 1", "not YAML"),
        ("? [1]\n: 2", "line 1", "not YAML"),
        ("\0", "", "UTF-8"),
    ],
)
def test_an_unclear_file_is_refused(text: str, where: str, said: str):
    with pytest.raises(MalformedCriterion, match=said) as caught:
        files.plain(text)
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("below: 180 d", "belo: 180 d", "draft.yaml: cohorts.main.include.I1.age.belo"),
        ("format: 1", "format: [", "draft.yaml: line 4"),
        (PATHS[0].read_text(encoding="utf-8"), "", "draft.yaml"),
    ],
)
def test_an_error_names_the_file_and_the_path(tmp_path: Path, old: str, new: str, where: str):
    path = tmp_path / "draft.yaml"
    text = (FOLDER / "NCT03461289.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(old, new) if old in text else new, encoding="utf-8")
    with pytest.raises(MalformedCriterion) as caught:
        files.load(path)
    assert caught.value.where == where
