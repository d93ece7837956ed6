"""A placement ends with why, and with what was learned for the next time."""

from typing import TYPE_CHECKING

from app.identity.policy import Change
from app.kit.errors import Refused
from app.messaging.opening import settle_youth
from app.people.hosting import move_out
from app.people.models import Residence, Youth
from app.placement.follow_ups import PlacementNote
from app.placement.kinds import Because, PlacementState
from app.placement.models import Placement
from app.placement.steps import took
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


def end(
    placement: Placement,
    because: Because,
    words: str,
    learned: str,
    residence: Residence | None = None,
    *,
    by: "Viewer",
) -> None:
    """It ends today. `words` everybody in it reads; what was learned, those who look after youths. Raises Refused."""
    by.hold(placement)
    by.require(Change.END_PLACEMENT, placement)
    if placement.state == PlacementState.ENDED:
        raise Refused(_("This has ended already. Nothing was changed."))
    if placement.state == PlacementState.LIVING:
        if residence is None:
            raise Refused(_("Say where they live now."))
        move_out(by.session.get_one(Youth, placement.youth_id), placement.family_id, residence, by=by)
        settle_youth(by, placement.youth_id)
    placement.with_(ended_on=by.today, ended_because=because, ended_words=words or None, next_follow_up=None)
    by.add(PlacementNote.of(placement, learned, by))
    took(placement, PlacementState.ENDED, by.today, by)
