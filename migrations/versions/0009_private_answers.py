"""What each side answers in private is a row of its own, that the other side has no sight of.

Revision ID: 0009
Revises: 0008
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ANSWERED = ("proposal", "first_meeting", "friendship_look")
SIDES = ("youth", "family")
KEYS = ("id", "youth_id", "family_id", "organisation_id")

private_answer = sa.table(
    "private_answer",
    *(sa.column(name, sa.Uuid()) for name in ("id", "about_id", "youth_id", "family_id", "organisation_id")),
    sa.column("created_at", MOMENT),
    sa.column("said_at", MOMENT),
    sa.column("side", sa.String()),
    sa.column("says", sa.String()),
)


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "private_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["youth_id"], ["youth.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("about_id", "side", name="one_answer_a_side"),
    )
    with op.batch_alter_table("private_answer", schema=None) as batch_op:
        for column in ("about_id", "family_id", "organisation_id", "youth_id"):
            batch_op.create_index(batch_op.f(f"ix_private_answer_{column}"), [column], unique=False)
    op.add_column("friendship_farewell", sa.Column("both_want", sa.Boolean(), server_default=sa.false(), nullable=False))  # fmt: skip
    rows = [row for table in (*ANSWERED, "friendship_farewell") for row in _said(table)]
    if rows:
        op.bulk_insert(private_answer, rows)
    op.execute("UPDATE friendship_farewell SET both_want = (youth_wants AND family_wants) WHERE youth_wants IS NOT NULL AND family_wants IS NOT NULL")  # fmt: skip
    with op.batch_alter_table("friendship_farewell", schema=None) as batch_op:
        batch_op.alter_column("both_want", existing_type=sa.Boolean(), server_default=None)
    for table in ANSWERED:
        for side in SIDES:
            op.drop_column(table, f"{side}_answer")
            op.drop_column(table, f"{side}_answered_at")
    for side in SIDES:
        op.drop_column("friendship_farewell", f"{side}_wants")


def _said(name: str) -> Iterator[dict[str, Any]]:
    """What was answered until now, a row for each side that has."""
    farewell = name == "friendship_farewell"
    kind = sa.String() if name not in {"proposal", "friendship_farewell"} else sa.Boolean()
    ends = "wants" if farewell else "answer"
    told = [] if farewell else [sa.column(f"{side}_answered_at", MOMENT) for side in SIDES]
    table = sa.table(
        name,
        *(sa.column(key, sa.Uuid()) for key in KEYS),
        sa.column("created_at", MOMENT),
        *(sa.column(f"{side}_{ends}", kind) for side in SIDES),
        *told,
    )
    for row in op.get_bind().execute(sa.select(table)).mappings():
        for side in SIDES:
            says = row[f"{side}_{ends}"]
            if says is None:
                continue
            at = row["created_at"] if farewell else row[f"{side}_answered_at"] or row["created_at"]
            yield {
                "id": uuid4(),
                "created_at": datetime.now(UTC),
                "about_id": row["id"],
                "youth_id": row["youth_id"],
                "family_id": row["family_id"],
                "organisation_id": row["organisation_id"],
                "side": side,
                "says": says if isinstance(says, str) else "yes" if says else "no",
                "said_at": at,
            }


def downgrade() -> None:
    """Change them back."""
    for name in ANSWERED:
        _back(name, "answer", yes_no=name == "proposal")
    _back("friendship_farewell", "wants", yes_no=True)
    op.drop_column("friendship_farewell", "both_want")
    op.drop_table("private_answer")


def _back(name: str, ends: str, *, yes_no: bool) -> None:
    kind: Any = sa.Boolean() if yes_no else sa.String(length=32)
    columns = [sa.Column(f"{side}_{ends}", kind, nullable=True) for side in SIDES]
    times = [sa.Column(f"{side}_answered_at", MOMENT, nullable=True) for side in SIDES if ends == "answer"]
    for column in (*columns, *times):
        op.add_column(name, column)
    table = sa.table(
        name,
        sa.column("id", sa.Uuid()),
        *(sa.column(f"{side}_{ends}", kind) for side in SIDES),
        *(sa.column(f"{side}_answered_at", MOMENT) for side in SIDES),
    )
    bind = op.get_bind()
    answers = bind.execute(
        sa.select(private_answer).where(private_answer.c.about_id.in_(sa.select(table.c.id)))
    ).mappings()
    for answer in answers.all():
        side, says = answer["side"], answer["says"]
        values: dict[str, Any] = {f"{side}_{ends}": says == "yes" if yes_no else says}
        if times:
            values[f"{side}_answered_at"] = answer["said_at"]
        bind.execute(sa.update(table).where(table.c.id == answer["about_id"]).values(**values))
