"""Agreements that are performed in parts.

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("mediation", sa.Column("instalments", sa.String(), nullable=True))
    op.add_column("mediation", sa.Column("instalments_paid", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("mediation") as table:
        table.drop_column("instalments_paid")
    with op.batch_alter_table("mediation") as table:
        table.drop_column("instalments")
