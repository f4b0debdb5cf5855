"""An act and its record are kept together or not at all, and no record can be changed unseen."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from random import Random

import orjson
import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from registry.access import OPERATOR
from registry.audit import Actor, Trail, Verification
from registry.audit.models import AuditRecord
from registry.audit.service import UnreadableAuditKey
from registry.db import table_of
from tests.builders import documents as doc
from tests.builders.databases import NOW
from tests.builders.documents import bring, broken_after

RECORDS = table_of(AuditRecord)
LENGTH = 8
CLAIRE = Actor("claire", "clinician", doc.A_HOSPITAL)


@pytest.fixture
def recorded(empty_register):
    """A chain of a few records."""
    for number in range(LENGTH):
        record(empty_register, f"act-{number}")
    return empty_register


def record(register, act):
    with register.writing() as session:
        register.trail.record(session, CLAIRE, act, NOW, patients=["b", "a"], details={"z": 1, "a": act})


def verified(register):
    with register.reading() as session:
        return register.trail.verify(session)


def acts(register):
    with register.reading() as session:
        return list(session.exec(select(AuditRecord.act).order_by(col(AuditRecord.seq))))


def test_a_record_says_who_what_when_why_and_about_whom(recorded):
    with recorded.reading() as session:
        row = session.get_one(AuditRecord, 1)
    assert (row.actor, row.role, row.site, row.act, row.purpose, row.at) == (
        "claire", "clinician", doc.A_HOSPITAL, "act-0", "care", "2026-11-23T09:30:00.000Z",
    )  # fmt: skip
    assert orjson.loads(row.patients) == ["a", "b"]
    assert row.details == '{"a":"act-0","z":1}'
    assert verified(recorded) == Verification(LENGTH, None)


def test_an_act_that_is_not_kept_leaves_no_record(recorded):
    broken_after(recorded, lambda session: recorded.trail.record(session, CLAIRE, "lost", NOW))
    assert "lost" not in acts(recorded)
    record(recorded, "after")
    assert verified(recorded) == Verification(LENGTH + 1, None)


def test_what_is_received_and_its_record_are_kept_together(empty_register):
    class Torn(Exception):
        pass

    def tear(_session, _received):
        raise Torn

    with pytest.raises(Torn):
        bring(empty_register, doc.bundle(doc.patient(), doc.condition()), within=tear)
    assert acts(empty_register) == []
    assert "resource" not in doc.counts(empty_register)
    bring(empty_register, doc.bundle(doc.patient(), doc.condition()))
    bring(empty_register, doc.bundle(doc.patient(), doc.condition()))
    assert acts(empty_register) == ["receive"]


def test_a_change_of_any_column_of_any_record_is_found(recorded):
    random = Random(1)
    for seq in range(1, LENGTH + 1):
        with recorded.reading() as session:
            row = session.get_one(AuditRecord, seq).model_dump()
        for column, before in row.items():
            changed = 1000 + seq if column == "seq" else flipped(random, before)
            found = tampered(recorded, update(RECORDS).where(RECORDS.c.seq == seq).values({column: changed}))
            assert not found.intact, (seq, column)
            assert found.broken_at >= seq
    assert verified(recorded).intact


def tampered(register, *statements):
    """What a check says where somebody did this to the table; it is undone."""
    found = []

    def tamper(session):
        for statement in statements:
            session.execute(statement)
        found.append(register.trail.verify(session))

    broken_after(register, tamper)
    return found[0]


def flipped(random, value):
    """One character, or one bit, is another; or one more where there was none."""
    if isinstance(value, bytes):
        place = random.randrange(len(value) * 8)
        return bytes(byte ^ (1 << place % 8 if place // 8 == at else 0) for at, byte in enumerate(value))
    place = random.randrange(len(value)) if value else 0
    return value[:place] + ("x" if value[place : place + 1] != "x" else "y") + value[place + 1 :]


def numbered(old, new):
    return update(RECORDS).where(RECORDS.c.seq == old).values(seq=new)


def test_a_record_taken_out_is_found_even_if_the_rest_is_numbered_anew(recorded):
    for seq in range(1, LENGTH):
        gone = delete(RECORDS).where(RECORDS.c.seq == seq)
        assert tampered(recorded, gone).broken_at == seq + 1
        closed = [numbered(later, later - 1) for later in range(seq + 1, LENGTH + 1)]
        assert tampered(recorded, gone, *closed).broken_at == seq


def test_two_records_in_another_order_are_found(recorded):
    for one in range(1, LENGTH + 1):
        for other in range(one + 1, LENGTH + 1):
            swapped = numbered(one, -1), numbered(other, one), numbered(-1, other)
            assert tampered(recorded, *swapped).broken_at == one


def test_a_record_put_in_is_found_though_it_copies_another(recorded):
    for seq in range(1, LENGTH + 2):
        opened = [numbered(later, later + 1) for later in range(LENGTH, seq - 1, -1)]
        for copied in set(range(1, LENGTH + 1)) - {seq}:
            with recorded.reading() as session:
                row = session.get_one(AuditRecord, copied).model_dump()
            assert tampered(recorded, *opened, insert(RECORDS).values(row | {"seq": seq})).broken_at == seq


def test_a_record_of_a_history_that_was_taken_back_fits_no_other(recorded):
    """Its number and its own content are right: only what follows it says that it is another."""
    with recorded.reading() as session:
        last = session.get_one(AuditRecord, LENGTH).model_dump()
    with recorded.writing() as session:
        session.execute(delete(RECORDS).where(RECORDS.c.seq == LENGTH))
    record(recorded, "instead")
    record(recorded, "after")
    assert verified(recorded).intact
    put_back = update(RECORDS).where(RECORDS.c.seq == LENGTH).values(last)
    assert tampered(recorded, put_back).broken_at == LENGTH + 1


def test_a_chain_made_under_another_key_is_no_chain(recorded, tmp_path):
    with recorded.reading() as session:
        assert Trail.open(tmp_path / "other").verify(session).broken_at == 1


def test_the_chain_grows_under_several_writers(empty_register):
    def write(number):
        for turn in range(5):
            record(empty_register, f"{number}-{turn}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert verified(empty_register) == Verification(20, None)
    assert sorted(acts(empty_register)) == sorted(f"{number}-{turn}" for number in range(4) for turn in range(5))


def test_an_import_and_an_export_are_on_record(empty_register, tmp_path):
    from registry.intake.importing import import_path  # noqa: PLC0415
    from registry.patients.exporting import export  # noqa: PLC0415

    path = doc.lines(tmp_path / "in" / "a.ndjson", [doc.bundle(doc.patient(), doc.condition())])
    import_path(empty_register, path, OPERATOR, doc.A_HOSPITAL, NOW)
    export(empty_register, tmp_path / "out", OPERATOR, NOW)
    assert acts(empty_register) == ["import", "receive", "import-done", "export"]
    assert verified(empty_register).intact


def test_the_key_is_for_its_owner_alone_and_one_that_is_no_key_is_refused(tmp_path):
    Trail.open(tmp_path)
    assert stat.S_IMODE((tmp_path / "audit.key").stat().st_mode) == 0o600
    for written in (b"", b"ff", b"zz" * 32, os.urandom(32)):
        (tmp_path / "audit.key").write_bytes(written)
        with pytest.raises(UnreadableAuditKey) as refused:
            Trail.open(tmp_path)
        assert refused.value.text("fr") != refused.value.text("en")
