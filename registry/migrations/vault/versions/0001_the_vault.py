"""The vault."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "blind_index",
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("blind"),
    )
    with op.batch_alter_table("blind_index", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blind_index_patient"), ["patient"], unique=False)

    op.create_table(
        "blocking_key",
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("blind", "patient"),
    )
    with op.batch_alter_table("blocking_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocking_key_patient"), ["patient"], unique=False)

    op.create_table(
        "data_key",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("site", "version"),
    )
    op.create_table(
        "resemblance",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("noted", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other"),
    )
    with op.batch_alter_table("resemblance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resemblance_other"), ["other"], unique=False)

    op.create_table(
        "vaulted_identity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("patient", "site"),
    )
    with op.batch_alter_table("vaulted_identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vaulted_identity_site"), ["site"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("vaulted_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaulted_identity_site"))

    op.drop_table("vaulted_identity")
    with op.batch_alter_table("resemblance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resemblance_other"))

    op.drop_table("resemblance")
    op.drop_table("data_key")
    with op.batch_alter_table("blocking_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocking_key_patient"))

    op.drop_table("blocking_key")
    with op.batch_alter_table("blind_index", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blind_index_patient"))

    op.drop_table("blind_index")
