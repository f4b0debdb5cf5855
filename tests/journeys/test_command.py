"""The command as its users run it: a made-up hospital, read, matched, explained."""

import shutil
from datetime import date
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from registry import cli
from registry.errors import Refused
from registry.synthetic.service import write

AS_OF = "2026-11-23"
LIBRARY = Path(cli.__file__).parents[1] / "trials" / "library"


@pytest.fixture(scope="module")
def hospital(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hospital")
    write(folder, 120, 1, date.fromisoformat(AS_OF))
    return folder


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def test_the_demo_prints_every_trial_of_the_library():
    found = run("demo", "--once", "--patients", "60", "--language", "en")
    assert found.exit_code == 0, found.output
    assert "NCT03461289" in found.output
    assert "CTIS2023-505187-11-00" in found.output
    assert "eligible" not in found.output.lower()
    assert "made up" in found.output


def test_the_demo_can_be_kept_and_asked_again(tmp_path):
    assert run("demo", "--once", "--patients", "20", "--into", tmp_path, "--limit", "0").exit_code == 0
    assert run("match", "all", "--from", tmp_path, "--json").exit_code == 0


def test_match_counts_every_patient_once_per_cohort(hospital):
    found = run("match", "all", "--from", hospital, "--as-of", AS_OF, "--json")
    assert found.exit_code == 0, found.output
    told = orjson.loads(found.stdout)
    cohorts = told["cohorts"]
    assert (told["as_of"], told["refused"]) == (AS_OF, [])
    totals = {sum(one["verdicts"].values()) for one in cohorts}
    assert len(cohorts) >= len(list(LIBRARY.glob("*.yaml")))
    assert totals == {told["patients"]}
    assert all(
        len(one["candidates"]) == sum(n for v, n in one["verdicts"].items() if v != "excluded") for one in cohorts
    )


def test_why_says_the_same_as_match_with_evidence(hospital):
    cohort = orjson.loads(run("match", "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json").stdout)[
        "cohorts"
    ][0]
    candidate = cohort["candidates"][0]
    found = run("why", candidate["patient"], "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json")
    (told,) = orjson.loads(found.stdout)
    windows = told.pop("windows")
    assert told == candidate
    assert windows[0]["last"] == candidate["until"]
    decided = [one for one in candidate["criteria"] if one["passes"] == "met"]
    assert decided
    assert all(one["sources"] for one in decided)


def test_why_speaks_french_and_english(hospital):
    patient = orjson.loads(run("match", "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json").stdout)[
        "cohorts"
    ][0]["candidates"][0]["patient"]
    french = run("why", patient, "NCT03461289", "--from", hospital, "--as-of", AS_OF)
    english = run("why", patient, "NCT03461289", "--from", hospital, "--as-of", AS_OF, "-l", "en")
    assert "le registre demande" in french.output
    assert "the registry asks" in english.output


def test_the_same_run_gives_the_same_bytes(hospital):
    runs = {run("match", "all", "--from", hospital, "--as-of", AS_OF, "--json").stdout for _ in range(2)}
    assert len(runs) == 1


def test_facts_says_what_was_read(hospital):
    found = run("facts", hospital, "--json")
    told = orjson.loads(found.stdout)
    assert told["facts"]["people"] >= 120
    assert told["documents"] >= 120


def test_facts_says_its_problems_in_both_languages_the_same_ones_once(tmp_path):
    plan = {"resourceType": "CarePlan", "status": "active", "intent": "plan"}
    (tmp_path / "a.ndjson").write_bytes(b"\n".join([orjson.dumps(plan), orjson.dumps(plan), b"torn"]))
    wide = {"COLUMNS": "400"}
    french, english = (
        CliRunner().invoke(cli.app, ["facts", str(tmp_path), "-l", one], env=wide) for one in ("fr", "en")
    )
    refused, plans = (line.replace("\N{NO-BREAK SPACE}", " ") for line in french.stdout.splitlines()[-2:])
    assert refused.split()[:2] == ["1", "erreur"]
    assert refused.rstrip().endswith("a.ndjson:3")
    assert " ".join(plans.split()) == "2 information une ressource de type CarePlan aucun fait n’est lu dans ce type"
    assert "a.ndjson:3, en entier : pas un objet JSON" in french.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "a resource of type CarePlan" in english.stdout
    assert "a.ndjson:3, whole: not a JSON object" in english.stderr


def test_a_refused_document_is_named_and_never_hidden_by_an_exit_code_of_0(hospital, tmp_path):
    shutil.copytree(hospital, tmp_path / "part")
    (tmp_path / "part" / "torn.json").write_text('{"resourceType": "Bundle", "entry": [')
    for command in (("facts", tmp_path / "part"), ("match", "all", "--from", tmp_path / "part")):
        found = run(*command)
        assert found.exit_code == 1
        assert "torn.json" in found.stderr


def test_a_trial_from_a_file_is_shown_and_matched_like_one_of_the_library(hospital, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text((LIBRARY / "NCT03461289.yaml").read_text().replace("trial: NCT03461289", "trial: MINE"))
    assert "MINE" in run("trial", "show", mine).output
    found = run("match", mine, "--from", hospital, "--as-of", AS_OF, "--json")
    library = run("match", "nct03461289", "--from", hospital, "--as-of", AS_OF, "--json")
    mine_verdicts, theirs = (orjson.loads(one.stdout)["cohorts"][0]["verdicts"] for one in (found, library))
    # The answers given to the other trial's questions are not answers to this one's.
    assert mine_verdicts["excluded"] == theirs["excluded"]


def test_the_library_is_listed_shown_and_passes_its_check():
    assert len(orjson.loads(run("trial", "list", "--json").stdout)) == len(list(LIBRARY.glob("*.yaml")))
    assert "NCT03569891" in run("trial", "show", "NCT03569891").output
    assert orjson.loads(run("trial", "show", "NCT03569891", "--json").stdout)["trial"] == "NCT03569891"
    told = orjson.loads(run("trial", "report", "--json").stdout)
    assert sum(one["stated"] for one in told) == sum(
        len(one[part]) for one in told for part in ("rules", "both", "questions", "beside")
    )
    checked = run("trial", "check", "all", "--json")
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("match", "NCT0", "--from", "."), 3),
        (("match", "NCT03461289", "--from", "/nowhere-at-all"), 3),
        (("why", "nobody", "NCT03461289", "--from", "{hospital}"), 3),
        (("match", "NCT03461289", "--from", ".", "--as-of", "tomorrow"), 2),
        (("match", "NCT03461289", "--from", ".", "--language", "de"), 2),
        (("match",), 2),
    ],
)
def test_exit_codes_mean_something(hospital, arguments, code, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["genother", *(one.format(hospital=hospital) for one in arguments)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == code
    assert "Traceback" not in capsys.readouterr().err


def test_feasibility_tells_the_way_the_gains_and_a_sweep(hospital):
    asked = ("feasibility", "NCT03461289", "--from", hospital, "--as-of", AS_OF)
    found = run(*asked, "--json", "--sweep", "I1.below=30d,180d,20y")
    told = orjson.loads(found.stdout)
    (cohort,) = told["cohorts"]
    assert found.exit_code == 0
    assert cohort["attrition"][-1]["left"] == cohort["best_order"][-1]["left"] == cohort["not_excluded"]
    counts = [one["not_excluded"] for one in cohort["sweep"]]
    assert counts == sorted(counts)
    assert counts[1] == cohort["not_excluded"] < counts[2] < told["patients"]
    printed = run(*asked, "--language", "en")
    assert "in protocol order" in printed.stdout
    assert f"not excluded: {cohort['not_excluded']} of {told['patients']}" in printed.stdout


@pytest.mark.parametrize("sweep", ["I1", "I1.below", "I99.below=30d", "I2.above=3", "I1.below=3", "I1.below=soon"])
def test_a_sweep_that_cannot_be_read_says_how_to_write_one(hospital, sweep):
    found = run("feasibility", "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--sweep", sweep)
    assert found.exit_code != 0
    assert isinstance(found.exception, Refused)
