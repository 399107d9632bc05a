"""Rules say more than a period, and go through a proposal's whole life; figures that places set.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = ["code", "region", "effective_from"]
STANDING = sa.text("refused_by is null and withdrawn_at is null")

TERMS = (
    ("pausable", sa.Boolean()),
    ("extension_times", sa.Integer()),
    ("extension_cap", sa.String(20)),
    ("extension_by", sa.String(20)),
    ("ladder", sa.String(500)),
    ("on_lapse", sa.String(40)),
)
LIFE = (
    ("proposed_at", sa.DateTime(timezone=True)),
    ("approved_at", sa.DateTime(timezone=True)),
    ("refused_by", sa.Integer()),
    ("withdrawn_at", sa.DateTime(timezone=True)),
)
TEXTS = ("reason", "refusal")


def upgrade():
    with op.batch_alter_table("deadline_rule") as batch:
        batch.alter_column("code", type_=sa.String(30), existing_type=sa.String(12), existing_nullable=False)
        batch.drop_constraint("uq_deadline_rule_code_region_effective_from", type_="unique")
        for name, kind in (*TERMS, *LIFE):
            batch.add_column(sa.Column(name, kind, nullable=True))
        for name in TEXTS:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch.create_check_constraint(
            op.f("ck_deadline_rule_refused_by_another"), "refused_by is null or refused_by <> proposed_by"
        )
    with op.batch_alter_table("deadline_rule") as batch:
        for name in TEXTS:
            batch.alter_column(name, server_default=None, existing_type=sa.Text(), existing_nullable=False)
    _standing_once("deadline_rule")
    _create_local_parameter()
    _create_rule_trial()


def _standing_once(table):
    where = {"postgresql_where": STANDING, "sqlite_where": STANDING}
    op.create_index(f"uq_{table}_standing", table, KEY, unique=True, **where)


def _create_local_parameter():
    op.create_table(
        "local_parameter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_by", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by is null or approved_by <> proposed_by", name=op.f("ck_local_parameter_two_persons")
        ),
        sa.CheckConstraint(
            "refused_by is null or refused_by <> proposed_by",
            name=op.f("ck_local_parameter_refused_by_another"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_parameter")),
    )
    _standing_once("local_parameter")


def _create_rule_trial():
    op.create_table(
        "rule_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["rule_id"], ["deadline_rule.id"], name=op.f("fk_rule_trial_rule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_trial")),
    )
    op.create_index(op.f("ix_rule_trial_rule_id"), "rule_trial", ["rule_id"], unique=False)


def downgrade():
    op.drop_table("rule_trial")
    op.drop_table("local_parameter")
    op.drop_index("uq_deadline_rule_standing", "deadline_rule")
    op.execute("delete from deadline_rule where refused_by is not null or withdrawn_at is not null")
    op.execute("update deadline_rule set period = replace(period, '-fixed', '')")
    op.execute("update running_clock set period = replace(period, '-fixed', '')")
    with op.batch_alter_table("deadline_rule") as batch:
        batch.drop_constraint(op.f("ck_deadline_rule_refused_by_another"), type_="check")
        for name, _ in (*TERMS, *LIFE):
            batch.drop_column(name)
        for name in TEXTS:
            batch.drop_column(name)
        batch.create_unique_constraint("uq_deadline_rule_code_region_effective_from", KEY)
        batch.alter_column("code", type_=sa.String(12), existing_type=sa.String(30), existing_nullable=False)
