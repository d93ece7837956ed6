"""Nobody goes away without somebody who stands in for each of their youths; it ends by itself."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.handover import absence
from app.handover.absence import Absence
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Tie, Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

OLD, NEW = "caseworker", "caseworker-former"


def days(first: int, last: int) -> tuple[date, date]:
    return clock.today() + timedelta(days=first), clock.today() + timedelta(days=last)


def for_all(viewer_of: ViewerOf) -> dict[UUID, UUID]:
    by = viewer_of(OLD)
    return {tie.youth_id: id_of(NEW) for tie in absence.own_ties(by, by.now)}


def data(first: int, last: int, **more: str) -> dict[str, Any]:
    since, until = days(first, last)
    return {"first_day": since.isoformat(), "last_day": until.isoformat(), **more}


def test_who_goes_without_anybody_is_stopped_and_told_for_whom(client_of: ClientOf, session: Session):
    again = client_of(OLD).post("/absence", data=data(2, 9))
    assert again.status_code == 422
    assert "Who stands in for" in again.text
    assert session.exec(select(Absence)).all() == []


def test_a_verb_without_somebody_for_one_is_refused(viewer_of: ViewerOf):
    chosen = for_all(viewer_of)
    chosen.pop(id_of("youth-new"))
    with pytest.raises(Refused):
        Absence.plan(*days(2, 9), chosen, by=viewer_of(OLD))


def test_the_one_who_stands_in_is_there_on_those_days_alone(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    assert client_of(OLD).post("/absence", data=data(2, 9, account_id=str(id_of(NEW)))).status_code == 303
    row = session.exec(select(Absence)).one()
    begins, ends = clock.midnight(row.first_day), clock.midnight(row.last_day + timedelta(days=1))
    second = timedelta(seconds=1)
    for moment, there in ((begins - second, False), (begins, True), (ends - second, True), (ends, False)):
        with clock.freeze(moment):
            assert bool(viewer_of(NEW).all(Youth, Youth.id == id_of("youth-new"))) is there
            assert viewer_of(OLD).find(Youth, id_of("youth-new"))
    with clock.freeze(begins + second):
        page = client_of("youth-new").get("/people").text
        assert "Ulla Bech" in page
        assert "Stands in for" in page


def test_back_early_the_one_who_stands_in_sees_nothing_any_more(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    row = Absence.plan(*days(0, 9), for_all(viewer_of), by=viewer_of(OLD))
    session.commit()
    with clock.freeze(clock.in_days(0.1)):
        assert viewer_of(NEW).find(Youth, id_of("youth-new"))
        assert client_of(OLD).post(f"/absence/{row.id}/call-off", data={"sure": "yes"}).status_code == 303
        with pytest.raises(NotFound):
            viewer_of(NEW).find(Youth, id_of("youth-new"))


def test_a_colleague_for_one_of_them_goes_before_the_colleague_for_all(client_of: ClientOf, session: Session):
    posted = data(1, 3, account_id=str(id_of(NEW))) | {f"who-{id_of('youth-new')}": str(id_of("mfi"))}
    assert client_of(OLD).post("/absence", data=posted).status_code == 422  # no caseworker


def test_two_absences_do_not_overlap_and_days_are_in_order(viewer_of: ViewerOf, session: Session):
    Absence.plan(*days(2, 9), for_all(viewer_of), by=viewer_of(OLD))
    session.commit()
    for first, last in ((9, 12), (0, 2), (3, 4), (5, 3), (-1, 1)):
        with pytest.raises(Refused):
            Absence.plan(*days(first, last), for_all(viewer_of), by=viewer_of(OLD))


@pytest.mark.parametrize("slug", [one for one in SLUGS if one != OLD])
def test_an_absence_is_ones_own(viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str):
    row = Absence.plan(*days(2, 9), for_all(viewer_of), by=viewer_of(OLD))
    session.commit()
    assert client_of(slug).post(f"/absence/{row.id}/call-off", data={"sure": "yes"}).status_code == 404
    with pytest.raises(NotFound):
        row.call_off(by=viewer_of(slug))


def test_the_ties_of_who_stands_in_name_whom_they_stand_in_for(viewer_of: ViewerOf, session: Session):
    row = Absence.plan(*days(2, 9), for_all(viewer_of), by=viewer_of(OLD))
    ties = session.exec(select(Tie).where(col(Tie.id).in_([UUID(one) for one in row.ties]))).all()
    assert {tie.role for tie in ties} == {Role.CASEWORKER}
    assert all(tie.stands_in_for and tie.account_id == id_of(NEW) for tie in ties)
