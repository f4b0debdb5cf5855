"""The open registry: its two databases and its keys, handed to every service that reads or writes patients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from registry.audit import Trail
from registry.db import connect, reading, writing
from registry.pseudonyms.keys import Keys
from registry.settings import Settings


@dataclass(frozen=True, slots=True)
class Register:
    """The clinical store and the identity vault stay apart: two databases, and two transactions."""

    clinical: Engine
    vault: Engine
    keys: Keys
    trail: Trail

    @classmethod
    def open(cls, settings: Settings) -> Register:
        """Connect, and make the keys where there are none; tables are made by migrations."""
        keys, trail = Keys.open(settings.keys), Trail.open(settings.keys)
        return cls(connect(settings.database_url), connect(settings.vault_url), keys, trail)

    def close(self) -> None:
        """Let go of both databases."""
        self.clinical.dispose()
        self.vault.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction on the clinical store that changes nothing."""
        with reading(self.clinical) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction on the clinical store that is kept at its end."""
        with writing(self.clinical) as session:
            yield session
