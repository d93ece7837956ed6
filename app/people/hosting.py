"""A youth moves in with an integration family, and out again: the tie, where they live, the family's free places."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import select

from app.identity.policy import Change, Role
from app.kit.errors import Refused
from app.people.models import Family, FamilyState, Residence, Tie, Youth
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from app.identity.viewer import Viewer

AFTERWARDS = (Residence.CENTRE, Residence.OWN, Residence.ASYLUM)


def move_in(youth: Youth, family_id: UUID, *, by: "Viewer") -> Tie:
    """The youth lives with the family from now on; where they do already, it stays as it is. Raises Refused."""
    by.hold(youth)
    tie = Tie(youth_id=youth.id, family_id=family_id, role=Role.HOST, starts_at=by.now)
    by.require(Change.START_TIE, tie)
    there = by.session.exec(_hosting(by).where(Tie.youth_id == youth.id)).first()
    if there and there.family_id != family_id:
        raise Refused(_("They live with another family. End that first."))
    youth.residence, youth.residence_id = Residence.HOST, None
    tie = there or by.add(tie)
    _places(family_id, by)
    return tie


def move_out(youth: Youth, family_id: UUID, residence: Residence, *, by: "Viewer") -> None:
    """The tie ends, and it is said where the youth lives now. Raises Refused."""
    by.hold(youth)
    there = by.session.exec(_hosting(by).where(Tie.youth_id == youth.id, Tie.family_id == family_id)).first()
    tie = there or Tie(youth_id=youth.id, family_id=family_id, role=Role.HOST, starts_at=by.now)
    by.require(Change.END_TIE, tie)
    if residence not in AFTERWARDS:
        raise Refused(_("Say where they live now."))
    if there:
        there.end("moved", by=by)
    youth.residence = residence
    _places(family_id, by)


def _hosting(by: "Viewer") -> "SelectOfScalar[Tie]":
    return select(Tie).where(Tie.role == Role.HOST, Tie.in_force(by.now))


def _places(family_id: UUID, by: "Viewer") -> None:
    """A family whose places are taken is matched; with a place free again it is approved."""
    by.session.flush()
    family = by.session.get_one(Family, family_id, with_for_update=True)
    taken = len(by.session.exec(_hosting(by).where(Tie.family_id == family_id)).all())
    states = (FamilyState.APPROVED, FamilyState.MATCHED)
    if family.state in states and family.state != states[taken >= family.capacity]:
        family.state, family.since = states[taken >= family.capacity], by.now
