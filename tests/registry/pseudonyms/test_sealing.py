"""A ciphertext opens in its own place, with its own key, unaltered; else the vault says what happened."""

import pytest

from registry.pseudonyms.errors import ForeignMasterKey, UnreadableIdentity
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.models import DataKey, VaultedIdentity, vault_metadata
from registry.pseudonyms.sealing import DataKeys, _about, read, written
from registry.pseudonyms.service import (
    destroy,
    identity_of,
    resemblances,
    root_of_number,
    root_of_sent,
    roots,
    rotate,
    words_of,
)
from tests.registry.pseudonyms.people import INS, IPP, LATER, NOW, arrival, identity

ROWS, DATA_KEYS = (vault_metadata.tables[model.__tablename__] for model in (VaultedIdentity, DataKey))


@pytest.fixture
def two(vault_session, keys):
    """The roots of two patients of one site."""
    arrivals = [arrival(ins=INS), arrival(numbers=[(IPP, "2")], family="Dubois", given="Agathe")]
    return [known.root for known in roots(vault_session, keys, arrivals, NOW)]


def change(session, root, **values):
    session.connection().execute(ROWS.update().where(ROWS.c.patient == root).values(**values))


def row(session, root):
    return session.connection().execute(ROWS.select().where(ROWS.c.patient == root)).one()


def test_an_identity_is_the_same_after_writing_and_reading():
    who = identity(maiden="Dubois", given=["Anne", "Marie"], ins=INS, numbers=[(IPP, "1")])
    assert read(written(who).encode()) == who


def test_a_ciphertext_moved_to_another_row_does_not_open(vault_session, keys, two):
    mine, other = (row(vault_session, root) for root in two)
    change(vault_session, two[0], nonce=other.nonce, ciphertext=other.ciphertext)
    with pytest.raises(UnreadableIdentity, match="altered or moved"):
        identity_of(vault_session, keys, two[0])
    assert mine.ciphertext != other.ciphertext


@pytest.mark.parametrize("column", ["patient", "site", "id"])
def test_a_row_given_to_another_does_not_open(vault_session, keys, two, column):
    roots(vault_session, keys, [arrival("two", sent="x", family="Moreau", given="Paul")], NOW)
    change(vault_session, two[0], **{column: "two" if column == "site" else "0123456789abcdef"})
    with pytest.raises(UnreadableIdentity):
        identity_of(vault_session, keys, "0123456789abcdef" if column == "patient" else two[0])


def test_the_place_is_part_of_what_is_encrypted(vault_session, keys, two, monkeypatch):
    def elsewhere(stored):
        return f"vaulted_identity|{stored.id}|{stored.patient}|{stored.site}|note|{stored.key_version}".encode()

    assert identity_of(vault_session, keys, two[0])
    monkeypatch.setattr("registry.pseudonyms.sealing._about", elsewhere)
    with pytest.raises(UnreadableIdentity):
        identity_of(vault_session, keys, two[0])


def test_the_additional_data_are_table_row_column_and_key_version(vault_session, two):
    stored = VaultedIdentity(**row(vault_session, two[0])._mapping)
    assert _about(stored).decode() == f"vaulted_identity|{stored.id}|{two[0]}|one|ciphertext|1"


@pytest.mark.parametrize("column", ["nonce", "ciphertext"])
@pytest.mark.parametrize("position", [0, -1])
def test_one_flipped_bit_is_noticed(vault_session, keys, two, column, position):
    altered = bytearray(getattr(row(vault_session, two[0]), column))
    altered[position] ^= 1
    change(vault_session, two[0], **{column: bytes(altered)})
    with pytest.raises(UnreadableIdentity):
        identity_of(vault_session, keys, two[0])
    assert identity_of(vault_session, keys, two[1])


@pytest.mark.parametrize("values", [{"nonce": b""}, {"ciphertext": b""}])
def test_an_emptied_column_is_noticed(vault_session, keys, two, values):
    change(vault_session, two[0], **values)
    with pytest.raises(UnreadableIdentity):
        identity_of(vault_session, keys, two[0])


