"""The board: a family comes a step further, is told so, and nobody is let down or approved without a certificate."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.finding.models import Application
from app.finding.pipeline import Besides
from app.finding.steps import FamilyStep, What
from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.people.models import Family, FamilyState
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import Way

F = FamilyState
TOLD = {
    "name": "Anna Holm",
    "email": "anna@demo.example",
    "phone": "22334455",
    "town": "Roskilde",
    "words": "",
}


def filed(
    viewer_of: ViewerOf, kind: Role = Role.FRIEND, organisation: str = "rk", **told: str
) -> Application:
    """A family that wrote a moment ago."""
    family = Family(name="Holm", kind=kind, organisation_id=id_of(organisation), profile={})
    return Application.apply(TOLD | told, family, by=viewer_of("family"))


def moved(
    file: Application, viewer_of: ViewerOf, *states: FamilyState, slug: str = "coordinator-rk"
) -> Family:
    by = viewer_of(slug)
    family = by.session.get_one(Family, file.family_id)
    for state in states:
        file.move(family, state, clock.today(), by=by)
    return family


def mails(session: Session) -> list[str]:
    return [job.payload["values"]["here"] for job in session.exec(select(Job).where(Job.kind == "mail"))]


def test_a_family_comes_to_be_ready_and_is_told_at_each_step(viewer_of: ViewerOf, session: Session) -> None:
    file = filed(viewer_of)
    family = moved(file, viewer_of, F.MEETING, F.INTERVIEW, F.CERTIFICATE)
    file.write_down(family, Besides.CERTIFICATE, clock.today(), by=viewer_of("coordinator-rk"))
    moved(file, viewer_of, F.APPROVED)
    assert (family.state, family.certificate_by) == (F.APPROVED, id_of("coordinator-rk"))
    assert len(mails(session)) == 1 + 4, "the thanks, and one for each step"


def test_nobody_is_ready_without_a_certificate(viewer_of: ViewerOf) -> None:
    file = filed(viewer_of)
    family = moved(file, viewer_of, F.MEETING, F.INTERVIEW, F.CERTIFICATE)
    with pytest.raises(Refused, match="certificate"):
        moved(file, viewer_of, F.APPROVED)
    assert family.state == F.CERTIFICATE


@pytest.mark.parametrize("missing", [Besides.AUTHORITY, Besides.TRAINING])
def test_no_integration_family_is_ready_before_it_is_approved_and_trained(
    viewer_of: ViewerOf, missing: Besides
) -> None:
    file = filed(viewer_of, Role.HOST, "roskilde")
    family = moved(file, viewer_of, F.MEETING, F.INTERVIEW, F.CERTIFICATE, slug="supervisor")
    for there in set(Besides) - {missing}:
        file.write_down(family, there, clock.today(), by=viewer_of("supervisor"))
    with pytest.raises(Refused):
        moved(file, viewer_of, F.APPROVED, slug="supervisor")
    file.write_down(family, missing, clock.today(), by=viewer_of("supervisor"))
    assert moved(file, viewer_of, F.APPROVED, slug="supervisor").state == F.APPROVED


def test_a_slip_is_mended_without_telling_the_family(viewer_of: ViewerOf, session: Session) -> None:
    file = filed(viewer_of)
    moved(file, viewer_of, F.MEETING)
    before = mails(session)
    moved(file, viewer_of, F.APPLIED)
    assert mails(session) == before


def test_the_same_step_twice_is_one(viewer_of: ViewerOf, session: Session) -> None:
    file = filed(viewer_of)
    moved(file, viewer_of, F.MEETING, F.MEETING)
    lines = session.exec(select(FamilyStep).where(FamilyStep.what == What.MOVED)).all()
    assert len(lines) == 1


def test_no_step_is_jumped(viewer_of: ViewerOf) -> None:
    with pytest.raises(Refused):
        moved(filed(viewer_of), viewer_of, F.APPROVED)


def test_a_family_that_was_asked_about_somebody_cant_take_a_break_behind_their_back(
    viewer_of: ViewerOf, way: Way
) -> None:
    way.proposed()
    by = viewer_of("coordinator-rk")
    family = by.find(Family, id_of("family:family-free"))
    with pytest.raises(Refused, match="End that first"):
        Application.of(family, by).move(family, F.RESTING, clock.today(), by=by)


def test_a_certificate_of_tomorrow_or_of_long_ago_is_none(viewer_of: ViewerOf) -> None:
    file = filed(viewer_of)
    family = moved(file, viewer_of)
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=365 * 7)):
        with pytest.raises(Refused):
            file.write_down(family, Besides.CERTIFICATE, day, by=viewer_of("coordinator-rk"))


@pytest.mark.parametrize(
    ("slug", "kind", "organisation"),
    [
        ("coordinator-drc", Role.FRIEND, "rk"),
        ("supervisor", Role.FRIEND, "roskilde"),
        ("coordinator-rk", Role.HOST, "roskilde"),
        ("caseworker", Role.HOST, "roskilde"),
        ("admin", Role.FRIEND, "rk"),
        ("family", Role.FRIEND, "rk"),
    ],
)
def test_nobody_else_moves_notes_or_reads(
    viewer_of: ViewerOf, slug: str, kind: Role, organisation: str
) -> None:
    file, by = filed(viewer_of, kind, organisation), viewer_of(slug)
    family = by.session.get_one(Family, file.family_id)
    with pytest.raises(NotFound):
        file.move(family, F.MEETING, clock.today(), by=by)
    with pytest.raises(NotFound):
        file.note(family, "Words", by=by)
    with pytest.raises(NotFound):
        file.write_down(family, Besides.CERTIFICATE, clock.today(), by=by)
    assert by.all(Application) == []
    assert by.all(FamilyStep) == []


def test_a_tap_on_the_board_leads_back_to_the_board(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    file = filed(viewer_of)
    session.commit()
    client = client_of("coordinator-rk")
    data = {"state": F.MEETING.value, "board": "yes"}
    answer = client.post(f"/families/{file.family_id}/state", data=data)
    assert answer.headers["location"] == "/families?kind=friend"
    page = client.get("/families").text
    column = page[page.index(f'data-state="{F.MEETING}"') : page.index(f'data-state="{F.INTERVIEW}"')]
    assert "Holm" in column


def test_what_cant_be_dragged_there_says_why(
    client_of: ClientOf, viewer_of: ViewerOf, session: Session
) -> None:
    file = filed(viewer_of)
    session.commit()
    answer = client_of("coordinator-rk").post(f"/families/{file.family_id}/state", data={"state": "approved"})
    assert answer.status_code == 422
    assert "the next step" in answer.text


def test_what_waits_too_long_shows_itself(client_of: ClientOf, viewer_of: ViewerOf, session: Session) -> None:
    file = filed(viewer_of)
    with clock.freeze(clock.in_days(8)):
        page = client_of("coordinator-rk").get("/families").text
        assert "Waits too long" in page
    assert session.get_one(Family, file.family_id).state == F.APPLIED


def test_a_family_comes_step_by_step(client_of: ClientOf, session: Session) -> None:
    coordinator, family_id = client_of("coordinator-drc"), id_of("family:family-applying")
    assert "Skov" in coordinator.get("/families").text
    today = re.search(
        r'name="since" type="date" value="([^"]+)"', coordinator.get(f"/families/{family_id}").text
    )[1]  # type: ignore[index]

    def step(state: str, since: str = today) -> int:
        return coordinator.post(
            f"/families/{family_id}/state", data={"state": state, "since": since}
        ).status_code

    assert step("approved") == 422
    assert step("information-meeting", "2999-01-01") == 422
    assert [step(state) for state in ("information-meeting", "interview", "childrens-certificate")] == [
        303
    ] * 3
    assert step("approved") == 422  # not without a certificate
    certificate = coordinator.post(f"/families/{family_id}/days", data={"what": "certificate", "on": today})
    assert certificate.status_code == 303
    assert step("approved") == 303
    session.expire_all()
    family = session.get_one(Family, family_id)
    assert (family.state, family.certificate_by) == (FamilyState.APPROVED, id_of("coordinator-drc"))
    assert "Peter Kjær" in coordinator.get(f"/families/{family_id}").text


def test_a_family_that_is_asked_doesnt_leave_in_between(
    way: Way, client_of: ClientOf, session: Session
) -> None:
    way.proposed()
    session.commit()
    coordinator = client_of("coordinator-rk")
    address = f"/families/{id_of('family:family-free')}/state"
    assert coordinator.post(address, data={"state": "resting", "since": "2020-01-01"}).status_code == 422
    today = way.proposal.created_at.date().isoformat()
    answer = coordinator.post(address, data={"state": "resting", "since": today})
    assert answer.status_code == 422
    assert "End that first" in answer.text
