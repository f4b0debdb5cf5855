"""How alembic reaches the identity vault: over the connection that it is handed."""

from registry.migrations.schema import VAULT, run

run(VAULT)
