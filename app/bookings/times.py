"""The times of a booking: what was asked for, and what was offered instead. None is ever taken away."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement
from sqlmodel import Field, Session, col, select

from app.kit.record import Record, UtcDateTime
from app.meetups.plan import Times

if TYPE_CHECKING:
    from app.bookings.facts import BookingFacts
    from app.identity.viewer import Viewer


class BookingTime(Record, table=True):
    """A time that was asked for or offered, by whom, and when it stopped being one to choose."""

    __tablename__ = "booking_time"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="booking_ends_after_start"),)

    booking_id: UUID = Field(foreign_key="booking.id", index=True)
    youth_id: UUID = Field(foreign_key="youth.id")
    account_id: UUID = Field(foreign_key="account.id")
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    offered: bool = False  # by an interpreter, instead of the one that was asked for
    chosen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """Whoever sees the booking."""
        from app.bookings.models import Booking  # noqa: PLC0415  a booking stands on its times

        return col(cls.booking_id).in_(select(Booking.id).where(Booking.visible_to(viewer)))


def to_choose(session: Session, booking_id: UUID) -> list[BookingTime]:
    """The times that are offered now."""
    offered = select(BookingTime).where(
        BookingTime.booking_id == booking_id,
        col(BookingTime.offered).is_(True),
        col(BookingTime.closed_at).is_(None),
    )
    return [*session.exec(offered.order_by(col(BookingTime.starts_at)))]


def close_offer(session: Session, booking_id: UUID, at: datetime) -> None:
    """What is offered can't be chosen any more."""
    for time in to_choose(session, booking_id):
        time.closed_at = at


def put_down(booking: "BookingFacts", times: Times, by: "Viewer", *, offered: bool = False) -> None:
    """Keep the times that somebody asked for or offered."""
    for starts_at, ends_at in times:
        by.add(
            BookingTime(
                booking_id=booking.id,
                youth_id=booking.youth_id,
                account_id=by.somebody,
                offered=offered,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )
