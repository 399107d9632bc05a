"""How a person hears of a message: alone, in the digest of the morning, or not any more.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MANNER = sa.Enum("alone", "digest", "skipped", name="manner", native_enum=False, length=20)


def upgrade():
    op.create_table(
        "digest",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_digest_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_digest")),
    )
    op.create_index("ix_digest_day", "digest", ["day"])
    op.add_column("notification", sa.Column("manner", MANNER, nullable=False, server_default="alone"))
    with op.batch_alter_table("notification") as batch:
        batch.alter_column("manner", server_default=None, existing_type=MANNER, existing_nullable=False)
        batch.drop_index("ix_notification_inbox")
        batch.create_index("ix_notification_inbox", ["recipient_id", "manner", "read_at", "at", "id"])


def downgrade():
    with op.batch_alter_table("notification") as batch:
        batch.drop_index("ix_notification_inbox")
        batch.create_index("ix_notification_inbox", ["recipient_id", "read_at", "at", "id"])
        batch.drop_column("manner")
    op.drop_table("digest")
