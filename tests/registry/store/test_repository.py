"""Versions are made when something changes, kept for ever, and told to whoever must hear of them."""

import orjson
import pytest
from sqlmodel import select

from registry import store
from registry.store import DateEntry, Outbox, Prepared, Resource, ResourceHistory, TokenEntry, index
from tests.builders.documents import broken_after

AT, LATER = "2026-11-23T09:30:00.000Z", "2026-11-24T09:30:00.000Z"
SITE = "750999901"


def observation(name="o1", value=1, patient=None, sent="", **more):
    body = {"resourceType": "Observation", "id": name, "status": "final", "valueInteger": value, **more}
    return Prepared("Observation", name, SITE, patient, body, sent)


def gone(name="o1", sent=""):
    return Prepared("Observation", name, SITE, None, None, sent)


def put(register, *prepared, at=AT):
    with register.writing() as session:
        return [(one.id, one.version, one.how) for one in store.put(session, prepared, at)]


def body(row):
    return orjson.loads(row.body)


def told(register):
    with register.writing() as session:
        return [(row.type, row.id, row.version) for row in store.take_outbox(session)]


def test_versions_follow_one_another_and_all_stay_readable(empty_register):
    for value, at in ((1, AT), (2, LATER), (3, LATER)):
        put(empty_register, observation(value=value), at=at)
    with empty_register.reading() as session:
        history = store.history_of(session, "Observation", "o1")
        assert [(row.version, body(row)["valueInteger"], row.updated) for row in history] == [
            (3, 3, LATER), (2, 2, LATER), (1, 1, AT),
        ]  # fmt: skip
        assert [body(row)["meta"]["versionId"] for row in history] == ["3", "2", "1"]
        assert [store.version(session, "Observation", "o1", number).version for number in (1, 2, 3)] == [1, 2, 3]
        assert store.version(session, "Observation", "o1", 4) is None
        assert store.history_of(session, "Observation", "o2") == []


def test_the_same_again_makes_no_version_and_tells_nobody(empty_register):
    put(empty_register, observation())
    told(empty_register)
    assert put(empty_register, observation(), at=LATER) == [("o1", 1, "unchanged")]
    assert put(empty_register, observation(meta={"versionId": "9", "lastUpdated": LATER})) == [("o1", 1, "unchanged")]
    assert told(empty_register) == []
    assert put(empty_register, observation(meta={"tag": [{"code": "x"}]})) == [("o1", 2, "updated")]


@pytest.mark.parametrize("written", ["1.50", "1.5", "1.500"])
def test_a_number_is_the_same_only_if_it_is_written_so(empty_register, written):
    from fhir_adapters.tokens import Number  # noqa: PLC0415

    put(empty_register, observation(value=Number("1.50")))
    expected = "unchanged" if written == "1.50" else "updated"
    assert put(empty_register, observation(value=Number(written)))[0][2] == expected
    with empty_register.reading() as session:
        assert f'"valueInteger":{written}'.encode() in store.current(session, "Observation", "o1").body


def test_deleting_keeps_the_history_and_the_resource_can_come_back(empty_register):
    assert put(empty_register, gone()) == [("o1", 0, "unchanged")]
    put(empty_register, observation(patient="root1"))
    assert put(empty_register, gone(), at=LATER) == [("o1", 2, "deleted")]
    assert put(empty_register, gone(), at=LATER) == [("o1", 2, "unchanged")]
    with empty_register.reading() as session:
        row = store.current(session, "Observation", "o1")
        assert (row.deleted, row.body, row.patient) == (True, b"", "root1")
        assert list(store.bodies_of(session, ["root1"])) == []
        assert list(store.all_bodies(session, "Observation")) == []
        assert list(store.bodies(session, "Observation", ["o1"])) == []
        assert session.exec(select(TokenEntry)).all() == []
    assert put(empty_register, observation(patient="root1")) == [("o1", 3, "updated")]
    with empty_register.reading() as session:
        history = store.history_of(session, "Observation", "o1")
        assert [(row.version, row.deleted) for row in history] == [(3, False), (2, True), (1, False)]
        assert len(list(store.bodies_of(session, ["root1"]))) == 1


def test_one_id_several_times_in_a_call_is_stored_in_that_order(empty_register):
    found = put(
        empty_register, observation(value=1), observation(value=2), observation("o2"), observation(value=2),
        observation(value=1), observation("o2"), gone("o2"), observation("o3"),
    )  # fmt: skip
    assert found == [
        ("o1", 1, "created"), ("o1", 2, "updated"), ("o2", 1, "created"), ("o1", 2, "unchanged"), ("o1", 3, "updated"),
        ("o2", 1, "unchanged"), ("o2", 2, "deleted"), ("o3", 1, "created"),
    ]  # fmt: skip
    with empty_register.reading() as session:
        assert [body(row)["valueInteger"] for row in store.history_of(session, "Observation", "o1")] == [1, 2, 1]


