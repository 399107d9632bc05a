"""Who is away, and who stands in.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum("leave", "trip", "training", "other", name="absencereason", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["user.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_absence_recorded_by")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_absence_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_user_id", "absence", ["user_id"])
    op.create_index("ix_absence_last_on", "absence", ["last_on"])
    with op.batch_alter_table("audit_event") as batch:
        batch.alter_column(
            "actor", type_=sa.String(110), existing_type=sa.String(50), existing_nullable=False
        )


def downgrade():
    with op.batch_alter_table("audit_event") as batch:
        batch.alter_column(
            "actor", type_=sa.String(50), existing_type=sa.String(110), existing_nullable=False
        )
    op.drop_table("absence")
