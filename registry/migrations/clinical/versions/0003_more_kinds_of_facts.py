"""More kinds of facts: results without a number, repeats, events, trials; and what tells facts of one kind apart."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "fact_results",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("tissue", sa.String(), nullable=True),
        sa.Column("pending", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_results", schema=None) as batch_op:
        batch_op.create_index("fact_results_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_repeat_counts",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("gene", sa.String(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_repeat_counts", schema=None) as batch_op:
        batch_op.create_index("fact_repeat_counts_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("since_first", sa.Integer(), nullable=True),
        sa.Column("since_last", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_events", schema=None) as batch_op:
        batch_op.create_index("fact_events_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_watched",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("since_first", sa.Integer(), nullable=True),
        sa.Column("since_last", sa.Integer(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_watched", schema=None) as batch_op:
        batch_op.create_index("fact_watched_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_participations",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("until_first", sa.Integer(), nullable=True),
        sa.Column("until_last", sa.Integer(), nullable=True),
        sa.Column("therapy", sa.String(), nullable=True),
        sa.Column("arm", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_participations", schema=None) as batch_op:
        batch_op.create_index("fact_participations_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_study_sides",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_study_sides", schema=None) as batch_op:
        batch_op.create_index("fact_study_sides_of_patient", ["patient"], unique=False)

    with op.batch_alter_table("fact_people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(), nullable=True))
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_start", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("open_end", sa.Boolean(), nullable=True))
    with op.batch_alter_table("fact_conditions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("severity", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("side", sa.String(), nullable=True))
    with op.batch_alter_table("fact_measurements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("method", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("tissue", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("chart", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("side", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("pending", sa.Boolean(), nullable=True))
    with op.batch_alter_table("fact_antibodies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pending", sa.Boolean(), nullable=True))
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("protein", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("consequence", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("condition", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("tissue", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("fraction_low", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("fraction_high", sa.Float(), nullable=True))
    with op.batch_alter_table("fact_medications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("daily", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("daily_unit", sa.String(), nullable=True))
    with op.batch_alter_table("fact_procedures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("side", sa.String(), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("fact_procedures", schema=None) as batch_op:
        batch_op.drop_column("side")
    with op.batch_alter_table("fact_medications", schema=None) as batch_op:
        batch_op.drop_column("daily_unit")
        batch_op.drop_column("daily")
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.drop_column("fraction_high")
        batch_op.drop_column("fraction_low")
        batch_op.drop_column("tissue")
        batch_op.drop_column("condition")
        batch_op.drop_column("consequence")
        batch_op.drop_column("protein")
    with op.batch_alter_table("fact_antibodies", schema=None) as batch_op:
        batch_op.drop_column("pending")
    with op.batch_alter_table("fact_measurements", schema=None) as batch_op:
        batch_op.drop_column("pending")
        batch_op.drop_column("side")
        batch_op.drop_column("chart")
        batch_op.drop_column("tissue")
        batch_op.drop_column("method")
    with op.batch_alter_table("fact_conditions", schema=None) as batch_op:
        batch_op.drop_column("side")
        batch_op.drop_column("severity")
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.drop_column("open_end")
        batch_op.drop_column("open_start")
    with op.batch_alter_table("fact_people", schema=None) as batch_op:
        batch_op.drop_column("country")
    with op.batch_alter_table("fact_study_sides", schema=None) as batch_op:
        batch_op.drop_index("fact_study_sides_of_patient")

    op.drop_table("fact_study_sides")
    with op.batch_alter_table("fact_participations", schema=None) as batch_op:
        batch_op.drop_index("fact_participations_of_patient")

    op.drop_table("fact_participations")
    with op.batch_alter_table("fact_watched", schema=None) as batch_op:
        batch_op.drop_index("fact_watched_of_patient")

    op.drop_table("fact_watched")
    with op.batch_alter_table("fact_events", schema=None) as batch_op:
        batch_op.drop_index("fact_events_of_patient")

    op.drop_table("fact_events")
    with op.batch_alter_table("fact_repeat_counts", schema=None) as batch_op:
        batch_op.drop_index("fact_repeat_counts_of_patient")

    op.drop_table("fact_repeat_counts")
    with op.batch_alter_table("fact_results", schema=None) as batch_op:
        batch_op.drop_index("fact_results_of_patient")

    op.drop_table("fact_results")
