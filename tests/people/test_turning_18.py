"""Custody ends at 00:00 in Copenhagen on the 18th birthday: winter, summer, and for those born on 29 February."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from app.identity.policy import Role
from app.kit import clock
from app.kit.clock import COPENHAGEN
from app.kit.errors import NotFound
from app.people.models import Tie, Youth
from app.people.pages import around, custody
from tests.cast import id_of
from tests.conftest import ViewerOf

MINUTE = timedelta(minutes=1)
BIRTHDAYS = [
    (date(2009, 1, 15), datetime(2027, 1, 14, 23, tzinfo=UTC)),  # winter time
    (date(2009, 7, 15), datetime(2027, 7, 14, 22, tzinfo=UTC)),  # summer time
    (date(2009, 3, 28), datetime(2027, 3, 27, 23, tzinfo=UTC)),  # the night the clocks go forward
    (date(2009, 10, 31), datetime(2027, 10, 30, 22, tzinfo=UTC)),  # the night they go back
    (date(2008, 2, 29), datetime(2026, 2, 28, 23, tzinfo=UTC)),  # no 29 February: 1 March (decision 0003)
    (date(2009, 2, 28), datetime(2027, 2, 27, 23, tzinfo=UTC)),
]


def born(session: Session, day: date) -> Youth:
    """youth-new, born on another day, with the MFI's tie as its verb would make it."""
    youth = session.get_one(Youth, id_of("youth-new"))
    youth.birth_date = day
    tie = session.exec(select(Tie).where(Tie.youth_id == youth.id, Tie.role == Role.MFI)).one()
    tie.starts_at, tie.ends_at = youth.turns_18_at - timedelta(days=200), youth.turns_18_at
    session.commit()
    return youth


@pytest.mark.parametrize(("day", "moment"), BIRTHDAYS)
def test_eighteen_is_reached_at_midnight_in_copenhagen(day: date, moment: datetime):
    youth = Youth(id=id_of("x"), name="X", birth_date=day, language="ti")
    assert youth.turns_18_at == moment
    assert youth.turns_18_at.astimezone(COPENHAGEN).time().isoformat() == "00:00:00"
    assert not youth.is_adult(moment - MINUTE)
    assert youth.is_adult(moment)


@pytest.mark.parametrize(("day", "moment"), BIRTHDAYS)
def test_the_mfi_sees_the_youth_until_one_minute_before_and_not_after(
    viewer_of: ViewerOf, session: Session, day: date, moment: datetime
):
    youth = born(session, day)
    with clock.freeze(moment - MINUTE):
        assert viewer_of("mfi").find(Youth, youth.id)
        own = viewer_of("youth-new")
        assert custody(own, youth, around(own, youth.id)).state == "has"
    with clock.freeze(moment):
        with pytest.raises(NotFound):
            viewer_of("mfi").find(Youth, youth.id)
        own = viewer_of("youth-new")
        ended = custody(own, youth, around(own, youth.id))
        assert (ended.state, ended.on) == ("ended", moment)
