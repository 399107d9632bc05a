"""When the ladder of a limitation speaks next.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("matter", sa.Column("limitation_next_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("update matter set limitation_next_at = opened_at where limitation_nominal_on is not null")
    op.create_index(
        "ix_matter_limitation_next_at",
        "matter",
        ["limitation_next_at"],
        postgresql_where=sa.text("limitation_next_at is not null"),
        sqlite_where=sa.text("limitation_next_at is not null"),
    )


def downgrade():
    op.drop_index("ix_matter_limitation_next_at", "matter")
    op.drop_column("matter", "limitation_next_at")
