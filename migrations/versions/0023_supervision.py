"""Demands of supervising managers.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supervision_level", sa.String(length=12), nullable=True),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("supervising_leader", sa.String(length=200), nullable=True),
        sa.Column("report_cycle", sa.String(length=200), nullable=True),
        sa.Column("retention", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_supervision_id_proceeding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
    )


def downgrade():
    op.drop_table("supervision")
