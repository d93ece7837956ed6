"""Statements can be read aloud.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "statement_sound",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("print", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("waveform", sa.String(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("file_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "language", "print", name="one_sound_of_a_sentence"),
    )
    with op.batch_alter_table("statement_sound", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_sound_organisation_id"), ["organisation_id"], unique=False
        )


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("statement_sound", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_sound_organisation_id"))

    op.drop_table("statement_sound")
