"""The queue that the volunteer organisations share."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col

from app.friendship.models import FriendshipRequest
from app.friendship.pages import first_name
from app.friendship.questions import INTERESTS, LANGUAGES, Option
from app.friendship.states import RequestState
from app.identity.models import Account, Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit import clock
from app.people.models import Youth

S = RequestState
R = FriendshipRequest
OPEN = (S.SENT, S.LOOKING, S.PROPOSED, S.FIRST_MEETING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the queue: the fields that sharing needs, and no others."""

    id: UUID
    name: str
    age: int
    language: str
    interests: tuple[Option, ...]
    state: RequestState
    sent_at: datetime | None
    organisation: str
    coordinator: str
    taken_at: datetime | None
    ours: bool
    mine: bool
    handed: bool  # another organisation handed it on to ours, and none of us has it yet


FILTERS = ("waiting", "ours", "all", "friends")


def _belongs(row: Waiting, show: str) -> bool:
    match show:
        case "waiting":
            return row.state == S.SENT
        case "ours":
            return row.ours and row.state in OPEN
        case "friends":
            return row.ours and row.state == S.ACTIVE
        case _:
            return row.state in OPEN


def spoken(code: str) -> str:
    """The English name of a language, to be translated; empty where it isn't one of ours."""
    return next((option.label for option in LANGUAGES if option.value == code), "")


def queue(viewer: Viewer, show: str) -> tuple[list[Waiting], Counter[str]]:
    """The requests under a filter, waiting longest first, and how many there are under each. One statement."""
    rows = viewer.run(
        viewer.rows(
            R,
            R.id,
            R.state,
            R.sent_at,
            R.taken_at,
            R.organisation_id,
            R.coordinator_id,
            R.answers,
            Youth.name,
            Youth.birth_date,
            Youth.language,
            Organisation.short.label("organisation"),  # type: ignore[attr-defined]
            Account.name.label("coordinator"),  # type: ignore[attr-defined]
        )
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .outerjoin(Organisation, col(Organisation.id) == col(R.organisation_id))
        .outerjoin(Account, col(Account.id) == col(R.coordinator_id))
        .where(col(R.state).in_((*OPEN, S.ACTIVE)))
        .order_by(col(R.sent_at), col(R.id))
    )
    organisations = viewer.organisations(Role.COORDINATOR)
    today = viewer.today
    every = [
        Waiting(
            id=row.id,
            name=first_name(row.name),
            age=clock.age_on(row.birth_date, today),
            language=spoken(row.language),
            interests=tuple(o for o in INTERESTS if o.value in (row.answers.get("interests") or [])),
            state=row.state,
            sent_at=row.sent_at,
            organisation=row.organisation or "",
            coordinator=first_name(row.coordinator or ""),
            taken_at=row.taken_at,
            ours=row.organisation_id in organisations,
            mine=row.coordinator_id == viewer.account_id,
            handed=row.organisation_id in organisations
            and row.coordinator_id is None
            and row.state == S.LOOKING,
        )
        for row in rows
    ]
    counts = Counter(name for name in FILTERS for row in every if _belongs(row, name))
    shown = [row for row in every if _belongs(row, show)]
    return viewer.listed(shown, "friendship_request"), counts
