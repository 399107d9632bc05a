"""The token of a form moves from the ticket to its matter: every process may be the first of a matter.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MATTER = sa.table("matter", sa.column("id"), sa.column("token"))
PROCEEDING = sa.table("proceeding", sa.column("id"), sa.column("matter_id"))
TICKET = sa.table("ticket", sa.column("id"), sa.column("token"))


def upgrade():
    op.add_column("matter", sa.Column("token", sa.String(length=36), nullable=True))
    token = (
        sa.select(sa.func.min(TICKET.c.token))
        .join(PROCEEDING, PROCEEDING.c.id == TICKET.c.id)
        .where(PROCEEDING.c.matter_id == MATTER.c.id)
        .scalar_subquery()
    )
    op.execute(sa.update(MATTER).values(token=token))
    op.create_index(op.f("ix_matter_token"), "matter", ["token"], unique=True)
    with op.batch_alter_table("ticket") as batch:
        batch.drop_constraint(op.f("uq_ticket_token"), type_="unique")
        batch.drop_column("token")


def downgrade():
    with op.batch_alter_table("ticket") as batch:
        batch.add_column(sa.Column("token", sa.String(length=36), nullable=True))
        batch.create_unique_constraint(op.f("uq_ticket_token"), ["token"])
    token = (
        sa.select(MATTER.c.token)
        .join(PROCEEDING, PROCEEDING.c.matter_id == MATTER.c.id)
        .where(PROCEEDING.c.id == TICKET.c.id)
        .scalar_subquery()
    )
    op.execute(sa.update(TICKET).values(token=token))
    op.drop_index(op.f("ix_matter_token"), "matter")
    op.drop_column("matter", "token")
