"""What each of the two is asked after two yeses: the viewer's own answers, and nobody else's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col

from app.friendship import private
from app.friendship.after.ending import Farewell
from app.friendship.after.first import FirstMeeting
from app.friendship.after.looks import Look
from app.friendship.after.sides import side_of
from app.friendship.pages import agreeing
from app.friendship.states import Still
from app.identity.policy import Role
from app.identity.viewer import Viewer
from app.people.models import Family, Youth
from app.web.pages import url_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What a side is asked now: the ids of the pages that ask, where there is something to say."""

    meeting: UUID | None = None
    meeting_answer: str = ""
    again: bool = False  # it isn't their first
    look: UUID | None = None
    farewell: UUID | None = None
    word: str = ""  # from the other side
    asks_last: bool = False
    agreement: UUID | None = None
    to_agree: bool = False  # the agreement waits for this side

    @property
    def waits(self) -> bool:
        """Whether something is to be said."""
        asked = (self.meeting and not self.meeting_answer) or self.look or self.to_agree or self.asks_last
        return bool(asked)


NOTHING = Asked()
LATELY = timedelta(days=60)


def asked(viewer: Viewer, request_id: UUID) -> Asked:
    """What one of the two is asked about a request."""
    meeting = _newest(viewer, FirstMeeting, request_id, col(FirstMeeting.closed_at).is_(None))
    look, farewell = _newest(viewer, Look, request_id), _newest(viewer, Farewell, request_id)
    agreement = agreeing.of_request(viewer, request_id)
    own = private.own(viewer, [row.id for row in (meeting, look, farewell) if row])
    return Asked(
        meeting=meeting.id if meeting else None,
        meeting_answer=own.get(meeting.id, "") if meeting else "",
        again=bool(meeting and meeting.number > 1),
        look=look.id if look and farewell is None and look.id not in own else None,
        farewell=farewell.id if farewell else None,
        word=word_to(viewer, farewell) if farewell else "",
        asks_last=bool(farewell and is_open(viewer, farewell) and farewell.id not in own),
        agreement=agreement.id if agreement else None,
        to_agree=bool(agreement and agreeing.waits_for(viewer, agreement)),
    )


def _newest(viewer: Viewer, table: Any, request_id: UUID, *where: Any) -> Any | None:
    rows = viewer.all(table, table.request_id == request_id, *where, order_by=col(table.created_at))
    return rows[-1] if rows else None


def last_of(viewer: Viewer) -> Asked | None:
    """How the youth's last friendship ended, for a while."""
    lately = viewer.now - LATELY
    rows = viewer.all(
        Farewell,
        Farewell.youth_id == viewer.account_id,
        col(Farewell.created_at) > lately,
        order_by=col(Farewell.created_at),
    )
    return asked(viewer, rows[-1].request_id) if rows else None


def word_to(viewer: Viewer, farewell: Farewell) -> str:
    """The kind word of whoever ended it, for the other side."""
    return "" if side_of(farewell, viewer) == farewell.by_side else farewell.word or ""


def is_open(viewer: Viewer, farewell: Farewell) -> bool:
    """Whether the two still know each other, to meet one last time."""
    return farewell.closed_at is None and farewell.until is not None and farewell.until > viewer.now


def partner(viewer: Viewer, row: Any) -> str:
    """Who the other side is, as the two call each other."""
    table, key, name = (
        (Family, row.family_id, Family.name)
        if side_of(row, viewer) == "youth"
        else (Youth, row.youth_id, Youth.name)
    )
    found = viewer.first(viewer.rows(table, name).where(col(table.id) == key))
    if found is None:
        return ""
    name_known = str(found.name)
    return name_known if table is Family else name_known.split(maxsplit=1)[0]


def back(viewer: Viewer) -> str:
    """The list these pages belong to."""
    return url_for("requests.show" if viewer.is_(Role.YOUTH) else "proposals.index")


@dataclass(frozen=True, slots=True)
class Course:
    """What the coordinator sees of it: how many have answered, not what; what the two want them to know."""

    answered: int = 0  # of two, after the first meeting
    number: int = 0
    youth_says: Still | None = None
    family_says: Still | None = None
    looked_at: Any = None
    agreement: UUID | None = None
    wants_to_talk: bool = False


def course(viewer: Viewer, request_id: UUID) -> Course:
    """For the page of one request. Only what has changed and the wish to talk reach the coordinator."""
    meeting = _newest(viewer, FirstMeeting, request_id, col(FirstMeeting.closed_at).is_(None))
    look = _newest(viewer, Look, request_id)
    agreement = agreeing.of_request(viewer, request_id)
    looks = private.said(viewer.session, look.id) if look else {}
    told = {side: Still(says) for side, says in looks.items() if says in {Still.CHANGED, Still.TALK}}
    return Course(
        answered=len(private.said(viewer.session, meeting.id)) if meeting else 0,
        number=meeting.number if meeting else 0,
        youth_says=told.get("youth"),
        family_says=told.get("family"),
        looked_at=look.created_at if look else None,
        agreement=agreement.id if agreement else None,
        wants_to_talk=bool(agreement and agreement.talk_wanted_at and not agreement.talk_at),
    )
