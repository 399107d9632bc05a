"""Notes to proceedings, what the last viewing showed, and who is looking at one.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("viewing") as batch:
        batch.add_column(sa.Column("last_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("shown_seq", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("earlier_seq", sa.Integer(), nullable=True))
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("internal", "private", "worker", name="audience", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_note_event_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["note.id"], name=op.f("fk_note_follows_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_note_matter_id")),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_note_proceeding_id")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_note_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("event_id", name=op.f("uq_note_event_id")),
        sa.UniqueConstraint("token", name=op.f("uq_note_token")),
    )
    op.create_index(op.f("ix_note_matter_id"), "note", ["matter_id"])
    op.create_index(op.f("ix_note_proceeding_id"), "note", ["proceeding_id"])
    op.create_table(
        "presence",
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_presence_proceeding_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_presence_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("proceeding_id", "user_id", "action", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_at"), "presence", ["at"])


def downgrade():
    op.drop_table("presence")
    op.drop_table("note")
    with op.batch_alter_table("viewing") as batch:
        batch.drop_column("earlier_seq")
        batch.drop_column("shown_seq")
        batch.drop_column("last_at")
