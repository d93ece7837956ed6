"""What the pages of requests show, as plain rows. Each picks the fields its reader may have."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship import private
from app.friendship.facts import FamilyFacts
from app.friendship.models import FriendshipRequest
from app.friendship.pages import after
from app.friendship.proposals import Proposal
from app.friendship.states import CLOSED, TOGETHER, ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.identity.models import Account, Organisation
from app.identity.viewer import Viewer
from app.people.models import Family, Youth
from app.web.i18n import N_

S = RequestState
R = FriendshipRequest

# The steps of the path: what each is called, and the state it stands for.
PATH = (
    (S.SENT, N_("Asked")),
    (S.LOOKING, N_("Looking for a family")),
    (S.PROPOSED, N_("A family to say yes or no to")),
    (S.FIRST_MEETING, N_("First meeting")),
    (S.EXPECTATIONS, N_("What you expect of each other")),
    (S.ACTIVE, N_("Friends")),
)
ORDER = tuple(state for state, _label in PATH)


def open_request(viewer: Viewer, youth_id: UUID) -> FriendshipRequest | None:
    """The youth's open request, for its verbs."""
    return next(iter(viewer.all(R, col(R.youth_id) == youth_id, col(R.state).not_in(CLOSED))), None)


def current_request(viewer: Viewer, youth_id: UUID) -> Any | None:
    """The youth's open request as a row: its state, since when, and who works on it."""
    columns = (
        R.id,
        R.youth_id,
        R.state,
        R.sent_at,
        R.taken_at,
        R.family_id,
        R.answers,
        Organisation.name.label("organisation"),  # type: ignore[attr-defined]
        Account.name.label("coordinator"),  # type: ignore[attr-defined]
        Youth.decided_on,
        Youth.municipality_id,
        Youth.overridden_at,
    )
    mine = (
        viewer.rows(R, *columns)
        .join(Youth, col(Youth.id) == col(R.youth_id))
        .outerjoin(Organisation, col(Organisation.id) == col(R.organisation_id))
        .outerjoin(Account, col(Account.id) == col(R.coordinator_id))
        .where(col(R.youth_id) == youth_id, col(R.state).not_in(CLOSED))
    )
    return viewer.first(mine)


def held(row: Any) -> bool:
    """Whether a sent request waits for the decision and the municipality (the gate)."""
    is_open = bool((row.decided_on and row.municipality_id) or row.overridden_at)
    return row.state == S.SENT and not is_open


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the path: what it is called (English, to be translated), whether it is done, and since when."""

    key: str
    label: str
    state: str  # done, now, next
    at: datetime | None
    organisation: str = ""  # who is looking
    coordinator: str = ""


def path(
    state: RequestState, reached: dict[RequestState, datetime], organisation: str = "", coordinator: str = ""
) -> list[PathStep]:
    """The path of a request in a state; `reached` says when each state was last entered."""
    now = ORDER.index(state) if state in ORDER else -1
    steps = []
    for number, (key, label) in enumerate(PATH):
        standing = "done" if number < now else "now" if number == now else "next"
        at = reached.get(key) if number <= now else None
        who = (organisation, coordinator) if key == S.LOOKING and standing != "next" else ("", "")
        steps.append(PathStep(key.value, label, standing, at, *who))
    return steps


def _reached(viewer: Viewer, request_id: UUID) -> dict[RequestState, datetime]:
    steps = viewer.rows(RequestStep, RequestStep.state, RequestStep.at).where(
        col(RequestStep.request_id) == request_id
    )
    return {step.state: step.at for step in viewer.run(steps.order_by(col(RequestStep.at)))}


def path_with_times(viewer: Viewer, row: Any) -> list[PathStep]:
    """The path of a request that was found, with the times of its steps and who is looking."""
    coordinator = first_name(row.coordinator) if row.coordinator else ""
    return path(row.state, _reached(viewer, row.id), row.organisation or "", coordinator)


def path_of(viewer: Viewer, youth_id: UUID) -> list[PathStep]:
    """The path of a youth's open request, for the pages of those around them; empty where there is none."""
    row = current_request(viewer, youth_id)
    return path_with_times(viewer, row) if row and row.state != S.DRAFT else []


def helpers_of(viewer: Viewer, request_id: UUID) -> list[str]:
    """First names of those who helped to fill in a draft."""
    steps = (
        viewer.rows(RequestStep, Account.name)
        .join(Account, col(Account.id) == col(RequestStep.by_account))
        .where(
            col(RequestStep.request_id) == request_id,
            col(RequestStep.state) == S.DRAFT,
            col(RequestStep.by_account) != col(RequestStep.youth_id),
        )
    )
    return [first_name(row.name) for row in viewer.run(steps)]


def first_name(name: str) -> str:
    """The first of somebody's names."""
    return name.split(maxsplit=1)[0] if name.split() else name


Put = namedtuple("Put", "id state own_answer facts closed")  # noqa: PYI024  a row of a page


def proposals_to_youth(viewer: Viewer, youth_id: UUID) -> list[Put]:
    """Open proposals as the youth, and those who help, see them: the family without name, address or number."""
    put = (
        viewer.rows(
            Proposal,
            Proposal.id,
            Proposal.state,
            Family.profile,
            Family.postcode,
            Youth.postcode.label("youths_postcode"),  # type: ignore[attr-defined]
        )
        .join(Family, col(Family.id) == col(Proposal.family_id))
        .join(Youth, col(Youth.id) == col(Proposal.youth_id))
        .where(col(Proposal.youth_id) == youth_id, col(Proposal.state) == ProposalState.OPEN)
    )
    rows = viewer.run(put)
    own = private.own(viewer, [row.id for row in rows]) if viewer.account_id == youth_id else {}
    return [
        Put(row.id, row.state, own.get(row.id), FamilyFacts.of(row.profile, row.postcode, row.youths_postcode), False)
        for row in rows
    ]  # fmt: skip


def family_name(viewer: Viewer, row: Any) -> str:
    """The name of the family of a request, once both have said yes."""
    if row.family_id is None or row.state not in TOGETHER:
        return ""
    named = (
        viewer.rows(R, Family.name)
        .join(Family, col(Family.id) == col(R.family_id))
        .where(col(R.id) == row.id)
    )
    found = viewer.first(named)
    return found.name if found else ""


def own_path(viewer: Viewer) -> dict[str, Any]:
    """What a youth sees of their own request; where it has ended, how."""
    row = current_request(viewer, viewer.somebody)
    return _path(viewer, row, viewer.somebody) | {
        "answered": len(row.answers) if row else 0,
        "asked": after.asked(viewer, row.id) if row else after.NOTHING,
        "ended": None if row else after.last_of(viewer),
    }


def path_for_helper(viewer: Viewer, youth: Youth, request: FriendshipRequest | None) -> dict[str, Any]:
    """What somebody who may help sees of a youth's request. Answers to proposals are not among it."""
    return _path(viewer, current_request(viewer, youth.id) if request else None, youth.id)


def _path(viewer: Viewer, row: Any | None, youth_id: UUID) -> dict[str, Any]:
    return {
        "request": row,
        "held": bool(row) and held(row),
        "steps": path_with_times(viewer, row) if row and row.state != S.DRAFT else [],
        "proposals": proposals_to_youth(viewer, youth_id) if row and row.state == S.PROPOSED else [],
        "family": family_name(viewer, row) if row else "",
    }