def test_another_master_key_is_refused_by_every_verb(vault_session, two):
    wrong = Keys(b"1" * 32)
    for ask in (
        lambda: roots(vault_session, wrong, [arrival("three", ins=INS)], NOW),
        lambda: root_of_number(vault_session, wrong, None, INS),
        lambda: root_of_sent(vault_session, wrong, "one", "p1"),
        lambda: identity_of(vault_session, wrong, two[0]),
        lambda: words_of(vault_session, wrong, two[0]),
        lambda: rotate(vault_session, wrong, "one", NOW),
    ):
        with pytest.raises(ForeignMasterKey) as refused:
            ask()
        assert "n’ouvre pas ce coffre" in refused.value.text("fr")


def test_a_data_key_of_another_site_does_not_open(vault_session, keys, two):
    roots(vault_session, keys, [arrival("two", family="Moreau", sent="x")], NOW)
    table = vault_session.connection().execute(DATA_KEYS.select().order_by(DATA_KEYS.c.site)).all()
    borrowed = DATA_KEYS.update().where(DATA_KEYS.c.site == "one").values(wrapped=table[1].wrapped)
    vault_session.connection().execute(borrowed)
    with pytest.raises(ForeignMasterKey):
        identity_of(vault_session, keys, two[0])


def test_rotation_re_encrypts_and_changes_nothing_that_is_read(vault_session, keys, two):
    before, said = row(vault_session, two[0]), identity_of(vault_session, keys, two[0])
    assert rotate(vault_session, keys, "one", LATER) == 2
    after = row(vault_session, two[0])
    assert (before.key_version, after.key_version) == (1, 2)
    assert after.ciphertext != before.ciphertext
    assert identity_of(vault_session, keys, two[0]) == said
    (known,) = roots(vault_session, keys, [arrival(ins=INS)], LATER)
    assert known.root == two[0]
    assert row(vault_session, two[0]) == after


def test_after_rotation_the_earlier_key_is_needed_no_more(vault_session, keys, two):
    rotate(vault_session, keys, "one", LATER)
    vault_session.connection().execute(DATA_KEYS.delete().where(DATA_KEYS.c.version == 1))
    assert identity_of(vault_session, keys, two[0])


def test_new_rows_are_written_with_the_newest_key(vault_session, keys, two):
    rotate(vault_session, keys, "one", LATER)
    (known,) = roots(vault_session, keys, [arrival(family="Moreau", sent="x")], LATER)
    assert row(vault_session, known.root).key_version == 2


def test_a_destroyed_key_makes_its_rows_unreadable_and_says_so(vault_session, keys, two):
    roots(vault_session, keys, [arrival("two", sent="x", family="Moreau", given="Paul")], NOW)
    destroy(vault_session, "one")
    for ask in (identity_of, words_of):
        with pytest.raises(UnreadableIdentity) as refused:
            ask(vault_session, keys, two[0])
        assert "was destroyed" in refused.value.text("en")
        assert "a été détruite" in refused.value.text("fr")
    assert identity_of(vault_session, keys, root_of_sent(vault_session, keys, "two", "x"))


def test_a_patient_comes_again_after_its_key_was_destroyed(vault_session, keys, two):
    destroy(vault_session, "one")
    (known,) = roots(vault_session, keys, [arrival(ins=INS)], LATER)
    assert known.root == two[0]
    assert row(vault_session, two[0]).key_version == 2
    assert identity_of(vault_session, keys, two[0])
    with pytest.raises(UnreadableIdentity):
        identity_of(vault_session, keys, two[1])


def test_whom_nobody_can_read_is_compared_with_nobody(vault_session, keys, two):
    destroy(vault_session, "one")
    roots(vault_session, keys, [arrival("two", sent="x")], LATER)
    assert resemblances(vault_session) == []


def test_rotation_leaves_what_nobody_can_read(vault_session, keys, two):
    destroy(vault_session, "one")
    assert rotate(vault_session, keys, "one", LATER) == 0
    with pytest.raises(UnreadableIdentity, match="destroyed"):
        identity_of(vault_session, keys, two[0])


def test_a_nonce_is_never_used_twice(vault_session, keys, two):
    data_keys, stored = DataKeys(vault_session, keys), VaultedIdentity(**row(vault_session, two[0])._mapping)
    nonces = set()
    for _ in range(1000):
        data_keys.seal(stored, b"")
        nonces.add(stored.nonce)
    assert len(nonces) == 1000
