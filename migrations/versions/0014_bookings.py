"""Interpreter bookings: for what, when, who comes; hours a week that are granted.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "granted_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("granted_hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_granted_hours_youth_id"), ["youth_id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("fixed_interpreter_id", sa.Uuid(), nullable=True),
        sa.Column("substitute_id", sa.Uuid(), nullable=True),
        sa.Column("substitute_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("venue", sa.String(length=32), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_as", sa.String(length=32), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=True),
        sa.Column("meetup_id", sa.Uuid(), nullable=True),
        sa.Column("interpreter_id", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_words", sa.LargeBinary(), nullable=True),
        sa.Column("off_by", sa.Uuid(), nullable=True),
        sa.Column("beyond", sa.Boolean(), nullable=False),
        sa.Column("beyond_agreed_by", sa.Uuid(), nullable=True),
        sa.Column("work_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["beyond_agreed_by"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["family.id"],
        ),
        sa.ForeignKeyConstraint(
            ["fixed_interpreter_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["meetup_id"],
            ["meetup.id"],
        ),
        sa.ForeignKeyConstraint(
            ["off_by"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_interpreter_id"), ["interpreter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_meetup_id"), ["meetup_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_youth_id"), ["youth_id"], unique=False)

    op.create_table(
        "booking_pass",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("by_other", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("booking_id", "account_id", name="passed_once"),
    )
    op.create_table(
        "booking_time",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name="booking_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("booking_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_time_booking_id"), ["booking_id"], unique=False)


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("booking_time", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_time_booking_id"))

    op.drop_table("booking_time")
    op.drop_table("booking_pass")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_youth_id"))
        batch_op.drop_index(batch_op.f("ix_booking_state"))
        batch_op.drop_index(batch_op.f("ix_booking_starts_at"))
        batch_op.drop_index(batch_op.f("ix_booking_meetup_id"))
        batch_op.drop_index(batch_op.f("ix_booking_interpreter_id"))
        batch_op.drop_index(batch_op.f("ix_booking_family_id"))

    op.drop_table("booking")
    with op.batch_alter_table("granted_hours", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_granted_hours_youth_id"))

    op.drop_table("granted_hours")
