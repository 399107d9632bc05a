"""The register of officers on the ground.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("certificate_no", sa.String(50), nullable=True),
        sa.Column("appointed_on", sa.Date(), nullable=False),
        sa.Column("term_until", sa.Date(), nullable=True),
        sa.Column("training_hours", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(50), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("informant", sa.Boolean(), nullable=False),
        sa.Column("supervisor", sa.Boolean(), nullable=False),
        sa.Column("mediator", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(200), nullable=False),
        sa.CheckConstraint("informant or supervisor or mediator", name=op.f("ck_officer_has_a_role")),
        sa.CheckConstraint(
            "ended_on is null or ended_on >= appointed_on", name=op.f("ck_officer_ends_after_it_began")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_officer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("certificate_no", name=op.f("uq_officer_certificate_no")),
    )
    op.create_index(op.f("ix_officer_unit_id"), "officer", ["unit_id"])


def downgrade():
    op.drop_table("officer")
