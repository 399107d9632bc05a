"""Saved views of the queue, acts on many, and the place of a proceeding in a queue.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_proceeding_due": ("open",),
    "ix_proceeding_queue": ("unit_id", "open"),
    "ix_proceeding_mine": ("handler_id", "open"),
    "ix_proceeding_state": ("state", "process"),
}
ROLES = (
    *("operator", "dispatcher", "handling_unit", "aid_reviewer", "aid_head", "lawyer", "mediator"),
    *("mediation_head", "supervisor", "signatory", "manager", "callback", "liaison", "agency", "informant"),
    *("archivist", "auditor", "admin", "system"),
)

# Seconds since 1970 in Shanghai of the last instant in time: 719163 is the ordinal of that year's first day.
SECONDS = {
    "sqlite": "cast(strftime('%s', next_due_at) as integer) + 28800"
    " - (substr(next_due_at, 21) in ('', '000000'))",
    "postgresql": "cast(ceil(extract(epoch from next_due_at)) as bigint) + 28800 - 1",
}
# As `casework.urgency` reckons: the day, the weight within it, the minute.
PLACE = """
update proceeding set urgency =
  ((({seconds}) / 86400 + 719163) * 4
   + case when exists (
       select 1 from running_clock c
       where c.proceeding_id = proceeding.id and c.stopped_at is null and not c.paused
         and (c.mark = 'statute' or c.code = 'LD1s') and c.due_at = proceeding.next_due_at
     ) then 0 when card = 'red' then 1 when card = 'yellow' then 2 else 3 end) * 1440
  + ({seconds}) % 86400 / 60
where next_due_at is not null
"""


def upgrade():
    op.add_column("proceeding", sa.Column("urgency", sa.BigInteger(), nullable=True))
    op.execute(sa.text(PLACE.format(seconds=SECONDS[op.get_bind().dialect.name])))
    _index_by("urgency")
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", native_enum=False, length=20), nullable=True),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_saved_view_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_view_owner_id_name")),
    )
    op.create_index(op.f("ix_saved_view_role"), "saved_view", ["role"])
    op.create_table(
        "default_view",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_default_view_user_id")),
        sa.ForeignKeyConstraint(
            ["view_id"], ["saved_view.id"], name=op.f("fk_default_view_view_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_default_view")),
    )
    op.create_index(op.f("ix_default_view_view_id"), "default_view", ["view_id"])
    op.create_table(
        "bulk_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_bulk_run_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_run")),
        sa.UniqueConstraint("token", name=op.f("uq_bulk_run_token")),
    )
    outcome = sa.Enum("waiting", "done", "skipped", "changed", name="outcome", native_enum=False, length=20)
    op.create_table(
        "bulk_item",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("outcome", outcome, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["bulk_run.id"], name=op.f("fk_bulk_item_run_id")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_bulk_item_proceeding_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "proceeding_id", name=op.f("pk_bulk_item")),
    )


def downgrade():
    for table in ("bulk_item", "bulk_run", "default_view", "saved_view"):
        op.drop_table(table)
    _index_by("next_due_at")
    op.drop_column("proceeding", "urgency")


def _index_by(column):
    for name, first in INDEXES.items():
        op.drop_index(name, "proceeding")
        op.create_index(name, "proceeding", [*first, column, "id"])
