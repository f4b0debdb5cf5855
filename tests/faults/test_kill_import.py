"""kill -9 amid an import or writes: what was acknowledged is there, and an import goes on to the same end.

Three kills per database here; for a night, ``GENOTHER_KILLS=30 pytest tests/faults/test_kill_import.py``.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import orjson
import pytest
from sqlmodel import select

from fhir_adapters.tokens import parse
from registry.audit.models import AuditRecord
from registry.db import reading
from registry.intake.models import ImportJob
from registry.pseudonyms.models import BlindIndex, VaultedIdentity
from registry.pseudonyms.sealing import DataKeys, read, written
from registry.store import DateEntry, Resource, TokenEntry, index
from registry.synthetic.service import write
from tests.builders import documents as doc
from tests.builders.databases import NOW

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("GENOTHER_KILLS", "3"))
PATIENTS = 12
# What the registry numbers or counts for itself, and what is made from root ids that differ from home to home.
OWN = {"seq", "number", "digest", "mac", "job"}
# Compared in `secrets_of` and `is_whole` instead: they hold nothing that two homes have in common.
APART = {"import_job", "token_entry", "date_entry", "data_key", "vaulted_identity", "blind_index", "blocking_key",
         "resemblance"}  # fmt: skip


@pytest.fixture(scope="module")
def hospital(tmp_path_factory):
    """Bundles of a made-up hospital, and resources whose patient comes later in the file."""
    path = write(tmp_path_factory.mktemp("hospital"), PATIENTS, 5, NOW.date())
    late = [doc.condition(f"late-{number}", f"p{number % 7}") for number in range(12)]
    people = [doc.patient(f"p{number}") for number in range(7)]
    with path.open("ab") as lines:
        lines.writelines(orjson.dumps(one) + b"\n" for one in (*late, *people))
    return path


@pytest.fixture(scope="module")
def keys(tmp_path_factory, homes):
    """One set of keys for every home: the same blind indexes name the same patients."""
    home = homes.empty(tmp_path_factory.mktemp("keys") / "home")
    home.open().close()
    return home.settings.keys


@pytest.fixture(scope="module")
def uninterrupted(homes, keys, hospital, tmp_path_factory):
    """What an import leaves that nobody disturbs, and how often it commits."""
    home = with_keys(homes, keys, tmp_path_factory.mktemp("whole") / "home")
    begun = start("import", home, hospital)
    before = time.monotonic()
    assert ended(begun)[1] == 0
    return everything(home), time.monotonic() - before


def with_keys(homes, keys, folder):
    home = homes.empty(folder)
    shutil.copytree(keys, home.settings.keys)
    return home


def start(act, home, path, *when):
    """The process, once it is about to begin."""
    settings = home.settings
    call = [sys.executable, str(Path(__file__).parent / "importing.py"), act, str(settings.home), settings.database,
            settings.vault_database, str(path), *map(str, when)]  # fmt: skip
    started = subprocess.Popen(call, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert started.stdout.readline() == b"ready\n"
    return started


def ended(started):
    """Its last words, and how it ended."""
    with started.stdout as stdout:
        said = stdout.read().splitlines()
    return said, started.wait(300)


def finished(home, path):
    assert ended(start("import", home, path))[1] == 0


# --- what two homes have in common -----------------------------------------------------------------------------------


def names_of(register):
    """Every root id by the least blind index of its patient: both homes blind with one key."""
    with reading(register.vault) as vault:
        rows = sorted((row.patient, row.blind.hex()) for row in vault.exec(select(BlindIndex)))
    names = {}
    for root, blind in rows:
        names.setdefault(root, f"<{blind[:24]}>")
    return names


def everything(home):
    """All that both databases hold, root ids replaced; equal for two homes that hold the same."""
    register = home.open()
    try:
        names = names_of(register)
        anybody = re.compile("|".join(map(re.escape, names)) or "$^")

        def renamed(value):
            text = value.decode() if isinstance(value, bytes) else value
            if not isinstance(text, str):
                return text
            return by_name(anybody.sub(lambda found: names[found.group()], text))

        held = {
            table: Counter(repr([renamed(value) for name, value in row.items() if name not in OWN]) for row in rows)
            for table, rows in doc.tables(register.clinical).items()
            if table not in APART
        }
        return held | secrets_of(register, renamed)
    finally:
        register.close()


def by_name(text):
    """A list of patients, which is in the order of their root ids, in that of their names."""
    return repr(sorted(orjson.loads(text))) if text.startswith('["<') else text


def secrets_of(register, renamed):
    """What the vault holds, opened."""
    rows = doc.tables(register.vault)
    with reading(register.vault) as vault:
        data_keys = DataKeys(vault, register.keys)
        identities = [
            (renamed(row.patient), row.site, written(read(data_keys.open(row))))
            for row in vault.exec(select(VaultedIdentity))
        ]
    pairs = [(sorted(map(renamed, (row["one"], row["other"]))), row["total"]) for row in rows["resemblance"]]
    return {
        "identities": Counter(identities),
        "blind": Counter((row["blind"], row["kind"], renamed(row["patient"])) for row in rows["blind_index"]),
        "blocking": Counter((row["blind"], renamed(row["patient"])) for row in rows["blocking_key"]),
        "resemblance": Counter(map(repr, pairs)),
    }


def is_whole(home):
    """Whether every resource is indexed as it stands, and every version is on record, in a chain that holds."""
    register = home.open()
    with register.reading() as session:
        tokens, dates = {}, {}
        for row in session.exec(select(TokenEntry)):
            tokens.setdefault(row.seq, []).append(row.token)
        for row in session.exec(select(DateEntry)):
            dates.setdefault(row.seq, []).append((row.param, row.first, row.last))
        rows = list(session.exec(select(Resource)))
        for row in rows:
            content = parse(row.body)
            if row.type == "PatientElsewhere":
                content["resourceType"] = "Patient"
            expected = index.entries(content, row.patient)
            assert sorted(tokens.pop(row.seq, [])) == sorted(expected.tokens)
            assert sorted(dates.pop(row.seq, [])) == sorted(expected.dates)
        assert (tokens, dates) == ({}, {})
        received = [
            orjson.loads(row.details)["resources"] for row in session.exec(select(AuditRecord)) if row.act == "receive"
        ]
        assert sum(received) == sum(row.version for row in rows)
        assert register.trail.verify(session).intact
    register.close()
    return rows


def is_done(home):
    """Whether the import was finished before its process died: the next would be another import."""
    register = home.open()
    with register.reading() as session:
        job = session.exec(select(ImportJob)).first()
    register.close()
    return job is not None and job.finished is not None


def differing(found, expected):
    """The tables that are not the same, each with the first rows that the other home has not."""
    return {
        name: [sorted(map(repr, one))[:2] for one in (found[name] - expected[name], expected[name] - found[name])]
        for name in sorted(found.keys() | expected.keys())
        if found[name] != expected[name]
    }


# --- the tests -------------------------------------------------------------------------------------------------------


def test_an_import_killed_at_random_goes_on_as_if_nothing_had_been(homes, keys, hospital, uninterrupted, tmp_path):
    random = Random(KILLS)
    home = with_keys(homes, keys, tmp_path / "home")
    deaths = 0
    expected, seconds = uninterrupted
    for _ in range(KILLS):
        started = start("import", home, hospital)
        time.sleep(random.uniform(0, 1.5 * seconds / KILLS))
        started.kill()
        deaths += ended(started)[1] != 0
        is_whole(home)
        if is_done(home):
            break
    else:
        finished(home, hospital)
    is_whole(home)
    assert differing(everything(home), expected) == {}
    assert deaths
    homes.drop(home)


def test_an_import_that_dies_at_a_commit_goes_on_as_if_nothing_had_been(homes, keys, hospital, uninterrupted, tmp_path):
    """Just before a commit, when nothing of it may stay, and just after, when all of it must."""
    random = Random(1 + KILLS)
    home = with_keys(homes, keys, tmp_path / "home")
    deaths = 0
    for turn in range(KILLS):
        started = start("import", home, hospital, ("die-before", "die-after")[turn % 2], random.randrange(1, 7))
        deaths += ended(started)[1] != 0
        is_whole(home)
        if is_done(home):
            break  # there were fewer commits left
    else:
        finished(home, hospital)
    is_whole(home)
    assert deaths
    assert differing(everything(home), uninterrupted[0]) == {}
    homes.drop(home)


def test_what_was_acknowledged_before_a_kill_is_there_with_its_record(homes, keys, tmp_path):
    random = Random(2 + KILLS)
    sent = [doc.bundle(doc.patient(f"p{number}"), doc.observation(f"o{number}", f"p{number}")) for number in range(400)]
    path = doc.lines(tmp_path / "in.ndjson", sent)
    home = with_keys(homes, keys, tmp_path / "home")
    most = 0
    for _ in range(KILLS):
        started = start("receive", home, path)
        said = [started.stdout.readline() for _ in range(random.randrange(1, 12))]
        started.kill()
        said += ended(started)[0]
        kept = max(int(line.split()[1]) for line in said if line.startswith(b"kept"))
        most = max(most, kept)
        rows = is_whole(home)
        numbers = {row.type: 0 for row in rows}
        for row in rows:
            numbers[row.type] += 1
        assert numbers["Observation"] == numbers["Patient"] > most
    assert most
    homes.drop(home)


def test_two_homes_that_differ_are_seen_to(homes, keys, hospital, uninterrupted, tmp_path):
    """The comparison itself: one resource less, and one more, are differences."""
    lines = hospital.read_bytes().splitlines(keepends=True)
    (tmp_path / "less.ndjson").write_bytes(b"".join(lines[:-1]))
    home = with_keys(homes, keys, tmp_path / "home")
    finished(home, tmp_path / "less.ndjson")
    found = differing(everything(home), uninterrupted[0])
    assert {"resource", "patient", "identities", "fact_people", "outbox"} <= set(found)
    homes.drop(home)
