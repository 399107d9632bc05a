"""Figures entered by hand, and the annual review as it is worded.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "manual_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("label", sa.String(50), nullable=False),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_manual_figure_unit_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["user.id"], name=op.f("fk_manual_figure_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_figure")),
        sa.UniqueConstraint("unit_id", "period", "code", name=op.f("uq_manual_figure_unit_id_period_code")),
    )
    op.create_table(
        "review_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_draft_unit_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["user.id"], name=op.f("fk_review_draft_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_draft")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_review_draft_unit_id_year")),
    )


def downgrade():
    op.drop_table("review_draft")
    op.drop_table("manual_figure")
