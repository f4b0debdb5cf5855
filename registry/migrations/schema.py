"""The tables as the code has them, and how a migration runs: every room with tables is imported here."""

from __future__ import annotations

from alembic import context
from sqlalchemy import MetaData
from sqlmodel import SQLModel

from registry.access import models as _access  # noqa: F401  # imported so that its tables are known
from registry.audit import models as _audit  # noqa: F401  # likewise
from registry.intake import models as _intake  # noqa: F401  # likewise
from registry.patients import models as _patients  # noqa: F401  # likewise
from registry.pseudonyms.models import vault_metadata
from registry.screening import models as _screening  # noqa: F401  # likewise
from registry.store import models as _store  # noqa: F401  # likewise
from registry.trials import models as _trials  # noqa: F401  # likewise

CLINICAL: MetaData = SQLModel.metadata
VAULT: MetaData = vault_metadata


def run(metadata: MetaData) -> None:
    """Run the migrations asked for over the connection at hand, in one transaction."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
