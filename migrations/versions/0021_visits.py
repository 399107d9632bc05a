"""Visits to employers.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "site_visit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("record_id", sa.Integer(), sa.ForeignKey("employer_record.id"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("with_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
    )
    op.create_index("ix_site_visit_record_id", "site_visit", ["record_id"])


def downgrade():
    op.drop_table("site_visit")