def test_outcomes_are_in_the_order_of_what_was_sent_however_many(empty_register):
    many = [observation(f"o{number % 700}", value=number) for number in range(1500)]
    found = put(empty_register, *many)
    assert [name for name, _, _ in found] == [one.id for one in many]
    assert [version for _, version, _ in found] == [number // 700 + 1 for number in range(1500)]


def test_what_is_older_than_what_stands_is_stale(empty_register):
    put(empty_register, observation(value=2, sent="2026-02-01T00:00:00.000Z"))
    assert put(empty_register, observation(value=1, sent="2026-01-01T00:00:00.000Z")) == [("o1", 1, "stale")]
    assert put(empty_register, gone(sent="2026-01-01T00:00:00.000Z")) == [("o1", 1, "stale")]
    assert put(empty_register, observation(value=3)) == [("o1", 2, "updated")]


def test_what_was_said_again_later_is_as_new_as_that(empty_register):
    put(empty_register, observation(value=1, sent="2026-01-01T00:00:00.000Z"))
    assert put(empty_register, observation(value=1, sent="2026-03-01T00:00:00.000Z")) == [("o1", 1, "unchanged")]
    assert put(empty_register, observation(value=2, sent="2026-02-01T00:00:00.000Z")) == [("o1", 1, "stale")]


def test_every_change_is_in_the_outbox_of_its_own_transaction(empty_register):
    put(empty_register, observation("o1"), observation("o2"))
    put(empty_register, observation("o1", value=2), gone("o2"), observation("o3"))
    broken_after(empty_register, lambda session: store.put(session, [observation("o4")], AT))
    assert told(empty_register) == [
        ("Observation", name, version) for name, version in (("o1", 1), ("o2", 1), ("o1", 2), ("o2", 2), ("o3", 1))
    ]
    assert told(empty_register) == []
    with empty_register.reading() as session:
        assert store.current(session, "Observation", "o4") is None
        assert session.exec(select(Outbox)).all() == []


def test_a_change_that_was_taken_and_not_kept_is_told_again(empty_register):
    put(empty_register, observation())
    broken_after(empty_register, store.take_outbox)
    assert told(empty_register) == [("Observation", "o1", 1)]


def test_the_index_is_that_of_the_newest_version(empty_register):
    dated = {"effectiveDateTime": "2026-01-02", "code": {"coding": [{"system": "s", "code": "a"}]}}
    put(empty_register, observation(patient="root1", **dated))
    newest = observation(patient="root2", effectiveDateTime="2025", code={"coding": [{"system": "s", "code": "b"}]})
    put(empty_register, newest)
    expected = index.entries(newest.resource, "root2")
    with empty_register.reading() as session:
        assert sorted(row.token for row in session.exec(select(TokenEntry))) == sorted(expected.tokens)
        found = [(row.param, row.first, row.last) for row in session.exec(select(DateEntry))]
        assert sorted(found) == sorted(expected.dates)
        assert store.patients_of(session, expected.tokens) == {"root2"}
        assert {patient for _, patient, _ in store.answering(session, expected.tokens)} == {"root2"}
        assert store.patients_of(session, [index.token_key("Observation", "code", "s", "a")]) == set()


def test_a_stored_body_is_what_was_sent_with_its_own_id_and_version_first(empty_register):
    sent = observation(meta={"versionId": "7", "source": "x", "profile": ["p"]}, note="é")
    put(empty_register, sent)
    with empty_register.reading() as session:
        row = session.exec(select(Resource)).one()
    assert row.body.decode() == (
        f'{{"resourceType":"Observation","id":"o1","meta":{{"versionId":"1","lastUpdated":"{AT}","profile":["p"]}},'
        '"status":"final","valueInteger":1,"note":"é"}'
    )


def test_a_version_is_never_overwritten(empty_register):
    for value in range(4):
        put(empty_register, observation(value=value))
    with empty_register.reading() as session:
        before = [(row.version, row.body) for row in session.exec(select(ResourceHistory))]
    put(empty_register, gone())
    put(empty_register, observation(value=9))
    with empty_register.reading() as session:
        after = [(row.version, row.body) for row in session.exec(select(ResourceHistory))]
    assert after[: len(before)] == before
    assert [version for version, _ in after] == [1, 2, 3, 4, 5]
