"""What is done with a friendship family: its own profile, and its way through the organisation."""

from datetime import date
from typing import TYPE_CHECKING, Any

from app.friendship.proposals import tied_to_or_asked
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Family, FamilyState
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

F = FamilyState
# Where a family can go from where it is; matched comes and goes with the friendship itself.
NEXT: dict[FamilyState, tuple[FamilyState, ...]] = {
    F.APPLIED: (F.MEETING, F.LEFT),
    F.MEETING: (F.INTERVIEW, F.LEFT),
    F.INTERVIEW: (F.CERTIFICATE, F.LEFT),
    F.CERTIFICATE: (F.APPROVED, F.LEFT),
    F.APPROVED: (F.RESTING, F.LEFT),
    F.MATCHED: (),
    F.RESTING: (F.APPROVED, F.LEFT),
    F.LEFT: (F.APPLIED,),
}


def _require_organisation(family: Family, by: "Viewer") -> None:
    """Its adults may write what they offer; only its organisation says how far it has come."""
    by.require(Change.EDIT_FAMILY, family)
    if family.organisation_id not in by.organisations(Role.COORDINATOR):
        raise NotFound
    by.hold(family)


def describe(family: Family, profile: dict[str, Any], *, by: "Viewer") -> None:
    """Keep what a family tells of itself."""
    by.require(Change.EDIT_FAMILY, family)
    family.profile = family.profile | profile


def move_on(family: Family, to: FamilyState, since: date, *, by: "Viewer") -> None:
    """The next step of a family. Raises Refused where that isn't a step, or somebody would be let down."""
    _require_organisation(family, by)
    if to == family.state:
        return
    if to not in NEXT[family.state]:
        raise Refused(_("That isn't the next step for this family."))
    if to == F.APPROVED and family.certificate_on is None:
        raise Refused(_("Write down the children's certificate first."))
    if not clock.today().replace(year=clock.today().year - 5, day=1) <= since <= clock.today():
        raise Refused(_("Choose today or a day before."))
    if to in {F.RESTING, F.LEFT} and tied_to_or_asked(family, by) > 0:
        raise Refused(_("This family is asked about a young person, or is a friend already. End that first."))
    family.state, family.since = to, clock.midnight(since)


def certify(family: Family, on: date, *, by: "Viewer") -> None:
    """The children's certificate was seen: its day and who saw it, nothing else (børneattest)."""
    _require_organisation(family, by)
    if not clock.today().replace(year=clock.today().year - 5, day=1) <= on <= clock.today():
        raise Refused(_("Choose today or a day before."))
    family.certificate_on, family.certificate_by = on, by.account_id
