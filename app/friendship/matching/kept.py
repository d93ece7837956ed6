"""What an organisation keeps of its matching: what counts how much, and which families it pinned or ruled out."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, UniqueConstraint, and_
from sqlmodel import Field, col, select

from app.friendship.matching.ranking import USUAL, Importance, Weights
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import UNDER_WAY
from app.identity.models import Organisation
from app.identity.policy import Change, Role
from app.kit import clock
from app.kit.crypto import Sealed
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.people.models import Family
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class MatchWeights(Record, table=True):
    """How much each rule counts in an organisation. One row an organisation; none: as usual."""

    __tablename__ = "match_weights"

    organisation_id: UUID = Field(foreign_key="organisation.id", unique=True)
    weights: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation's coordinators."""
        return col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The organisation's coordinators."""
        return change == Change.WEIGH and self.organisation_id in viewer.organisations(Role.COORDINATOR)

    @classmethod
    def weigh(cls, organisation_id: UUID, weights: Weights, *, by: "Viewer") -> None:
        """From now on the rules count like this for everybody in the organisation."""
        by.require(Change.WEIGH, cls(organisation_id=organisation_id))
        by.hold(by.session.get_one(Organisation, organisation_id))  # two colleagues at one moment
        there = by.session.exec(select(cls).where(cls.organisation_id == organisation_id)).first()
        row = there or cls(organisation_id=organisation_id)
        row.weights = {name: int(weights.get(name, usual)) for name, usual in USUAL.items()}
        row.changed_by, row.changed_at = by.account_id, by.now
        by.add(row)


def weights_of(viewer: "Viewer", organisation_id: UUID | None) -> dict[str, Importance]:
    """How much each rule counts there; as usual where nobody has said."""
    row = viewer.first(
        viewer.rows(MatchWeights, MatchWeights.weights).where(
            col(MatchWeights.organisation_id) == organisation_id
        )
    )
    kept = row.weights if row else {}
    return {name: Importance(kept.get(name, usual)) for name, usual in USUAL.items()}


class Said(StrEnum):
    """What a coordinator said of a family for one request."""

    PINNED = "pinned"
    RULED_OUT = "ruled-out"


class MatchChoice(Record, table=True):
    """A family pinned for a request, or ruled out with a reason. Taken back, the row is gone."""

    __tablename__ = "match_choice"
    __table_args__ = (UniqueConstraint("request_id", "family_id", name="one_choice"),)

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    said: Said
    reason: str | None = Field(default=None, sa_type=Sealed)
    by_account: UUID | None = Field(default=None, foreign_key="account.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation's coordinators, as long as the organisation works on the request.

        Never the youth, never the family: a reason is about one of them.
        """
        mine = viewer.organisations(Role.COORDINATOR)
        theirs = select(FriendshipRequest.id).where(
            FriendshipRequest.id == cls.request_id,
            FriendshipRequest.organisation_id == cls.organisation_id,
            col(FriendshipRequest.state).in_(UNDER_WAY),
        )
        return and_(col(cls.organisation_id).in_(mine), col(cls.request_id).in_(theirs))

    @classmethod
    def _found(cls, request: FriendshipRequest, family: Family, by: "Viewer") -> "MatchChoice | None":
        by.require(Change.CHOOSE_AMONG, request)
        request.hold_still(by)
        if request.organisation_id is None or not request.is_with(by) or request.state not in UNDER_WAY:
            raise Refused(_("Your organisation doesn't work on this request any more."))
        if family.organisation_id != request.organisation_id or family.kind != Role.FRIEND:
            raise NotFound
        there = select(cls).where(cls.request_id == request.id, cls.family_id == family.id)
        return by.session.exec(there).first()

    @classmethod
    def say(
        cls, said: Said, request: FriendshipRequest, family: Family, reason: str = "", *, by: "Viewer"
    ) -> None:
        """Pin a family, or rule it out with a reason; the last word counts. Raises Refused."""
        there = cls._found(request, family, by)
        assert request.organisation_id  # noqa: S101  it is with the viewer's
        if said == Said.RULED_OUT and not reason:
            raise Refused(_("Write in a few words why, so that your colleagues understand it."))
        row = there or cls(
            request_id=request.id,
            youth_id=request.youth_id,
            family_id=family.id,
            organisation_id=request.organisation_id,
            said=said,
        )
        row.said, row.reason, row.by_account = said, reason or None, by.account_id
        by.add(row)

    @classmethod
    def take_back(cls, request: FriendshipRequest, family: Family, *, by: "Viewer") -> None:
        """The family stands among the others again."""
        there = cls._found(request, family, by)
        if there:
            by.session.delete(there)
            by.session.flush()


def put_forward(request: FriendshipRequest, family: Family, *, by: "Viewer") -> None:
    """Put a family forward, unless a colleague ruled it out for this request. Raises Refused."""
    Proposal.put_forward(request, family, by=by)
    # The request is held now: nobody rules it out meanwhile.
    said = by.rows(MatchChoice, MatchChoice.said).where(
        col(MatchChoice.request_id) == request.id, col(MatchChoice.family_id) == family.id
    )
    row = by.first(said)
    if row and row.said == Said.RULED_OUT:
        raise Refused(
            _("A colleague ruled this family out. Read why, or let it stand among the others again.")
        )
