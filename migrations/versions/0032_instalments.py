"""Agreements that are performed in parts.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
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
