"""A youth and a family as a pair: what may be planned stands on the tie between them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.identity.policy import Role
from app.people.models import Tie


def ties_between(meetup: Any, at: datetime, roles: Iterable[Role]) -> SelectOfScalar[UUID]:
    """The ties in force between the two of a meetup, or of the meetups of a statement."""
    pair = (Tie.youth_id == meetup.youth_id, Tie.family_id == meetup.family_id)
    return select(Tie.id).where(*pair, col(Tie.role).in_(roles), Tie.in_force(at))
