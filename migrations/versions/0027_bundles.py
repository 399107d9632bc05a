"""What kind of material a file is, and whether it shows who complained.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MATERIALS = sa.Enum(
    *("identity", "authority", "documentary", "physical", "audiovisual", "electronic"),
    *("testimony", "statement", "appraisal", "inspection", "other"),
    name="material",
    native_enum=False,
    length=20,
)


def upgrade():
    op.add_column("attachment", sa.Column("material", MATERIALS, nullable=True))
    op.add_column(
        "attachment", sa.Column("redacted", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("attachment") as table:
        table.alter_column("redacted", server_default=None)


def downgrade():
    with op.batch_alter_table("attachment") as table:
        table.drop_column("redacted")
        table.drop_column("material")
