"""How alembic reaches the clinical database: over the connection that it is handed."""

from registry.migrations.schema import CLINICAL, run

run(CLINICAL)
