"""Paperwork: whose it is, by when, how far it has come; the municipality's unless it is given to somebody else."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.identity.policy import Role
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.jobs import Job
from app.paperwork import pages
from app.paperwork.kinds import KINDS, Kind, State, due_on
from app.paperwork.models import Paper
from app.people.models import Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

YOUTH = "youth-matched"
AROUND = {"mfi", "caseworker", "contact-person"}
ADDRESS = f"/youths/{id_of(YOUTH)}/papers"


def youth_of(session: Session) -> Youth:
    return session.get_one(Youth, id_of(YOUTH))


def test_everything_on_the_list_is_the_municipalitys_first(viewer_of: ViewerOf, session: Session):
    lines = pages.lines(viewer_of("caseworker"), youth_of(session))
    assert [line.kind for line in lines] == list(Kind) == list(KINDS)
    assert {(line.owner, line.state) for line in lines} == {(Role.CASEWORKER, State.TODO)}


def test_it_is_late_from_the_day_after_it_should_be_in_order_until_it_is(
    viewer_of: ViewerOf, session: Session
):
    youth = youth_of(session)
    for days, late in ((0, False), (5, False), (6, True)):
        youth.decided_on = clock.today() - timedelta(days=days)
        line = next(one for one in pages.lines(viewer_of("caseworker"), youth) if one.kind == Kind.CPR)
        assert (line.due, line.late) == (due_on(Kind.CPR, youth.decided_on), late)
    paper = Paper.of(youth, Kind.CPR, viewer_of("caseworker"))
    paper.move(State.DONE, by=viewer_of("caseworker"))
    session.flush()
    line = next(one for one in pages.lines(viewer_of("caseworker"), youth) if one.kind == Kind.CPR)
    assert (line.state, line.late, line.over) == (State.DONE, False, True)
    youth.decided_on = None
    assert not [
        one for one in pages.lines(viewer_of("caseworker"), youth) if one.due and one.kind != Kind.CPR
    ]


def test_the_caseworker_gives_it_to_somebody_who_can_then_say_how_far_it_is(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    contact, caseworker = client_of("contact-person"), client_of("caseworker")
    assert contact.post(f"{ADDRESS}/doctor", data={"state": "done"}).status_code == 404
    assert caseworker.post(f"{ADDRESS}/doctor/plan", data={"owner": "contact", "due": ""}).status_code == 303
    assert (
        contact.post(f"{ADDRESS}/doctor", data={"state": "waits", "note": "Tid på torsdag"}).status_code
        == 303
    )
    session.expire_all()
    row = session.exec(select(Paper)).one()
    assert (row.owner, row.state, row.note, row.due) == (Role.CONTACT, State.WAITS, "Tid på torsdag", None)
    for slug in AROUND:
        assert "Tid på torsdag" in client_of(slug).get(f"{ADDRESS}/doctor").text, slug
    assert "Tid på torsdag" in client_of(YOUTH).get("/papers/doctor").text
    assert contact.post(f"{ADDRESS}/doctor/plan", data={"owner": "mfi"}).status_code == 404
    assert client_of("mfi").post(f"{ADDRESS}/doctor", data={"state": "done"}).status_code == 404


def test_what_is_the_youths_own_they_move_themselves(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    youth = client_of(YOUTH)
    assert youth.post("/papers/tax", data={"state": "done"}).status_code == 404
    Paper.of(youth_of(session), Kind.TAX, viewer_of("caseworker")).plan(
        Role.YOUTH, None, by=viewer_of("caseworker")
    )
    session.commit()
    assert youth.post("/papers/tax", data={"state": "begun"}).status_code == 303
    session.expire_all()
    assert session.exec(select(Paper)).one().state == State.BEGUN


def test_the_youth_is_told_once_when_it_is_in_order(viewer_of: ViewerOf, session: Session):
    by = viewer_of("caseworker")
    for state in (State.BEGUN, State.DONE, State.DONE, State.NOT_NEEDED):
        Paper.of(youth_of(session), Kind.BANK, by).move(state, by=by)
        session.flush()
    told = session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains("around"))).all()
    assert [job.payload["account"] for job in told] == [str(id_of(YOUTH))]


@pytest.mark.parametrize("slug", [one for one in SLUGS if one not in {*AROUND, YOUTH}])
def test_nobody_else_sees_it_not_even_a_friendship_family(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str
):
    Paper.of(youth_of(session), Kind.BANK, viewer_of("caseworker")).move(
        State.BEGUN, by=viewer_of("caseworker")
    )
    session.commit()
    assert client_of(slug).get(ADDRESS).status_code == 404
    assert client_of(slug).get(f"{ADDRESS}/bank").status_code == 404
    assert viewer_of(slug).all(Paper) == []
    row = session.exec(select(Paper)).one()
    with pytest.raises(NotFound):
        row.move(State.DONE, by=viewer_of(slug))
    with pytest.raises(NotFound):
        row.plan(Role.MFI, None, by=viewer_of(slug))


def test_across_all_youths_the_most_that_is_late_stands_first(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    youth = youth_of(session)
    youth.decided_on = clock.today() - timedelta(days=400)
    session.commit()
    found = pages.across(viewer_of("caseworker"))
    assert found[0].late
    assert [len(one.late) for one in found] == sorted((len(one.late) for one in found), reverse=True)
    assert pages.late(viewer_of("caseworker")) == sum(len(one.late) for one in found)
    page = client_of("caseworker").get("/papers/all")
    assert youth.name in page.text
    assert client_of("mfi").get("/papers/all").status_code == 404


def test_wrong_input_keeps_the_words(client_of: ClientOf, session: Session):
    caseworker = client_of("caseworker")
    answer = caseworker.post(f"{ADDRESS}/bank", data={"state": "lost", "note": "mine ord"})
    assert answer.status_code == 422
    assert "mine ord" in answer.text
    assert caseworker.post(f"{ADDRESS}/bank", data={"state": "done", "note": "x" * 501}).status_code == 422
    assert caseworker.post(f"{ADDRESS}/bank/plan", data={"owner": "friend"}).status_code == 422
    assert (
        caseworker.post(f"{ADDRESS}/bank/plan", data={"owner": "mfi", "due": "31-31-2026"}).status_code == 422
    )
    for path in (f"{ADDRESS}/nothing", f"{ADDRESS}/nothing/plan"):
        assert caseworker.post(path, data={"state": "done", "owner": "mfi"}).status_code == 404
    assert session.exec(select(Paper)).all() == []
