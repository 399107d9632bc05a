"""The register of campaigns by area, and letters to many.

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_campaign_ends_after_it_began")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_campaign_unit_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_campaign_made_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["user.id"], name=op.f("fk_campaign_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_unit_id"), "campaign", ["unit_id"])
    op.create_table(
        "campaign_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("employer_name", sa.String(100), nullable=False),
        sa.Column("area", sa.String(50), nullable=False),
        sa.Column("credit_code", sa.String(18), nullable=True),
        sa.Column("address", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_target_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_target")),
        sa.UniqueConstraint(
            "campaign_id", "employer_name", name=op.f("uq_campaign_target_campaign_id_employer_name")
        ),
    )
    op.create_table(
        "campaign_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("persons", sa.JSON(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("fixed", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "problems >= 0 and fixed >= 0 and fixed <= problems", name=op.f("ck_campaign_visit_no_more_fixed")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["campaign_target.id"], name=op.f("fk_campaign_visit_target_id")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_campaign_visit_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_visit")),
    )
    op.create_index(op.f("ix_campaign_visit_target_id"), "campaign_visit", ["target_id"])
    op.create_table(
        "campaign_mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=False),
        sa.Column("reviewed_by", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_mailing_campaign_id")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["proceeding.id"], name=op.f("fk_campaign_mailing_model_id")),
        *(
            sa.ForeignKeyConstraint([name], ["user.id"], name=op.f(f"fk_campaign_mailing_{name}"))
            for name in ("drafted_by", "reviewed_by", "signed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_mailing")),
        sa.UniqueConstraint("token", name=op.f("uq_campaign_mailing_token")),
    )
    op.create_index(op.f("ix_campaign_mailing_campaign_id"), "campaign_mailing", ["campaign_id"])
    op.create_index(op.f("ix_campaign_mailing_finished_at"), "campaign_mailing", ["finished_at"])
    op.create_table(
        "campaign_mailing_item",
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["campaign_mailing.id"], name=op.f("fk_campaign_mailing_item_mailing_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["campaign_target.id"], name=op.f("fk_campaign_mailing_item_target_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["proceeding.id"], name=op.f("fk_campaign_mailing_item_letter_id")
        ),
        sa.PrimaryKeyConstraint("mailing_id", "target_id", name=op.f("pk_campaign_mailing_item")),
    )
    op.create_index(op.f("ix_campaign_mailing_item_target_id"), "campaign_mailing_item", ["target_id"])


def downgrade():
    for name in ("mailing_item", "mailing", "visit", "target"):
        op.drop_table(f"campaign_{name}")
    op.drop_table("campaign")
