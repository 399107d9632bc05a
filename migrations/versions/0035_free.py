"""What waits for a person, and is in nobody's hands yet, is found without reading all the rest.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

FREE = sa.text("handler_id is null")


def upgrade():
    columns = ["handler_id", "state", "process", "urgency", "id"]
    where = {"postgresql_where": FREE, "sqlite_where": FREE}
    op.create_index("ix_proceeding_free", "proceeding", columns, **where)


def downgrade():
    op.drop_index("ix_proceeding_free", "proceeding")
