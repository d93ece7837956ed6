"""Interpreters who would rather not take a booking."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, UniqueConstraint, false
from sqlmodel import Field

from app.kit.record import Record


class BookingPass(Record, table=True):
    """An interpreter who passed a booking on. No reason is kept."""

    __tablename__ = "booking_pass"
    __table_args__ = (UniqueConstraint("booking_id", "account_id", name="passed_once"),)

    booking_id: UUID = Field(foreign_key="booking.id")
    account_id: UUID = Field(foreign_key="account.id")
    by_other: bool = False  # the times they offered fitted nobody

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Nobody: who passed is not told."""
        return false()
