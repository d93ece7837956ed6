"""An organisation's information meetings: which there are, who comes, making one."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from app.finding.forms import MeetingForm
from app.finding.meetings import KEEPERS, InformationMeeting, MeetingSignUp
from app.finding.pipeline import KIND_NAMES, KINDS
from app.identity.models import Organisation
from app.identity.policy import Change, Role
from app.identity.viewer import Viewer
from app.kit.errors import NotFound

M = InformationMeeting
SHOWN = 60


def organisations(viewer: Viewer) -> list[Any]:
    """The organisations in whose name the viewer finds families."""
    mine = frozenset().union(*(viewer.organisations(role) for role in KEEPERS))
    rows = viewer.rows(Organisation, Organisation.id, Organisation.name)
    return viewer.run(rows.where(col(Organisation.id).in_(mine)).order_by(col(Organisation.name)))


def kinds_of(viewer: Viewer) -> tuple[Role, ...]:
    """The kinds of families that are the viewer's to find: integration families are a municipality's own."""
    supervised, coordinated = (viewer.organisations(role) for role in (Role.SUPERVISOR, Role.COORDINATOR))
    return tuple(kind for kind in KINDS if (supervised if kind == Role.HOST else coordinated))


def index(viewer: Viewer) -> dict[str, Any]:
    """The meetings, the ones to come first, then the latest, with how many come. One statement."""
    mine = [one.id for one in organisations(viewer)]
    people = (
        select(func.coalesce(func.sum(MeetingSignUp.people), 0))
        .where(MeetingSignUp.meeting_id == M.id)
        .scalar_subquery()
    )
    rows = viewer.rows(
        M, M.id, M.starts_at, M.address, M.kind, M.seats, M.cancelled_at, people.label("taken")
    )
    found = viewer.run(
        rows.where(col(M.organisation_id).in_(mine)).order_by(col(M.starts_at).desc()).limit(SHOWN)
    )
    return {
        "coming": [row for row in reversed(found) if row.starts_at > viewer.now and not row.cancelled_at],
        "past": [row for row in found if row.starts_at <= viewer.now or row.cancelled_at],
        "organisations": organisations(viewer),
        "kinds": [(kind.value, KIND_NAMES[kind]) for kind in kinds_of(viewer)],
    }


def plan(viewer: Viewer, form: MeetingForm, starts_at: datetime | None) -> InformationMeeting:
    """A new one. Raises NotFound for an organisation that isn't the viewer's."""
    if starts_at is None or form.organisation not in {one.id for one in organisations(viewer)}:
        raise NotFound
    made = M(
        organisation_id=form.organisation,
        kind=form.kind,
        starts_at=starts_at,
        address=form.address,
        language=form.language,
        seats=int(form.seats) if form.seats else None,
        words=form.words,
    )
    return InformationMeeting.plan(made, by=viewer)


def is_ours(viewer: Viewer, meeting: InformationMeeting) -> bool:
    """Whether the viewer plans this meeting, rather than sees it as everybody does."""
    return meeting.may(Change.PLAN_MEETING, viewer)


def show(viewer: Viewer, meeting: InformationMeeting) -> dict[str, Any]:
    """One meeting and who comes, in the order they signed up."""
    S = MeetingSignUp  # noqa: N806  a table
    rows = viewer.rows(S, S.id, S.name, S.email, S.phone, S.people, S.family_id, S.created_at)
    comers = viewer.run(rows.where(col(S.meeting_id) == meeting.id).order_by(col(S.created_at)))
    return {"meeting": meeting, "comers": comers, "people": sum(row.people for row in comers)}
