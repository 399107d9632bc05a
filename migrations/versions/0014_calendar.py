"""Own days of the office, changes of the calendar, number and date of the notice of a year.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "own_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opening", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(50), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_own_day")),
    )
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("two_persons", sa.Boolean(), nullable=False),
        sa.Column("applied_by", sa.Integer(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
        sa.CheckConstraint(
            "applied_by is null or not two_persons or applied_by <> proposed_by",
            name=op.f("ck_calendar_change_two_persons"),
        ),
        sa.CheckConstraint(
            "(kind = 'notice') = (year is not null)", name=op.f("ck_calendar_change_year_of_notice")
        ),
    )
    with op.batch_alter_table("calendar_year") as table:
        table.add_column(sa.Column("number", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("issued_on", sa.Date(), nullable=True))
    with op.batch_alter_table("calendar_year") as table:
        table.alter_column("number", server_default=None)


def downgrade():
    with op.batch_alter_table("calendar_year") as table:
        table.drop_column("issued_on")
        table.drop_column("number")
    op.drop_table("calendar_change")
    op.drop_table("own_day")
