"""Store, audit, trials, screening, imports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:  # one statement a table
    """Go to this version."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "audit_record",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("patients", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("audit_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_record_act"), ["act"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_record_actor"), ["actor"], unique=False)

    op.create_table(
        "date_entry",
        sa.Column("param", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("param", "first", "seq"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("date_entry", schema=None) as batch_op:
        batch_op.create_index("date_of_resource", ["seq"], unique=False)

    op.create_table(
        "import_job",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("listing", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("finished", sa.String(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deferred", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("not_held", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column("refused_documents", sa.Integer(), nullable=False),
        sa.Column("new_patients", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("import_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_job_listing"), ["listing"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "resource",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("sent", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("type", "id"),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_updated"), ["updated"], unique=False)
        batch_op.create_index("resource_of_patient", ["patient", "type"], unique=False)

    op.create_table(
        "resource_history",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("type", "id", "version"),
    )
    with op.batch_alter_table("resource_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_history_patient"), ["patient"], unique=False)

    op.create_table(
        "run",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("as_of", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("releases", sa.String(), nullable=False),
        sa.Column("trials", sa.Text(), nullable=False),
        sa.Column("patients", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "token_entry",
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("token", "seq"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("token_entry", schema=None) as batch_op:
        batch_op.create_index("token_of_resource", ["seq"], unique=False)

    op.create_table(
        "trial_version",
        sa.Column("trial", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("protocol_version", sa.String(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("trial", "digest"),
    )
    with op.batch_alter_table("trial_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_version_current"), ["current"], unique=False)

    op.create_table(
        "answer_record",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.Boolean(), nullable=False),
        sa.Column("given_as", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.String(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("answer_record", schema=None) as batch_op:
        batch_op.create_index("answer_of_patient", ["patient"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("trial", sa.String(), nullable=False),
        sa.Column("cohort", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("redo_by", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("treated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.ForeignKeyConstraint(["run"], ["run.number"]),
        sa.PrimaryKeyConstraint("trial", "cohort", "patient"),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index("candidate_of_patient", ["patient"], unique=False)

    op.create_table(
        "reject",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("job", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("what_next", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["import_job.number"]),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("reject", schema=None) as batch_op:
        batch_op.create_index("reject_of_import", ["job", "severity"], unique=False)

    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("expires", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account"), ["account"], unique=False)

    op.create_table(
        "status_change",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trial", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.create_index("status_of_candidate", ["trial", "patient"], unique=False)


def downgrade() -> None:  # likewise
    """Go back to the version before."""
    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.drop_index("status_of_candidate")

    op.drop_table("status_change")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_account"))

    op.drop_table("session")
    with op.batch_alter_table("reject", schema=None) as batch_op:
        batch_op.drop_index("reject_of_import")

    op.drop_table("reject")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index("candidate_of_patient")

    op.drop_table("candidate")
    with op.batch_alter_table("answer_record", schema=None) as batch_op:
        batch_op.drop_index("answer_of_patient")

    op.drop_table("answer_record")
    with op.batch_alter_table("trial_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trial_version_current"))

    op.drop_table("trial_version")
    with op.batch_alter_table("token_entry", schema=None) as batch_op:
        batch_op.drop_index("token_of_resource")

    op.drop_table("token_entry")
    op.drop_table("run")
    with op.batch_alter_table("resource_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_history_patient"))

    op.drop_table("resource_history")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index("resource_of_patient")
        batch_op.drop_index(batch_op.f("ix_resource_updated"))

    op.drop_table("resource")
    op.drop_table("outbox")
    with op.batch_alter_table("import_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_job_listing"))

    op.drop_table("import_job")
    with op.batch_alter_table("date_entry", schema=None) as batch_op:
        batch_op.drop_index("date_of_resource")

    op.drop_table("date_entry")
    with op.batch_alter_table("audit_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_record_actor"))
        batch_op.drop_index(batch_op.f("ix_audit_record_act"))

    op.drop_table("audit_record")
    op.drop_table("account")
