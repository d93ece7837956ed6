"""Who is told, by which ways, when, and in which words."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from py_vapid import Vapid02  # type: ignore[import-untyped]
from sqlmodel import Session, select

from app.demo.cast import CAST, id_of
from app.identity import sessions
from app.kit import clock
from app.kit.jobs import Job, run_due
from app.messaging.opening import open_direct
from app.notifications import choices, push, subscriptions, telling
from app.notifications.deliveries import Delivery, State
from app.notifications.kinds import TEXTS, Channel, Kind, said
from app.notifications.subscriptions import Ended, PushSubscription
from app.people.models import Youth
from app.web import i18n
from tests.conftest import ClientOf, ViewerOf
from tests.notifications.conftest import PushService

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 23, tzinfo=UTC)
SLUG = "youth-new"


def at(moment: datetime) -> Any:
    return clock.freeze(moment)


def subscribed(client_of: ClientOf, service: PushService, slug: str = SLUG, path: str = "one") -> Any:
    client = client_of(slug)
    answer = client.post("/notifications/push", data=service.form(path))
    assert answer.status_code == 201, answer.text
    return client


def told(session: Session, kind: Kind = Kind.MEETUP, slug: str = SLUG) -> None:
    telling.tell(session, id_of(slug), kind, url="/meetups")
    session.commit()


def run(moment: datetime) -> None:
    with at(moment):
        while run_due():
            pass


def test_a_push_arrives_whole_in_the_readers_words(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    with at(NOON):
        subscribed(client_of, push_service)
        told(session)
    run(NOON + timedelta(seconds=5))
    (content,) = push_service.opened()
    assert content["title"] == said(Kind.MEETUP, next(one.language for one in CAST if one.slug == SLUG))
    assert content["tag"] == "meetup"
    assert content["url"] == "/meetups"
    heads, body = push_service.taken[0]
    assert heads["content-encoding"] == "aes128gcm"
    assert Vapid02.verify(heads["authorization"])
    assert len(body) > push.SIZE
    delivery = session.exec(select(Delivery)).one()
    assert (delivery.channel, delivery.state) == (Channel.PUSH, State.SENT)


def test_ten_at_once_ring_once(client_of: ClientOf, session: Session, push_service: PushService) -> None:
    with at(NOON):
        subscribed(client_of, push_service)
        for _ in range(10):
            told(session)
    run(NOON + timedelta(seconds=5))
    assert len(push_service.taken) == 1
    with at(NOON + timedelta(seconds=20)):
        told(session)
    run(NOON + timedelta(seconds=25))
    assert len(push_service.taken) == 1
    run(NOON + timedelta(seconds=90))
    assert len(push_service.taken) == 2


def test_the_night_is_quiet_and_the_morning_tells_once(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    with at(NIGHT):
        subscribed(client_of, push_service)
        told(session, Kind.MEETUP)
        told(session, Kind.FRIENDSHIP)
    run(NIGHT + timedelta(minutes=1))
    assert push_service.taken == []
    run(datetime(2026, 11, 26, 5, 59, tzinfo=UTC))
    assert push_service.taken == []
    run(datetime(2026, 11, 26, 6, 1, tzinfo=UTC))
    (content,) = push_service.opened()
    assert content["tag"] == "news"
    assert content["url"] == "/"


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-25T20:59", None),
        ("2026-11-25T21:00", "2026-11-26T06:00"),
        ("2026-11-26T05:59", "2026-11-26T06:00"),
        ("2026-11-26T06:00", None),
        ("2026-03-28T22:00", "2026-03-29T05:00"),  # the night summer time begins: an hour shorter
        ("2026-10-24T21:00", "2026-10-25T06:00"),  # the night it ends: an hour longer
    ],
)
def test_quiet_is_by_the_clock_on_the_wall(now: str, until: str | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    ends = choices.quiet_until(choices.NIGHT, moment)
    assert ends == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_quiet_within_a_day_ends_that_day() -> None:
    assert choices.quiet_until((12 * 60, 14 * 60), NOON) == NOON + timedelta(hours=2)
    assert choices.quiet_until(None, NIGHT) is None


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_told_nothing_more(
    client_of: ClientOf, session: Session, push_service: PushService, status: int
) -> None:
    push_service.answers = [(status, {})]
    with at(NOON):
        subscribed(client_of, push_service)
        told(session)
    run(NOON + timedelta(seconds=5))
    session.expire_all()
    one = session.exec(select(PushSubscription)).one()
    assert one.ended_because == Ended.GONE
    assert session.exec(select(Delivery)).one().state == State.ENDED
    with at(NOON + timedelta(hours=1)):
        told(session)
    run(NOON + timedelta(hours=1, seconds=5))
    assert len(push_service.taken) == 1


def test_a_busy_push_service_is_asked_again_when_it_says(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    push_service.answers = [(503, {"retry-after": "600"}), (429, {})]
    with at(NOON):
        subscribed(client_of, push_service)
        told(session)
    run(NOON + timedelta(seconds=5))
    run(NOON + timedelta(seconds=500))
    assert len(push_service.taken) == 1
    run(NOON + timedelta(seconds=620))
    run(NOON + timedelta(seconds=900))
    assert len(push_service.taken) == 3
    delivery = session.exec(select(Delivery)).one()
    assert (delivery.state, delivery.tries) == (State.SENT, 3)


def test_what_never_goes_out_is_seen_by_the_administrator(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    push_service.answers = [(500, {})] * 9
    with at(NOON):
        subscribed(client_of, push_service)
        told(session)
    for hours in range(1, 9):
        run(NOON + timedelta(hours=hours))
    assert len(push_service.taken) == 5
    page = client_of("admin").get("/deliveries")
    assert "500" in page.text
    assert client_of("caseworker").get("/deliveries").status_code == 404


def test_a_redirect_is_not_followed(client_of: ClientOf, session: Session, push_service: PushService) -> None:
    push_service.answers = [(307, {"location": f"{push_service.url}/elsewhere"})]
    with at(NOON):
        subscribed(client_of, push_service)
        told(session)
    run(NOON + timedelta(seconds=5))
    assert len(push_service.taken) == 1
    assert session.exec(select(Delivery)).one().state == State.FAILED


def test_who_signs_out_takes_the_phone_along(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    with at(NOON):
        client = subscribed(client_of, push_service)
        sessions.end(session, client.cookies["sammen_session"])
        session.commit()
        assert subscriptions.of(session, id_of(SLUG)) == []
        told(session)
    run(NOON + timedelta(seconds=5))
    assert push_service.taken == []


def test_the_next_person_on_a_phone_has_it_alone(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    with at(NOON):
        subscribed(client_of, push_service)
        subscribed(client_of, push_service, "family")
        told(session)
    run(NOON + timedelta(seconds=5))
    assert push_service.taken == []


def test_nobody_takes_over_a_phone_whose_keys_they_do_not_have(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    subscribed(client_of, push_service)
    stolen = push_service.form() | {"auth": PushService().form()["auth"]}
    assert client_of("family").post("/notifications/push", data=stolen).status_code == 422
    assert subscriptions.of(session, id_of(SLUG))
    assert subscriptions.of(session, id_of("family")) == []


def test_switching_off_is_for_this_browser_alone(
    client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    subscribed(client_of, push_service)
    subscribed(client_of, push_service, path="two").delete("/notifications/push")
    assert len(subscriptions.of(session, id_of(SLUG))) == 1


def test_a_choice_holds(client_of: ClientOf, session: Session, push_service: PushService) -> None:
    with at(NOON):
        client = subscribed(client_of, push_service)
        answer = client.post("/notifications", data={"message": "push", "starts": "22:00", "ends": "07:00"})
        assert answer.status_code == 303
        told(session)
    run(NOON + timedelta(seconds=5))
    assert push_service.taken == []
    assert choices.quiet_of(session, id_of(SLUG)) is None


def test_what_was_seen_meanwhile_is_not_told(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session, push_service: PushService
) -> None:
    with at(NOON):
        subscribed(client_of, push_service, "caseworker")
        said_by, reader = viewer_of("youth-adult"), viewer_of("caseworker")
        conversation = open_direct_of(said_by)
        seq = conversation.say("hello", by=said_by)
        session.commit()
        conversation.mark_seen(seq, by=reader)
        session.commit()
    run(NOON + timedelta(seconds=5))
    assert push_service.taken == []


def open_direct_of(viewer: Any) -> Any:
    return open_direct(viewer, viewer.find(Youth, id_of("youth-adult")), account_id=id_of("caseworker"))


@pytest.mark.parametrize("code", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_the_words_are_of_the_list_and_in_the_readers_script(kind: str, code: str) -> None:
    words = said(kind, code)
    assert words == i18n.catalog(code).gettext(TEXTS[kind])
    assert not any(one.name in words for one in CAST)
    if i18n.LANGUAGES[code].script != "latn" and words != TEXTS[kind]:
        assert re.findall(r"[A-Za-z]+", words) == []


def test_jobs_hold_no_words(session: Session) -> None:
    told(session)
    kinds = {job.kind for job in session.exec(select(Job))}
    assert "tell" in kinds
