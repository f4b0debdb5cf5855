"""The master key is made once, kept from others, and what it blinds nobody else can make."""

import base64
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.exceptions import InvalidTag

from registry.pseudonyms.errors import UnusableMasterKey
from registry.pseudonyms.keys import Keys


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    folder = tmp_path / "keys"
    first = Keys.open(folder).blind("ins", "x")
    assert [file.name for file in folder.iterdir()] == ["master.key"]
    assert (folder / "master.key").stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode((folder / "master.key").read_bytes())) == 32
    assert Keys.open(folder).blind("ins", "x") == first


def test_processes_that_start_at_once_have_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Keys.open(tmp_path).blind("ins", "x"), range(16)))
    assert len(set(made)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


@pytest.mark.parametrize("content", [b"", b"not base64!", base64.b64encode(bytes(31)), bytes(32), "é".encode()])
def test_what_is_no_key_is_refused(tmp_path, content):
    (tmp_path / "master.key").write_bytes(content)
    (tmp_path / "master.key").chmod(0o600)
    with pytest.raises(UnusableMasterKey) as refused:
        Keys.open(tmp_path)
    assert "put back the copy" in refused.value.text("en")
    assert "remettez la copie" in refused.value.text("fr")


def test_an_unreadable_key_is_said(tmp_path):
    (tmp_path / "master.key").mkdir()
    with pytest.raises(UnusableMasterKey):
        Keys.open(tmp_path)


@pytest.mark.parametrize(("mode", "accepted"), [(0o600, True), (0o400, True), (0o440, True), (0o644, False)])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode, accepted):
    Keys.open(tmp_path)
    (tmp_path / "master.key").chmod(mode)
    if accepted:
        assert Keys.open(tmp_path)
    else:
        with pytest.raises(UnusableMasterKey, match="chmod 600"):
            Keys.open(tmp_path)


def test_blind_indexes_differ_by_key_kind_and_text():
    one, other = Keys(bytes(32)), Keys(b"1" * 32)
    made = [one.blind("ins", "a"), other.blind("ins", "a"), one.blind("number", "a"), one.blind("ins", "b")]
    assert len(set(made)) == 4
    assert {len(blind) for blind in made} == {32}
    assert one.blind("ins", "a") == Keys(bytes(32)).blind("ins", "a")


def test_a_lone_surrogate_is_blinded_too():
    assert Keys(bytes(32)).blind("ins", "\ud800") != Keys(bytes(32)).blind("ins", "\ud801")


def test_a_wrapped_key_opens_with_its_master_and_its_place_alone():
    keys, data_key = Keys(bytes(32)), os.urandom(32)
    wrapped = keys.wrap(data_key, b"site|1")
    assert keys.unwrap(wrapped, b"site|1") == data_key
    assert data_key not in wrapped
    for master, about in ((keys, b"site|2"), (Keys(b"1" * 32), b"site|1")):
        with pytest.raises(InvalidTag):
            master.unwrap(wrapped, about)


def test_a_key_is_not_printed():
    master = b"do not print these 32 bytes ever"
    said = repr(Keys(master)) + str(Keys(master))
    assert "do not print" not in said
    assert base64.b64encode(master).decode() not in said
