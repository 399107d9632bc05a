"""The index of the search; `flask search rebuild` fills it with what is there.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FTS = """
create virtual table search_index using fts5(
    terms, content='search_document', content_rowid='id', detail=none, columnsize=0,
    tokenize="ascii tokenchars '#~!*^@'"
)
"""
ADD = "insert into search_index(rowid, terms) values (new.id, new.terms);"
REMOVE = "insert into search_index(search_index, rowid, terms) values ('delete', old.id, old.terms);"
TRIGGERS = {"insert": ADD, "delete": REMOVE, "update": REMOVE + ADD}


def upgrade():
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("open_text", sa.Text(), nullable=False),
        sa.Column("inside_text", sa.Text(), nullable=False),
        sa.Column("guarded_text", sa.Text(), nullable=False),
        sa.Column("private_text", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["proceeding.id"], name=op.f("fk_search_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("search_index", "search_document", ["terms"], postgresql_using="gin")
        return
    op.execute(FTS)
    for occasion, deed in TRIGGERS.items():
        op.execute(
            f"create trigger search_document_{occasion} after {occasion} on search_document begin {deed} end"
        )


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table search_index")
    op.drop_table("search_document")
