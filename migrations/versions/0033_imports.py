"""Imports as batches that can be taken back; employers from a list.

A trail outlives the proceeding that it tells of, when an import is taken back: it keeps the number, unchecked.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TRAIL = "fk_audit_event_proceeding_id"


def upgrade():
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("encoding", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("header", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("total", "reached", "done", "faulty")),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["brought_by"], ["user.id"], name=op.f("fk_import_batch_brought_by")),
        sa.ForeignKeyConstraint(["undone_by"], ["user.id"], name=op.f("fk_import_batch_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    running = sa.text("stage in ('checking', 'importing')")
    op.create_index(
        "ix_import_batch_running", "import_batch", ["id"], postgresql_where=running, sqlite_where=running
    )
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=True),
        sa.Column("token", sa.String(36), nullable=True),
        sa.Column("faulty", sa.Boolean(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("odd", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_import_row")),
    )
    op.create_index("ix_import_row_faulty", "import_row", ["batch_id", "faulty", "number"])
    op.create_index("ix_import_row_token", "import_row", ["batch_id", "token"])
    op.create_table(
        "import_trace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("before", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_trace_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_trace")),
    )
    op.create_index("ix_import_trace_batch", "import_trace", ["batch_id", "what", "thing_id"])
    op.create_table(
        "import_matching",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["user.id"], name=op.f("fk_import_matching_saved_by")),
        sa.PrimaryKeyConstraint("kind", "source", name=op.f("pk_import_matching")),
    )
    op.add_column(
        "employer_record", sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("audit_event") as batch:
        batch.drop_constraint(op.f(TRAIL), type_="foreignkey")


def downgrade():
    with op.batch_alter_table("audit_event") as batch:
        batch.create_foreign_key(
            op.f(TRAIL), "proceeding", ["proceeding_id"], ["id"], postgresql_not_valid=True
        )
    op.drop_column("employer_record", "listed")
    for table in ("import_matching", "import_trace", "import_row", "import_batch"):
        op.drop_table(table)
