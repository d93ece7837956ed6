"""A placement goes on from state to state, by the rules that guard each [2.2]."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from app.identity.policy import Change
from app.kit.errors import Refused
from app.messaging.opening import settle_youth
from app.people.hosting import move_in
from app.people.models import Youth
from app.placement.answers import left_to_agree
from app.placement.choosing import families_to_choose
from app.placement.kinds import Feeling, Interpreter, PlacementState
from app.placement.models import Placement, rhythm
from app.placement.steps import took
from app.placement.talks import questions, untold
from app.placement.visits import visit_words
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

AHEAD = timedelta(days=183)


def consider(youth: Youth, family_id: UUID, *, by: "Viewer") -> Placement:
    """An approved integration family is proposed for a youth. Raises Refused."""
    by.hold(youth)
    placement = Placement(youth_id=youth.id, family_id=family_id, since=by.now)
    by.require(Change.CONSIDER_PLACEMENT, placement)
    if family_id not in {family.id for family in families_to_choose(by, youth.id)}:
        raise Refused(_("Choose a family from the list."))
    going_on = select(Placement.id).where(
        Placement.youth_id == youth.id, col(Placement.state) != PlacementState.ENDED
    )
    if by.session.exec(going_on).first():
        raise Refused(_("A family is being considered already. End that first."))
    by.add(placement)
    took(placement, PlacementState.CONSIDERED, by.today, by)
    return placement


def missing(placement: Placement, by: "Viewer") -> list[str]:
    """What is left before it can go on, in the reader's words."""
    state, left = placement.state, []
    if untold(placement, by):
        left.append(_("The young person hasn't been told everything yet."))
    if questions(placement, by):
        left.append(_("The young person has a question. Answer it first."))
    if state == PlacementState.EXPECTATIONS and not placement.opened_at:
        left.append(_("Both have to say what they expect, each alone."))
    if state == PlacementState.EXPECTATIONS and placement.opened_at and left_to_agree(placement, by):
        left.append(_("Write down what they agreed where they see it differently."))
    if state == PlacementState.VISIT:
        said = visit_words(placement, by)
        if len(said) < 2:  # noqa: PLR2004  the youth and the family
            left.append(_("Both have to say how the visit went."))
        if any(word.feeling == Feeling.NO for word in said.values()):
            left.append(_("One of them has said no to this. Talk about it; they can change what they said."))
    return left


def expect(placement: Placement, *, by: "Viewer") -> None:
    """The youth and the family are asked what they expect. Raises Refused."""
    _stands(placement, by, PlacementState.CONSIDERED, seen=PlacementState.CONSIDERED)
    took(placement, PlacementState.EXPECTATIONS, by.today, by)


def plan_visit(placement: Placement, on: date, *, seen: PlacementState, by: "Viewer") -> None:
    """They meet on a day; said again, the day is another. Raises Refused."""
    _stands(placement, by, PlacementState.EXPECTATIONS, PlacementState.VISIT, seen=seen)
    _within(on, by.today - timedelta(days=30), by.today + AHEAD)
    placement.visit_on = on
    took(placement, PlacementState.VISIT, on, by)


def plan_move(
    placement: Placement,
    on: date,
    *,
    friend_along: bool,
    interpreter: Interpreter,
    seen: PlacementState,
    by: "Viewer",
) -> None:
    """The youth moves in on a day, perhaps with a friend for the first days; can be said anew. Raises Refused."""
    _stands(placement, by, PlacementState.VISIT, PlacementState.MOVING_IN, seen=seen)
    _within(on, placement.visit_on or by.today, by.today + AHEAD)
    placement.with_(moves_on=on, friend_along=friend_along, interpreter=interpreter)
    took(placement, PlacementState.MOVING_IN, on, by)


def begin_living(placement: Placement, on: date, *, by: "Viewer") -> None:
    """The youth lives there: the tie begins, follow-ups come by the rhythm. Raises Refused."""
    _stands(placement, by, PlacementState.MOVING_IN, seen=PlacementState.MOVING_IN)
    _within(on, placement.visit_on or on, by.today)
    youth = by.session.get_one(Youth, placement.youth_id)
    move_in(youth, placement.family_id, by=by)
    placement.with_(lived_there_from=on, next_follow_up=on + rhythm(on, on))
    took(placement, PlacementState.LIVING, on, by)
    settle_youth(by, youth.id)


def _stands(placement: Placement, by: "Viewer", *states: PlacementState, seen: PlacementState) -> None:
    """Lock it and look whether it still stands where the one who moves it saw it; then what guards the state."""
    by.hold(placement)
    by.require(Change.MOVE_PLACEMENT, placement)
    if placement.state not in states or placement.state != seen:
        raise Refused(_("Somebody has moved this on a moment ago. Look at it once more."))
    left = missing(placement, by) if placement.state == states[0] else []
    if left:
        raise Refused(left[0])


def _within(day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise Refused(_("This day doesn't fit with the other days. Choose another."))
