"""Quality samples and the cases that were drawn.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "quality_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(20), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("strata", sa.String(20), nullable=False),
        sa.Column("each", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quality_sample_unit_id")),
        sa.ForeignKeyConstraint(["drawn_by"], ["user.id"], name=op.f("fk_quality_sample_drawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_sample")),
    )
    op.create_index(op.f("ix_quality_sample_unit_id"), "quality_sample", ["unit_id"])
    op.create_table(
        "sampled_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(100), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_sampled_case_{column}"))
            for column, target in (
                ("sample_id", "quality_sample.id"),
                ("proceeding_id", "proceeding.id"),
                ("handler_id", "user.id"),
                ("checked_by", "user.id"),
                ("answered_by", "user.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampled_case")),
        sa.UniqueConstraint(
            "sample_id", "proceeding_id", name=op.f("uq_sampled_case_sample_id_proceeding_id")
        ),
    )
    op.create_index(op.f("ix_sampled_case_proceeding_id"), "sampled_case", ["proceeding_id"])


def downgrade():
    op.drop_table("sampled_case")
    op.drop_table("quality_sample")
