"""Every route × everybody of the cast: who gets an answer, and for whom it isn't there (404).

`access.txt` beside this file is the table, read by people against domain.md's matrix. A route without a line in it
fails. Write it anew with SAMMEN_WRITE_ACCESS=1, then read what changed.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, true
from sqlmodel import Session, col, select

from app.bookings.kinds import State as BookingState
from app.bookings.models import Booking
from app.finding.sheets_kept import Kept, keep
from app.finding.sheets_read import read
from app.friendship.after.ending import Farewell
from app.friendship.after.first import FirstMeeting
from app.friendship.after.looks import Look
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.sounds import StatementSound
from app.friendship.models import FriendshipRequest
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState
from app.handover.absence import Absence
from app.handover.models import Handover
from app.identity.models import Grant
from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock, storage
from app.kit.record import new_id
from app.meetups.after import MeetupPhoto
from app.meetups.guests import Guest
from app.meetups.models import Meetup
from app.meetups.plan import MeetupState
from app.meetups.wishes import Wish
from app.messaging.checks import Check
from app.messaging.kinds import CheckState
from app.messaging.models import Attachment, Conversation, Message
from app.messaging.queries import Query
from app.messaging.sheets import Work
from app.people.ties import Tie
from app.placement.models import Placement
from app.placement.plan import PlanGoal, PlanStep
from app.placement.talks import PlacementTalk
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.house.test_locks import UNGUARDED, walk

TABLE = Path(__file__).with_name("access.txt")
NOBODY = "nobody"
PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
# Signing in and out, the demo and files of the installed app: open to all, tested where they live.
OPEN = re.compile(
    r"^(health|demo|pwa|sign_in|sign_out|passwords|welcome|language|accessibility|kept|help|static)\b"
)


def _first(session: Session, table: Any, *where: Any) -> Any:
    return session.exec(select(table.id).where(*where).order_by(table.id)).first() or new_id()


def _sheet(session: Session) -> Any:
    """A sheet of families that a coordinator looked at."""
    coordinator = load_viewer(session, id_of("coordinator-rk"), clock.now())
    return keep(Kept(id_of("rk"), read(b"Name;Phone\nHolm;22334455\n")), coordinator)


def rows(session: Session) -> dict[str, Any]:
    """One row of each kind, all about `youth-matched` where there is one, else about whom it is named after."""
    matched, adult, waiting = id_of("youth-matched"), id_of("youth-adult"), id_of("youth-waiting")
    asked = session.exec(select(Query.conversation_id).where(Query.youth_id == adult)).first()
    return {
        "youth_id": matched,
        "account_id": id_of("family"),
        "family_id": id_of("family:family"),
        "conversation_id": _first(
            session,
            Conversation,
            Conversation.youth_id == matched,
            Conversation.family_id == id_of("family:family"),
        ),
        "attachment_id": _first(session, Attachment, Attachment.conversation_id == asked),
        "query_id": _first(session, Query, Query.youth_id == waiting),
        "meetup_id": _first(session, Meetup, Meetup.youth_id == matched, Meetup.state == MeetupState.OFFERED),
        "photo_id": _first(session, MeetupPhoto),
        "guest_id": _first(session, Guest, Guest.role == Role.CONTACT),
        "wish_id": _first(session, Wish, Wish.youth_id == matched),
        "request_id": _first(session, FriendshipRequest, FriendshipRequest.youth_id == matched),
        "proposal_id": _first(session, Proposal, Proposal.state == ProposalState.OPEN),
        "first_id": _first(session, FirstMeeting, col(FirstMeeting.closed_at).is_(None)),
        "look_id": _first(session, Look, Look.youth_id == matched),
        "farewell_id": _first(session, Farewell, col(Farewell.closed_at).is_(None)),
        "tie_id": _first(session, Tie, Tie.youth_id == matched, Tie.account_id == id_of("caseworker")),
        "grant_id": _first(session, Grant, col(Grant.account_id) == id_of("family")),
        "placement_id": _first(session, Placement, Placement.youth_id == id_of("youth-hosted")),
        "talk_id": _first(session, PlacementTalk, PlacementTalk.youth_id == id_of("youth-hosted")),
        "goal_id": _first(session, PlanGoal, PlanGoal.youth_id == id_of("youth-hosted")),
        "step_id": _first(session, PlanStep, PlanStep.doer == Role.YOUTH),
        "guide": "homesick",
        "message_id": _first(session, Message, Message.conversation_id == asked),
        "check_id": _first(session, Check, Check.state == CheckState.TAKEN),
        "work_id": _first(session, Work, Work.account_id == id_of("interpreter-ti")),
        "question": "interests",
        "agreement_id": _first(session, Agreement, Agreement.youth_id == matched),
        "number": 1,
        "key": "often",
        "code": "da",
        "topic": "school",
        "paper": "bank",
        "handover_id": _first(session, Handover, Handover.youth_id == matched),
        "absence_id": _first(session, Absence),
        "sound_id": _sound(session),
        "sheet_id": _sheet(session),
        "booking_id": _first(
            session, Booking, Booking.state == BookingState.AGREED, Booking.youth_id == matched
        ),
        "meeting_id": id_of("meeting:9"),
        "kind": "friendship-family",
        "form": "csv",
    }


def _sound(session: Session) -> Any:
    """A statement that somebody of the Red Cross has read aloud."""
    sound = StatementSound(
        organisation_id=id_of("rk"),
        language="da",
        print="-",
        made_by=id_of("coordinator-rk"),
        media_type="audio/mp4",
        size=1,
        ready=True,
        file_key=storage.store(b"-"),
    )
    session.add(sound)
    session.flush()
    return sound.id


def routes(app: FastAPI) -> list[tuple[str, str, str]]:
    """Method, name and path of every guarded route whose rows belong to somebody."""
    return [
        (method, route.name, route.path)
        for route in walk(app.routes)
        if route.name not in UNGUARDED and not OPEN.match(route.name)
        for method in sorted(route.methods)
    ]


def table() -> dict[str, set[str]]:
    lines = (line.split(":") for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {route.strip(): set(who.split()) for route, who in lines}


@pytest.fixture
def ask(
    app: FastAPI, client_of: ClientOf, session: Session, db_connection: Connection
) -> Callable[[str], set[str]]:
    """Ask every route as somebody; the names of those that answered. What was changed is taken back each time."""
    given = rows(session)

    def answers(slug: str) -> set[str]:
        client = client_of("" if slug == NOBODY else slug)
        answered = set()
        for method, name, path in routes(app):
            address = PARAMETER.sub(lambda found: str(given.get(found[1], new_id())), path)
            before = db_connection.begin_nested()
            answer = client.request(method, address, headers={"sec-fetch-site": "same-origin"})
            before.rollback()
            assert answer.status_code < 500, f"{method} {address} answered {answer.status_code}"
            turned_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            if answer.status_code != 404 and not turned_away:
                answered.add(f"{method} {name}")
        return answered

    return answers


@pytest.mark.parametrize("db_engine", ["sqlite_town", "postgres_town"], indirect=True)
@pytest.mark.parametrize("slug", [NOBODY, *SLUGS])
def test_each_sees_what_is_theirs_and_nothing_else(ask: Callable[[str], set[str]], slug: str) -> None:
    wanted = {route for route, who in table().items() if slug in who}
    assert ask(slug) == wanted


@pytest.mark.parametrize("db_engine", ["sqlite_town"], indirect=True)
def test_a_row_shown_to_everybody_is_found(
    ask: Callable[[str], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Meetup, "visible_to", classmethod(lambda _cls, _viewer: true()))
    wanted = {route for route, who in table().items() if "youth-elsewhere" in who}
    assert ask("youth-elsewhere") - wanted >= {"GET meetups.show"}


def test_every_route_has_a_line_in_the_table(app: FastAPI) -> None:
    assert {f"{method} {name}" for method, name, _ in routes(app)} == set(table())


@pytest.mark.skipif(not os.environ.get("SAMMEN_WRITE_ACCESS"), reason="writes the table only when told to")
@pytest.mark.parametrize("db_engine", ["sqlite_town"], indirect=True)
def test_write_the_table(app: FastAPI, ask: Callable[[str], set[str]]) -> None:
    seen = {slug: ask(slug) for slug in (NOBODY, *SLUGS)}
    lines = [
        f"{method} {name}: {' '.join(slug for slug in seen if f'{method} {name}' in seen[slug])}".rstrip()
        for method, name, _ in routes(app)
    ]
    TABLE.write_text("# Route: who gets an answer. See test_access.py.\n" + "\n".join(lines) + "\n")
