"""What two expect of each other: answered alone, seen together, agreed, and signed exactly as it was read."""

import re
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.audit.models import AuditLine
from app.demo.cast import id_of
from app.friendship.after.first import FirstMeeting
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.answers import AgreementAnswers, Says, differing
from app.friendship.agreeing.signing import AgreementSignature
from app.friendship.agreeing.statements import Statement, StatementSet, holding, usual
from app.friendship.states import After, RequestState
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.kit.jobs import Job
from app.kit.record import new_id
from app.people.models import Youth
from app.web.i18n import LANGUAGES
from tests.cast import SLUGS
from tests.conftest import ClientOf, ViewerOf
from tests.friendship.conftest import Way

YOUTH, FAMILY = "youth-new", "family-free"
SIDES = (YOUTH, FAMILY)


class Pair:
    """Two who want to go on."""

    def __init__(self, way: Way, session: Session, viewer_of: ViewerOf) -> None:
        self.as_, self.session = viewer_of, session
        self.request = way.met()
        meeting = session.exec(select(FirstMeeting).where(FirstMeeting.request_id == self.request.id)).one()
        for slug in SIDES:
            meeting.answer(After.YES, by=viewer_of(slug))
        self.name = session.get_one(Youth, id_of(YOUTH)).name.split()[0]
        self.agreement = session.exec(select(Agreement).where(Agreement.request_id == self.request.id)).one()

    def answers(self, slug: str) -> AgreementAnswers:
        side = "youth" if slug == YOUTH else "family"
        return self.session.exec(
            select(AgreementAnswers).where(
                AgreementAnswers.agreement_id == self.agreement.id, AgreementAnswers.side == side
            )
        ).one()

    def finish(self, slug: str, **differs: Says) -> None:
        mine, by = self.answers(slug), self.as_(slug)
        for one in self.agreement.asked:
            says = differs.get(one.key, Says.YES)
            mine.say(one.key, says, "Only mine" if says != Says.YES else "", by=by)
        mine.finish(by=by)

    def sign(self, slug: str) -> None:
        AgreementSignature.sign(self.agreement, self.agreement.revision, by=self.as_(slug))


@pytest.fixture
def pair(way: Way, session: Session, viewer_of: ViewerOf) -> Pair:
    """Two who are asked what they expect."""
    return Pair(way, session, viewer_of)


def test_two_who_agree_are_friends_once_both_have_signed(pair: Pair) -> None:
    assert pair.request.state == RequestState.EXPECTATIONS
    for slug in SIDES:
        pair.finish(slug)
    pair.sign(YOUTH)
    assert pair.request.state == RequestState.EXPECTATIONS
    pair.sign(FAMILY)
    assert pair.request.state == RequestState.ACTIVE
    assert pair.agreement.signed_at


@pytest.mark.parametrize("slug", SIDES)
def test_nobody_sees_the_others_answers_before_both_have_finished(
    pair: Pair, client_of: ClientOf, session: Session, slug: str
) -> None:
    other = FAMILY if slug == YOUTH else YOUTH
    pair.finish(other, often=Says.OTHER)
    session.commit()
    for reader in (slug, "coordinator-rk"):
        assert [row.side for row in pair.as_(reader).all(AgreementAnswers) if row.answers] == []
        assert "Only mine" not in client_of(reader).get(f"/agreements/{pair.agreement.id}").text
    pair.finish(slug)
    session.commit()
    for reader in (slug, other, "coordinator-rk"):
        page = client_of(reader).get(f"/agreements/{pair.agreement.id}").text
        assert "Only mine" in page
        assert pair.name in page


@pytest.mark.parametrize("slug", [one for one in SLUGS if one not in {*SIDES, "coordinator-rk"}])
def test_it_isnt_there_for_anybody_else(pair: Pair, client_of: ClientOf, session: Session, slug: str) -> None:
    for side in SIDES:
        pair.finish(side)
    session.commit()
    client = client_of(slug)
    for path in ("", "/paper", "/statements/1"):
        assert client.get(f"/agreements/{pair.agreement.id}{path}").status_code == 404
    assert pair.as_(slug).all(AgreementAnswers) == []


def test_what_differs_needs_words_before_anybody_signs(pair: Pair) -> None:
    pair.finish(YOUTH, often=Says.OTHER)
    pair.finish(FAMILY, photos=Says.UNSURE)
    with pytest.raises(Refused, match="differently"):
        pair.sign(YOUTH)
    pair.agreement.agree("often", "Every Saturday", by=pair.as_(FAMILY))
    with pytest.raises(Refused, match="differently"):
        pair.sign(YOUTH)
    pair.agreement.agree("photos", "Only of food", by=pair.as_("coordinator-rk"))
    for slug in SIDES:
        pair.sign(slug)
    assert pair.request.state == RequestState.ACTIVE


