"""A registry with a made-up hospital in it, made once per run and copied for each test that may change it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from matching.days import day, iso
from registry.access import OPERATOR, Role, Subject
from registry.access.service import add_account
from registry.db import stamp
from registry.intake.importing import import_path
from registry.migrations.service import upgrade
from registry.patients.register import Register
from registry.screening.keeping import keep_up
from registry.screening.runs import Against
from registry.settings import Settings
from registry.synthetic.service import write
from registry.terminologies.service import starter
from registry.trials.files import library
from registry.trials.service import add, current

PATIENTS, SEED, PASSWORD = 60, 1, "a long enough password"
HERE, THERE = "750999901", "940999902"
CLINICIAN_HERE = Subject("claire", Role.CLINICIAN, HERE)
CLINICIAN_THERE = Subject("basile", Role.CLINICIAN, THERE)
SPONSOR = Subject("sacha", Role.SPONSOR)
DATA_MANAGER = Subject("dominique", Role.DATA_MANAGER, HERE)
SYSTEM = Subject("hospital-here", Role.SYSTEM, HERE)
PEOPLE = (CLINICIAN_HERE, CLINICIAN_THERE, SPONSOR, DATA_MANAGER, SYSTEM)


def today() -> int:
    """Today as a day number: what the service reads at a request."""
    return day(date.today().isoformat())  # noqa: DTZ011  # as the service does


@dataclass(frozen=True, slots=True)
class Home:
    """A registry's folder and its settings."""

    settings: Settings

    @classmethod
    def at(cls, folder: Path) -> Home:
        """SQLite and keys in a folder, whatever the environment says."""
        return cls(Settings.model_construct(
            home=folder, database="", vault_database="", keys_folder=None, host="127.0.0.1", port=0,
            session_hours=8, secure_cookies=False,
        ))  # fmt: skip

    def open(self) -> Register:
        """Connect to it."""
        return Register.open(self.settings)


def empty(folder: Path) -> Home:
    """A registry whose databases are at the current version, with nobody in it."""
    home = Home.at(folder)
    register = home.open()
    upgrade(register.clinical, "clinical")
    upgrade(register.vault, "vault")
    register.close()
    return home


def filled(folder: Path, source: Path, patients: int = PATIENTS, seed: int = SEED) -> Home:
    """A registry with made-up patients of both hospitals, the library's trials, accounts, and a run of today."""
    home, now = empty(folder), datetime.now(UTC)
    register = home.open()
    path = write(source, patients, seed, date.fromisoformat(iso(today())))
    import_path(register, path, OPERATOR, "", now)
    with register.writing() as session:
        add(session, library().values(), stamp(now))
        for subject in PEOPLE:
            add_account(session, subject, PASSWORD)
        trials = current(session)
    keep_up(register, Against(trials, starter(), today(), now))
    register.close()
    return home


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a filled registry that nobody writes to."""
    folder = tmp_path_factory.mktemp("registry")
    filled(folder, tmp_path_factory.mktemp("hospital"))
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Home:
    """A filled registry of the test's own."""
    shutil.copytree(template, tmp_path / "home")
    return Home.at(tmp_path / "home")


@pytest.fixture
def register(home: Home) -> Iterator[Register]:
    """The test's own registry, open."""
    opened = home.open()
    yield opened
    opened.close()


@pytest.fixture
def app(home: Home, register: Register) -> FastAPI:
    """The service over the test's own registry."""
    from registry.app import create_app  # noqa: PLC0415  # a test of one room needs no app

    return create_app(home.settings, register, keeping=False)


@pytest.fixture
def client_of(app: FastAPI) -> Iterator[Callable[[Subject | None], TestClient]]:
    """A browser for somebody, signed in (or nobody's); redirections are shown, not followed."""
    opened: list[TestClient] = []

    def made(subject: Subject | None) -> TestClient:
        client = TestClient(app, follow_redirects=False)
        opened.append(client)
        if subject is not None:
            answer = client.post("/sign-in", data={"name": subject.name, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
        return client

    yield made
    for client in opened:
        client.close()


@pytest.fixture
def token_of(app: FastAPI) -> Iterator[Callable[[Subject], dict[str, str]]]:
    """The headers with which a program asks on behalf of somebody."""
    with TestClient(app) as client:
        yield lambda subject: {
            "Authorization": "Bearer "
            + client.post("/api/session", json={"name": subject.name, "password": PASSWORD}).json()["token"]
        }
