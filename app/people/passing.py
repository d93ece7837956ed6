"""A tie goes on to somebody else: for good, or for a while; now, or from a day to come."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.people.choosing import LONGEST_STAND_IN, can_be_chosen
from app.people.ties import Tie, there
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def hand_over(tie: Tie, to: UUID, note: str, at: datetime | None = None, *, by: "Viewer") -> Tie:
    """A caseworker's tie ends and a colleague's begins, at one moment, with a note [4.1]. Raises Refused.

    `at`: a moment to come; both rows carry it, so that access moves by itself then. None: now.
    """
    tie.hold_still(by)
    by.require(Change.HAND_OVER, tie)
    if tie.role != Role.CASEWORKER or tie.stands_in_for or not can_be_chosen(by, tie.role, to):
        raise Refused(_("Choose somebody from the list."))
    if to == tie.account_id:
        raise Refused(_("They have this role already. Choose a colleague."))
    if tie.ends_at is not None:
        raise Refused(_("It is to be handed over already. Call that off first."))
    at = max(at or by.now, by.now)
    tie.close("handed-over", by, at)
    return by.add(Tie(youth_id=tie.youth_id, account_id=to, role=tie.role, starts_at=at, note=note))


def stand_in(
    tie: Tie, account_id: UUID, until: datetime, since: datetime | None = None, *, by: "Viewer"
) -> Tie:
    """Somebody does this for a while, as when the other is ill [2.3]; from now, or from `since`. Raises Refused."""
    tie.hold_still(by)
    since = max(since or by.now, by.now)
    new = Tie(youth_id=tie.youth_id, account_id=account_id, role=tie.role, starts_at=since)
    new.ends_at, new.stands_in_for = until, tie.id
    by.require(Change.START_TIE, new)
    if not tie.can_be_stood_in_for or not can_be_chosen(by, tie.role, account_id):
        raise Refused(_("Choose somebody from the list."))
    if any(account_id == other.account_id for other in there(by, tie.youth_id, tie.role)):
        raise Refused(_("This person is there for them already."))
    if not since < until < since + LONGEST_STAND_IN:
        raise Refused(_("Choose a last day within the next half year."))
    return by.add(new)
