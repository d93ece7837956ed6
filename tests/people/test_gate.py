"""The gate: decision and municipality, or a reason that is kept."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.audit.models import AuditLine
from app.identity.policy import Change
from app.kit import clock
from app.kit.errors import NotFound, Refused
from app.people.models import Youth
from tests.cast import id_of
from tests.conftest import ViewerOf


def test_the_decision_opens_the_gate_once_a_municipality_is_recorded(viewer_of: ViewerOf, session: Session):
    caseworker = viewer_of("caseworker")
    youth = caseworker.find(Youth, id_of("youth-waiting"))
    youth.municipality_id = None
    assert not youth.gate_open

    youth.decide(clock.today(), by=caseworker)
    assert not youth.gate_open
    youth.decide(clock.today(), id_of("roskilde"), by=caseworker)

    assert youth.gate_open
    lines = session.exec(select(AuditLine).where(AuditLine.verb == Change.DECIDE)).all()
    assert {line.youth_id for line in lines} == {youth.id}


@pytest.mark.parametrize("days", [1, -30_000])
def test_a_decision_lies_between_the_birth_and_today(viewer_of: ViewerOf, days: int):
    caseworker = viewer_of("caseworker")
    with pytest.raises(Refused):
        caseworker.find(Youth, id_of("youth-waiting")).decide(
            clock.today() + timedelta(days=days), by=caseworker
        )


def test_a_reason_opens_the_gate_is_kept_and_is_sealed(viewer_of: ViewerOf, session: Session, raw):
    caseworker = viewer_of("caseworker")
    youth = caseworker.find(Youth, id_of("youth-waiting"))

    youth.override_gate("Very lonely; the decision is certain.", by=caseworker)
    session.flush()

    assert youth.gate_open
    assert youth.override_reason == "Very lonely; the decision is certain."
    stored = raw("SELECT override_reason FROM youth WHERE override_reason IS NOT NULL")
    assert b"lonely" not in bytes(stored[0][0])
    with pytest.raises(Refused):
        youth.override_gate("Again.", by=caseworker)


@pytest.mark.parametrize(
    "who", ["caseworker-former", "caseworker-elsewhere", "mfi", "contact-person", "coordinator-rk"]
)
def test_nobody_else_decides_or_overrides(viewer_of: ViewerOf, session: Session, who: str):
    youth = session.get_one(Youth, id_of("youth-waiting"))
    with pytest.raises(NotFound):
        youth.decide(clock.today(), by=viewer_of(who))
    with pytest.raises(NotFound):
        youth.override_gate("Because.", by=viewer_of(who))
    with pytest.raises(NotFound):
        youth.ask_for_mfi(by=viewer_of(who))
    assert not youth.gate_open
    assert youth.mfi_asked_on is None
