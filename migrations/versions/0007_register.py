"""Workers and employers across matters, and groups of matters; parties that are there get their records.

Revision ID: 0007
Revises: 0006
"""

import re

import sqlalchemy as sa
from alembic import op
from pypinyin import Style, lazy_pinyin

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MATTER = sa.table("matter", sa.column("id"), sa.column("opened_at"))
PROCEEDING = sa.table("proceeding", sa.column("id"), sa.column("matter_id"), sa.column("parent_id"))
TICKET = sa.table("ticket", sa.column("id"), sa.column("real_name", sa.Boolean))
NOTICE = sa.table("notice", sa.column("id"), sa.column("real_name", sa.Boolean))
PARTY = sa.table(
    "party",
    sa.column("id"),
    sa.column("matter_id"),
    sa.column("kind"),
    sa.column("name"),
    sa.column("phone_index"),
    sa.column("id_index"),
    sa.column("credit_code"),
    sa.column("address"),
    sa.column("worker_record_id"),
    sa.column("employer_record_id"),
)
WORKER = sa.table(
    "worker_record",
    *map(sa.column, ("id", "name", "initials", "since", "safe_contact", "consent", "consent_how")),
)
WORKER_KEY = sa.table("worker_key", sa.column("key"), sa.column("record_id"))
EMPLOYER = sa.table(
    "employer_record", *map(sa.column, ("id", "name", "initials", "credit_code", "address", "since"))
)
EMPLOYER_NAME = sa.table("employer_name", *map(sa.column, ("key", "record_id", "name", "initials")))
LINKS = (("worker_record_id", "worker_record"), ("employer_record_id", "employer_record"))


def upgrade():
    _create_workers()
    _create_employers()
    _create_merges()
    _create_groups()
    _add_links()
    op.create_index(op.f("ix_matter_opened_at"), "matter", ["opened_at"])
    _fill_workers(op.get_bind())
    _fill_employers(op.get_bind())
    _count_on(op.get_bind())


def downgrade():
    op.drop_index(op.f("ix_matter_opened_at"), "matter")
    for column, _ in LINKS:
        op.drop_index(op.f(f"ix_party_{column}"), "party")
        if op.get_bind().dialect.name != "sqlite":
            op.drop_constraint(op.f(f"fk_party_{column}"), "party", type_="foreignkey")
        op.drop_column("party", column)
    for table in (
        "group_member",
        "dispute_group",
        "record_merge",
        "employer_name",
        "employer_record",
        "worker_key",
        "worker_record",
    ):
        op.drop_table(table)


def _create_workers():
    op.create_table(
        "worker_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("initials", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("safe_contact", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_how", sa.String(length=100), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["worker_record.id"], name=op.f("fk_worker_record_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_record")),
    )
    op.create_index(op.f("ix_worker_record_initials"), "worker_record", ["initials"])
    op.create_index(op.f("ix_worker_record_merged_into_id"), "worker_record", ["merged_into_id"])
    op.create_table(
        "worker_key",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["worker_record.id"], name=op.f("fk_worker_key_record_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_worker_key")),
    )
    op.create_index(op.f("ix_worker_key_record_id"), "worker_key", ["record_id"])


def _create_employers():
    op.create_table(
        "employer_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("initials", sa.String(length=100), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["employer_record.id"], name=op.f("fk_employer_record_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["employer_record.id"], name=op.f("fk_employer_record_parent_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_employer_record_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_record")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_employer_record_credit_code")),
    )
    for column in ("initials", "merged_into_id", "parent_id"):
        op.create_index(op.f(f"ix_employer_record_{column}"), "employer_record", [column])
    op.create_table(
        "employer_name",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("initials", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["employer_record.id"], name=op.f("fk_employer_name_record_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_employer_name")),
    )
    for column in ("initials", "record_id"):
        op.create_index(op.f(f"ix_employer_name_{column}"), "employer_name", [column])


def _create_merges():
    op.create_table(
        "record_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("worker", "employer", name="recordkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_record_merge_by_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["user.id"], name=op.f("fk_record_merge_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_merge")),
    )
    op.create_index("ix_record_merge_source", "record_merge", ["kind", "source_id"])
    op.create_index("ix_record_merge_target", "record_merge", ["kind", "target_id"])


