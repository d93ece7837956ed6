"""Somebody writes to us: a person gets through, a machine doesn't, and only the organisation reads it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.finding import gatekeeping
from app.finding.models import Application
from app.finding.steps import FamilyStep, What
from app.identity import limits
from app.identity.policy import Role
from app.kit import clock
from app.kit.jobs import Job
from app.people.models import Family, FamilyState
from tests.conftest import ClientOf

FORM = {
    "name": "Anna Holm",
    "email": "anna@demo.example",
    "phone": "",
    "town": "Roskilde",
    "postcode": "4000",
    "adults": "2",
    "children": "8, 14",
    "interests": ["football"],
    "words": "We live near the harbour.",
    "website": "",
}
FRIEND, HOST = "/join/friendship-family", "/join/integration-family"


@pytest.fixture(autouse=True)
def _anew() -> None:
    limits.forget_all()


def opened(seconds: float = 60) -> str:
    """The stamp of a form that was opened so long ago."""
    with clock.freeze(clock.now() - timedelta(seconds=seconds)):
        return gatekeeping.stamp()


def write(client: Any, path: str = FRIEND, **changed: Any) -> Any:
    data = FORM | {"opened": opened(), "once": str(uuid4())} | changed
    return client.post(f"{path}/apply", data=data, headers={"sec-fetch-site": "same-origin"})


def written(session: Session) -> list[Application]:
    session.expire_all()
    return list(session.exec(select(Application)).all())


def test_a_family_that_writes_stands_on_the_board_of_one_organisation(
    client_of: ClientOf, session: Session, raw: Any
) -> None:
    answer = write(client_of(""), organisation=str(id_of("drc")))
    assert answer.headers["location"] == f"{FRIEND}/thanks"
    [file] = written(session)
    family = session.get_one(Family, file.family_id)
    assert (family.kind, family.state, family.organisation_id) == (
        Role.FRIEND,
        FamilyState.APPLIED,
        id_of("drc"),
    )
    assert family.profile["children"] == [8, 14]
    [step] = session.exec(select(FamilyStep).where(FamilyStep.family_id == family.id)).all()
    assert (step.what, step.words) == (What.WROTE, "We live near the harbour.")
    assert client_of("coordinator-drc").get(f"/families/{family.id}").status_code == 200
    for other in ("coordinator-rk", "supervisor", "family", "admin", "steering", "caseworker"):
        assert client_of(other).get(f"/families/{family.id}").status_code == 404, other
    [kept] = raw("SELECT name, email, town FROM family_application")
    assert not any(word in str(kept) for word in ("Anna", "demo.example", "Roskilde"))


def test_they_are_thanked_by_mail_and_the_organisation_is_told(client_of: ClientOf, session: Session) -> None:
    write(client_of(""), organisation=str(id_of("rk")))
    [mail] = session.exec(select(Job).where(Job.kind == "mail")).all()
    assert (mail.payload["to"], mail.payload["template"]) == ("anna@demo.example", "family_step")
    told = {job.payload["account"] for job in session.exec(select(Job).where(Job.kind == "tell"))}
    assert str(id_of("coordinator-rk")) in told
    assert str(id_of("coordinator-drc")) not in told


@pytest.mark.parametrize(
    "changed",
    [
        {"opened": ""},
        {"opened": "1.forged"},
        {"opened": 0},
        {"opened": -3600},
        {"opened": 60 * 60 * 25},
        {"website": "https://buy.example"},
        {"name": ""},
        {"email": "", "phone": ""},
        {"email": "anna"},
        {"phone": "12"},
        {"town": ""},
        {"postcode": "40"},
        {"children": "eight"},
        {"organisation": str(id_of("nobody"))},
    ],
    ids=str,
)
def test_what_isnt_right_is_asked_again_and_nothing_is_lost(
    client_of: ClientOf, session: Session, changed: dict[str, Any]
) -> None:
    if isinstance(changed.get("opened"), int):  # so many seconds ago
        changed = {"opened": opened(changed["opened"])}
    answer = write(client_of(""), **changed)
    assert answer.status_code == 422
    assert "We live near the harbour." in answer.text
    assert written(session) == []


def test_a_form_asked_again_keeps_when_it_was_opened(client_of: ClientOf, session: Session) -> None:
    client, stamp = client_of(""), opened()
    assert f'value="{stamp}"' in write(client, opened=stamp, name="").text
    assert write(client, opened=stamp).status_code == 303
    assert len(written(session)) == 1


def test_ten_tries_are_enough(client_of: ClientOf, session: Session) -> None:
    client = client_of("")
    answers = [write(client, town="").status_code for _try in range(10)]
    assert answers == [422] * 10
    refused = write(client)
    assert (refused.status_code, written(session)) == (429, [])
    assert "We live near the harbour." in refused.text


def test_a_double_tap_writes_once(client_of: ClientOf, session: Session) -> None:
    client, once = client_of(""), str(uuid4())
    assert [write(client, once=once).status_code for _tap in range(2)] == [303, 303]
    assert len(written(session)) == 1


def test_an_integration_family_says_first_that_it_read_what_is_asked(
    client_of: ClientOf, session: Session
) -> None:
    assert write(client_of(""), HOST).status_code == 422
    assert write(client_of(""), HOST, read="yes").status_code == 303
    [file] = written(session)
    family = session.get_one(Family, file.family_id)
    assert (family.kind, family.organisation_id) == (Role.HOST, id_of("roskilde"))
    assert client_of("supervisor").get(f"/families/{family.id}").status_code == 200


def test_whoever_has_fewest_waiting_answers_where_nobody_was_chosen(
    client_of: ClientOf, session: Session
) -> None:
    for number in range(4):
        write(client_of(""), email=f"family-{number}@demo.example")
    theirs = [file.organisation_id for file in written(session)]
    assert {theirs.count(one) for one in theirs} == {2}, "two organisations look for friendship families"


def test_the_same_form_of_two_people_is_two(client_of: ClientOf, session: Session) -> None:
    once = str(uuid4())
    write(client_of(""), once=once)
    write(client_of("family"), once=once)
    assert len(written(session)) == 2
