"""What anybody may see of finding families: who looks for whom, and the meetings to come."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from starlette.responses import Response

from app.finding.meetings import InformationMeeting, MeetingSignUp
from app.finding.models import Application
from app.identity.models import Grant, Organisation
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound
from app.notifications.mail import origin
from app.people.models import Family, FamilyState
from app.web import i18n
from app.web.asking import asking
from app.web.i18n import N_
from app.web.pages import page, remember

YEAR = 31_536_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to be there for a young person, as the public pages name it."""

    role: Role
    slug: str  # in addresses
    icon: str
    title: str
    one: str  # in one line
    write: str  # the heading of its form


KINDS = (
    Kind(Role.FRIEND, "friendship-family", "heart-handshake", N_("Friendship family"),
         N_("Ordinary people who have time for a young person. No formal duties."),
         N_("Be a friend")),
    Kind(Role.HOST, "integration-family", "house-heart", N_("Integration family"),
         N_("A young person lives with you. You are approved and trained as a foster family."),
         N_("Write to us about being an integration family")),
    Kind(Role.MFI, "mfi", "scale", N_("MFI: a temporary custody holder"),
         N_("You decide as a parent would, until a young person turns 18."),
         N_("Write to us about being an MFI")),
)  # fmt: skip


def kind_named(slug: str) -> Kind:
    """One of the three. Raises NotFound."""
    found = next((kind for kind in KINDS if kind.slug == slug), None)
    if found is None:
        raise NotFound
    return found


def shown(template: str, language: str = "", **context: Any) -> Response:
    """A page that anybody may find: indexed, and in the language its address names."""
    asked = next((one for one in i18n.LANGUAGES.values() if language in {one.tag, one.code}), None)
    if asked:
        i18n.language.set(asked)
    response = page(template, **(card() | context))
    if asked:
        remember(response, "sammen_language", asked.code, YEAR)
    response.headers["x-robots-tag"] = "all"
    return response


def card() -> dict[str, str]:
    """What the card of a shared page needs: our address, and the page's."""
    return {"origin": origin(), "address": origin() + asking.get().path}


def looking(viewer: Viewer, role: Role) -> list[Any]:
    """The organisations that look for families of a kind: those with somebody who would answer."""
    answering = Role.SUPERVISOR if role == Role.HOST else Role.COORDINATOR
    staffed = select(Grant.organisation_id).where(Grant.role == answering, Grant.in_force(viewer.now))
    rows = viewer.rows(Organisation, Organisation.id, Organisation.name).where(
        col(Organisation.id).in_(staffed),
        col(Organisation.kind) == ("municipality" if role == Role.HOST else "volunteers"),
    )
    return viewer.run(rows.order_by(col(Organisation.name)))


def chosen(viewer: Viewer, role: Role, organisation_id: UUID | None) -> UUID | None:
    """The organisation that was chosen; where none was, the one with the fewest who have just written to it."""
    there = [row.id for row in looking(viewer, role)]
    if organisation_id:
        return organisation_id if organisation_id in there else None
    waiting = (
        select(Application.organisation_id, func.count())
        .join(Family, col(Family.id) == Application.family_id)
        .where(col(Application.organisation_id).in_(there), Family.state == FamilyState.APPLIED)
        .group_by(col(Application.organisation_id))
    )
    many: dict[UUID, int] = {row[0]: row[1] for row in viewer.session.exec(waiting)}
    return min(there, key=lambda one: (many.get(one, 0), one), default=None)


def meetings(viewer: Viewer, role: Role | None = None, meeting_id: UUID | None = None) -> list[Any]:
    """The information meetings to come, the next first; those about a kind, with those about everything."""
    M = InformationMeeting  # noqa: N806  a table
    taken = (
        select(func.coalesce(func.sum(MeetingSignUp.people), 0))
        .where(MeetingSignUp.meeting_id == M.id)
        .scalar_subquery()
    )
    rows = (
        viewer.rows(
            M,
            M.id,
            M.kind,
            M.starts_at,
            M.address,
            M.language,
            M.seats,
            M.words,
            taken.label("taken"),
            col(Organisation.name).label("organisation"),
        )
        .join(Organisation, col(Organisation.id) == M.organisation_id)
        .where(col(M.cancelled_at).is_(None), col(M.starts_at) > viewer.now)
        .order_by(col(M.starts_at))
    )
    if role:
        rows = rows.where(col(M.kind).is_(None) | (col(M.kind) == role))
    if meeting_id:
        rows = rows.where(col(M.id) == meeting_id)
    return viewer.run(rows.limit(50))


def is_full(row: Any) -> bool:
    """Whether nobody else finds a seat."""
    return row.seats is not None and row.taken >= row.seats
