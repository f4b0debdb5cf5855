"""Bringing both databases to a version, and saying at which they are."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from registry.migrations.schema import CLINICAL, VAULT

Which = Literal["clinical", "vault"]
_METADATA = {"clinical": CLINICAL, "vault": VAULT}


def _config(which: Which) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("registry.migrations") / which).replace("%", "%%"))
    return config


def upgrade(engine: Engine, which: Which, to: str = "head") -> None:
    """Bring a database up to a version; nothing to do leaves it as it is."""
    config = _config(which)
    with engine.execution_options(genother_writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def downgrade(engine: Engine, which: Which, to: str) -> None:
    """Bring a database down to a version (``base`` is none): what only later versions hold is lost."""
    config = _config(which)
    with engine.execution_options(genother_writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def version(engine: Engine) -> str | None:
    """The version at which a database is, or None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine, which: Which) -> list[object]:
    """What the tables of a database lack or have beside those of the code; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, _METADATA[which]))


def is_current(engine: Engine, which: Which) -> bool:
    """Whether a database is at the version of this program."""
    return version(engine) == ScriptDirectory.from_config(_config(which)).get_current_head()
