"""Where the registry keeps its things and how it is served: everything that may differ from one machine to another."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment; each variable is documented in docs/reference/settings.md, or a test fails."""

    # A prefix for all: without one, pydantic would read HOME, HOST and PORT, which are somebody else's.
    model_config = SettingsConfigDict(env_prefix="GENOTHER_", extra="ignore", populate_by_name=True)

    home: Path = Field(default=Path.home() / ".genother")
    database: str = Field(default="", validation_alias="DATABASE_URL")
    vault_database: str = Field(default="", validation_alias="VAULT_DATABASE_URL")
    keys_folder: Path | None = Field(default=None)
    host: str = Field(default="127.0.0.1")
    port: int = Field(default=8000, ge=0, le=65535)
    session_hours: int = Field(default=8, ge=1, le=24)
    secure_cookies: bool = Field(default=False)

    @property
    def database_url(self) -> str:
        """The clinical store: SQLite in the home folder unless DATABASE_URL names another."""
        return _driven(self.database) or f"sqlite:///{self.home / 'registry.db'}"

    @property
    def vault_url(self) -> str:
        """The identity vault: a database of its own, never the clinical store's."""
        return _driven(self.vault_database) or f"sqlite:///{self.home / 'vault.db'}"

    @property
    def keys(self) -> Path:
        """The folder of the master key and of the audit's."""
        return self.keys_folder or self.home / "keys"


def _driven(url: str) -> str:
    """A PostgreSQL URL with the driver that is installed."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
