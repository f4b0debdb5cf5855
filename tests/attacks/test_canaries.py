"""A thousand patients who can be recognised anywhere: nothing of who they are stands in clear in any place it may go.

Their documents carry names, birth names, numbers, phones and addresses wherever a document can, failures among them.
Birth dates may stand in the clinical store: criteria count days.
"""

import logging
import os
import subprocess
import sys
import traceback

import pytest
from sqlalchemy import text

from registry.access import OPERATOR
from registry.intake.importing import import_path, rejects_of, report
from registry.patients.exporting import export
from tests.builders import canaries
from tests.builders import documents as doc
from tests.builders.canaries import canary, files_in_clear, in_clear
from tests.builders.databases import NOW, home_at

MANY = {"sqlite": 1000, "postgresql": 150}


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Folders of documents, each made once, with the numbers in them."""
    made = {}

    def written(count):
        if count not in made:
            folder = tmp_path_factory.mktemp("hospital") / "in"
            made[count] = folder, canaries.write(folder, count)
        return made[count]

    return written


def bytes_of(rows):
    """Every value of a table as bytes."""
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row.values()
    )


def test_nobody_is_recognised_in_what_an_import_leaves_behind(homes, empty_register, sent, tmp_path, caplog):
    folder, numbers = sent(MANY[homes.kind])
    caplog.set_level(logging.DEBUG)
    job = import_path(empty_register, folder, OPERATOR, doc.A_HOSPITAL, NOW)
    assert job.new_patients >= MANY[homes.kind]
    assert job.refused_documents > MANY[homes.kind] // 4
    assert job.created > 3 * MANY[homes.kind]
    told = str(report(empty_register, job)).encode() + b"".join(rejects_of(empty_register, job))
    assert in_clear(told + caplog.text.encode(), numbers) == []
    export(empty_register, tmp_path / "out", OPERATOR, NOW)
    assert (tmp_path / "out" / "Condition.ndjson").stat().st_size > 10_000
    # The databases are open: what is not yet in them is in the files beside them.
    assert files_in_clear(tmp_path, numbers) == {}
    if homes.kind == "sqlite":
        names = {file.name for file in (tmp_path / "registry").iterdir()}
        assert {"registry.db", "registry.db-wal", "registry.db-shm", "vault.db", "vault.db-wal"} <= names
        return
    for engine in (empty_register.clinical, empty_register.vault):
        rows = doc.tables(engine)
        assert [name for name, found in rows.items() if in_clear(bytes_of(found), numbers)] == []
        assert sum(len(bytes_of(found)) for found in rows.values()) > 100_000


def test_what_the_vault_keeps_can_be_read_by_whoever_holds_the_key(empty_register):
    from registry.db import reading  # noqa: PLC0415
    from registry.pseudonyms.service import identity_of, root_of_number  # noqa: PLC0415

    who = canary(7)
    doc.bring(empty_register, canaries.bundle(who))
    with reading(empty_register.vault) as vault:
        root = root_of_number(vault, empty_register.keys, None, who.number)
        ((site, removed),) = identity_of(vault, empty_register.keys, root)
    assert site == doc.A_HOSPITAL
    assert removed["name"] == canaries.patient(who)["name"]


def test_an_error_in_the_middle_tells_nobody(empty_register, sent, caplog):
    folder, numbers = sent(20)
    with empty_register.writing() as session:
        session.execute(text("DROP TABLE reject"))
    try:
        import_path(empty_register, folder, OPERATOR, doc.A_HOSPITAL, NOW)
    except Exception as error:  # whatever the database raises
        told = "".join(traceback.format_exception(error))
        logging.getLogger("registry").exception("failed")
    assert "reject" in told
    assert in_clear(told.encode() + caplog.text.encode(), numbers) == []


def command(home, *arguments):
    """What a command says on both streams."""
    environment = {**os.environ, "GENOTHER_HOME": str(home), "PYTHONWARNINGS": "error", "COLUMNS": "300"}
    for name in ("DATABASE_URL", "VAULT_DATABASE_URL", "GENOTHER_KEYS_FOLDER"):
        environment.pop(name, None)
    call = [sys.executable, "-c", "from registry.cli import main; main()", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, env=environment, timeout=300, check=False)


def test_the_command_tells_nobody_nor_leaves_anybody_behind(sent, tmp_path):
    folder, numbers = sent(20)
    home = tmp_path / "home"
    bring = ("import", folder, "--site", doc.A_HOSPITAL)
    said = [
        command(home, *bring, "--rejects", tmp_path / "rejects.ndjson"),
        command(home, "export", tmp_path / "out"),
        command(home, "audit", "verify"),
    ]
    assert [one.returncode for one in said] == [1, 0, 0], [one.stderr for one in said]
    assert [in_clear(one.stdout + one.stderr, numbers) for one in said] == [[]] * 3
    assert files_in_clear(tmp_path, numbers) == {}
    register = home_at(home).open()
    with register.writing() as session:
        session.execute(text("DROP TABLE reject"))
    register.close()
    crashed = command(home, *bring, "--json")
    assert b"no such table: reject" in crashed.stderr
    assert in_clear(crashed.stdout + crashed.stderr, numbers) == []


@pytest.mark.parametrize(
    "text",
    ["{family}", "{family_upper}", "é{given}", "{maiden}", "{nir}", "{nir_spaced}", "{phone_dotted}", "33{phone9}",
     "{number}", "x{number}y"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_canary_in_clear_would_be_found(tmp_path, text, encoding):
    who = canary(12)
    words = {
        "family": who.family, "family_upper": who.family.upper(), "given": who.given, "maiden": who.maiden,
        "nir": who.nir, "nir_spaced": " ".join((who.nir[0], who.nir[1:3], who.nir[3:5], who.nir[5:7], who.nir[7:13])),
        "phone_dotted": ".".join(who.phone[at : at + 2] for at in range(0, 10, 2)), "phone9": who.phone[1:],
        "number": who.number,
    }  # fmt: skip
    (tmp_path / "leak").write_bytes(b"\x00\xff" + text.format(**words).encode(encoding) + b"...")
    assert set(files_in_clear(tmp_path, frozenset(who.numbers))) == {"leak"}


def test_every_canary_is_in_what_is_sent(sent):
    folder, numbers = sent(20)
    whole = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for index in range(20):
        who = canary(index)
        for word in (who.family, who.maiden, who.given, who.nir, who.phone, who.number):
            assert word.encode() in whole
    assert len(files_in_clear(folder, numbers)) == len([file for file in folder.rglob("*") if file.is_file()])
    assert len({canary(index).family for index in range(1000)}) > 990
