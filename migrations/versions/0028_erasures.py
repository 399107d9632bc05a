"""Erasing what identifies a worker, and legal holds against it; what a message is about.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ERASED = ("matter", "worker_record")


def upgrade():
    for table in ERASED:
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("notification", sa.Column("about", sa.String(40), nullable=True))
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_because", sa.String(300), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "released_by is null or released_by <> placed_by", name=op.f("ck_legal_hold_two_persons")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["worker_record.id"], name=op.f("fk_legal_hold_record_id")),
        sa.ForeignKeyConstraint(["placed_by"], ["user.id"], name=op.f("fk_legal_hold_placed_by")),
        sa.ForeignKeyConstraint(["released_by"], ["user.id"], name=op.f("fk_legal_hold_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_record_id"), "legal_hold", ["record_id"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("refusal", sa.String(300), nullable=False),
        sa.Column("certificate", sa.JSON(), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "decided_by is null or decided_by <> asked_by", name=op.f("ck_erasure_two_persons")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["worker_record.id"], name=op.f("fk_erasure_record_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_erasure_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_erasure_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_record_id"), "erasure", ["record_id"])
    op.create_index(op.f("ix_erasure_asked_at"), "erasure", ["asked_at"])


def downgrade():
    op.drop_table("erasure")
    op.drop_table("legal_hold")
    op.drop_column("notification", "about")
    for table in ERASED:
        op.drop_column(table, "erased_at")
