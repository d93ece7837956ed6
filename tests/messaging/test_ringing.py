"""Interpreters are told of what waits for them: in turn, once each, and not what somebody has taken."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from app.kit import clock
from app.kit.jobs import Job, run_due
from app.messaging import ringing
from app.messaging.queries import Query
from app.notifications import telling
from app.notifications.kinds import Kind
from tests.cast import SLUGS, id_of
from tests.conftest import ViewerOf
from tests.messaging.test_desk import MONDAY, asked, at, says, third

Told = list[tuple[float, str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Who was told, how many hours after Monday at ten, and of what; instead of telling them."""
    seen: Told = []
    slugs = {id_of(slug): slug for slug in SLUGS}

    def tell(_session: Any, account_id: Any, kind: str, **_about: Any) -> None:
        hours = (clock.now() - MONDAY) / timedelta(hours=1)
        seen.append((round(hours, 1), slugs[account_id], str(kind)))

    monkeypatch.setattr(telling, "tell", tell)
    monkeypatch.setattr("app.messaging.checks.tell", tell)
    return seen


def rings(session: Session, until: float) -> None:
    """Let the hours go by, quarter by quarter, and the worker work."""
    session.commit()
    moment: datetime = MONDAY
    while moment <= MONDAY + timedelta(hours=until):
        with clock.freeze(moment):
            for job in session.exec(select(Job).where(Job.kind != "ring")).all():
                session.delete(job)
            session.commit()
            while run_due():
                pass
        moment += timedelta(minutes=30)
    session.expire_all()


def test_each_is_told_once_when_it_comes_to_them(viewer_of: ViewerOf, session: Session, told: Told) -> None:
    third(session)
    with at():
        says(session, substitute_id=id_of("interpreter-ti-2"))
        asked(viewer_of)
    rings(session, 12)
    assert told == [
        (0, "interpreter-ti", Kind.QUERY),
        (4, "interpreter-ti-2", Kind.QUERY),
        (8, "interpreter-ar", Kind.QUERY),
    ]


def test_whoever_passes_it_on_hands_it_to_the_next_at_once(
    viewer_of: ViewerOf, session: Session, told: Told
) -> None:
    with at():
        says(session, substitute_id=id_of("interpreter-ti-2"))
        query = asked(viewer_of)
        query.pass_on(by=viewer_of("interpreter-ti"))
    rings(session, 6)
    assert told == [(0, "interpreter-ti-2", Kind.QUERY)]


def test_who_is_away_is_left_in_peace(viewer_of: ViewerOf, session: Session, told: Told) -> None:
    third(session)
    with at():
        says(session, "interpreter-ti-2", away_from=MONDAY, away_until=MONDAY + timedelta(days=3))
        asked(viewer_of)
    rings(session, 12)
    assert {slug for _at, slug, _kind in told} == {"interpreter-ti", "interpreter-ar"}


def test_what_is_taken_rings_no_more(viewer_of: ViewerOf, session: Session, told: Told) -> None:
    with at():
        query = asked(viewer_of)
        assert ringing.still_waits(session, id_of("interpreter-ti"), Kind.QUERY, query.id)
        assert not ringing.still_waits(session, id_of("interpreter-ti-2"), Kind.QUERY, query.id)
        Query.to_take(query.id, viewer_of("interpreter-ti")).take(by=viewer_of("interpreter-ti"))
        assert not ringing.still_waits(session, id_of("interpreter-ti"), Kind.QUERY, query.id)
    rings(session, 12)
    assert told == []
