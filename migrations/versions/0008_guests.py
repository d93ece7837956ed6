"""Who is asked to come along to a meetup, and what they said.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "meetup_guest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meetup_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("time_id", sa.Uuid(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["meetup_id"], ["meetup.id"]),
        sa.ForeignKeyConstraint(["time_id"], ["meetup_time.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meetup_id", "account_id", name="asked_once_to_come"),
    )
    with op.batch_alter_table("meetup_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetup_guest_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetup_guest_meetup_id"), ["meetup_id"], unique=False)


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("meetup_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetup_guest_meetup_id"))
        batch_op.drop_index(batch_op.f("ix_meetup_guest_account_id"))

    op.drop_table("meetup_guest")
