"""Signing what was agreed: with a tap, each side for itself, exactly what it has read."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint
from sqlmodel import Field, col, select

from app.friendship.after.sides import side_of
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.answers import AgreementAnswers, differing
from app.friendship.models import FriendshipRequest
from app.friendship.states import RequestState
from app.identity.policy import Change
from app.kit.errors import Refused
from app.kit.record import Record
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer


class AgreementSignature(Record, table=True):
    """A tap that signed one revision, in the language in which it was read."""

    __tablename__ = "agreement_signature"
    __table_args__ = (UniqueConstraint("agreement_id", "side", "revision", name="signed_once_a_side"),)

    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    side: str
    account_id: UUID = Field(foreign_key="account.id")
    revision: int
    language: str

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the agreement."""
        return col(cls.agreement_id).in_(select(Agreement.id).where(Agreement.visible_to(viewer)))

    @classmethod
    def sign(cls, agreement: Agreement, revision: int, *, by: "Viewer") -> None:
        """The viewer's side signs the revision it has read. When both have, they are friends. Raises Refused."""
        by.require(Change.SIGN_EXPECTATIONS, agreement)
        request = by.session.get_one(FriendshipRequest, agreement.request_id)
        request.hold_still(by)  # always before the agreement: both may sign at one moment
        agreement.hold_open(by)
        if revision != agreement.revision:
            raise Refused(_("Something was changed a moment ago. Read it once more, then sign."))
        answers = by.session.exec(
            select(AgreementAnswers).where(AgreementAnswers.agreement_id == agreement.id)
        )
        if differing(agreement.asked, [*answers]) - agreement.agreed.keys():
            raise Refused(_("First write what you agreed where you saw it differently."))
        signed, side = signed_by(agreement, by), side_of(agreement, by)
        if side is None or side in signed:
            return
        by.add(
            cls(
                agreement_id=agreement.id,
                youth_id=agreement.youth_id,
                side=side,
                account_id=by.somebody,
                revision=revision,
                language=by.language,
                created_at=by.now,
            )
        )
        if signed:
            agreement.signed_at = by.now
            if request.state == RequestState.EXPECTATIONS:
                request.expectations_agreed(by)


def signed_by(agreement: Agreement, by: "Viewer") -> set[str]:
    """The sides that signed what stands there now."""
    there = select(AgreementSignature.side).where(
        AgreementSignature.agreement_id == agreement.id, AgreementSignature.revision == agreement.revision
    )
    return set(by.session.exec(there))
