"""Who may invite whom, and what an invited person gets."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.identity.invitations import Invitation
from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.kit import clock
from app.kit.crypto import digest
from app.kit.jobs import Job
from app.people.models import FamilyMember, Tie, Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf
from tests.identity.conftest import PIN

MAY = {
    "caseworker",
    "caseworker-former",
    "caseworker-elsewhere",
    "coordinator-rk",
    "coordinator-drc",
    "admin",
}
NEW = {"name": "Natnael Abraha", "birth_date": "2010-03-04", "language": "ti", "residence": "centre"}
ADULT = {"name": "Rikke Dal", "email": "rikke@demo.example", "language": "da"}


def _show(client: TestClient, answer: Response) -> str:
    assert answer.status_code == 303, answer.status_code
    return str(client.get(answer.headers["location"]).text)


def _code_in(html: str) -> str:
    groups = re.search(r'class="code-groups"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert groups
    return "".join(re.findall(r"<span>(\w+)</span>", groups[1]))


@pytest.mark.parametrize("slug", SLUGS)
def test_only_those_who_invite_find_the_page(client_of: ClientOf, slug: str) -> None:
    assert client_of(slug).get("/invitations/new").status_code == (200 if slug in MAY else 404)


def test_a_caseworker_invites_a_youth_of_theirs_who_then_comes_in(client_of: ClientOf) -> None:
    staff, phone = client_of("caseworker"), client_of("")
    html = _show(
        staff, staff.post("/invitations/youth", data={"youth": str(id_of("youth-new")), "kind": "face"})
    )
    assert "<svg" in html
    assert 'style="' not in html  # the policy on styles would refuse it
    assert phone.post("/welcome", data={"code": _code_in(html), "language": "ti"}).status_code == 303
    assert phone.post("/welcome/pin", data={"pin": PIN, "again": PIN}).headers["location"] == "/"


@pytest.mark.parametrize("slug", ["caseworker-former", "caseworker-elsewhere"])
def test_nobody_invites_a_youth_who_is_not_theirs(client_of: ClientOf, slug: str) -> None:
    for path, data in (("youth", {}), ("adult", {**ADULT, "role": "mfi"})):
        answer = client_of(slug).post(f"/invitations/{path}", data={"youth": str(id_of("youth-new")), **data})
        assert answer.status_code == 404


def test_an_invitation_is_shown_to_its_maker_alone(client_of: ClientOf) -> None:
    staff = client_of("caseworker")
    place = staff.post("/invitations/youth", data={"youth": str(id_of("youth-new"))}).headers["location"]
    for slug in sorted(MAY - {"caseworker"}):
        assert client_of(slug).get(place).status_code == 404
    assert staff.get("/invitations/no-such").status_code == 404
    assert staff.get(f"/invitations/{uuid4()}").status_code == 404


def test_a_new_youth_is_of_the_caseworkers_municipality_and_tied_to_them(
    client_of: ClientOf, session: Session
) -> None:
    staff = client_of("caseworker-elsewhere")
    html = _show(staff, staff.post("/invitations/new-youth", data={**NEW, "kind": "link"}))
    assert "Natnael Abraha" in html
    youth = session.exec(select(Youth).order_by(col(Youth.created_at).desc())).first()
    assert youth
    assert (youth.name, youth.birth_date, youth.municipality_id) == (
        NEW["name"],
        date(2010, 3, 4),
        id_of("lejre"),
    )
    ties = session.exec(select(Tie).where(Tie.youth_id == youth.id)).all()
    assert [(tie.role, tie.account_id) for tie in ties] == [(Role.CASEWORKER, id_of("caseworker-elsewhere"))]
    assert client_of("caseworker").get("/invitations/new?who=youth").text.count("Natnael") == 0


@pytest.mark.parametrize("born", ["1980-01-01", "2099-01-01", "yesterday", "", "0000-00-00"])
def test_a_birth_date_that_cannot_be_is_told_and_the_words_stay(client_of: ClientOf, born: str) -> None:
    answer = client_of("caseworker").post("/invitations/new-youth", data={**NEW, "birth_date": born})
    assert answer.status_code == 422
    assert "Natnael Abraha" in answer.text


def test_a_double_tap_makes_one_youth(client_of: ClientOf, session: Session) -> None:
    staff, data = client_of("caseworker"), {**NEW, "once": str(uuid4())}
    first, second = (staff.post("/invitations/new-youth", data=data).headers["location"] for _ in range(2))
    assert first == second
    names = [youth.name for youth in session.exec(select(Youth))]
    assert names.count("Natnael Abraha") == 1


def test_an_adult_for_a_youth_gets_role_tie_and_a_mail(client_of: ClientOf, session: Session) -> None:
    staff = client_of("caseworker")
    data = {**ADULT, "youth": str(id_of("youth-hosted")), "role": "mfi"}
    html = _show(staff, staff.post("/invitations/adult", data=data))
    assert 'class="code-groups"' not in html  # the link of an adult never stands on a screen
    account = session.exec(select(Account).where(Account.email_digest == digest("rikke@demo.example"))).one()
    grants = session.exec(select(Grant).where(Grant.account_id == account.id)).all()
    assert [grant.role for grant in grants] == [Role.MFI]
    tie = session.exec(select(Tie).where(Tie.account_id == account.id)).one()
    assert tie.ends_at == session.get_one(Youth, id_of("youth-hosted")).turns_18_at
    mail = [job.payload for job in session.exec(select(Job)) if job.kind == "mail"]
    assert [(one["to"], one["template"]) for one in mail] == [("rikke@demo.example", "invitation")]
    assert re.search(r"#\w{26}$", mail[0]["values"]["link"])


def test_somebody_who_has_a_password_gets_the_tie_and_no_link(client_of: ClientOf, session: Session) -> None:
    account = session.get_one(Account, id_of("interpreter-ar"))
    account.password_hash = "kept"
    session.commit()
    staff = client_of("caseworker")
    data = {"name": "Whoever", "email": "interpreter-ar@demo.example", "role": "interpreter"}
    answer = staff.post("/invitations/adult", data={**data, "youth": str(id_of("youth-new"))})
    assert answer.headers["location"] == "/invitations/new"
    assert not session.exec(select(Invitation).where(Invitation.account_id == account.id)).all()
    session.expire_all()
    assert session.get_one(Account, account.id).name == "Samir Khoury"


@pytest.mark.parametrize("role", ["admin", "caseworker", "youth", "steering", "nonsense", ""])
def test_a_caseworker_hands_out_no_roles_of_staff(client_of: ClientOf, role: str, session: Session) -> None:
    data = {**ADULT, "youth": str(id_of("youth-new")), "role": role}
    assert client_of("caseworker").post("/invitations/adult", data=data).status_code == 422
    assert not session.exec(select(Account).where(Account.email_digest == digest("rikke@demo.example"))).all()


def test_a_coordinator_brings_adults_to_their_own_families_only(
    client_of: ClientOf, session: Session
) -> None:
    family = str(id_of("family:family-free"))
    assert (
        client_of("coordinator-drc").post("/invitations/family", data={**ADULT, "family": family}).status_code
        == 404
    )
    assert (
        client_of("coordinator-rk").post("/invitations/family", data={**ADULT, "family": family}).status_code
        == 303
    )
    account = session.exec(select(Account).where(Account.email_digest == digest("rikke@demo.example"))).one()
    member = session.exec(select(FamilyMember).where(FamilyMember.account_id == account.id)).one()
    assert str(member.family_id) == family


def test_only_an_administrator_brings_colleagues(client_of: ClientOf, session: Session) -> None:
    data = {**ADULT, "role": "caseworker", "organisation": str(id_of("roskilde"))}
    for slug in sorted(MAY - {"admin"}):
        assert client_of(slug).post("/invitations/colleague", data=data).status_code == 404
    assert client_of("admin").post("/invitations/colleague", data=data).status_code == 303
    grant = session.exec(select(Grant).order_by(col(Grant.created_at).desc())).first()
    assert grant
    assert (grant.role, grant.organisation_id) == (Role.CASEWORKER, id_of("roskilde"))


def test_the_page_costs_the_same_however_many_youths(
    client_of: ClientOf, session: Session, count_queries: object
) -> None:
    staff = client_of("caseworker")
    staff.get("/invitations/new")
    with count_queries() as few:  # type: ignore[operator]
        staff.get("/invitations/new")
    for n in range(5):
        data = {**NEW, "name": f"Young {n}"}
        staff.post("/invitations/new-youth", data=data)
    with count_queries() as many:  # type: ignore[operator]
        staff.get("/invitations/new")
    assert len(many) == len(few)


def test_the_first_municipality_and_its_administrator_come_in(session: Session, client_of: ClientOf) -> None:
    from app.identity.setup import invite, make_first

    code = make_first(session, "Ny Kommune", "Asta Lind", "asta@demo.example")
    session.commit()
    assert session.exec(select(Organisation).where(Organisation.name == "Ny Kommune")).one()
    client = client_of("")
    assert client.post("/welcome", data={"code": code, "language": "da"}).status_code == 303
    assert client.post("/welcome/password", data={"password": "fire grønne elefanter"}).status_code == 303
    assert client.get("/invitations/new").status_code == 200
    assert invite(session, "nobody@demo.example") is None
    assert invite(session, "Asta@demo.example")


def test_what_an_invitation_promises_is_its_time(client_of: ClientOf) -> None:
    staff = client_of("caseworker")
    place = staff.post("/invitations/youth", data={"youth": str(id_of("youth-new"))}).headers["location"]
    with clock.freeze(clock.now() + timedelta(minutes=11)):
        html = staff.get(place).text
    assert 'class="code-groups"' not in html
    assert "has ended" in html
