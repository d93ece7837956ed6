"""From one caseworker to the next: at one moment, with words from the youth, signed by both, told to all around."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

import app.worker  # noqa: F401  the jobs
from app.handover.jobs import new_face
from app.handover.models import Handover
from app.handover.wishes import WISHES
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.people.models import Tie, Youth
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

YOUTH, OLD, NEW = "youth-new", "caseworker", "caseworker-former"


def youth_of(session: Session, slug: str = YOUTH) -> Youth:
    return session.get_one(Youth, id_of(slug))


def given(viewer_of: ViewerOf, session: Session, days: int = 0) -> Handover:
    day = clock.today() + timedelta(days=days)
    row = Handover.give(
        youth_of(session), id_of(NEW), day, "She sings in a choir.", "A new bed.", by=viewer_of(OLD)
    )
    session.commit()
    return row


def data(*slugs: str, days: int = 0, **more: str) -> dict[str, Any]:
    words = {f"open-{id_of(slug)}": f"Open for {slug}" for slug in slugs}
    day = (clock.today() + timedelta(days=days)).isoformat()
    chosen = [str(id_of(slug)) for slug in slugs]
    return {"youth": chosen, "account_id": str(id_of(NEW)), "day": day, **words, **more}


def test_handing_over_today_moves_access_at_once_and_all_around_read_the_new_name(
    client_of: ClientOf, session: Session
):
    old, new, address = client_of(OLD), client_of(NEW), f"/youths/{id_of(YOUTH)}"
    page = old.get(f"/handovers/new?youth={id_of(YOUTH)}").text
    assert "Ulla Bech" in page
    assert "Henrik Toft" not in page

    assert old.post("/handovers", data=data(YOUTH)).headers["location"] == "/caseload"

    assert old.get(address).status_code == 404
    assert f"Open for {YOUTH}" in new.get(address).text
    assert "Open for" not in client_of("mfi").get(address).text
    for slug, where in ((YOUTH, "/people"), ("mfi", address)):
        text = client_of(slug).get(where).text
        assert "New caseworker since" in text
        assert "Ulla Bech" in text


def test_many_go_in_one_act_or_none(client_of: ClientOf, session: Session):
    old = client_of(OLD)
    both = data(YOUTH, "youth-matched")
    lacking = {**both, f"open-{id_of('youth-matched')}": " "}
    again = old.post("/handovers", data=lacking)
    assert again.status_code == 422
    assert f"Open for {YOUTH}" in again.text
    assert f'value="{id_of(NEW)}" checked' in again.text
    assert session.exec(select(Handover)).all() == []
    assert old.post("/handovers", data=both).status_code == 303
    assert len(session.exec(select(Handover)).all()) == 2
    for slug in (YOUTH, "youth-matched"):
        assert client_of(NEW).get(f"/youths/{id_of(slug)}").status_code == 200


@pytest.mark.parametrize("words", ["A" * 2001, "nul\x00"])
def test_words_that_cannot_be_kept_are_told(client_of: ClientOf, words: str):
    posted = data(YOUTH) | {f"open-{id_of(YOUTH)}": words}
    assert client_of(OLD).post("/handovers", data=posted).status_code == 422


def test_on_a_day_to_come_access_moves_at_midnight_in_copenhagen(viewer_of: ViewerOf, session: Session):
    row = given(viewer_of, session, days=10)
    for before, there in ((timedelta(seconds=1), OLD), (timedelta(), NEW)):
        with clock.freeze(clock.midnight(clock.today() + timedelta(days=10)) - before):
            assert viewer_of(there).find(Youth, id_of(YOUTH))
            with pytest.raises(NotFound):
                viewer_of(OLD if there == NEW else NEW).find(Youth, id_of(YOUTH))
    assert row.moves_at == clock.midnight(clock.today() + timedelta(days=10))


def test_the_youth_is_asked_and_what_they_say_reaches_the_new_one_alone(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    row = given(viewer_of, session, days=5)
    youth = client_of(YOUTH)
    assert "/handover" in youth.get("/").text
    page = youth.get("/handover").text
    assert "Ulla Bech" in page
    assert "A new bed." in page
    assert "She sings" not in page
    answer = youth.post("/handover", data={"wishes": ["meet", "past"], "words": "Jeg kan godt lide sang"})
    assert answer.status_code == 303
    assert youth.post("/handover", data={"wishes": ["nothing"]}).status_code == 422
    assert client_of(NEW).get(f"/handovers/{row.id}").status_code == 404
    with clock.freeze(row.moves_at):
        text = client_of(NEW).get(f"/handovers/{row.id}").text
        assert "Jeg kan godt lide sang" in text
        assert WISHES["meet"] in text
        assert WISHES["write"] not in text
        assert client_of(OLD).get(f"/handovers/{row.id}").status_code == 404


def test_both_sign_the_new_one_when_they_are_there(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    row = given(viewer_of, session, days=5)
    assert row.given_at
    path = f"/handovers/{row.id}/signature"
    assert client_of(NEW).post(path, data={"sure": "yes"}).status_code == 404
    with pytest.raises(NotFound):
        row.take_over(by=viewer_of(OLD))
    with clock.freeze(row.moves_at + timedelta(hours=9)):
        new = client_of(NEW)
        assert "Read and sign" in new.get("/handovers").text
        assert new.post(path, data={}).status_code == 422
        assert new.post(path, data={"sure": "yes"}).status_code == 303
        assert new.post(path, data={"sure": "yes"}).status_code == 303
        assert "Read and sign" not in new.get("/handovers").text
    session.expire_all()
    assert session.exec(select(Handover)).one().taken_at == row.moves_at + timedelta(hours=9)


def test_until_the_day_it_can_be_called_off_and_then_nothing_has_happened(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    row = given(viewer_of, session, days=5)
    with pytest.raises(Refused):
        given(viewer_of, session, days=7)
    assert client_of(OLD).post(f"/handovers/{row.id}/call-off", data={"sure": "yes"}).status_code == 303
    with clock.freeze(clock.in_days(6)):
        assert viewer_of(OLD).find(Youth, id_of(YOUTH))
        with pytest.raises(NotFound):
            viewer_of(NEW).find(Youth, id_of(YOUTH))
    assert client_of(YOUTH).get("/handover").status_code == 404
    ties = select(Tie).where(
        Tie.youth_id == id_of(YOUTH), Tie.account_id == id_of(NEW), Tie.starts_at > clock.in_days(-1)
    )
    assert session.exec(ties).all() == []
    given(viewer_of, session, days=7)


def test_who_is_around_is_told_at_the_moment_and_not_before(viewer_of: ViewerOf, session: Session):
    given(viewer_of, session, days=5)
    told = select(Job).where(Job.kind == "tell", col(Job.key).contains("around"))
    assert {job.payload["account"] for job in session.exec(told)} == {str(id_of(YOUTH))}
    moving = session.exec(select(Job).where(Job.kind == "new-face")).one()
    late = moving.due_at - clock.midnight(clock.today() + timedelta(days=5))
    assert timedelta() <= late < timedelta(minutes=1)


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_that_is_past_or_far_off_is_refused(viewer_of: ViewerOf, session: Session, days: int):
    with pytest.raises(Refused):
        given(viewer_of, session, days=days)


@pytest.mark.parametrize("slug", [one for one in SLUGS if one not in {OLD, NEW, YOUTH}])
def test_nobody_else_sees_or_changes_it(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str
):
    row = given(viewer_of, session, days=5)
    client = client_of(slug)
    assert client.get(f"/handovers/{row.id}").status_code == 404
    assert client.post("/handovers", data=data(YOUTH)).status_code == 404
    assert client.post("/handover", data={"words": "x"}).status_code == 404
    assert viewer_of(slug).all(Handover) == []
    for verb in (row.take_over, row.call_off):
        with pytest.raises(NotFound):
            verb(by=viewer_of(slug))


def test_a_job_for_a_tie_that_was_called_off_does_nothing(viewer_of: ViewerOf, session: Session):
    row = given(viewer_of, session, days=5)
    tie = str(row.new_tie_id)
    row.call_off(by=viewer_of(OLD))
    session.commit()
    before = len(session.exec(select(Job)).all())
    new_face({"tie": tie})
    session.expire_all()
    assert len(session.exec(select(Job)).all()) == before
