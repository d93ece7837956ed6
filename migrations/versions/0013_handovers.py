"""Handovers and absences.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ties", sa.JSON(), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_account_id"), ["account_id"], unique=False)

    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("old_tie_id", sa.Uuid(), nullable=False),
        sa.Column("new_tie_id", sa.Uuid(), nullable=True),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("moves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.LargeBinary(), nullable=True),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("youth_words", sa.LargeBinary(), nullable=True),
        sa.Column("youth_language", sa.String(), nullable=False),
        sa.Column("youth_said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["new_tie_id"],
            ["tie.id"],
        ),
        sa.ForeignKeyConstraint(
            ["old_tie_id"],
            ["tie.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_youth_id"), ["youth_id"], unique=False)


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_youth_id"))

    op.drop_table("handover")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_account_id"))

    op.drop_table("absence")
