"""The command as its users run it: a made-up hospital, read, matched, explained."""

from datetime import date

import orjson
import pytest
from typer.testing import CliRunner

from registry import cli
from registry.synthetic.service import write

AS_OF = "2026-11-23"


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
    cohorts = orjson.loads(found.stdout)
    totals = {sum(one["verdicts"].values()) for one in cohorts}
    assert len(cohorts) >= 8
    assert len(totals) == 1
    assert all(
        len(one["candidates"]) == sum(n for v, n in one["verdicts"].items() if v != "excluded") for one in cohorts
    )


def test_why_says_the_same_as_match_with_evidence(hospital):
    cohort = orjson.loads(run("match", "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json").stdout)[0]
    candidate = cohort["candidates"][0]
    found = run("why", candidate["patient"], "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json")
    assert orjson.loads(found.stdout) == [candidate]
    decided = [one for one in candidate["criteria"] if one["passes"] == "met"]
    assert decided
    assert all(one["sources"] for one in decided)


def test_why_speaks_french_and_english(hospital):
    patient = orjson.loads(run("match", "NCT03461289", "--from", hospital, "--as-of", AS_OF, "--json").stdout)[0][
        "candidates"
    ][0]["patient"]
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


def test_refused_documents_are_an_exit_code_of_their_own(tmp_path):
    (tmp_path / "a.ndjson").write_text("{")
    assert run("facts", tmp_path).exit_code == 1


def test_the_library_is_listed_shown_and_passes_its_check():
    assert len(orjson.loads(run("trial", "list", "--json").stdout)) == 8
    assert "NCT03569891" in run("trial", "show", "NCT03569891").output
    assert orjson.loads(run("trial", "show", "NCT03569891", "--json").stdout)["trial"] == "NCT03569891"
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