def test_a_change_after_a_signature_is_signed_anew_by_both(pair: Pair) -> None:
    for slug in SIDES:
        pair.finish(slug)
    read = pair.agreement.revision
    pair.sign(YOUTH)
    pair.agreement.agree("often", "Every Sunday", by=pair.as_(FAMILY))
    with pytest.raises(Refused, match="changed a moment ago"):
        AgreementSignature.sign(pair.agreement, read, by=pair.as_(FAMILY))
    pair.sign(FAMILY)
    assert pair.request.state == RequestState.EXPECTATIONS
    pair.sign(YOUTH)
    assert pair.request.state == RequestState.ACTIVE


def test_the_same_words_again_change_nothing(pair: Pair) -> None:
    for slug in SIDES:
        pair.finish(slug)
    for _tap in range(2):
        pair.agreement.agree("often", "Every Sunday", by=pair.as_(FAMILY))
    assert pair.agreement.revision == 2


@pytest.mark.parametrize("slug", SIDES)
def test_each_side_answers_and_signs_for_itself_alone(pair: Pair, slug: str) -> None:
    other = pair.as_(FAMILY if slug == YOUTH else YOUTH)
    with pytest.raises(NotFound):
        pair.answers(slug).say("often", Says.YES, by=other)
    with pytest.raises(NotFound):
        pair.answers(slug).finish(by=other)
    for side in SIDES:
        pair.finish(side)
    with pytest.raises(NotFound):
        pair.sign("coordinator-rk")


def test_some_left_isnt_finished_and_a_double_tap_signs_once(pair: Pair) -> None:
    with pytest.raises(Refused, match="left"):
        pair.answers(YOUTH).finish(by=pair.as_(YOUTH))
    for slug in SIDES:
        pair.finish(slug)
    for _tap in range(2):
        pair.sign(YOUTH)
    assert len(pair.session.exec(select(AgreementSignature)).all()) == 1


def test_answers_stand_still_once_both_have_finished(pair: Pair) -> None:
    for slug in SIDES:
        pair.finish(slug)
    with pytest.raises(Refused):
        pair.answers(YOUTH).say("often", Says.OTHER, by=pair.as_(YOUTH))


def test_when_it_isnt_this_time_neither_sees_it_any_more(pair: Pair, client_of: ClientOf) -> None:
    for slug in SIDES:
        pair.finish(slug, often=Says.OTHER)
    pair.request.not_this_time(by=pair.as_("coordinator-rk"))
    pair.session.commit()
    for slug in SIDES:
        assert client_of(slug).get(f"/agreements/{pair.agreement.id}").status_code == 404
    assert client_of("coordinator-rk").get(f"/agreements/{pair.agreement.id}").status_code == 200


def test_a_wish_to_talk_reaches_the_coordinator_once_and_both_hear_of_the_day(pair: Pair) -> None:
    for _tap in range(2):
        pair.agreement.ask_to_talk(by=pair.as_(YOUTH))
    told = [job.payload["account"] for job in pair.session.exec(select(Job).where(Job.kind == "tell"))]
    assert told.count(str(id_of("coordinator-rk"))) >= 1
    with pytest.raises(NotFound):
        pair.agreement.plan_talk(clock.in_days(2), "", by=pair.as_(YOUTH))
    with pytest.raises(Refused):
        pair.agreement.plan_talk(clock.in_days(-1), "", by=pair.as_("coordinator-rk"))
    pair.agreement.plan_talk(clock.in_days(2), "At the centre", by=pair.as_("coordinator-rk"))
    assert pair.agreement.talk_where == "At the centre"


