"""What families told, their steps, information meetings and who comes to them.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    # Forms that anybody may send are sent once, too.
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.Uuid(), nullable=True)
    nobody = sa.text("account_id IS NULL")
    op.create_index(
        "receipt_of_nobody", "receipt", ["once"], unique=True, sqlite_where=nobody, postgresql_where=nobody
    )
    op.create_table(
        "information_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("information_meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_information_meeting_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_information_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "family_application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("town", sa.LargeBinary(), nullable=True),
        sa.Column("email_digest", sa.String(), nullable=True),
        sa.Column("phone_digest", sa.String(), nullable=True),
        sa.Column("authority_on", sa.Date(), nullable=True),
        sa.Column("training_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["information_meeting.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("family_id"),
    )
    with op.batch_alter_table("family_application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_family_application_email_digest"), ["email_digest"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_family_application_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_family_application_phone_digest"), ["phone_digest"], unique=False
        )

    op.create_table(
        "family_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_account", sa.Uuid(), nullable=True),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["by_account"], ["account.id"]),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("family_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_step_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_step_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "meeting_sign_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("reached_digest", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["information_meeting.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "reached_digest"),
    )
    with op.batch_alter_table("meeting_sign_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_sign_up_meeting_id"), ["meeting_id"], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    """Change them back."""
    op.drop_index("receipt_of_nobody", table_name="receipt")
    op.execute(sa.text("DELETE FROM receipt WHERE account_id IS NULL"))
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("meeting_sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_sign_up_meeting_id"))

    op.drop_table("meeting_sign_up")
    with op.batch_alter_table("family_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_step_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_family_step_family_id"))

    op.drop_table("family_step")
    with op.batch_alter_table("family_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_application_phone_digest"))
        batch_op.drop_index(batch_op.f("ix_family_application_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_family_application_email_digest"))

    op.drop_table("family_application")
    with op.batch_alter_table("information_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_information_meeting_starts_at"))
        batch_op.drop_index(batch_op.f("ix_information_meeting_organisation_id"))

    op.drop_table("information_meeting")
    # ### end Alembic commands ###
