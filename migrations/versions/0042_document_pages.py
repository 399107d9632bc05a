"""How many pages a finished document has.

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("pages", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("document") as table:
        table.drop_column("pages")
