"""No name, NIR or hospital number stands in clear in any file of the vault."""

import unicodedata

from registry.db import connect, writing
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.models import vault_metadata
from registry.pseudonyms.service import identity_of, roots, rotate
from tests.registry.pseudonyms.people import LATER, NOW, arrival, crowd


def spellings(arrived):
    """What must not be found, in the encodings that a database might choose."""
    who = arrived.identity
    values = [
        f"{who.names[0].family}", *who.names[0].given, who.ins, who.birth, arrived.sent_id,
        *(value for _, value in who.numbers), *who.words,
    ]  # fmt: skip
    for value in values:
        for text in {value, value.upper(), unicodedata.normalize("NFD", value)}:
            # Three letters stand in any random bytes by chance.
            yield from (text.encode(), text.encode("utf-16-le")) if len(text.encode()) > 4 else ()
        yield value.encode("ascii", "backslashreplace") if len(value) > 4 else b"a text that is nowhere"


def test_no_canary_stands_in_a_file_of_the_vault(tmp_path):
    everybody = list(crowd(300))
    keys, engine = Keys.open(tmp_path / "keys"), connect(f"sqlite:///{tmp_path / 'vault.db'}")
    vault_metadata.create_all(engine)
    with writing(engine) as session:
        known = roots(session, keys, everybody, NOW)
    with writing(engine) as session:
        moved = [arrival(sent=one.sent_id, family="Duchangement-Canari", ins=one.identity.ins) for one in everybody[:9]]
        roots(session, keys, [replaced(one, by) for one, by in zip(everybody, moved, strict=False)], LATER)
        rotate(session, keys, "one", LATER)
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with writing(engine) as session:
        assert identity_of(session, keys, known[0].root)[0][1]["name"][0] == "Duchangement-Canari"
    engine.dispose()
    assert {"vault.db", "vault.db-wal"} <= set(files)
    assert sum(map(len, files.values())) > 100_000
    canaries = {canary for one in [*everybody, *moved] for canary in spellings(one)}
    assert len(canaries) > 2_000
    assert [name for name, content in files.items() if any(canary in content for canary in canaries)] == []


def replaced(one, by):
    """The same person under the name of another arrival."""
    who = one.identity
    return arrival(
        sent=one.sent_id,
        family=by.identity.names[0].family,
        given=who.names[0].given,
        birth=who.birth,
        sex=who.sex,
        ins=who.ins,
        numbers=who.numbers,
    )


def test_a_canary_in_clear_would_be_found(tmp_path):
    (someone,) = crowd(1)
    (tmp_path / "leak").write_bytes(b"..." + someone.identity.ins.encode() + b"...")
    assert any(canary in (tmp_path / "leak").read_bytes() for canary in spellings(someone))
