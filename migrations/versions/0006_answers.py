"""After two yeses: first meetings and what was said after them, looks at what was agreed, ends with care.

Revision ID: 0006
Revises: 0005
"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _id() -> sa.Column:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _pair() -> list[sa.Column]:
    ids = [sa.Column(name, sa.Uuid(), nullable=False) for name in ("request_id", "youth_id", "family_id")]
    return [*ids, sa.Column("organisation_id", sa.Uuid(), nullable=True)]


def _keys() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["family_id"], ["family.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["friendship_request.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
    ]


def _answers() -> list[sa.Column]:
    return [
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("youth_answer", sa.String(length=32), nullable=True),
        _moment("youth_answered_at"),
        sa.Column("family_answer", sa.String(length=32), nullable=True),
        _moment("family_answered_at"),
        _moment("asked_again_at"),
        _moment("told_at"),
    ]


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "first_meeting",
        _id(),
        _moment("created_at", nullable=False),
        *_pair(),
        *_answers(),
        _moment("closed_at"),
        *_keys(),
        sa.UniqueConstraint("request_id", "family_id", "number", name="one_of_a_number"),
    )
    op.create_table(
        "friendship_look",
        _id(),
        _moment("created_at", nullable=False),
        *_pair(),
        *_answers(),
        *_keys(),
        sa.UniqueConstraint("request_id", "number", name="one_look_of_a_number"),
    )
    op.create_table(
        "friendship_farewell",
        _id(),
        _moment("created_at", nullable=False),
        *_pair(),
        sa.Column("by_side", sa.String(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=True),
        sa.Column("youth_wants", sa.Boolean(), nullable=True),
        sa.Column("family_wants", sa.Boolean(), nullable=True),
        _moment("until"),
        _moment("closed_at"),
        *_keys(),
        sa.UniqueConstraint("request_id"),
    )
    _index("first_meeting", "family_id", "organisation_id", "request_id", "youth_id")
    _index("friendship_look", "family_id", "organisation_id", "request_id", "youth_id")
    _index("friendship_farewell", "family_id", "organisation_id", "youth_id")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(_moment("asked_again_at"))
        batch_op.add_column(_moment("told_at"))
    _begin_for_those_who_are_to_meet()


def _begin_for_those_who_are_to_meet() -> None:
    moment, answer = sa.DateTime(timezone=True), sa.String()
    request = sa.table("friendship_request", *(sa.column(name, sa.Uuid()) for name in ("id", "youth_id", "family_id", "organisation_id")), sa.column("state", answer))  # fmt: skip
    first = sa.table(
        "first_meeting",
        *(sa.column(name, sa.Uuid()) for name in ("id", "request_id", "youth_id", "family_id", "organisation_id")),
        sa.column("created_at", moment),
        sa.column("number", sa.Integer()),
    )  # fmt: skip
    waiting = op.get_bind().execute(sa.select(request).where(request.c.state == "first-meeting")).all()
    rows = [
        {
            "id": uuid4(),
            "created_at": datetime.now(UTC),
            "request_id": row.id,
            "youth_id": row.youth_id,
            "family_id": row.family_id,
            "organisation_id": row.organisation_id,
            "number": 1,
        }
        for row in waiting
        if row.family_id
    ]
    if rows:
        op.bulk_insert(first, rows)


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_column("told_at")
        batch_op.drop_column("asked_again_at")
    for table in ("friendship_farewell", "friendship_look", "first_meeting"):
        op.drop_table(table)
