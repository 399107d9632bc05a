"""Reports as they were submitted, with everything that they counted.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("facts_sha256", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("restated", sa.JSON(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_snapshot_unit_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["user.id"], name=op.f("fk_snapshot_submitted_by")),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_snapshot_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("unit_id", "period", "turn", name=op.f("uq_snapshot_unit_id_period_turn")),
    )
    op.create_table(
        "snapshot_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("service", sa.String(2), nullable=False),
        sa.Column("detail", sa.String(24), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_snapshot_fact_snapshot_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_snapshot_fact_proceeding_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_snapshot_fact_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_fact")),
        sa.UniqueConstraint(
            "snapshot_id",
            "proceeding_id",
            "code",
            "turn",
            name=op.f("uq_snapshot_fact_snapshot_id_proceeding_id_code_turn"),
        ),
    )
    op.create_index(op.f("ix_snapshot_fact_code"), "snapshot_fact", ["snapshot_id", "code", "id"])


def downgrade():
    op.drop_table("snapshot_fact")
    op.drop_table("snapshot")
