"""Who does what: from a template, as agreed, and without the MFI from the midnight on which somebody turns 18."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from app.duties import pages
from app.duties.models import Duty, holding
from app.duties.pages import MISSING, NOBODY, TWO, UNDONE, clashes
from app.duties.topics import ROLES, TOPICS, Part, Parts, Topic, at_18, template
from app.identity.policy import Role
from app.identity.viewer import load_viewer
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.people.models import Residence, Youth
from app.people.ties import Tie
from tests.cast import SLUGS, id_of
from tests.conftest import ClientOf, ViewerOf

YOUTH = "youth-matched"
AROUND = {"family", "family-two", "mfi", "caseworker", "contact-person"}
SWAPPED: Parts = {Role.CASEWORKER: Part.DECIDES, Role.CONTACT: Part.DOES, Role.YOUTH: Part.TOLD}


def youth_of(session: Session, slug: str = YOUTH) -> Youth:
    return session.get_one(Youth, id_of(slug))


@pytest.mark.parametrize("residence", list(Residence))
@pytest.mark.parametrize("adult", [False, True])
def test_in_every_template_one_decides_and_somebody_does_it(residence: Residence, adult: bool):
    lines = template(residence, adult=adult)
    assert set(lines) == set(Topic) == set(TOPICS)
    for parts in lines.values():
        assert clashes(parts, set(ROLES)) == ()
        assert not (adult and Role.MFI in parts)
        assert (Role.HOST in parts) <= (residence == Residence.HOST)


@given(st.dictionaries(st.sampled_from(ROLES), st.sampled_from(list(Part))))
def test_at_18_nothing_is_left_to_the_mfi_and_what_they_decided_is_decided(parts: Parts):
    left = at_18(parts)
    assert Role.MFI not in left
    if Part.DECIDES in parts.values():
        assert Part.DECIDES in left.values()
    assert at_18(left) == left


def test_what_does_not_add_up_is_found():
    assert clashes({Role.MFI: Part.TOLD, Role.CONTACT: Part.DOES}, {Role.CONTACT}) == (NOBODY,)
    two: Parts = {Role.MFI: Part.DECIDES, Role.CASEWORKER: Part.DECIDES, Role.CONTACT: Part.DOES}
    assert clashes(two, set(ROLES)) == (TWO,)
    assert clashes({Role.MFI: Part.DECIDES}, set(ROLES)) == (UNDONE,)
    assert clashes({Role.MFI: Part.DECIDES, Role.CONTACT: Part.DOES}, {Role.CONTACT}) == (MISSING,)
    assert clashes({Role.YOUTH: Part.DECIDES}, set()) == ()


@pytest.mark.parametrize(
    ("born", "midnight"),
    [  # in 2027 the clocks go forward on 28 March, and back on 31 October
        (date(2009, 3, 28), datetime(2027, 3, 27, 23, tzinfo=UTC)),
        (date(2009, 3, 29), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (date(2009, 10, 31), datetime(2027, 10, 30, 22, tzinfo=UTC)),
        (date(2009, 11, 1), datetime(2027, 10, 31, 23, tzinfo=UTC)),
        (date(2008, 2, 29), datetime(2026, 2, 28, 23, tzinfo=UTC)),  # a leap day: the first of March
    ],
)
def test_the_mfis_part_ends_at_midnight_in_copenhagen(session: Session, born: date, midnight: datetime):
    youth = youth_of(session)
    youth.birth_date = born
    agreed = Duty(
        youth_id=youth.id,
        topic=Topic.TRAVEL,
        number=1,
        made_by=id_of("caseworker"),
        parts={"mfi": "decides", "contact": "does"},
    )
    for row in (None, agreed):
        for moment, there in ((midnight - timedelta(seconds=1), True), (midnight, False)):
            by = load_viewer(session, id_of(YOUTH), moment)
            parts = holding(youth, row, Topic.TRAVEL, by)
            assert (Role.MFI in parts) is there
            assert parts.get(Role.YOUTH) == (
                Part.DECIDES if not there else Part.TOLD if row is None else None
            )


def test_the_caseworker_changes_it_and_everybody_sees_it_with_its_history(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    address = f"/youths/{id_of(YOUTH)}/duties/school"
    form = {"caseworker": "decides", "contact": "does", "youth": "told", "mfi": "", "why": "The MFI is ill"}
    assert client_of("caseworker").post(address, data=form).status_code == 303
    session.expire_all()
    row = session.exec(select(Duty)).one()
    assert (row.line, row.number, row.why) == (SWAPPED, 1, "The MFI is ill")
    for slug in AROUND:
        assert "The MFI is ill" in client_of(slug).get(address).text, slug
    assert "The MFI is ill" in client_of(YOUTH).get("/duties/school").text
    assert client_of("caseworker").post(address, data=form).status_code == 303  # the same once more
    assert len(session.exec(select(Duty)).all()) == 1


def test_those_whom_a_change_concerns_are_told_and_nobody_else(viewer_of: ViewerOf, session: Session):
    before = holding(youth_of(session), None, Topic.SCHOOL, viewer_of(YOUTH))
    assert before[Role.MFI] == Part.DECIDES
    Duty.agree(youth_of(session), Topic.SCHOOL, SWAPPED, by=viewer_of("caseworker"))
    session.flush()
    told = {
        job.payload["account"]
        for job in session.exec(select(Job).where(Job.kind == "tell", col(Job.key).contains("around")))
    }
    mine = select(Tie.account_id).where(Tie.youth_id == id_of(YOUTH), Tie.in_force(clock.now()))
    mfis = set(session.exec(mine.where(Tie.role == Role.MFI)))
    assert told == {str(id_of(YOUTH)), *map(str, mfis)}


@pytest.mark.parametrize("slug", [one for one in SLUGS if one != "caseworker"])
def test_nobody_but_the_caseworker_changes_it(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session, slug: str
):
    with pytest.raises(NotFound):
        Duty.agree(youth_of(session), Topic.SCHOOL, SWAPPED, by=viewer_of(slug))
    address = f"/youths/{id_of(YOUTH)}/duties/school"
    assert client_of(slug).post(address, data={"youth": "decides"}).status_code == 404
    assert client_of(slug).get(f"{address}/edit").status_code == 404
    seen = slug in AROUND
    assert client_of(slug).get(address).status_code == (200 if seen else 404)


def test_an_mfi_has_no_part_at_18(viewer_of: ViewerOf, session: Session):
    youth = youth_of(session)
    youth.birth_date = clock.today().replace(year=clock.today().year - 18, day=1)
    session.flush()
    with pytest.raises(Refused):
        Duty.agree(youth, Topic.SCHOOL, {Role.MFI: Part.DECIDES}, by=viewer_of("caseworker"))


def test_one_finds_whom_to_ask_by_a_word(client_of: ClientOf):
    youth = client_of(YOUTH)
    found = youth.get("/duties?q=dentist").text
    assert "Doctor and health" in found
    assert "Bank and money" not in found
    assert "Nothing found" in youth.get("/duties?q=zzz").text
    assert youth.get("/duties/nothing").status_code == 404
    assert youth.get("/duties?q=" + "x" * 5000).status_code == 200


def test_where_something_doesnt_add_up_the_caseworker_alone_is_shown_it(
    viewer_of: ViewerOf, client_of: ClientOf, session: Session
):
    two: Parts = {Role.MFI: Part.DECIDES, Role.CASEWORKER: Part.DECIDES, Role.CONTACT: Part.DOES}
    Duty.agree(youth_of(session), Topic.MONEY, two, by=viewer_of("caseworker"))
    session.commit()
    address = f"/youths/{id_of(YOUTH)}/duties"
    assert "Two decide" in client_of("caseworker").get(address).text
    assert "Two decide" not in client_of("mfi").get(address).text
    assert "Two decide" not in client_of(YOUTH).get("/duties").text


def test_wrong_input_keeps_the_words(client_of: ClientOf, session: Session):
    address = f"/youths/{id_of(YOUTH)}/duties/school"
    caseworker = client_of("caseworker")
    answer = caseworker.post(address, data={"mfi": "rules", "why": "mine ord"})
    assert answer.status_code == 422
    assert "mine ord" in answer.text
    assert caseworker.post(address, data={"why": "x" * 501}).status_code == 422
    assert caseworker.post(f"/youths/{id_of(YOUTH)}/duties/nothing", data={}).status_code == 404
    assert session.exec(select(Duty)).all() == []


def test_the_names_of_those_who_do_it_stand_there(viewer_of: ViewerOf, session: Session):
    shown = pages.show(viewer_of(YOUTH), youth_of(session))
    assert [one.name for one in shown["names"][Role.CASEWORKER]] == ["Anne Winther"]
    assert not shown["edits"]
