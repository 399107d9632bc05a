"""Employers to be looked into before a dispute breaks out.

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

from caseflow.extensions import UtcDateTime

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

OPEN = {"postgresql_where": sa.text("closed_at is null"), "sqlite_where": sa.text("closed_at is null")}


def upgrade():
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("record_id", sa.Integer(), sa.ForeignKey("employer_record.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("rule", sa.String(8), nullable=False),
        sa.Column("listed_by", sa.Integer(), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.Column("finding", sa.String(20)),
        sa.Column("found", sa.String(1000), nullable=False),
        sa.Column("closed_by", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("closed_at", UtcDateTime()),
        sa.CheckConstraint("(finding is null) = (closed_at is null)", name="found_when_closed"),
    )
    op.create_index("ix_screening_unit_id", "screening", ["unit_id"])
    op.create_index("ix_screening_record", "screening", ["record_id"])
    op.create_index("uq_screening_open", "screening", ["record_id"], unique=True, **OPEN)


def downgrade():
    op.drop_table("screening")
