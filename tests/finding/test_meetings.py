"""Information meetings: open to anybody, full when full, off when off, and who comes is the organisation's to know."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.finding.meetings import InformationMeeting, MeetingSignUp
from app.finding.models import Application
from app.finding.steps import FamilyStep, What
from app.identity import limits
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.people.models import Family
from tests.conftest import ClientOf, ViewerOf
from tests.finding.test_applying import opened


@pytest.fixture(autouse=True)
def _anew() -> None:
    limits.forget_all()


def planned(viewer_of: ViewerOf, slug: str = "coordinator-rk", **given: object) -> InformationMeeting:
    organisation = "roskilde" if slug == "supervisor" else "rk"
    meeting = InformationMeeting(
        organisation_id=id_of(organisation),
        starts_at=clock.in_days(7),
        address="Jernbanegade 21, Roskilde",
        **given,  # type: ignore[arg-type]
    )
    return InformationMeeting.plan(meeting, by=viewer_of(slug))


def test_anybody_sees_it_until_it_is_held_or_off(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    meeting = planned(viewer_of)
    session.commit()
    client, address = client_of(""), f"/join/meetings/{meeting.id}"
    assert "Jernbanegade 21" in client.get("/join/meetings").text
    assert client.get(address).status_code == 200
    with clock.freeze(clock.in_days(8)):
        assert "Jernbanegade 21" not in client.get("/join/meetings").text
        assert client.get(address).status_code == 404
    meeting.cancel(by=viewer_of("coordinator-rk"))
    session.commit()
    assert client.get(address).status_code == 404


def test_somebody_signs_up_and_hears_where_and_when(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    meeting = planned(viewer_of)
    session.commit()
    form = {"name": "Bo", "email": "bo@demo.example", "people": "2", "opened": opened()}
    answer = client_of("").post(f"/join/meetings/{meeting.id}", data=form)
    assert answer.headers["location"] == "/join/meetings"
    [one] = session.exec(select(MeetingSignUp)).all()
    assert (one.name, one.people) == ("Bo", 2)
    [job] = session.exec(select(Job).where(Job.kind == "mail")).all()
    assert (job.payload["template"], job.payload["values"]["place"]) == ("family_meeting", meeting.address)
    assert "Bo" in client_of("coordinator-rk").get(f"/information-meetings/{meeting.id}").text
    for other in ("coordinator-drc", "supervisor", "family", "admin"):
        assert client_of(other).get(f"/information-meetings/{meeting.id}").status_code == 404, other


def test_the_same_person_twice_is_once_with_the_newer_number(viewer_of: ViewerOf, session: Session) -> None:
    meeting, nobody = planned(viewer_of, seats=3), viewer_of("family")
    meeting.sign_up("Bo", "bo@demo.example", "", 3, by=nobody)
    meeting.sign_up("Bo", "bo@demo.example", "", 2, by=nobody)
    [one] = session.exec(select(MeetingSignUp)).all()
    assert one.people == 2


def test_a_full_meeting_says_so(viewer_of: ViewerOf) -> None:
    meeting, by = planned(viewer_of, seats=3), viewer_of("family")
    meeting.sign_up("Bo", "bo@demo.example", "", 2, by=by)
    with pytest.raises(Refused, match="full"):
        meeting.sign_up("Ida", "", "22334455", 2, by=by)
    meeting.sign_up("Ida", "", "22334455", 1, by=by)
    assert meeting.taken(by) == 3


def test_a_family_that_wrote_before_is_known_again(viewer_of: ViewerOf, session: Session) -> None:
    told = {"name": "Bo", "email": "bo@demo.example", "phone": "", "town": "", "words": ""}
    family = Family(name="Bo", kind=Role.FRIEND, organisation_id=id_of("rk"), profile={})
    file = Application.apply(told, family, by=viewer_of("family"))
    meeting = planned(viewer_of)
    meeting.sign_up("Bo", "bo@demo.example", "", 1, by=viewer_of("family"))
    assert file.meeting_id == meeting.id
    lines = session.exec(select(FamilyStep.what).where(FamilyStep.family_id == family.id)).all()
    assert What.SIGNED_UP in lines


def test_who_comes_is_told_when_it_is_off(viewer_of: ViewerOf, session: Session) -> None:
    meeting = planned(viewer_of)
    meeting.sign_up("Bo", "bo@demo.example", "", 1, by=viewer_of("family"))
    meeting.sign_up("Ida", "", "22334455", 1, by=viewer_of("family"))
    for _tap in range(2):
        meeting.cancel(by=viewer_of("coordinator-rk"))
    off = [
        job.payload["to"] for job in session.exec(select(Job)) if "off" in str(job.payload.get("template"))
    ]
    assert off == ["bo@demo.example"]
    with pytest.raises(NotFound):
        meeting.sign_up("Eva", "eva@demo.example", "", 1, by=viewer_of("family"))


@pytest.mark.parametrize("days", [-1, 400])
def test_no_meeting_is_planned_for_yesterday_or_beyond_a_year(viewer_of: ViewerOf, days: int) -> None:
    meeting = InformationMeeting(
        organisation_id=id_of("rk"), starts_at=clock.now() + timedelta(days=days), address="Here"
    )
    with pytest.raises(Refused):
        InformationMeeting.plan(meeting, by=viewer_of("coordinator-rk"))


@pytest.mark.parametrize("slug", ["coordinator-drc", "caseworker", "admin", "family", "youth-new", "mfi"])
def test_nobody_else_plans_or_cancels(viewer_of: ViewerOf, slug: str) -> None:
    meeting = planned(viewer_of)
    with pytest.raises(NotFound):
        meeting.cancel(by=viewer_of(slug))
    with pytest.raises(NotFound):
        InformationMeeting.plan(
            InformationMeeting(organisation_id=id_of("rk"), starts_at=clock.in_days(3), address="Here"),
            by=viewer_of(slug),
        )


def test_a_supervisor_plans_those_of_integration_families(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    meeting = planned(viewer_of, "supervisor", kind=Role.HOST)
    session.commit()
    assert client_of("supervisor").get(f"/information-meetings/{meeting.id}").status_code == 200
    assert client_of("coordinator-rk").get(f"/information-meetings/{meeting.id}").status_code == 404


def test_one_is_made_on_the_page(client_of: ClientOf, session: Session) -> None:
    day = clock.today() + timedelta(days=10)
    form = {
        "organisation": str(id_of("rk")),
        "kind": "friend",
        "date": day.isoformat(),
        "time": "19:00",
        "address": "Jernbanegade 21",
        "language": "da",
        "seats": "30",
    }
    client = client_of("coordinator-rk")
    assert client.post("/information-meetings", data=form | {"time": ""}).status_code == 422
    assert client.post("/information-meetings", data=form).status_code == 303
    [made] = session.exec(select(InformationMeeting)).all()
    assert made.starts_at.astimezone(clock.COPENHAGEN).strftime("%H:%M") == "19:00"
    assert (made.seats, made.kind) == (30, Role.FRIEND)
