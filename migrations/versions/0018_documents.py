"""Official documents, the office's own templates, questions whether a paper is genuine.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_by", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_because", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_document_matter_id")),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_document_proceeding_id")),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name=op.f("fk_document_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("number", name=op.f("uq_document_number")),
    )
    op.create_index(op.f("ix_document_matter_id"), "document", ["matter_id"])
    op.create_index(op.f("ix_document_proceeding_id"), "document", ["proceeding_id"])
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])
    op.create_index("ix_document_ledger", "document", ["code", "finished_at", "id"])
    op.create_table(
        "paper_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by is null or approved_by <> uploaded_by", name=op.f("ck_paper_template_two_persons")
        ),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name=op.f("fk_paper_template_uploaded_by")),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_paper_template_approved_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name=op.f("fk_paper_template_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
    )
    op.create_index(op.f("ix_paper_template_code"), "paper_template", ["code"])
    op.create_table(
        "verify_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verify_try")),
    )
    op.create_index("ix_verify_try_address_at", "verify_try", ["address", "at"])


def downgrade():
    op.drop_table("verify_try")
    op.drop_table("paper_template")
    op.drop_table("document")
