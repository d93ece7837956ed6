"""Whom a youth or a family calls: by day those around them, in evenings and weekends the numbers for then [2.3].

Where the supervisor is away, it is said who helps instead: no family stands alone because somebody is ill.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col

from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.helpers import Helper, in_office_hours, night_numbers
from app.people.pages import Person, around

BY_DAY = (Role.SUPERVISOR, Role.CONTACT, Role.CASEWORKER)


@dataclass(frozen=True, slots=True)
class Help:
    """Who helps."""

    now_by_night: bool
    people: list[Person]
    by_day: list[Helper]  # the organisations, where no people are known yet
    by_night: list[Helper]

    @property
    def substitute(self) -> Person | None:
        """Who helps while the supervisor is away."""
        return next((one for one in self.people if one.role == Role.SUPERVISOR and one.stands_in_for), None)

    @property
    def instead(self) -> Person | None:
        """Who helps where nobody supervises at the moment."""
        supervised = any(one.role == Role.SUPERVISOR for one in self.people)
        return None if supervised else next(iter(self.people), None)


def help_for(viewer: Viewer, youth_id: UUID, *organisation_ids: UUID | None) -> Help:
    """Who helps with a placement; the organisations whose numbers hold, the nearest first."""
    there = around(viewer, youth_id).now
    away = {one.stands_in_for for one in there}
    people = [one for role in BY_DAY for one in there if one.role == role and one.tie_id not in away]
    ids = [one for one in organisation_ids if one]
    rows = viewer.run(
        viewer.rows(Organisation, Organisation.id, Organisation.name, Organisation.phone).where(
            col(Organisation.id).in_(ids), col(Organisation.phone) != ""
        )
    )
    rows.sort(key=lambda row: ids.index(row.id))
    return Help(
        now_by_night=not in_office_hours(viewer.now),
        people=people,
        by_day=[] if people else [Helper(row.name, None, row.phone) for row in rows][:1],
        by_night=night_numbers(viewer, *ids),
    )
