"""A family put forward to a youth, and a youth to a family: each says yes or no, privately."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Index, and_, or_, text
from sqlmodel import Field, col, select

from app.friendship import bonds, news
from app.friendship.after import first
from app.friendship.models import FriendshipRequest
from app.friendship.private import SIDES, PrivateAnswer, keep
from app.friendship.states import HELPERS, ProposalState, RequestState
from app.identity.policy import Change, Role
from app.kit.crypto import Sealed
from app.kit.errors import NotFound, Refused
from app.kit.record import Record, UtcDateTime
from app.people.models import Family, FamilyState
from app.people.ties import families_of, is_of, tied_youths
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

TRIED = (
    ProposalState.DECLINED,
    ProposalState.BOTH_YES,
    ProposalState.ENDED,
)  # not asked again about the same youth


class Proposal(Record, table=True):
    """One family for one request; at most one open at a time."""

    __table_args__ = (
        Index(
            "one_open_proposal",
            "request_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    request_id: UUID = Field(foreign_key="friendship_request.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id", index=True)
    family_id: UUID = Field(foreign_key="family.id", index=True)
    organisation_id: UUID | None = Field(foreign_key="organisation.id", index=True)
    made_by: UUID | None = Field(foreign_key="account.id")
    state: ProposalState = ProposalState.OPEN
    asked_again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the coordinator, of the silence
    thought: str | None = Field(
        default=None, sa_type=Sealed
    )  # why not, from whoever said no: for the organisation

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth, the family, the organisation that made it, and those who may help the youth.

        Nobody is shown who said no: what each has answered lies in rows of their own.
        """
        family = (
            col(cls.family_id).in_(families_of(viewer)) if viewer.is_(Role.FRIEND) else col(cls.id).is_(None)
        )
        return or_(
            col(cls.youth_id) == viewer.account_id,
            family,
            col(cls.organisation_id).in_(viewer.organisations(Role.COORDINATOR)),
            and_(col(cls.youth_id).in_(tied_youths(viewer, *HELPERS)), col(cls.state) == ProposalState.OPEN),
        )

    def may(self, change: str, viewer: "Viewer") -> bool:
        """The organisation takes it back; each side answers for itself, in private."""
        ours = self.organisation_id in viewer.organisations(Role.COORDINATOR)
        return change == Change.WITHDRAW_PROPOSAL and ours

    def _is_family(self, viewer: "Viewer") -> bool:
        return viewer.is_(Role.FRIEND) and is_of(viewer, self.family_id)

    @classmethod
    def put_forward(cls, request: FriendshipRequest, family: Family, *, by: "Viewer") -> "Proposal":
        """The organisation that looks puts one of its approved families forward. Raises Refused."""
        by.require(Change.PROPOSE, request)
        request.hold_still(by)
        if not request.is_with(by) or request.state != RequestState.LOOKING:
            raise Refused(
                _("A family can be put forward while your organisation is looking and none is asked yet.")
            )
        by.hold(family)
        cls._hard_rules(request, family, by)
        proposal = cls(
            request_id=request.id,
            youth_id=request.youth_id,
            family_id=family.id,
            organisation_id=family.organisation_id,
            made_by=by.account_id,
        )
        request.moved(RequestState.PROPOSED, by)
        news.to_family(family.id, by)
        return by.add(proposal)

    @classmethod
    def _hard_rules(cls, request: FriendshipRequest, family: Family, by: "Viewer") -> None:
        if family.kind != Role.FRIEND or family.organisation_id != request.organisation_id:
            raise Refused(_("Choose one of your organisation's friendship families."))
        if family.state != FamilyState.APPROVED or family.certificate_on is None:
            raise Refused(_("Only an approved family with a children's certificate can be put forward."))
        if tied_to_or_asked(family, by) >= family.capacity:
            raise Refused(_("This family has no free place just now."))
        before = select(cls.id).where(
            cls.request_id == request.id, cls.family_id == family.id, col(cls.state).in_(TRIED)
        )
        if by.session.exec(before).first():
            raise Refused(_("This family was put forward before. Choose another one."))

    def _hold_still(self, by: "Viewer") -> FriendshipRequest:
        """Lock the request first, then this: always in the same order."""
        request = by.session.get_one(FriendshipRequest, self.request_id)
        request.hold_still(by)
        by.hold(self)
        return request

    def withdraw(self, *, by: "Viewer") -> None:
        """The organisation takes it back; the search goes on."""
        by.require(Change.WITHDRAW_PROPOSAL, self)
        request = self._hold_still(by)
        if self.state == ProposalState.WITHDRAWN:
            return
        if self.state != ProposalState.OPEN:
            raise Refused(_("It has been answered already, so it can't be taken back."))
        self.state = ProposalState.WITHDRAWN
        request.moved(RequestState.LOOKING, by)

    def answer(self, yes: bool, thought: str = "", *, by: "Viewer") -> None:  # noqa: FBT001  it is the answer
        """Yes or no. A no closes it gently and tells nobody whose it was; two yeses bring them together."""
        mine = PrivateAnswer.to(self, "yes" if yes else "no", by)
        by.require(Change.ANSWER_PROPOSAL, mine)
        request = self._hold_still(by)
        if self.state != ProposalState.OPEN:
            if yes and self.state == ProposalState.BOTH_YES:
                return
            raise Refused(_("This is closed already. You don't need to answer any more."))
        both = keep(mine, by)
        if not yes:
            self.state, self.thought = ProposalState.DECLINED, thought or None
            request.moved(RequestState.LOOKING, by, in_private=True)
        elif len(both) == len(SIDES):
            self._both_yes(request, by)

    def friendship(self, by: "Viewer") -> FriendshipRequest:
        """What came of it, for the verbs its family may use. Raises NotFound for anybody else, and before two yeses."""
        if self.state != ProposalState.BOTH_YES or not self._is_family(by):
            raise NotFound
        return by.session.get_one(FriendshipRequest, self.request_id)

    def _both_yes(self, request: FriendshipRequest, by: "Viewer") -> None:
        family = by.session.get_one(Family, self.family_id, with_for_update=True)
        self.state = ProposalState.BOTH_YES
        request.family_id = family.id
        request.moved(RequestState.FIRST_MEETING, by)
        bonds.tie(request, family, by)
        first.begin(request, by)


def tied_to_or_asked(family: Family, by: "Viewer") -> int:
    """How many of a family's places are taken: by friendships and by open proposals."""
    asked = select(Proposal.id).where(
        Proposal.family_id == family.id, col(Proposal.state) == ProposalState.OPEN
    )
    return bonds.tied_to(family.id, by) + len(by.session.exec(asked).all())
