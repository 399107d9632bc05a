"""A pause is proven by a file; talks rest while an appraisal is made.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TABLES = ("ticket", "mediation", "clock_pause")


def upgrade():
    with op.batch_alter_table("mediation") as batch:
        batch.add_column(sa.Column("cause", sa.String(20), nullable=True))
        batch.add_column(sa.Column("hold_until", sa.Date(), nullable=True))
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("proof_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_proof_id"), "attachment", ["proof_id"], ["id"])


def downgrade():
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_proof_id"), type_="foreignkey")
            batch.drop_column("proof_id")
    with op.batch_alter_table("mediation") as batch:
        batch.drop_column("hold_until")
        batch.drop_column("cause")
