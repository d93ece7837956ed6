"""Afterwards: how it was, told to nobody else, and photos that only the two see."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_
from sqlmodel import Field, col, select

from app.identity.policy import FAMILIES, Change
from app.kit.crypto import Sealed
from app.kit.errors import Refused
from app.kit.record import Record
from app.kit.storage.later import forget_later
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import Face, MeetupState
from app.messaging.attachments import keep
from app.messaging.photos import Picture
from app.people.ties import families_of
from app.web.i18n import gettext as _

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

MOST_PHOTOS = 8


def has_begun(meetup: Meetup, by: "Viewer") -> bool:
    """Whether they are together now, or have been."""
    chosen = by.session.get(MeetupTime, meetup.chosen_time_id) if meetup.chosen_time_id else None
    return meetup.state == MeetupState.AGREED and chosen is not None and chosen.starts_at <= by.now


class HowItWas(Record, table=True):
    """One person's face for one meetup. Nobody else sees it, not even the other side."""

    __tablename__ = "how_it_was"
    __table_args__ = (UniqueConstraint("meetup_id", "account_id", name="one_face"),)

    meetup_id: UUID = Field(foreign_key="meetup.id")
    account_id: UUID = Field(foreign_key="account.id", index=True)
    face: str = Field(sa_type=Sealed)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """One's own."""
        return change == Change.SAY_HOW_IT_WAS and self.account_id == viewer.account_id

    @classmethod
    def say(cls, meetup: Meetup, face: Face, *, by: "Viewer") -> "HowItWas":
        """Say how it was; the last one said counts. Raises Refused before it has begun, NotFound for who looks on."""
        mine = by.all(cls, cls.meetup_id == meetup.id)
        it = mine[0] if mine else cls(meetup_id=meetup.id, account_id=by.somebody, face=face)
        by.require(Change.SAY_HOW_IT_WAS, it)
        if meetup.side_of(by) is None or not has_begun(meetup, by):
            raise Refused(_("You can say it when you have met."))
        it.face = face
        return by.add(it)


class MeetupPhoto(Record, table=True):
    """A photo of a meetup, for the two of them: nobody around the youth sees it."""

    __tablename__ = "meetup_photo"

    meetup_id: UUID = Field(foreign_key="meetup.id", index=True)
    added_by: UUID = Field(foreign_key="account.id")
    width: int
    height: int
    file_key: UUID
    small_key: UUID | None = None

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """The youth and, while the tie holds, the family."""
        ours = and_(
            col(Meetup.family_id).in_(families_of(viewer)),
            Meetup.tie_holds(viewer.now, *(FAMILIES & viewer.roles)),
        )
        theirs = or_(col(Meetup.youth_id) == viewer.account_id, ours)
        return col(cls.meetup_id).in_(select(Meetup.id).where(theirs))

    def may(self, change: str, viewer: "Viewer") -> bool:
        """Either of the two adds, and takes away: also a photo that the other has added."""
        meetup = viewer.session.get_one(Meetup, self.meetup_id)
        both = meetup.side_of(viewer) is not None
        match change:
            case Change.ADD_PHOTO:
                return both and meetup.is_tied(viewer)
            case Change.REMOVE_PHOTO:
                return both
            case _:
                return False

    @classmethod
    def add(cls, meetup: Meetup, picture: Picture, *, by: "Viewer") -> "MeetupPhoto":
        """Keep a photo of a meetup. Raises Refused before it has begun, and when there are many."""
        photo = cls(
            meetup_id=meetup.id,
            added_by=by.somebody,
            width=picture.width,
            height=picture.height,
            file_key=UUID(int=0),
        )
        by.require(Change.ADD_PHOTO, photo)
        by.hold(meetup)
        if not has_begun(meetup, by):
            raise Refused(_("You can add photos when you have met."))
        if by.count(cls, cls.meetup_id == meetup.id) >= MOST_PHOTOS:
            raise Refused(_("There are %(most)s photos already. Take one away first.", most=MOST_PHOTOS))
        photo.file_key = keep(picture.content, by.session)
        photo.small_key = keep(picture.small, by.session) if picture.small else None
        return by.add(photo)

    def remove(self, *, by: "Viewer") -> None:
        """Take the photo away, from both phones and from the store."""
        by.require(Change.REMOVE_PHOTO, self)
        forget_later(by.session, [key for key in (self.file_key, self.small_key) if key])
        by.session.delete(self)
