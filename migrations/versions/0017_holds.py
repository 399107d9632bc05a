"""Until when a proceeding rests, who asked for it, and live clocks by their code.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LIVE = sa.text("stopped_at is null")


def upgrade():
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("hold_until", sa.Date(), nullable=True))
    with op.batch_alter_table("clock_pause") as table:
        table.add_column(sa.Column("requested_by", sa.Integer(), nullable=True))
    op.create_index(
        "ix_running_clock_live",
        "running_clock",
        ["code", "proceeding_id"],
        postgresql_where=LIVE,
        sqlite_where=LIVE,
    )


def downgrade():
    op.drop_index("ix_running_clock_live", table_name="running_clock")
    with op.batch_alter_table("clock_pause") as table:
        table.drop_column("requested_by")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("hold_until")
