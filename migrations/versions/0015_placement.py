"""A placement as it goes: steps, talks, answers, visits, follow-ups, plan.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "placement_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("placement_id", "side", name="one_answers_of_a_side"),
    )
    with op.batch_alter_table("placement_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_answers_placement_id"), ["placement_id"], unique=False)

    op.create_table(
        "placement_follow_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.LargeBinary(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("placement_follow_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_follow_up_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "placement_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("placement_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_step_placement_id"), ["placement_id"], unique=False)

    op.create_table(
        "placement_talk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("bridged", sa.String(length=32), nullable=False),
        sa.Column("told_by", sa.Uuid(), nullable=False),
        sa.Column("understood_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("question", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("placement_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_talk_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_talk_youth_id"), ["youth_id"], unique=False)

    op.create_table(
        "placement_visit_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("feeling", sa.String(length=32), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("placement_id", "side", name="one_visit_word_of_a_side"),
    )
    with op.batch_alter_table("placement_visit_word", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_visit_word_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "plan_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_goal_placement_id"), ["placement_id"], unique=False)

    op.create_table(
        "placement_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["follow_up_id"], ["placement_follow_up.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("placement_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_note_placement_id"), ["placement_id"], unique=False)

    op.create_table(
        "plan_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("doer", sa.String(length=32), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"]),
        sa.ForeignKeyConstraint(["goal_id"], ["plan_goal.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_step_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_step_placement_id"), ["placement_id"], unique=False)

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("agreed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("visit_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("moves_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("friend_along", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("interpreter", sa.String(length=32), nullable=False, server_default="none")
        )
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_because", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("ended_words", sa.LargeBinary(), nullable=True))
    op.execute("UPDATE placement SET ended_on = date(since) WHERE state = 'ended'")


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_column("ended_words")
        batch_op.drop_column("ended_because")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("interpreter")
        batch_op.drop_column("friend_along")
        batch_op.drop_column("moves_on")
        batch_op.drop_column("visit_on")
        batch_op.drop_column("agreed")
        batch_op.drop_column("opened_at")

    with op.batch_alter_table("plan_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_step_placement_id"))
        batch_op.drop_index(batch_op.f("ix_plan_step_goal_id"))

    op.drop_table("plan_step")
    with op.batch_alter_table("placement_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_note_placement_id"))

    op.drop_table("placement_note")
    with op.batch_alter_table("plan_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_goal_placement_id"))

    op.drop_table("plan_goal")
    with op.batch_alter_table("placement_visit_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_visit_word_placement_id"))

    op.drop_table("placement_visit_word")
    with op.batch_alter_table("placement_talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_talk_youth_id"))
        batch_op.drop_index(batch_op.f("ix_placement_talk_placement_id"))

    op.drop_table("placement_talk")
    with op.batch_alter_table("placement_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_step_placement_id"))

    op.drop_table("placement_step")
    with op.batch_alter_table("placement_follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_follow_up_placement_id"))

    op.drop_table("placement_follow_up")
    with op.batch_alter_table("placement_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_answers_placement_id"))

    op.drop_table("placement_answers")
