"""A request to see an identity can be refused.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("reveal_request") as batch:
        batch.add_column(sa.Column("refused_by", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_reveal_request_refused_by"), "user", ["refused_by"], ["id"])


def downgrade():
    with op.batch_alter_table("reveal_request") as batch:
        batch.drop_constraint(op.f("fk_reveal_request_refused_by"), type_="foreignkey")
        batch.drop_column("refused_by")
