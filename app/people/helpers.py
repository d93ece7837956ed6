"""Who helps now: by day the people of every day, in evenings and weekends the numbers for then."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col

from app.identity.models import Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.clock import COPENHAGEN
from app.kit.settings import settings
from app.people.models import Youth
from app.people.pages import DANISH, People

OFFICE_HOURS = range(8, 16)
WEEKEND = 5  # Saturday, as weekday() counts


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody, or some place, to call now."""

    name: str
    role: Role | None
    phone: str
    organisation: str = ""

    @property
    def tel(self) -> str:
        """The number as a telephone wants it."""
        digits = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return f"+45{digits}" if len(digits) == DANISH else digits


def in_office_hours(at: datetime) -> bool:
    """Whether professionals are usually at work: weekdays from 8 to 16."""
    local = at.astimezone(COPENHAGEN)
    return local.weekday() < WEEKEND and local.hour in OFFICE_HOURS


def helpers_of(viewer: Viewer, youth: Youth, people: People) -> list[Helper]:
    """By day the contact person, else the caseworker; at other times the night numbers. One query."""
    by_day = [
        Helper(person.name, person.role, person.phone, person.organisation)
        for person in (people.of(Role.CONTACT), people.of(Role.CASEWORKER))
        if person and person.phone
    ][:1]
    if in_office_hours(viewer.now) and by_day:
        return by_day
    return night_numbers(viewer, youth.residence_id, youth.municipality_id) or by_day


def night_numbers(viewer: Viewer, *organisation_ids: object) -> list[Helper]:
    """The numbers for evenings, nights and weekends of these organisations, first come first; else the common one."""
    ids = [one for one in organisation_ids if one]
    rows = viewer.run(
        viewer.rows(Organisation, Organisation.id, Organisation.name, Organisation.night_phone).where(
            col(Organisation.id).in_(ids), col(Organisation.night_phone) != ""
        )
    )
    rows.sort(key=lambda row: ids.index(row.id))
    found = [Helper(row.name, None, row.night_phone) for row in rows]
    return found[:1] or ([Helper("", None, settings().night_phone)] if settings().night_phone else [])
