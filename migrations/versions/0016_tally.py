"""How many proceedings stand alike, counted by the database itself.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = "process, state, unit_id, handler_id, due_at, n"
COUNTS = "({row}.open or {row}.next_due_at is not null)"
VALUES = (
    "{row}.process, case when {row}.next_due_at is null then {row}.state else '' end, "
    "{row}.unit_id, {row}.handler_id, {row}.next_due_at"
)
MOVED = ("open", "process", "state", "unit_id", "handler_id", "next_due_at")


def _one(row: str, n: int) -> str:
    values, counts = VALUES.format(row=row), COUNTS.format(row=row)
    return f"insert into tally ({COLUMNS}) select {values}, {n} where {counts};"


LEFT, ENTERED = _one("old", -1), _one("new", 1)


def upgrade():
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
    )
    values, counts = VALUES.format(row="proceeding"), COUNTS.format(row="proceeding")
    op.execute(
        f"insert into tally ({COLUMNS}) "  # noqa: S608 - all of it stands above
        f"select {values}, count(*) from proceeding where {counts} group by 1, 2, 3, 4, 5"
    )
    for statement in _triggers() if op.get_bind().dialect.name == "postgresql" else _sqlite_triggers():
        op.execute(statement)


def _triggers():
    yield (
        "create function tally_proceeding() returns trigger language plpgsql as $$ begin "
        f"if tg_op <> 'INSERT' then {LEFT} end if; if tg_op <> 'DELETE' then {ENTERED} end if; "
        "return null; end $$"
    )
    old, new = (", ".join(f"{row}.{name}" for name in MOVED) for row in ("old", "new"))
    call = "for each row {when}execute function tally_proceeding()"
    yield f"create trigger tally_made after insert or delete on proceeding {call.format(when='')}"
    moved = f"when (({old}) is distinct from ({new})) "
    yield f"create trigger tally_moved after update on proceeding {call.format(when=moved)}"


def _sqlite_triggers():
    moved = " or ".join(f"old.{name} is not new.{name}" for name in MOVED)
    yield f"create trigger tally_made after insert on proceeding begin {ENTERED} end"
    yield f"create trigger tally_moved after update on proceeding when {moved} begin {LEFT} {ENTERED} end"
    yield f"create trigger tally_gone after delete on proceeding begin {LEFT} end"


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function tally_proceeding() cascade")
    else:
        for name in ("tally_made", "tally_moved", "tally_gone"):
            op.execute(f"drop trigger {name}")
    op.drop_table("tally")
