"""What the intake desk adds to a call.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("matter", sa.Column("query_code", sa.LargeBinary(), nullable=True))
    op.add_column("matter", sa.Column("query_index", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_matter_query_index"), "matter", ["query_index"], unique=True)
    with op.batch_alter_table("ticket") as batch:
        batch.add_column(sa.Column("callback_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("callback_about", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("proposed_unit_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_ticket_proposed_unit_id"), "unit", ["proposed_unit_id"], ["id"])


def downgrade():
    with op.batch_alter_table("ticket") as batch:
        batch.drop_constraint(op.f("fk_ticket_proposed_unit_id"), type_="foreignkey")
        batch.drop_column("proposed_unit_id")
        batch.drop_column("callback_about")
        batch.drop_column("callback_at")
    op.drop_index(op.f("ix_matter_query_index"), "matter")
    op.drop_column("matter", "query_index")
    op.drop_column("matter", "query_code")
