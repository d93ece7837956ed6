"""The private calendar address of somebody who meets: a token that opens their meetups, and nothing else."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Field, col, select

from app.identity.policy import FAMILIES, Change, Role
from app.identity.sessions import hash_token, make_token
from app.identity.viewer import load_viewer
from app.kit.errors import NotFound
from app.kit.record import Record

if TYPE_CHECKING:
    from app.identity.viewer import Viewer

MEETING = FAMILIES | {Role.YOUTH}


class CalendarFeed(Record, table=True):
    """One address per account. Kept as a hash: it is shown once, when it is made."""

    __tablename__ = "calendar_feed"

    account_id: UUID = Field(foreign_key="account.id", unique=True)
    token_hash: str = Field(unique=True)

    @classmethod
    def visible_to(cls, viewer: "Viewer") -> ColumnElement[bool]:
        """One's own."""
        return col(cls.account_id) == viewer.account_id

    def may(self, change: str, viewer: "Viewer") -> bool:
        """One's own, for those who meet: a professional's calendar elsewhere would gather many youths."""
        return change == Change.FEED and self.account_id == viewer.account_id and viewer.is_(*MEETING)


def open_feed(*, by: "Viewer") -> str:
    """Make an address, and end the one before; the answer is the token, told this once."""
    close_feed(by=by)
    if by.account_id is None:
        raise NotFound
    token = make_token()
    feed = CalendarFeed(account_id=by.account_id, token_hash=hash_token(token))
    by.require(Change.FEED, feed)
    by.add(feed)
    return token


def close_feed(*, by: "Viewer") -> None:
    """End the address: calendars that use it get nothing from now on."""
    for feed in by.all(CalendarFeed):
        by.require(Change.FEED, feed)
        by.session.delete(feed)
    by.session.flush()


def owner_of(token: str, caller: "Viewer") -> "Viewer":
    """Whose address this is, looking now. Raises NotFound.

    The token is what lets in, as a cookie is elsewhere, so nobody is asked whether they may see the row.
    """
    account_id = caller.session.exec(
        select(CalendarFeed.account_id).where(CalendarFeed.token_hash == hash_token(token))
    ).first()
    viewer = load_viewer(caller.session, account_id, caller.now) if account_id else caller
    if account_id is None or not viewer.is_(*MEETING):
        raise NotFound
    return viewer
