"""A writer waits for the writer before; a reader sees one state; what is raised leaves nothing and tells no value."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from registry.db import connect, insert_rows, pieces, reading, stamp, table_of, writing
from registry.patients.models import Patient
from tests.builders.documents import broken_after

PATIENTS = table_of(Patient)


def add(register, *roots):
    with register.writing() as session:
        session.add_all(Patient(root=root, created="") for root in roots)


def known(session):
    return sorted(session.exec(select(Patient.root)))


def test_a_reader_sees_one_state_however_long_it_reads(empty_register):
    add(empty_register, "a")
    with empty_register.reading() as session:
        assert known(session) == ["a"]
        add(empty_register, "b")
        assert known(session) == ["a"]
    with empty_register.reading() as session:
        assert known(session) == ["a", "b"]


def test_what_a_reader_changes_is_never_kept_and_what_it_read_stays_readable(empty_register):
    add(empty_register, "a")
    with empty_register.reading() as session:
        row = session.exec(select(Patient)).one()
        session.execute(text("DELETE FROM patient"))
    assert row.root == "a"
    with empty_register.reading() as session:
        assert known(session) == ["a"]


def test_what_is_raised_leaves_nothing(empty_register):
    broken_after(empty_register, lambda session: insert_rows(session, PATIENTS, [("a", "")]))
    with empty_register.reading() as session:
        assert known(session) == []


def test_writers_build_on_one_another(empty_register):
    """Each reads how many there are and adds the next: without waiting, two would add the same."""
    ready = threading.Barrier(4)

    def write(_):
        ready.wait()
        for _ in range(10):
            with empty_register.writing() as session:
                session.add(Patient(root=f"{len(known(session)):04}", created=""))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with empty_register.reading() as session:
        assert known(session) == [f"{number:04}" for number in range(40)]


def test_an_error_of_the_database_tells_no_value(empty_register):
    add(empty_register, "a")
    with pytest.raises(IntegrityError) as refused, empty_register.clinical.connect() as connection:
        connection.execute(PATIENTS.insert(), {"root": None, "created": "Quennessen"})
    assert "Quennessen" not in str(refused.value).partition("DETAIL")[0]
    assert "hide_parameters" in str(refused.value)


def test_many_rows_go_in_at_once_in_the_columns_named(empty_register):
    with empty_register.writing() as session:
        insert_rows(session, PATIENTS, [("moment", f"root-{number}") for number in range(3)], ("created", "root"))
        insert_rows(session, PATIENTS, [])
        insert_rows(session, PATIENTS, [("tab\tnew\nline\\N", 'é"\\')])
    with empty_register.reading() as session:
        found = [(row.root, row.created) for row in session.exec(select(Patient).order_by(Patient.root))]
    assert found == [*((f"root-{number}", "moment") for number in range(3)), ("tab\tnew\nline\\N", 'é"\\')]


def test_a_file_is_written_ahead_synchronously_and_for_its_owner_alone(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'in' / 'x.db'}")
    with reading(engine) as session:
        told = [session.execute(text(f"PRAGMA {name}")).scalar() for name in
                ("journal_mode", "synchronous", "foreign_keys", "secure_delete")]  # fmt: skip
    assert told == ["wal", 2, 1, 1]
    assert stat.S_IMODE((tmp_path / "in").stat().st_mode) == 0o700
    with writing(engine) as session:
        session.execute(text("CREATE TABLE t (x)"))
    engine.dispose()


def test_moments_as_texts_sort_as_moments():
    paris = timezone(timedelta(hours=1))
    first, second = datetime(2026, 1, 1, 1, tzinfo=paris), datetime(2026, 1, 1, 0, 0, 0, 1999, tzinfo=UTC)
    assert [stamp(first), stamp(second)] == ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z"]


def test_a_long_list_comes_in_pieces_that_miss_nothing():
    assert [list(piece) for piece in pieces(range(5), 2)] == [[0, 1], [2, 3], [4]]
    assert list(pieces([], 2)) == []
