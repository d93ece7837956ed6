"""What a caseworker and an administrator do through the pages, with what can go wrong."""

from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from app.identity.models import Grant
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Tie, Youth
from tests.cast import id_of
from tests.conftest import ClientOf

YOUTH = f"/youths/{id_of('youth-new')}"
WAITING = f"/youths/{id_of('youth-waiting')}"


def tie_id(session: Session, slug: str, role: Role) -> str:
    found = select(Tie.id).where(Tie.youth_id == id_of(slug), Tie.role == role, Tie.in_force(clock.now()))
    return str(session.exec(found).one())


def ties(session: Session, slug: str, role: Role) -> list[Tie]:
    return list(session.exec(select(Tie).where(Tie.youth_id == id_of(slug), col(Tie.role) == role)).all())


def test_recording_the_decision_opens_the_gate(client_of: ClientOf, session: Session):
    client = client_of("caseworker")
    data = {"decided_on": clock.today().isoformat(), "municipality_id": str(id_of("roskilde"))}
    assert client.post(f"{WAITING}/decision", data=data).headers["location"] == WAITING
    session.expire_all()
    assert session.get_one(Youth, id_of("youth-waiting")).gate_open


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decided_on": "yesterday", "municipality_id": str(id_of("roskilde"))},
        {"decided_on": "2100-01-01", "municipality_id": str(id_of("roskilde"))},
        {"decided_on": "2026-01-01", "municipality_id": "somewhere"},
        {"decided_on": "2026-01-01", "municipality_id": str(id_of("nowhere"))},
        {"decided_on": "2026-01-01", "municipality_id": str(id_of("rk"))},
    ],
)
def test_a_wrong_decision_is_shown_again_and_nothing_is_recorded(
    client_of: ClientOf, session: Session, data: dict[str, str]
):
    answer = client_of("caseworker").post(f"{WAITING}/decision", data=data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    session.expire_all()
    assert session.get_one(Youth, id_of("youth-waiting")).decided_on is None


def test_going_ahead_needs_a_reason_and_a_yes(client_of: ClientOf, session: Session):
    client = client_of("caseworker")
    again = client.post(f"{WAITING}/gate", data={"reason": "Very lonely."})
    assert again.status_code == 422
    assert "Very lonely." in again.text
    assert client.post(f"{WAITING}/gate", data={"reason": "", "sure": "yes"}).status_code == 422
    assert client.post(f"{WAITING}/gate", data={"reason": "Very lonely.", "sure": "yes"}).status_code == 303
    assert "Very lonely." in client.get(WAITING).text
    assert client.post(f"{WAITING}/gate", data={"reason": "Again.", "sure": "yes"}).status_code == 422


def test_an_mfi_asked_for_is_told_to_the_youth(client_of: ClientOf):
    assert "We don't know yet" in client_of("youth-waiting").get("/people").text.replace("&#39;", "'")
    client = client_of("caseworker")
    assert client.post(f"{WAITING}/mfi-request").status_code == 303
    assert "You have none yet" in client_of("youth-waiting").get("/people").text


def test_somebody_is_added_once_also_by_a_double_tap(client_of: ClientOf, session: Session):
    client = client_of("caseworker")
    path = f"/youths/{id_of('youth-hosted')}"
    assert "Thomas Friis" in client.get(f"{path}/ties/new?role=contact").text
    data = {"role": "contact", "account_id": str(id_of("contact-person")), "once": str(uuid4())}
    first, second = client.post(f"{path}/ties", data=data), client.post(f"{path}/ties", data=data)
    assert first.headers["location"] == second.headers["location"] == path
    assert len(ties(session, "youth-hosted", Role.CONTACT)) == 1
    assert client_of("contact-person").get(path).status_code == 200


@pytest.mark.parametrize(
    ("role", "who"),
    [
        ("contact", str(id_of("nobody"))),
        ("contact", "x"),
        ("friend", str(id_of("family"))),
        ("nonsense", "x"),
        ("", ""),
    ],
)
def test_a_wrong_choice_is_shown_again(client_of: ClientOf, session: Session, role: str, who: str):
    before = len(session.exec(select(Tie)).all())
    answer = client_of("caseworker").post(f"{YOUTH}/ties", data={"role": role, "account_id": who})
    assert answer.status_code == 422
    assert len(session.exec(select(Tie)).all()) == before


def test_ending_a_tie_asks_first_and_takes_the_access_at_once(client_of: ClientOf, session: Session):
    client, contact = client_of("caseworker"), client_of("contact-person")
    path = f"/ties/{tie_id(session, 'youth-new', Role.CONTACT)}/ending"
    assert "Thomas Friis" in client.get(path).text
    assert client.post(path, data={"because": "over"}).status_code == 422
    assert contact.get(YOUTH).status_code == 200
    assert client.post(path, data={"because": "over", "sure": "yes"}).status_code == 303
    assert contact.get(YOUTH).status_code == 404
    assert client.get(path).status_code == 404
    assert client.post(path, data={"because": "over", "sure": "yes"}).status_code == 404


def test_a_stand_in_is_shown_with_whom_and_until_when(client_of: ClientOf, session: Session):
    path = f"/ties/{tie_id(session, 'youth-new', Role.INTERPRETER)}/substitution"
    day = clock.in_days(9).date().isoformat()
    data = {"account_id": str(id_of("interpreter-ti-2")), "last_day": day}
    assert client_of("caseworker").post(path, data=data).status_code == 303
    page = client_of("youth-new").get("/people").text
    assert "Biniam Haile" in page
    assert "Stands in for" in page
    assert client_of("caseworker").post(path, data={**data, "last_day": "2020-01-01"}).status_code == 422


@pytest.mark.parametrize(
    "who", ["caseworker-former", "caseworker-elsewhere", "contact-person", "mfi", "admin", "youth-new"]
)
def test_nobody_else_finds_any_of_these_acts(client_of: ClientOf, session: Session, who: str):
    client = client_of(who)
    tie = tie_id(session, "youth-new", Role.CONTACT)
    for path in (f"{YOUTH}/decision", f"{YOUTH}/gate", f"{YOUTH}/mfi-request", f"{YOUTH}/ties"):
        assert client.post(path, data={}).status_code == 404, path
    for act in ("ending", "substitution"):
        assert client.get(f"/ties/{tie}/{act}").status_code == 404
        assert client.post(f"/ties/{tie}/{act}", data={}).status_code == 404


def grants(session: Session, slug: str) -> set[Role]:
    session.expire_all()
    held = select(Grant.role).where(Grant.account_id == id_of(slug), Grant.in_force(clock.now()))
    return {Role(role) for role in session.exec(held)}


def test_an_administrator_gives_a_role_and_takes_it_back(client_of: ClientOf, session: Session):
    client, path = client_of("admin"), f"/accounts/{id_of('contact-person')}"
    data = {"role": "supervisor", "organisation_id": str(id_of("roskilde"))}
    assert client.post(f"{path}/grants", data=data).status_code == 303
    assert grants(session, "contact-person") == {Role.CONTACT, Role.SUPERVISOR}
    assert client.post(f"{path}/grants", data=data).status_code == 422

    other = client_of("contact-person")
    assert other.get("/placements").status_code == 200
    grant = session.exec(
        select(Grant.id).where(Grant.account_id == id_of("contact-person"), Grant.role == Role.SUPERVISOR)
    ).one()
    assert client.post(f"{path}/grants/{grant}/ending", data={}).status_code == 422
    assert client.post(f"{path}/grants/{grant}/ending", data={"sure": "yes"}).status_code == 303
    assert grants(session, "contact-person") == {Role.CONTACT}
    assert other.get("/placements").headers["location"].startswith("/sign-in")  # signed out everywhere


def test_nobody_changes_their_own_roles_nor_those_of_a_young_person(client_of: ClientOf, session: Session):
    client = client_of("admin")
    data = {"role": "caseworker", "organisation_id": str(id_of("roskilde"))}
    assert client.post(f"/accounts/{id_of('admin')}/grants", data=data).status_code == 422
    assert client.post(f"/accounts/{id_of('youth-new')}/grants", data=data).status_code == 404
    assert client.post(f"/accounts/{id_of('mfi')}/grants", data={**data, "role": "youth"}).status_code == 422
    assert (
        client.post(
            f"/accounts/{id_of('mfi')}/grants", data={**data, "organisation_id": str(uuid4())}
        ).status_code
        == 422
    )
    assert grants(session, "admin") == {Role.ADMIN}


@pytest.mark.parametrize("who", ["caseworker", "coordinator-rk", "steering", "safeguarding", "youth-new"])
def test_only_an_administrator_gives_roles(client_of: ClientOf, who: str):
    data = {"role": "caseworker", "organisation_id": str(id_of("roskilde"))}
    assert client_of(who).post(f"/accounts/{id_of('mfi')}/grants", data=data).status_code == 404
