"""Both at the same moment: they finish, they sign, and it happens once."""

from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.demo.cast import id_of
from app.friendship.after.first import FirstMeeting
from app.friendship.agreeing.agreement import Agreement
from app.friendship.agreeing.answers import AgreementAnswers, Says
from app.friendship.agreeing.signing import AgreementSignature
from app.friendship.models import FriendshipRequest
from app.friendship.states import After, RequestState
from app.friendship.steps import RequestStep
from app.identity.viewer import Viewer, load_viewer
from app.kit import clock
from tests.friendship.test_races import _at_once, _lay, engine

__all__ = ["engine"]
SIDES = ("youth-new", "family-free")


def _pair(engine: Engine) -> UUID:
    """Two who want to go on; the id of their agreement."""
    _lay(engine, "met")
    with Session(engine) as session:
        meeting = session.exec(select(FirstMeeting)).one()
        for slug in SIDES:
            meeting.answer(After.YES, by=load_viewer(session, id_of(slug), clock.now()))
        agreement = session.exec(select(Agreement)).one()
        session.commit()
        return agreement.id


def _finish(agreement_id: UUID):
    def do(viewer: Viewer) -> None:
        mine = viewer.all(AgreementAnswers)[0]
        for one in viewer.find(Agreement, agreement_id).asked:
            mine.say(one.key, Says.YES, by=viewer)
        mine.finish(by=viewer)

    return do


def test_both_finish_and_then_sign_at_one_moment(engine: Engine) -> None:
    agreement_id = _pair(engine)
    assert _at_once(engine, [(slug, _finish(agreement_id)) for slug in SIDES]) == ["done", "done"]

    def sign(viewer: Viewer) -> None:
        agreement = viewer.find(Agreement, agreement_id)
        AgreementSignature.sign(agreement, agreement.revision, by=viewer)

    assert _at_once(engine, [(slug, sign) for slug in SIDES]) == ["done", "done"]
    with Session(engine) as session:
        agreement = session.get_one(Agreement, agreement_id)
        assert agreement.opened_at
        assert agreement.signed_at
        request = session.get_one(FriendshipRequest, agreement.request_id)
        assert request.state == RequestState.ACTIVE
        active = select(RequestStep).where(RequestStep.state == RequestState.ACTIVE)
        assert len(session.exec(active).all()) == 1
        assert {one.side for one in session.exec(select(AgreementSignature))} == {"youth", "family"}
