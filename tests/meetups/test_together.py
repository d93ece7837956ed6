"""The same again, times that may fit, how it was, photos, wishes, and a word to learn."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import select

from app.kit import clock, jobs, storage
from app.kit.clock import COPENHAGEN
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.meetups import afterwards, together, words
from app.meetups.after import HowItWas, MeetupPhoto
from app.meetups.free import SLOTS, FreeTimes, slot_of
from app.meetups.models import Meetup
from app.meetups.plan import Face, MeetupState, What
from app.meetups.suggest import Known, Week, suggestions
from app.meetups.wishes import Wish
from app.messaging.photos import prepare
from app.people.models import Tie
from app.translation import phrasebook
from app.web.i18n import LANGUAGES
from tests.cast import id_of
from tests.conftest import ClientOf, ViewerOf
from tests.meetups.conftest import Offer, agreed_in, times_of


def photo(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 700), colour).save(out, "JPEG")
    return out.getvalue()


def at(*when: int) -> datetime:
    """A moment as the clock in Copenhagen shows it."""
    year, month, day, hour, minute = (*when, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN)


# -- Once more -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "comes"),
    [
        (at(2026, 3, 22, 15), at(2026, 3, 29, 15)),  # over the night in March
        (at(2026, 10, 18, 15), at(2026, 10, 25, 15)),
        (at(2026, 1, 5, 17, 30), at(2026, 3, 23, 17, 30)),  # long ago: the next such weekday
    ],
)
def test_a_week_later_is_the_same_weekday_and_clock(was: datetime, comes: datetime) -> None:
    now = datetime(2026, 3, 20, 12, tzinfo=UTC) if was.month < 10 else datetime(2026, 10, 20, tzinfo=UTC)
    later = together.a_week_later(was.astimezone(UTC), now)
    assert later == comes.astimezone(UTC)


def test_the_same_next_week_is_one_tap_and_once(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    session.commit()
    paths = {
        client_of(slug).post(f"/meetups/{meetup.id}/again").headers["location"]
        for slug in ("family", "family-two", "family")
    }
    assert len(paths) == 1
    newer = viewer_of("youth-matched").find(Meetup, paths.pop().split("/")[-1])
    (time_,) = times_of(viewer_of("family"), newer)
    (before,) = times_of(viewer_of("family"), meetup)
    assert time_.starts_at.astimezone(COPENHAGEN).replace(tzinfo=None) == (
        before.starts_at.astimezone(COPENHAGEN).replace(tzinfo=None) + timedelta(days=7)
    )
    assert (newer.what, newer.venue, newer.state) == (meetup.what, meetup.venue, MeetupState.OFFERED)


def test_those_who_look_on_dont_offer_again(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    session.commit()
    for slug in ("contact-person", "coordinator-rk", "mfi", "family-free"):
        assert client_of(slug).post(f"/meetups/{meetup.id}/again").status_code == 404


# -- Times that may fit --------------------------------------------------------------------------------------------

moments = st.integers(0, 700 * 24 * 60).map(lambda minutes: at(2025, 1, 1, 12) + timedelta(minutes=minutes))
slots = st.frozensets(st.sampled_from(SLOTS))
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
aways = st.lists(st.tuples(days, days).map(lambda two: (min(two), max(two))), max_size=2).map(tuple)
weeks = st.builds(Week, slots, aways)


@given(st.tuples(weeks, weeks), st.lists(moments, max_size=8).map(tuple), st.frozensets(days), moments)
def test_what_is_suggested_is_free_for_both_and_never_when_away(two, met, taken, now: datetime) -> None:
    found = suggestions(Known(two, met, taken), now)
    there = [moment.astimezone(COPENHAGEN) for moment in found]
    assert len({moment.date() for moment in there}) == len(there) <= 3
    for moment in there:
        assert moment > now
        assert moment.date() not in taken
        for week in two:
            assert not week.free or slot_of(moment) in week.free
            assert not any(first <= moment.date() <= until for first, until in week.away)
    assert suggestions(Known(two[::-1], met[::-1], taken), now) == found, (
        "whose week comes first doesn't matter"
    )


def test_where_nothing_is_known_nothing_is_suggested() -> None:
    assert suggestions(Known(), clock.now()) == []


def test_what_worked_before_is_suggested_first() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    wednesdays = tuple(datetime(2026, 5, day, 15, 30, tzinfo=UTC) for day in (13, 20, 27))
    best = suggestions(Known(met=wednesdays), now)[0].astimezone(COPENHAGEN)
    assert (best.weekday(), best.time()) == (2, time(17, 30))


def test_free_times_are_kept_and_used_as_far_as_they_are_shown(
    viewer_of: ViewerOf, client_of: ClientOf
) -> None:
    client = client_of("family-two")
    assert client.get("/free-times").status_code == 200
    data = {"free": ["sat-morning"], "shown": "yes", "away_from": [""], "away_until": [""]}
    assert client.post("/free-times", data=data).status_code == 303
    youth = viewer_of("youth-matched")
    pair = id_of("youth-matched"), id_of("family:family")
    there = [it.astimezone(COPENHAGEN) for it in afterwards.suggested(youth, *pair)]
    assert {slot_of(one) for one in there} == {"sat-morning"}
    assert "These times may fit you both" in client_of("youth-matched").get("/meetups/new").text
    client.post("/free-times", data=data | {"shown": ""})
    assert afterwards.suggested(viewer_of("youth-matched"), *pair) == []
    assert afterwards.suggested(viewer_of("family"), *pair) != []


@pytest.mark.parametrize(
    "slug", ["youth-new", "host-family", "coordinator-rk", "caseworker", "family-free", "mfi"]
)
def test_the_week_of_others_is_not_seen(slug: str, viewer_of: ViewerOf) -> None:
    family = viewer_of("family")
    FreeTimes.of_viewer(family).tell(["mon-evening"], [], shown=True, by=family)
    assert viewer_of(slug).count(FreeTimes) == 0


def test_days_away_that_make_no_sense_are_told(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    client = client_of("youth-matched")
    for wrong in (
        {"away_from": ["2026-02-30"]},
        {"away_from": ["9999-12-31"]},
        {"away_from": [clock.today().isoformat()], "away_until": ["2020-01-01"]},
        {"free": ["x"]},
    ):
        assert client.post("/free-times", data=wrong).status_code == 422
    assert viewer_of("youth-matched").count(FreeTimes) == 0


def test_a_suggested_time_is_offered_by_its_tile(client_of: ClientOf, viewer_of: ViewerOf) -> None:
    day = (clock.today() + timedelta(days=3)).isoformat()
    answer = client_of("family").post("/meetups", data={"what": "walk", "picked": [f"{day}T10:00"]})
    assert answer.status_code == 303
    (meetup,) = viewer_of("family").all(Meetup)
    (time_,) = times_of(viewer_of("family"), meetup)
    assert time_.starts_at.astimezone(COPENHAGEN).time() == time(10)


# -- Afterwards ----------------------------------------------------------------------------------------------------


def test_how_it_was_is_ones_own(offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session, raw) -> None:
    meetup = agreed_in(offer, viewer_of, 1)
    session.commit()
    assert (
        client_of("youth-matched").post(f"/meetups/{meetup.id}/face", data={"face": "sad"}).status_code == 422
    )
    with clock.freeze(clock.in_days(1.2)):
        for face in (Face.SAD, Face.GOOD):
            HowItWas.say(meetup, face, by=viewer_of("youth-matched"))
        for slug in (
            "family",
            "family-two",
            "caseworker",
            "contact-person",
            "mfi",
            "coordinator-rk",
            "admin",
        ):
            assert viewer_of(slug).count(HowItWas) == 0
        assert viewer_of("youth-matched").all(HowItWas)[0].face == Face.GOOD
        session.commit()
        assert "good" not in str(raw("SELECT face FROM how_it_was"))
        for slug in ("caseworker", "contact-person"):
            with pytest.raises((Refused, NotFound)):
                HowItWas.say(meetup, Face.GOOD, by=viewer_of(slug))


def test_what_was_called_off_can_have_happened_after_all(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 1)
    meetup.cancel("Ill", seen=1, by=viewer_of("family"))
    session.commit()
    youth = client_of("youth-matched")
    assert "We did meet after all" not in youth.get(f"/meetups/{meetup.id}").text
    assert youth.post(f"/meetups/{meetup.id}/met", data={"seen": "2"}).status_code == 422
    with clock.freeze(clock.in_days(1.2)):
        together.met_after_all(meetup, seen=2, by=viewer_of("youth-matched"))
        assert (meetup.state, meetup.cancelled_by_side, meetup.cancel_word) == (
            MeetupState.AGREED,
            None,
            None,
        )


def test_nobody_had_said_yes_and_they_met(offer: Offer, viewer_of: ViewerOf) -> None:
    meetup = offer("family", 1, 3)
    with clock.freeze(clock.in_days(2)), pytest.raises(Refused):
        together.met_after_all(meetup, seen=0, by=viewer_of("youth-matched"))
    with clock.freeze(clock.in_days(4)):
        together.met_after_all(meetup, seen=0, by=viewer_of("youth-matched"))
        last = times_of(viewer_of("family"), meetup)[-1]
        assert meetup.chosen_time_id == last.id
    with clock.freeze(clock.in_days(4)), pytest.raises(NotFound):
        together.met_after_all(meetup, seen=1, by=viewer_of("caseworker"))


def test_photos_are_for_the_two_and_for_nobody_who_works_with_them(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 1)
    with clock.freeze(clock.in_days(1.2)):
        kept = MeetupPhoto.add(meetup, prepare(photo()), by=viewer_of("youth-matched"))
        session.commit()
        for slug in ("youth-matched", "family", "family-two"):
            answer = client_of(slug).get(f"/meetups/photos/{kept.id}?size=small")
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        for slug in (
            "mfi",
            "contact-person",
            "caseworker",
            "coordinator-rk",
            "family-free",
            "youth-new",
            "admin",
        ):
            assert client_of(slug).get(f"/meetups/photos/{kept.id}").status_code == 404
            assert client_of(slug).post(f"/meetups/photos/{kept.id}/away").status_code == 404
        with pytest.raises(NotFound):
            MeetupPhoto.add(meetup, prepare(photo()), by=viewer_of("caseworker"))


def test_a_photo_is_taken_away_by_either_and_its_file_goes(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 0.0001)
    session.commit()
    with clock.freeze(clock.in_days(0.1)):
        family, files = client_of("family"), {"photo": ("x.jpg", photo(), "image/jpeg")}
        assert family.post(f"/meetups/{meetup.id}/photos", files=files).status_code == 303
        (kept,) = viewer_of("youth-matched").all(MeetupPhoto)
        assert storage.fetch(kept.file_key)
        page = client_of("youth-matched").get(f"/meetups/{meetup.id}").text
        assert f"/meetups/photos/{kept.id}" in page
        assert client_of("youth-matched").post(f"/meetups/photos/{kept.id}/away").status_code == 303
        assert viewer_of("family").count(MeetupPhoto) == 0
        jobs.run_due()
        with pytest.raises(NotFound):
            storage.fetch(kept.file_key)


@pytest.mark.parametrize("files", [{}, {"photo": ("x.jpg", b"not a photo", "image/jpeg")}])
def test_what_is_no_photo_is_told(
    files, offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 0.0001)
    session.commit()
    with clock.freeze(clock.in_days(0.1)):
        answer = client_of("family").post(f"/meetups/{meetup.id}/photos", files=files)
        assert answer.status_code == 422
        assert client_of("mfi").post(f"/meetups/{meetup.id}/photos", files=files).status_code == 404


# -- To see them more ----------------------------------------------------------------------------------------------


def wished(session) -> int:
    """How often somebody was told since the last time."""
    told = session.exec(select(Job).where(Job.kind == "tell")).all()
    for job in told:
        session.delete(job)
    session.commit()
    return len(told)


def test_a_youth_would_like_to_see_them_more_and_the_family_reads_it_softly(
    viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    youth = viewer_of("youth-matched")
    (tie,) = youth.all(Tie, Tie.family_id == id_of("family:family"))
    client = client_of("youth-matched")
    assert client.post(f"/ties/{tie.id}/wish").status_code == 303
    assert wished(session) == 2
    assert "would be happy to see you more often" in client_of("family").get("/meetups").text
    assert client.post(f"/ties/{tie.id}/wish").status_code == 303
    assert wished(session) == 0, "once a month at most"
    (wish,) = viewer_of("youth-matched").all(Wish)
    assert client_of("family").post(f"/wishes/{wish.id}/away").status_code == 404
    assert client.post(f"/wishes/{wish.id}/away").status_code == 303
    assert "more often" not in client_of("family").get("/meetups").text
    client.post(f"/ties/{tie.id}/wish")
    assert wished(session) == 0, "taken back and said again is the same"
    assert viewer_of("family").count(Wish) == 1
    with clock.freeze(clock.in_days(31)):
        Wish.say(tie, by=viewer_of("youth-matched"))
        assert wished(session) == 2
    with clock.freeze(clock.in_days(100)):
        assert viewer_of("family").count(Wish) == 0, "an old wish isn't held up"


@pytest.mark.parametrize(
    "slug", ["contact-person", "caseworker", "mfi", "coordinator-rk", "family-free", "youth-new"]
)
def test_nobody_else_says_or_sees_a_wish(
    slug: str, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    (tie,) = viewer_of("youth-matched").all(Tie, Tie.family_id == id_of("family:family"))
    assert client_of(slug).post(f"/ties/{tie.id}/wish").status_code == 404
    Wish.say(tie, by=viewer_of("youth-matched"))
    assert viewer_of(slug).count(Wish) == 0


# -- A word to learn -----------------------------------------------------------------------------------------------


def test_every_activity_has_words_in_every_language() -> None:
    assert set(words.words()) == set(What)
    for of_one in words.words().values():
        assert len(of_one) >= 3
        for word in of_one:
            assert set(word.said) == set(LANGUAGES)
            for code in LANGUAGES:
                assert phrasebook.checked("meet.our_word", {"word": word.phrase(code)})


def test_each_week_has_another_word_the_same_for_both() -> None:
    monday = datetime(2026, 6, 1, 8, tzinfo=UTC)
    this, later = words.of_week(What.COOK, monday), words.of_week(What.COOK, monday + timedelta(days=6))
    assert this == later != words.of_week(What.COOK, monday + timedelta(days=7))


def test_the_word_goes_into_the_thread_as_a_phrase(
    offer: Offer, viewer_of: ViewerOf, client_of: ClientOf, session
) -> None:
    meetup = agreed_in(offer, viewer_of, 2)
    session.commit()
    youth = client_of("youth-matched")
    youth.post(f"/conversations/family/{id_of('family:family')}")
    page = youth.get(f"/meetups/{meetup.id}").text
    word = words.of_week(meetup.what, clock.now())
    assert word is not None
    assert word.danish in page
    assert word.in_("ar") in page
    shown = afterwards.shown(viewer_of("youth-matched"), meetup)
    preview = youth.get(
        "/phrases/meet.our_word", params={"to": str(shown.conversation_id), "value-word": word.phrase("ar")}
    )
    assert preview.status_code == 200
    assert "Vores ord til næste gang" in preview.text or "Our word for next time" in preview.text
