"""Follow-ups come by the rhythm, whatever the clocks and the months do; notes are for those who look after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from app.demo.cast import id_of
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.errors import Refused
from app.placement.follow_ups import FollowUp, PlacementNote, follow_up
from app.placement.models import Placement, PlacementState
from app.placement.pages import late, stays
from tests.cast import SLUGS
from tests.conftest import ViewerOf


def living(session: Session, since: date, due: date | None = None) -> Placement:
    placement = Placement(
        youth_id=id_of("youth-hosted"),
        family_id=id_of("family:host-family"),
        state=PlacementState.LIVING,
        lived_there_from=since,
        next_follow_up=due or since + timedelta(days=7),
    )
    session.add(placement)
    session.commit()
    return placement


@pytest.mark.parametrize(
    ("since", "held", "then"),
    [
        (date(2027, 3, 1), date(2027, 3, 22), date(2027, 3, 29)),  # the clocks go forward on the 28th
        (date(2027, 3, 1), date(2027, 3, 28), date(2027, 4, 4)),
        (date(2026, 10, 1), date(2026, 10, 25), date(2026, 11, 1)),  # the clocks go back on the 25th
        (date(2027, 1, 4), date(2027, 3, 1), date(2027, 3, 8)),  # the last of the eight weeks
        (date(2027, 1, 4), date(2027, 3, 2), date(2027, 3, 16)),
        (date(2027, 1, 4), date(2027, 6, 21), date(2027, 7, 5)),  # the last of week 24
        (date(2027, 1, 4), date(2027, 6, 22), date(2027, 7, 22)),
        (date(2027, 1, 4), date(2028, 1, 31), date(2028, 3, 1)),  # over the end of a leap February
        (date(2026, 1, 4), date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_the_next_one_is_set_by_days(session: Session, since: date, held: date, then: date):
    placement = living(session, since)
    with clock.freeze(
        datetime.combine(held, datetime.min.time(), clock.COPENHAGEN) + timedelta(hours=23, minutes=30)
    ):
        follow_up(placement, held, by=load_viewer(session, id_of("supervisor"), clock.now()))
    assert placement.next_follow_up == then


@pytest.mark.parametrize(
    ("now", "over"),
    [  # due on Sunday 28 March 2027, the night the clocks go forward
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), 0),  # half past midnight on the day itself
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), 0),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), 1),  # midnight, an hour earlier by the sun
        (datetime(2027, 3, 30, 21, 59, tzinfo=UTC), 2),
    ],
)
def test_it_is_late_from_the_midnight_after_its_day_in_copenhagen(session: Session, now: datetime, over: int):
    living(session, date(2027, 3, 1), date(2027, 3, 28))
    for slug in ("supervisor", "caseworker"):
        with clock.freeze(now):
            viewer = load_viewer(session, id_of(slug), now)
            (stay,) = stays(viewer)
            assert (stay.days_over, stay.is_over, late(viewer)) == (over, over > 0, int(over > 0)), slug


def test_a_meeting_written_down_late_does_not_call_the_next_one_earlier(
    session: Session, viewer_of: ViewerOf
):
    today = clock.today()
    placement = living(session, today - timedelta(days=40))
    follow_up(placement, today, by=viewer_of("supervisor"))
    follow_up(placement, today - timedelta(days=20), by=viewer_of("supervisor"))
    assert placement.next_follow_up == today + timedelta(days=7)
    for day in (today + timedelta(days=1), today - timedelta(days=41)):
        with pytest.raises(Refused):
            follow_up(placement, day, by=viewer_of("supervisor"))


def test_what_was_agreed_all_read_and_notes_those_who_look_after(session: Session, viewer_of: ViewerOf):
    placement = living(session, clock.today() - timedelta(days=5))
    follow_up(placement, clock.today(), "Sover dårligt", "Lektier før mad", by=viewer_of("supervisor"))
    session.flush()
    all_around = {"youth-hosted", "host-family", "caseworker", "supervisor"}
    assert {slug for slug in SLUGS if viewer_of(slug).all(FollowUp)} == all_around
    assert {slug for slug in SLUGS if viewer_of(slug).all(PlacementNote)} == {"caseworker", "supervisor"}
