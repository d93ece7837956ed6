"""Devices: a phone that somebody signed in on, known again by a cookie."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col

from app.kit.record import Record, UtcDateTime


class Device(Record, table=True):
    """A phone or computer of an account."""

    account_id: UUID = Field(foreign_key="account.id", index=True)
    token_hash: str = Field(unique=True)
    pin_hash: str | None = None
    tries: int = 0
    waits_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    locked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    label: str = ""
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def visible_to(cls, viewer: Any) -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id
