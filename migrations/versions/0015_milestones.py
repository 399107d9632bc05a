"""What the figures count.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("service", sa.String(length=2), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("detail", sa.String(length=24), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_milestone_matter_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_milestone_proceeding_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_milestone_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "proceeding_id", "code", "turn", name=op.f("uq_milestone_proceeding_id_code_turn")
        ),
    )
    op.create_index(op.f("ix_milestone_matter_id"), "milestone", ["matter_id"])
    op.create_index(
        "ix_milestone_counted",
        "milestone",
        ["month", "code", "unit_id", "channel", "service", "category", "detail", "cents", "persons"],
        postgresql_where=sa.text("not void"),
        sqlite_where=sa.text("not void"),
    )
    op.create_index("ix_running_clock_due_on", "running_clock", ["due_on", "code"])


def downgrade():
    op.drop_index("ix_running_clock_due_on", table_name="running_clock")
    op.drop_table("milestone")
