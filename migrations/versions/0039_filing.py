"""How long filed proceedings are kept, and what may be missing from a file.

Revision ID: 0039
Revises: 0038
"""

from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MARKS = sa.Enum("statute", "elsewhere", "house", name="mark", native_enum=False, length=20)
BASIS = "本单位保管期限表，报同级档案主管部门审核（《中华人民共和国档案法实施条例》第十九条）"


def upgrade():
    op.create_table(
        "filing",
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("mark", MARKS, nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_filing_matter_id")),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_filing_proceeding_id")),
        sa.PrimaryKeyConstraint("proceeding_id", name=op.f("pk_filing")),
    )
    op.create_index(op.f("ix_filing_matter_id"), "filing", ["matter_id"])
    op.create_index(op.f("ix_filing_ends_on"), "filing", ["ends_on"])
    op.create_table(
        "file_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("proceeding_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "decided_by is null or decided_by <> asked_by", name=op.f("ck_file_gap_two_persons")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_file_gap_matter_id")),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_file_gap_proceeding_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_file_gap_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_file_gap_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_gap")),
    )
    op.create_index(op.f("ix_file_gap_matter_id"), "file_gap", ["matter_id"])
    op.create_index(op.f("ix_file_gap_proceeding_id"), "file_gap", ["proceeding_id"])
    _keep_what_was_filed(op.get_bind())


def _keep_what_was_filed(bind):
    """What was filed before keeps the period that was chosen then."""
    zoned = sa.DateTime(timezone=True)
    event = sa.table(
        "audit_event",
        sa.column("proceeding_id"),
        sa.column("action"),
        sa.column("at", zoned),
        sa.column("data", sa.JSON()),
    )
    proceeding = sa.table(
        "proceeding",
        sa.column("id"),
        sa.column("matter_id"),
        sa.column("closed_at", zoned),
        sa.column("state"),
    )
    filed = event.c.action.in_(["archive", "archive_referral"])
    query = (
        sa.select(
            event.c.proceeding_id, proceeding.c.matter_id, proceeding.c.closed_at, event.c.at, event.c.data
        )
        .join(proceeding, proceeding.c.id == event.c.proceeding_id)
        .where(filed, proceeding.c.state == "archived")
    )
    filing = sa.table(
        "filing",
        *(sa.column(name) for name in ("proceeding_id", "matter_id", "period", "basis", "mark")),
        sa.column("filed_at", zoned),
        sa.column("ends_on", sa.Date()),
    )
    found = {}
    for id, matter_id, closed_at, at, data in bind.execute(query):
        period = (data or {}).get("retention")
        if period:
            found[id] = {
                "proceeding_id": id,
                "matter_id": matter_id,
                "period": period,
                "basis": BASIS,
                "mark": "house",
                "filed_at": at,
                "ends_on": _end(closed_at or at, period),
            }
    if found:
        bind.execute(sa.insert(filing), list(found.values()))


def _end(closed_at, period):
    if period == "permanent":
        return None
    aware = closed_at if closed_at.tzinfo else closed_at.replace(tzinfo=ZoneInfo("UTC"))
    day = aware.astimezone(ZoneInfo("Asia/Shanghai")).date()
    year = day.year + int(period.partition("_")[0])
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def downgrade():
    op.drop_table("file_gap")
    op.drop_table("filing")