def _create_groups():
    op.create_table(
        "dispute_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_dispute_group_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_group")),
        sa.UniqueConstraint("matter_id", name=op.f("uq_dispute_group_matter_id")),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_by", sa.Integer(), nullable=True),
        sa.Column("left_because", sa.String(length=200), nullable=False),
        sa.Column("represents_on", sa.Date(), nullable=True),
        sa.Column("chosen_how", sa.String(length=20), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("consented_how", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["dispute_group.id"], name=op.f("fk_group_member_group_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_group_member_matter_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_group_member_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "party_id", name=op.f("uq_group_member_group_id_party_id")),
    )
    for column in ("matter_id", "party_id"):
        op.create_index(op.f(f"ix_group_member_{column}"), "group_member", [column])


def _add_links():
    """SQLite adds a column with its foreign key only in its own words, unless it copies the whole table."""
    for column, table in LINKS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"alter table party add column {column} integer constraint fk_party_{column} references {table} (id)"
            )
        else:
            op.add_column("party", sa.Column(column, sa.Integer(), nullable=True))
            op.create_foreign_key(op.f(f"fk_party_{column}"), "party", table, [column], ["id"])
        op.create_index(op.f(f"ix_party_{column}"), "party", [column])


def _fill_workers(bind):
    """As they would have been made party by party, oldest first; who called anonymously gets none."""
    anonymous = sa.union_all(*(_anonymous(table) for table in (TICKET, NOTICE)))
    query = (
        sa.select(PARTY.c.id, PARTY.c.name, PARTY.c.phone_index, PARTY.c.id_index, MATTER.c.opened_at)
        .join(MATTER, MATTER.c.id == PARTY.c.matter_id)
        .where(PARTY.c.kind == "worker", PARTY.c.matter_id.not_in(anonymous))
        .order_by(PARTY.c.id)
    )
    owners, cards, records, links = {}, set(), [], []
    for party in bind.execute(query).all():
        card = f"id:{party.id_index}" if party.id_index else None
        phone = (
            f"phone:{party.phone_index}:{_compact(party.name)}"[:200]
            if party.phone_index and party.name
            else None
        )
        owner = owners.get(card) or (None if card and owners.get(phone) in cards else owners.get(phone))
        if not (card or phone):
            continue
        if owner is None:
            owner = len(records) + 1
            records.append(_worker(owner, party))
        for key in filter(None, (card, phone)):
            owners.setdefault(key, owner)
        if card:
            cards.add(owner)
        links.append({"party": party.id, "record": owner})
    _insert(bind, WORKER, records)
    _insert(bind, WORKER_KEY, [{"key": key, "record_id": owner} for key, owner in owners.items()])
    _link(bind, PARTY.c.worker_record_id, links)


def _anonymous(table):
    """The matters that somebody began who did not want to be named."""
    first = sa.select(PROCEEDING.c.matter_id).join(table, table.c.id == PROCEEDING.c.id)
    return first.where(PROCEEDING.c.parent_id.is_(None), table.c.real_name.is_(sa.false()))


def _worker(id, party):
    return {
        "id": id,
        "name": party.name,
        "initials": _initials(party.name),
        "since": party.opened_at,
        "safe_contact": "",
        "consent": "",
        "consent_how": "",
    }


def _fill_employers(bind):
    """By code, else by name, oldest first; a name learns the first code that comes with it."""
    query = (
        sa.select(PARTY.c.id, PARTY.c.name, PARTY.c.credit_code, PARTY.c.address, MATTER.c.opened_at)
        .join(MATTER, MATTER.c.id == PARTY.c.matter_id)
        .where(PARTY.c.kind == "employer", PARTY.c.name != "")
        .order_by(PARTY.c.id)
    )
    by_code, names, records, links = {}, {}, {}, []
    for party in bind.execute(query).all():
        key, code = _compact(party.name)[:200], party.credit_code or None
        owner = by_code.get(code)
        if owner is None and key in names and not (code and records[names[key][0]]["credit_code"]):
            owner = names[key][0]
        if owner is None:
            owner = len(records) + 1
            records[owner] = _employer(owner, party)
        if code:
            records[owner]["credit_code"] = records[owner]["credit_code"] or code
            by_code.setdefault(code, owner)
        names.setdefault(key, (owner, party.name))
        links.append({"party": party.id, "record": owner})
    _insert(bind, EMPLOYER, list(records.values()))
    rows = [
        {"key": key, "record_id": owner, "name": name, "initials": _initials(name)}
        for key, (owner, name) in names.items()
    ]
    _insert(bind, EMPLOYER_NAME, rows)
    _link(bind, PARTY.c.employer_record_id, links)


def _employer(id, party):
    return {
        "id": id,
        "name": party.name,
        "initials": _initials(party.name),
        "credit_code": party.credit_code or None,
        "address": party.address,
        "since": party.opened_at,
    }


def _insert(bind, table, rows):
    if rows:
        bind.execute(table.insert(), rows)


def _link(bind, column, links):
    if links:
        found = PARTY.c.id == sa.bindparam("party")
        bind.execute(PARTY.update().where(found).values({column: sa.bindparam("record")}), links)


def _count_on(bind):
    """PostgreSQL goes on counting after the ids that were given here."""
    if bind.dialect.name == "postgresql":
        for table in (WORKER, EMPLOYER):
            last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
            op.execute(
                sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), last, sa.false()))
            )


def _compact(text):
    half_width = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[\s\-—]", "", half_width.upper())


def _initials(text):
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isalnum())[:100]
