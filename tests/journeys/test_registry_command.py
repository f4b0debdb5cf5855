"""The command on a registry of its own: filled, asked, exported and proved, as whoever runs it would."""

import re
import sqlite3
from collections import Counter
from datetime import date

import orjson
import pytest
from typer.testing import CliRunner

from registry import cli
from registry.synthetic.service import write

AS_OF = "2026-11-23"
TRIAL = "NCT03461289"
INS = re.compile(rb'"urn:oid:1.2.250.1.213.1.4.10","value":"([^"]+)"')


@pytest.fixture(scope="module")
def hospital(tmp_path_factory):
    """Made-up bundles of one hospital each patient: files alone cannot tell that two hospitals' patients are one."""
    path = write(tmp_path_factory.mktemp("hospital"), 160, 1, date.fromisoformat(AS_OF))
    lines = path.read_bytes().splitlines(keepends=True)
    seen = Counter(ins for line in lines for ins in INS.findall(line))
    path.write_bytes(b"".join(line for line in lines if all(seen[ins] == 1 for ins in INS.findall(line))))
    return path


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GENOTHER_HOME", str(tmp_path / "home"))
    for name in ("DATABASE_URL", "VAULT_DATABASE_URL", "GENOTHER_KEYS_FOLDER"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def filled(run, hospital):
    found = run("import", hospital, "--json")
    assert found.exit_code == 0, found.output
    return run


def verdicts(found):
    assert found.exit_code == 0, found.output
    return {one["cohort"]: one["verdicts"] for one in orjson.loads(found.stdout)["cohorts"]}


def test_an_import_says_what_became_of_it_and_the_same_again_stores_nothing(filled, hospital):
    again = orjson.loads(filled("import", hospital, "--json").stdout)
    assert (again["created"], again["updated"], again["new_patients"]) == (0, 0, 0)
    assert again["unchanged"] == again["read"] > 1000


def test_the_registry_and_the_files_give_the_same_verdicts(filled, hospital):
    asked = ("match", TRIAL, "--as-of", AS_OF, "--json")
    assert verdicts(filled(*asked)) == verdicts(filled(*asked, "--from", hospital))


def test_a_candidate_is_explained_by_the_beginning_of_its_id(filled):
    cohort = orjson.loads(filled("match", TRIAL, "--as-of", AS_OF, "--json").stdout)["cohorts"][0]
    candidate = cohort["candidates"][0]
    found = filled("why", candidate["patient"][:8], TRIAL, "--as-of", AS_OF, "--json")
    (told,) = orjson.loads(found.stdout)
    assert told.pop("windows")
    assert told == candidate


def test_what_was_refused_is_written_with_its_place(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "torn.json").write_text('{"resourceType": "Bundle", "entry": [')
    rejects = tmp_path / "rejects.ndjson"
    found = run("import", tmp_path / "in", "--rejects", rejects, "--language", "en")
    assert found.exit_code == 1
    assert "#1.json" in found.stderr  # a file may be named after its patient: its place among the files is told
    (line,) = rejects.read_text().splitlines()
    told = orjson.loads(line)
    assert (told["severity"], told["code"], told["place"]) == ("error", "not-json", "#1.json")


def test_everything_stored_comes_out_under_no_name_and_the_record_is_proved(filled, hospital, tmp_path):
    out = tmp_path / "out"
    assert filled("export", out).exit_code == 0
    patients = [orjson.loads(line) for line in (out / "Patient.ndjson").read_bytes().splitlines()]
    assert len(patients) == len(hospital.read_bytes().splitlines())
    assert {"name", "identifier", "telecom"}.isdisjoint(key for one in patients for key in one)
    assert {frozenset(address) for one in patients for address in one["address"]} == {frozenset({"use", "country"})}
    assert filled("export", out).exit_code != 0
    proved = orjson.loads(filled("audit", "verify", "--json").stdout)
    assert proved["intact"]
    assert proved["records"] >= 3


def test_a_record_that_was_changed_is_named(filled, tmp_path):
    with sqlite3.connect(tmp_path / "home" / "registry.db") as database:
        database.execute("UPDATE audit_record SET actor = 'nobody' WHERE seq = 2")
    found = filled("audit", "verify", "--json")
    assert found.exit_code == 1
    assert orjson.loads(found.stdout)["broken_at"] == 2


def test_a_registry_that_is_not_there_is_told_with_what_to_do(run, monkeypatch, capsys):
    for command in (["match", TRIAL], ["serve"], ["audit", "verify"]):
        monkeypatch.setattr("sys.argv", ["genother", *command, "--language", "en"])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert stopped.value.code == 2
        assert "genother import PATH" in " ".join(capsys.readouterr().err.split())


def test_the_demo_fills_the_registry_of_its_home_and_prints_its_accounts(run, tmp_path):
    found = run("demo", "--once", "--patients", "20", "--language", "en")
    assert found.exit_code == 0, found.output
    assert (tmp_path / "home" / "registry.db").exists()
    assert (tmp_path / "home" / "vault.db").exists()
    assert all(role in found.output for role in ("clinician", "sponsor", "data manager", "hospital system"))
    assert verdicts(run("match", TRIAL, "--json"))
