"""What a family told when it wrote to us, and what its organisation writes down on its way in."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint
from sqlmodel import Field, col, select

from app.finding import news
from app.finding.pipeline import BESIDES, MISSING, Besides, is_onwards, ways_from
from app.finding.steps import What, keeps, kept_by, remember
from app.friendship.proposals import tied_to_or_asked
from app.identity.policy import Change
from app.kit import clock
from app.kit.crypto import Sealed, digest
from app.kit.errors import NotFound, Refused
from app.kit.record import Record
from app.people.models import Family, FamilyState
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

F = FamilyState
YEARS_BACK = 5  # an older certificate is none, an older step a slip of the finger


class Application(Record, table=True):
    """A family's file at its organisation: how it is reached, what it said, what is there besides its steps.

    `Family` is what youths and matching know; nothing of this goes beyond the organisation.
    """

    __tablename__ = "family_application"
    __table_args__ = (UniqueConstraint("family_id"),)

    family_id: UUID = Field(foreign_key="family.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    language: str = "da"
    name: str | None = Field(default=None, sa_type=Sealed)
    email: str | None = Field(default=None, sa_type=Sealed)
    phone: str | None = Field(default=None, sa_type=Sealed)
    town: str | None = Field(default=None, sa_type=Sealed)
    email_digest: str | None = Field(default=None, index=True)
    phone_digest: str | None = Field(default=None, index=True)
    authority_on: date | None = None  # Socialtilsynet approved them; only its day
    training_on: date | None = None
    meeting_id: UUID | None = Field(default=None, foreign_key="information_meeting.id")

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The organisation that looks after the family; not the family, not other organisations, no administrator."""
        return kept_by(viewer, cls.organisation_id, cls.family_id)

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Anybody may write to us. The rest is for the organisation alone."""
        if change == Change.APPLY:
            return True
        family = viewer.session.get_one(Family, self.family_id)
        return change in {Change.MOVE_FAMILY, Change.NOTE_FAMILY} and keeps(viewer, family)

    @classmethod
    def apply(cls, told: dict[str, Any], family: Family, *, by: "Viewer") -> "Application":
        """Somebody writes to us: an applying family, and its file. `told`: name, email, phone, town, words."""
        application = cls._file(family, told, by)
        application.language = by.language
        by.require(Change.APPLY, application)
        remember(family, What.WROTE, by, words=told["words"], told_by="mail" if told["email"] else "")
        news.wrote(family, application, by)
        return application

    @classmethod
    def bring(cls, told: dict[str, Any], family: Family, *, by: "Viewer") -> "Application":
        """The organisation brings a family in, as from a sheet. It is told nothing: it hasn't met Sammen yet."""
        application = cls._file(family, told, by)
        by.require(Change.MOVE_FAMILY, application)
        remember(family, What.BROUGHT, by, words=told["words"], at=family.since)
        return application

    @classmethod
    def _file(cls, family: Family, told: dict[str, Any], by: "Viewer") -> "Application":
        if family.organisation_id is None:
            raise NotFound
        email, phone = told.get("email") or None, told.get("phone") or None
        by.add(family)
        return by.add(
            cls(
                family_id=family.id,
                organisation_id=family.organisation_id,
                name=told.get("name") or None,
                town=told.get("town") or None,
                email=email,
                phone=phone,
                email_digest=digest(email) if email else None,
                phone_digest=digest(phone) if phone else None,
            )
        )

    @classmethod
    def of(cls, family: Family, by: "Viewer") -> "Application":
        """The family's file; a new one where it came in another way. Raises NotFound for whom it is not."""
        if not keeps(by, family):
            raise NotFound
        found = by.session.exec(select(cls).where(cls.family_id == family.id)).first()
        if found:
            return found
        by.hold(family)  # two colleagues at one moment
        found = by.session.exec(select(cls).where(cls.family_id == family.id)).first()
        return found or cls._file(family, {}, by)

    def has(self, family: Family) -> dict[Besides, date | None]:
        """What is there besides the steps, of what this kind of family needs."""
        days = {
            Besides.CERTIFICATE: family.certificate_on,
            Besides.AUTHORITY: self.authority_on,
            Besides.TRAINING: self.training_on,
        }
        return {one: days[one] for one in BESIDES[family.kind]}

    def move(self, family: Family, to: FamilyState, since: date, note: str = "", *, by: "Viewer") -> None:
        """The next step of a family. Raises Refused where that isn't a step, or somebody would be let down."""
        by.require(Change.MOVE_FAMILY, self)
        by.hold(family)
        by.hold(self)
        if to == family.state:
            return
        if to not in ways_from(family.kind, family.state):
            raise Refused(_("That isn't the next step for this family."))
        missing = next((one for one, day in self.has(family).items() if day is None), None)
        if to in {F.APPROVED, F.MATCHED} and missing:
            raise Refused(_(MISSING[missing]))
        _recent(since)
        if to not in {F.APPROVED, F.MATCHED} and tied_to_or_asked(family, by) > 0:
            raise Refused(
                _("This family is asked about a young person, or is a friend already. End that first.")
            )
        onwards = is_onwards(family.state, to)
        family.state, family.since = to, clock.midnight(since)
        told_by = news.moved(family, self, by) if onwards else ""
        remember(family, What.MOVED, by, words=note, told_by=told_by)

    def write_down(self, family: Family, what: Besides, on: date, *, by: "Viewer") -> None:
        """A certificate, an approval, a training: its day and who saw it, nothing else. Raises Refused."""
        by.require(Change.MOVE_FAMILY, self)
        by.hold(family)
        by.hold(self)
        _recent(on)
        match what:
            case Besides.CERTIFICATE:
                family.certificate_on, family.certificate_by = on, by.account_id
            case Besides.AUTHORITY:
                self.authority_on = on
            case Besides.TRAINING:
                self.training_on = on
        if what not in BESIDES[family.kind]:
            raise Refused(_("This isn't asked of this family."))
        remember(family, What(what.value), by, at=clock.midnight(on))

    def note(self, family: Family, words: str, *, by: "Viewer") -> None:
        """Words for colleagues. The family doesn't see them here, yet may ask to (GDPR, article 15)."""
        by.require(Change.NOTE_FAMILY, self)
        remember(family, What.NOTE, by, words=words)


def _recent(day: date) -> None:
    if not clock.today().replace(year=clock.today().year - YEARS_BACK, day=1) <= day <= clock.today():
        raise Refused(_("Choose today or a day before."))


def known(organisation_id: UUID, email: str, phone: str, by: "Viewer") -> UUID | None:
    """The family of an organisation that is reached by this e-mail or number already, the newest."""
    digests = [digest(one) for one in (email, phone) if one]
    if not digests:
        return None
    found = select(Application.family_id).where(
        Application.organisation_id == organisation_id,
        col(Application.email_digest).in_(digests) | col(Application.phone_digest).in_(digests),
    )
    return by.session.exec(found.order_by(col(Application.created_at).desc()).limit(1)).first()
