"""Indexes from which a report is counted, in the order in which it groups.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MILESTONE = ("month", "code", "process", "channel", "service", "detail", "unit_id", "category")
BEFORE = ("month", "code", "unit_id", "channel", "service", "category", "detail", "cents", "persons")
CLOCK = ("code", "due_on", "due_at", "stopped_at", "outcome", "paused")
NOT_VOID = {"postgresql_where": sa.text("not void"), "sqlite_where": sa.text("void = 0")}


def upgrade():
    op.drop_index("ix_milestone_counted", "milestone")
    op.create_index("ix_milestone_counted", "milestone", [*MILESTONE, "cents", "persons", "void"], **NOT_VOID)
    op.drop_index("ix_running_clock_due_on", "running_clock")
    op.create_index("ix_running_clock_counted", "running_clock", CLOCK)


def downgrade():
    op.drop_index("ix_running_clock_counted", "running_clock")
    op.create_index("ix_running_clock_due_on", "running_clock", ["due_on", "code"])
    op.drop_index("ix_milestone_counted", "milestone")
    op.create_index("ix_milestone_counted", "milestone", BEFORE, **NOT_VOID)
