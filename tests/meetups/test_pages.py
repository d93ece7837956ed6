"""The pages of meetups, as a browser sees them: offering, answering, wrong input, what isn't there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.kit import clock
from app.meetups.models import Meetup, MeetupTime
from app.meetups.plan import MeetupState
from app.people.models import Family, Tie, Youth
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import Offer, times_of

LOOKING_ON = ("mfi", "contact-person", "caseworker", "coordinator-rk")
OUTSIDE = ("youth-new", "family-free", "host-family", "caseworker-elsewhere", "caseworker-former", "interpreter-ar",
           "coordinator-drc", "supervisor", "steering", "admin", "safeguarding")  # fmt: skip


def form(days: int = 3, **more: object) -> dict[str, object]:
    day = (clock.today() + timedelta(days=days)).isoformat()
    return {
        "what": "cook",
        "venue": "Hos os",
        "hours": "2",
        "day1": [day, ""],
        "clock1": ["17:00", ""],
    } | more


def test_a_family_offers_and_the_youth_says_yes(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    family, youth = client_of("family"), client_of("youth-matched")
    answer = family.post("/meetups", data=form(note="Vi laver pizza"))
    assert answer.status_code == 303
    path = answer.headers["location"]
    page = youth.get(path).text
    assert "Cook together" in page
    assert "Vi laver pizza" in page
    (time,) = viewer_of("youth-matched").all(MeetupTime)
    assert str(time.id) in page
    answer = youth.post(f"{path}/acceptance", data={"time": str(time.id), "seen": "0"})
    assert answer.status_code == 303
    assert "Agreed" in family.get(path).text
    assert family.get(f"{path}.ics").status_code == 200


def test_a_double_tap_makes_one_offer(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    client, once = client_of("family"), str(uuid4())
    answers = [client.post("/meetups", data=form(once=once)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert viewer_of("family").count(Meetup) == 1


def test_a_youth_suggests_another_time(
    offer: Offer, client_of: ClientOf, viewer_of: ViewerOf, session
) -> None:
    meetup = offer("family")
    session.commit()
    youth = client_of("youth-matched")
    assert "Domkirken" in youth.get(f"/meetups/{meetup.id}/another").text
    answer = youth.post(f"/meetups/{meetup.id}/another", data=form(seen="0"))
    assert answer.status_code == 303
    newer = viewer_of("family").find(Meetup, answer.headers["location"].split("/")[-1])
    assert newer.replaces_id == meetup.id
    assert "Waiting for your answer" in client_of("family").get(f"/meetups/{newer.id}").text


def test_what_was_written_stays_when_something_isnt_right(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    client = client_of("family")
    wrong = form(note="Skat og kage", day2=["", "2026-03-29"], clock2=["", "02:30"], day1=["2001-01-01", ""])
    answer = client.post("/meetups", data=wrong)
    assert answer.status_code == 422
    for kept in ("Skat og kage", "Hos os", "This time has passed"):
        assert kept in answer.text
    assert viewer_of("family").count(Meetup) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"what": "dance"}, {"what": ""}, {"hours": "9"}, {"hours": "x"}, {"venue": "x" * 121}, {"note": "x" * 501},
     {"venue": "a\x00b"}, {"day1": [""], "clock1": [""]}, {"day1": ["next week"]}, {"clock1": ["late"]}],
)  # fmt: skip
def test_wrong_input_is_told_and_nothing_is_done(wrong, client_of: ClientOf, viewer_of: ViewerOf) -> None:
    answer = client_of("family").post("/meetups", data=form(**wrong))
    assert answer.status_code == 422
    assert "banner-warn" in answer.text
    assert viewer_of("family").count(Meetup) == 0


def test_bidi_controls_dont_reach_the_page(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    client_of("family").post("/meetups", data=form(venue="Torvet\u202egnp.exe"))
    (meetup,) = viewer_of("family").all(Meetup)
    assert meetup.venue == "Torvetgnp.exe"


def test_an_offer_to_somebody_elses_tie_isnt_there(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    (foreign,) = viewer_of("host-family").all(Tie)[:1]
    for tie in (str(foreign.id), str(uuid4()), "x"):
        assert client_of("family").post("/meetups", data=form(tie=tie)).status_code == 404


def test_the_yes_that_came_too_late_reads_why(
    offer: Offer, client_of: ClientOf, viewer_of: ViewerOf, session
) -> None:
    meetup = offer("family")
    youth = viewer_of("youth-matched")
    time = times_of(youth, meetup)[0]
    meetup.cancel("Vi er syge", seen=0, by=viewer_of("family"))
    session.commit()
    answer = client_of("youth-matched").post(
        f"/meetups/{meetup.id}/acceptance", data={"time": str(time.id), "seen": "0"}
    )
    assert answer.status_code == 422
    assert "called off a moment ago" in answer.text
    assert "Vi er syge" in answer.text
    assert viewer_of("youth-matched").find(Meetup, meetup.id).state == MeetupState.CANCELLED


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 20, "٣"])
def test_a_stale_or_broken_page_does_nothing(
    seen: str, offer: Offer, client_of: ClientOf, viewer_of: ViewerOf, session
) -> None:
    meetup = offer("family")
    session.commit()
    for verb in ("cancellation", "refusal"):
        slug = "family" if verb == "cancellation" else "youth-matched"
        assert client_of(slug).post(f"/meetups/{meetup.id}/{verb}", data={"seen": seen}).status_code == 422
    assert viewer_of("family").find(Meetup, meetup.id).state == MeetupState.OFFERED


@pytest.mark.parametrize("slug", OUTSIDE)
def test_for_others_nothing_is_there(
    slug: str, offer: Offer, client_of: ClientOf, viewer_of: ViewerOf, session
) -> None:
    meetup = offer("family")
    time = times_of(viewer_of("youth-matched"), meetup)[0]
    session.commit()
    client, path = client_of(slug), f"/meetups/{meetup.id}"
    for page in (path, f"{path}/another", f"{path}.ics"):
        assert client.get(page).status_code == 404
    for verb, data in (
        ("acceptance", {"time": str(time.id)}),
        ("refusal", {}),
        ("cancellation", {}),
        ("another", form()),
    ):
        assert client.post(f"{path}/{verb}", data=data | {"seen": "0"}).status_code == 404
    listed = client.get("/meetups")
    assert listed.status_code == 404 or str(meetup.id) not in listed.text


@pytest.mark.parametrize("slug", LOOKING_ON)
def test_those_around_the_youth_look_on(slug: str, offer: Offer, client_of: ClientOf, session) -> None:
    meetup = offer("family")
    session.commit()
    client = client_of(slug)
    assert "Yara Haddad" in client.get("/meetups").text
    page = client.get(f"/meetups/{meetup.id}").text
    assert "/acceptance" not in page
    assert ("/cancellation" in page) == (slug != "mfi")
    assert client.get(f"/meetups/{meetup.id}/another").status_code == 404


def test_a_person_who_is_mfi_and_friend_meets_as_a_friend(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    answer = client_of("mfi").post("/meetups", data=form())
    assert answer.status_code == 303
    (meetup,) = viewer_of("youth-adult").all(Meetup)
    assert meetup.family_id == id_of("family:mfi-family")


@pytest.mark.parametrize("slug", ["youth-new", "family-free"])
def test_who_knows_nobody_yet_is_told_what_to_do(slug: str, client_of: ClientOf) -> None:
    client = client_of(slug)
    assert 'class="empty"' in client.get("/meetups").text
    assert 'class="empty"' in client.get("/meetups/new").text
    assert client.post("/meetups", data=form()).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/meetups/x", "/meetups/x.ics", "/meetups/0197f0e0-0000-7000-8000-000000000000", "/meetups/x/another"],
)
def test_an_unknown_meetup_is_404(path: str, client_of: ClientOf) -> None:
    assert client_of("family").get(path).status_code == 404


def test_a_family_of_two_youths_chooses_whom(client_of: ClientOf, viewer_of: ViewerOf, session) -> None:
    from app.identity.policy import Role

    tie = Tie(
        youth_id=id_of("youth-new"),
        family_id=id_of("family:family"),
        role=Role.FRIEND,
        starts_at=clock.in_days(-1),
    )
    session.add(tie)
    session.commit()
    client = client_of("family")
    assert client.post("/meetups", data=form()).status_code == 422
    assert client.post("/meetups", data=form(tie=str(tie.id))).status_code == 303
    assert viewer_of("youth-new").count(Meetup) == 1
    assert viewer_of("youth-matched").count(Meetup) == 0
    assert session.get(Family, tie.family_id)
    assert session.get(Youth, tie.youth_id)


@pytest.mark.parametrize("language", ["da", "ar", "fa_AF", "ti"])
def test_the_calendar_page_shows_the_address_once(language: str, client_of: ClientOf) -> None:
    client = client_of("youth-matched")
    client.cookies.set("sammen_language", language)
    made = client.post("/calendar")
    assert made.status_code == 200
    assert "/calendar/" in made.text
    assert ".ics" in made.text
    assert ".ics" not in client.get("/calendar").text
    assert client.post("/calendar/end").status_code == 303
