"""Two transactions that bring one new patient at once make one patient."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from registry.db import connect, writing
from registry.pseudonyms.models import vault_metadata
from registry.pseudonyms.service import root_of_number, roots
from tests.registry.pseudonyms.people import INS, NOW, arrival, crowd


def test_on_sqlite_the_second_waits_and_finds_the_first(tmp_path, keys):
    engine = connect(f"sqlite:///{tmp_path / 'vault.db'}")
    vault_metadata.create_all(engine)

    def bring(_):
        with writing(engine) as session:
            return roots(session, keys, list(crowd(20)), NOW)

    with ThreadPoolExecutor(8) as pool:
        brought = list(pool.map(bring, range(8)))
    engine.dispose()
    assert len({one.root for known in brought for one in known}) == 20
    assert sum(one.new for known in brought for one in known) == 20


def test_on_postgresql_the_second_is_refused_and_then_finds_the_first(postgres, keys):
    vault_metadata.create_all(postgres)
    try:
        with Session(postgres) as first, Session(postgres) as second:
            roots(first, keys, [arrival(sent="p0", family="Dubois")], NOW)  # the site has its data key
            first.commit()
            second.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            assert root_of_number(second, keys, None, INS) is None  # what it sees is fixed from here on
            (made,) = roots(first, keys, [arrival(ins=INS)], NOW)
            first.commit()
            with pytest.raises(IntegrityError):
                roots(second, keys, [arrival(ins=INS)], NOW)
            second.rollback()
            (found,) = roots(second, keys, [arrival(ins=INS)], NOW)
            second.commit()
        assert (found.root, found.new) == (made.root, False)
    finally:
        vault_metadata.drop_all(postgres)
