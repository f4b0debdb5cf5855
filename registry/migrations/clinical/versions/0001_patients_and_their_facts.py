"""Patients and their facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # one statement a table
    """Go to this version."""
    op.create_table(
        "patient",
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("root"),
    )
    op.create_table(
        "fact_anchor_dates",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("anchor", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_anchor_dates", schema=None) as batch_op:
        batch_op.create_index("fact_anchor_dates_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_answers",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("value", sa.Boolean(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("until_first", sa.Integer(), nullable=True),
        sa.Column("until_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_answers", schema=None) as batch_op:
        batch_op.create_index("fact_answers_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_antibodies",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("capsid", sa.String(), nullable=True),
        sa.Column("class_", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("assay", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("titre", sa.Float(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("cutoff", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_antibodies", schema=None) as batch_op:
        batch_op.create_index("fact_antibodies_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_conditions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("onset_first", sa.Integer(), nullable=True),
        sa.Column("onset_last", sa.Integer(), nullable=True),
        sa.Column("until_first", sa.Integer(), nullable=True),
        sa.Column("until_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_conditions", schema=None) as batch_op:
        batch_op.create_index("fact_conditions_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_consents",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("until_first", sa.Integer(), nullable=True),
        sa.Column("until_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_consents", schema=None) as batch_op:
        batch_op.create_index("fact_consents_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_copy_numbers",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("gene", sa.String(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_copy_numbers", schema=None) as batch_op:
        batch_op.create_index("fact_copy_numbers_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_histories",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_histories", schema=None) as batch_op:
        batch_op.create_index("fact_histories_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_immunizations",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_immunizations", schema=None) as batch_op:
        batch_op.create_index("fact_immunizations_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_measurements",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_measurements", schema=None) as batch_op:
        batch_op.create_index("fact_measurements_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_medications",
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
        sa.Column("dose", sa.Float(), nullable=True),
        sa.Column("dose_unit", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_medications", schema=None) as batch_op:
        batch_op.create_index("fact_medications_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_people",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("birth_first", sa.Integer(), nullable=True),
        sa.Column("birth_last", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("karyotype", sa.String(), nullable=True),
        sa.Column("deceased", sa.Boolean(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_people", schema=None) as batch_op:
        batch_op.create_index("fact_people_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_procedures",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_procedures", schema=None) as batch_op:
        batch_op.create_index("fact_procedures_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_relatives",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_relatives", schema=None) as batch_op:
        batch_op.create_index("fact_relatives_of_patient", ["patient"], unique=False)

    op.create_table(
        "fact_variants",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("element", sa.String(), nullable=True),
        sa.Column("gene", sa.String(), nullable=True),
        sa.Column("hgvs", sa.String(), nullable=True),
        sa.Column("transcript", sa.String(), nullable=True),
        sa.Column("zygosity", sa.String(), nullable=True),
        sa.Column("significance", sa.String(), nullable=True),
        sa.Column("phase_set", sa.String(), nullable=True),
        sa.Column("allele", sa.Integer(), nullable=True),
        sa.Column("mosaic", sa.Boolean(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.Column("lesion", sa.String(), nullable=True),
        sa.Column("exon_first", sa.Integer(), nullable=True),
        sa.Column("exon_last", sa.Integer(), nullable=True),
        sa.Column("when_first", sa.Integer(), nullable=True),
        sa.Column("when_last", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.create_index("fact_variants_of_patient", ["patient"], unique=False)

    op.create_table(
        "patient_site",
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patient.root"]),
        sa.PrimaryKeyConstraint("patient", "site"),
    )
    with op.batch_alter_table("patient_site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_site_site"), ["site"], unique=False)


def downgrade() -> None:  # likewise
    """Go back to the version before."""
    with op.batch_alter_table("patient_site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_site_site"))

    op.drop_table("patient_site")
    with op.batch_alter_table("fact_variants", schema=None) as batch_op:
        batch_op.drop_index("fact_variants_of_patient")

    op.drop_table("fact_variants")
    with op.batch_alter_table("fact_relatives", schema=None) as batch_op:
        batch_op.drop_index("fact_relatives_of_patient")

    op.drop_table("fact_relatives")
    with op.batch_alter_table("fact_procedures", schema=None) as batch_op:
        batch_op.drop_index("fact_procedures_of_patient")

    op.drop_table("fact_procedures")
    with op.batch_alter_table("fact_people", schema=None) as batch_op:
        batch_op.drop_index("fact_people_of_patient")

    op.drop_table("fact_people")
    with op.batch_alter_table("fact_medications", schema=None) as batch_op:
        batch_op.drop_index("fact_medications_of_patient")

    op.drop_table("fact_medications")
    with op.batch_alter_table("fact_measurements", schema=None) as batch_op:
        batch_op.drop_index("fact_measurements_of_patient")

    op.drop_table("fact_measurements")
    with op.batch_alter_table("fact_immunizations", schema=None) as batch_op:
        batch_op.drop_index("fact_immunizations_of_patient")

    op.drop_table("fact_immunizations")
    with op.batch_alter_table("fact_histories", schema=None) as batch_op:
        batch_op.drop_index("fact_histories_of_patient")

    op.drop_table("fact_histories")
    with op.batch_alter_table("fact_copy_numbers", schema=None) as batch_op:
        batch_op.drop_index("fact_copy_numbers_of_patient")

    op.drop_table("fact_copy_numbers")
    with op.batch_alter_table("fact_consents", schema=None) as batch_op:
        batch_op.drop_index("fact_consents_of_patient")

    op.drop_table("fact_consents")
    with op.batch_alter_table("fact_conditions", schema=None) as batch_op:
        batch_op.drop_index("fact_conditions_of_patient")

    op.drop_table("fact_conditions")
    with op.batch_alter_table("fact_antibodies", schema=None) as batch_op:
        batch_op.drop_index("fact_antibodies_of_patient")

    op.drop_table("fact_antibodies")
    with op.batch_alter_table("fact_answers", schema=None) as batch_op:
        batch_op.drop_index("fact_answers_of_patient")

    op.drop_table("fact_answers")
    with op.batch_alter_table("fact_anchor_dates", schema=None) as batch_op:
        batch_op.drop_index("fact_anchor_dates_of_patient")

    op.drop_table("fact_anchor_dates")
    op.drop_table("patient")