def test_a_youth_answers_on_the_phone_one_screen_after_the_other(
    pair: Pair, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    client, address = client_of(YOUTH), f"/agreements/{pair.agreement.id}"
    for number, _one in enumerate(pair.agreement.asked, start=1):
        assert client.get(f"{address}/statements/{number}").status_code == 200
        assert client.post(f"{address}/statements/{number}", data={}).status_code == 422
        answer = client.post(f"{address}/statements/{number}", data={"says": "yes", "words": "Mine"})
        assert answer.status_code == 303
    assert answer.headers["location"] == address
    assert client.post(f"{address}/finish", data={"once": str(uuid4())}).status_code == 303
    assert "wait for the other side" in client.get(address).text
    assert client.get(f"{address}/statements/99").status_code == 404


def test_the_pages_lead_through_to_the_signature_and_the_paper(
    pair: Pair, client_of: ClientOf, session: Session
) -> None:
    pair.finish(YOUTH, often=Says.OTHER)
    pair.finish(FAMILY)
    session.commit()
    address = f"/agreements/{pair.agreement.id}"
    youth, family = client_of(YOUTH), client_of(FAMILY)
    assert "I agree, and sign" not in family.get(address).text
    long = family.post(f"{address}/statements/1/words", data={"agreed": "x" * 501})
    assert (long.status_code, "x" * 501 in long.text) == (422, True)
    assert family.post(f"{address}/statements/1/words", data={"agreed": "Each Sunday"}).status_code == 303
    assert family.post(f"{address}/statements/99/words", data={"agreed": "x"}).status_code == 404
    for client in (youth, family):
        revision = re.search(r'name="revision" value="(\d+)"', client.get(address).text)
        assert revision
        stale = {"revision": str(int(revision[1]) - 1)}
        assert client.post(f"{address}/signature", data=stale).status_code == 422
        assert client.post(f"{address}/signature", data={"revision": revision[1]}).status_code == 303
    paper = youth.get(f"{address}/paper?beside=ti").text
    statement = pair.agreement.asked[0]
    for text in (statement.words["en"], statement.words["ti"], "Each Sunday"):
        assert text in paper
    assert paper.count("has signed") == 2


def test_every_usual_statement_stands_in_every_language() -> None:
    assert len(usual()) == 14
    assert len({one.key for one in usual()}) == 14
    for one in usual():
        assert set(one.words) == set(LANGUAGES), one.key


def test_a_language_without_words_falls_back_to_danish_and_says_so() -> None:
    one = Statement("own", "hand", {"da": "Vi griner."})
    assert one.in_("ti") == ("Vi griner.", "da")


def test_a_new_version_holds_for_those_who_begin_from_now_on(
    pair: Pair, viewer_of: ViewerOf, client_of: ClientOf, session: Session
) -> None:
    before = pair.agreement.asked
    coordinator = client_of("coordinator-rk")
    form = {"da": "Vi griner sammen.", "icon": "heart"}
    assert coordinator.post("/expectations/new", data=form).status_code == 303
    assert coordinator.post("/expectations/often", data=form | {"da": ""}).status_code == 422
    assert coordinator.post("/expectations/often", data=form | {"icon": "<b>"}).status_code == 422
    assert coordinator.post("/expectations/late/removal", data={}).status_code == 303
    session.expire_all()
    version, now = holding(id_of("rk"), viewer_of("coordinator-rk"))
    assert version == 2
    assert [one.words["da"] for one in now][-1] == "Vi griner sammen."
    assert "late" not in {one.key for one in now}
    assert pair.agreement.asked == before
    assert holding(id_of("drc"), viewer_of("coordinator-drc"))[0] == 0


@pytest.mark.parametrize("slug", [one for one in SLUGS if not one.startswith("coordinator")])
def test_only_coordinators_write_statements(viewer_of: ViewerOf, client_of: ClientOf, slug: str) -> None:
    assert client_of(slug).get("/expectations").status_code == 404
    with pytest.raises(NotFound):
        StatementSet.write(id_of("rk"), usual(), by=viewer_of(slug))


def test_too_few_or_too_many_statements_are_refused(viewer_of: ViewerOf) -> None:
    by = viewer_of("coordinator-rk")
    for statements in (usual()[:4], usual() * 3):
        with pytest.raises(Refused):
            StatementSet.write(id_of("rk"), statements, by=by)


def test_a_word_to_a_yes_is_talked_about_too() -> None:
    asked = (Statement("a", "hand", {}), Statement("b", "hand", {}), Statement("c", "hand", {}))

    def said(side: str, **answers: dict[str, str]) -> AgreementAnswers:
        return AgreementAnswers(
            agreement_id=new_id(), youth_id=new_id(), family_id=new_id(), side=side, answers=answers
        )

    yes = {"says": "yes"}
    youth = said("youth", a=yes, b=yes | {"words": "Gladly"}, c=yes)
    family = said("family", a=yes, b=yes, c={"says": "unsure"})
    assert differing(asked, [youth, family]) == {"b", "c"}


def test_home_shows_what_waits_and_no_longer_what_is_said(
    pair: Pair, client_of: ClientOf, session: Session
) -> None:
    session.commit()
    address = f"/agreements/{pair.agreement.id}"
    for slug in SIDES:
        assert address in client_of(slug).get("/").text
    pair.finish(YOUTH)
    session.commit()
    assert address not in client_of(YOUTH).get("/").text
    assert address in client_of(FAMILY).get("/").text


def test_a_coordinator_who_looks_leaves_a_line(pair: Pair, client_of: ClientOf, session: Session) -> None:
    session.commit()
    lines = select(AuditLine).where(
        AuditLine.actor_id == id_of("coordinator-rk"), AuditLine.subject == "agreement"
    )
    assert session.exec(lines).all() == []
    client_of("coordinator-rk").get(f"/agreements/{pair.agreement.id}")
    session.expire_all()
    [line] = session.exec(lines).all()
    assert line.youth_id == id_of(YOUTH)
