"""A year of life in the town: requests and questions to interpreters, through the same verbs as anybody's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from sqlmodel import Session

from app.demo.cast import id_of
from app.demo.letters import letter
from app.friendship.models import FriendshipRequest
from app.friendship.private import SIDES, PrivateAnswer
from app.friendship.proposals import Proposal
from app.friendship.states import ProposalState, RequestState
from app.friendship.steps import RequestStep
from app.identity.policy import Role
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from app.messaging.kinds import Topic
from app.messaging.queries import Query
from app.people.models import Family, Youth
from app.people.ties import Tie


@contextmanager
def someone(session: Session, slug: str, days_ago: float, hour: int = 16) -> Iterator[Viewer]:
    """Be somebody of the town at an hour of an earlier day."""
    day = (clock.now() - timedelta(days=days_ago)).astimezone(clock.COPENHAGEN).date()
    moment = min(datetime.combine(day, time(hour, 12), clock.COPENHAGEN), clock.now() - timedelta(minutes=20))
    with clock.freeze(moment):
        yield load_viewer(session, id_of(slug), clock.now())
        session.flush()


def lay_stand_in(session: Session) -> None:
    """One of the interpreters is ill, and somebody stands in."""
    stood_for = next(
        tie for tie in _ties(session, "youth-adult") if tie.role == Role.INTERPRETER and tie.account_id
    )
    session.add(
        Tie(
            youth_id=stood_for.youth_id,
            account_id=id_of("interpreter-ti-2"),
            role=Role.INTERPRETER,
            starts_at=clock.in_days(-3),
            ends_at=clock.in_days(11),
            stands_in_for=stood_for.id,
        )
    )
    session.flush()


def _ties(session: Session, slug: str) -> list[Tie]:
    return load_viewer(session, id_of(slug), clock.now()).all(Tie, Tie.youth_id == id_of(slug))


ANSWERS = {
    "interests": ["football", "cooking", "music"],
    "hopes": ["language", "friends"],
    "often": "weekly",
}
# What those who wait would like, besides: no two ask for the same.
WISHES: dict[str, dict[str, object]] = {
    "town-youth-6": {"interests": ["football", "gaming", "cycling"], "family": ["my-age"], "times": ["saturday-day", "sunday-day"], "languages": ["ti", "en"]},
    "town-youth-7": {"interests": ["cooking", "drawing"], "family": ["small", "near"], "times": ["wednesday-evening", "friday-evening"], "languages": ["ar"]},
    "town-youth-8": {"interests": ["reading", "films", "cooking"], "family": ["no-children"], "animals": "no-dogs", "times": ["sunday-day"], "languages": ["fa_AF", "en"]},
    "town-youth-9": {"interests": ["swimming", "cycling", "nature"], "family": ["couple", "near"], "often": "now-and-then", "times": ["saturday-day"], "languages": ["da"]},
    "town-youth-10": {"interests": ["music", "gaming"], "family": ["my-age", "near"], "times": ["monday-evening", "saturday-day"], "languages": ["ti"]},
    "town-youth-12": {"interests": ["football", "training", "cooking"], "family": ["my-age", "couple"], "animals": "no", "times": ["sunday-day"], "languages": ["ar", "en"]},
}  # fmt: skip


def lay_requests(session: Session) -> None:
    """A request that the gate holds, an active friendship, and a queue in every state."""
    with someone(session, "youth-waiting", 21) as youth:
        held = FriendshipRequest.begin(youth.find(Youth, id_of("youth-waiting")), by=youth)
        held.fill("interests", ["cricket", "cycling"], by=youth)
        held.send(by=youth)
    _path(session, "youth-matched", "family", RequestState.ACTIVE, 340)
    _path(session, "youth-adult", "mfi-family", RequestState.ACTIVE, 640)
    matched = iter(n for n in range(20) if 5 <= n <= 10)
    for number in range(6):
        _path(
            session,
            f"town-youth-{number}",
            f"town-family:{next(matched)}",
            RequestState.ACTIVE,
            300 - number * 20,
        )
    for number, days in ((6, 48), (7, 31), (8, 12), (9, 5)):
        _path(session, f"town-youth-{number}", None, RequestState.SENT, days)
    for number, days in ((10, 40), (12, 26)):
        _path(session, f"town-youth-{number}", None, RequestState.LOOKING, days)
    _path(session, "town-youth-13", "town-family:0", RequestState.PROPOSED, 35)
    _path(session, "town-youth-14", None, RequestState.WITHDRAWN, 60)
    _path(session, "town-youth-15", "town-family:17", RequestState.ENDED, 290)


PATH = (
    (RequestState.SENT, 0),
    (RequestState.LOOKING, 6),
    (RequestState.PROPOSED, 20),
    (RequestState.FIRST_MEETING, 30),
    (RequestState.ACTIVE, 40),
    (RequestState.ENDED, 200),
)


def _path(session: Session, youth: str, family: str | None, state: RequestState, days: int) -> None:
    """A request and the steps it took, laid out as they were written then."""
    taken = state not in {RequestState.SENT, RequestState.WITHDRAWN}
    family_id = id_of(family if family and ":" in family else f"family:{family}") if family else None
    organisation = id_of("rk") if taken else None
    if taken and family_id:
        organisation = session.get_one(Family, family_id).organisation_id
    knows = state in {RequestState.FIRST_MEETING, RequestState.ACTIVE, RequestState.ENDED}
    request = FriendshipRequest(
        youth_id=id_of(youth),
        state=state,
        answers=ANSWERS | WISHES.get(youth, {}),
        created_at=clock.in_days(-days - 1),
        sent_at=clock.in_days(-days),
        organisation_id=organisation,
        coordinator_id=id_of("coordinator-rk") if organisation == id_of("rk") else None,
        taken_at=clock.in_days(-days + 6) if taken else None,
        family_id=family_id if knows else None,
    )
    session.add(request)
    session.flush()
    until = next((n for n, (reached, _) in enumerate(PATH) if reached == state), 0)
    steps = [*PATH[: until + 1]] if state != RequestState.WITHDRAWN else [PATH[0], (state, 9)]
    for reached, after in steps:
        if days - after < 0:
            continue
        session.add(
            RequestStep(
                request_id=request.id,
                youth_id=request.youth_id,
                state=reached,
                at=clock.in_days(-days + after),
                organisation_id=organisation if reached != RequestState.SENT else None,
            )
        )
    if family_id and until >= 2:
        proposal = Proposal(
            request_id=request.id,
            youth_id=request.youth_id,
            family_id=family_id,
            organisation_id=organisation,
            made_by=id_of("coordinator-rk"),
            state=ProposalState.BOTH_YES if knows else ProposalState.OPEN,
            created_at=clock.in_days(-days + 20),
        )
        session.add(proposal)
        if knows:
            session.add_all(
                PrivateAnswer(
                    about_id=proposal.id,
                    youth_id=proposal.youth_id,
                    family_id=proposal.family_id,
                    organisation_id=organisation,
                    side=side,
                    says="yes",
                    said_at=clock.in_days(-days + 21),
                )
                for side in SIDES
            )
    session.flush()


def lay_questions(session: Session) -> None:
    """Questions to interpreters: answered, taken, waiting a short and a long time."""
    with someone(session, "youth-matched", 40) as youth:
        answered = Query.ask(
            youth, Topic.LETTER, "ما معنى هذه الرسالة؟ هل يجب أن أذهب؟", pictures=(letter(),)
        )
    with someone(session, "interpreter-ar", 40, 18) as interpreter:
        answered.take(by=interpreter)
        answered.say("هذا موعد لاستلام بطاقتك الصحية. خذي معك بطاقة الإقامة.", by=interpreter)
    with someone(session, "youth-matched", 39) as youth:
        answered.say("شكرًا جزيلًا!", by=youth)
        answered.close(by=youth)
    with someone(session, "youth-waiting", 2) as youth:
        Query.ask(youth, Topic.SCHOOL, "معلم گفت یک کاغذ را امضا کنم. این چیست؟")
    with someone(session, "youth-hosted", 6) as youth:
        taken = Query.ask(youth, Topic.APPOINTMENT, "وقت داکتر به کدام روز است؟")
    with someone(session, "interpreter-prs", 6, 19) as interpreter:
        taken.take(by=interpreter)
    with someone(session, "youth-adult", 1) as youth:
        Query.ask(youth, Topic.HOME, "እዚ ደብዳበ ብዛዕባ ክራይ ገዛ ድዩ፧", pictures=(letter(),))
    for number in (0, 3):
        with someone(session, f"town-youth-{number}", 1 + number) as youth:
            Query.ask(youth, Topic.OTHER, "ሰላም፣ ሓደ ሕቶ ኣሎኒ።")
