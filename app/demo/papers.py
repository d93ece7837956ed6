"""Paperwork as it stands: much in order for one, something late for another, one thing given to the contact person."""

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.demo.life import someone
from app.identity.policy import Role
from app.kit import clock
from app.paperwork.kinds import Kind, State
from app.paperwork.models import Paper
from app.people.models import Youth

DONE = (Kind.PERMIT, Kind.CPR, Kind.CARD, Kind.DOCTOR, Kind.SCHOOL)


def lay_papers(session: Session) -> None:
    """What the caseworker has written down for two of the cast."""
    matched, new = (session.get_one(Youth, id_of(slug)) for slug in ("youth-matched", "youth-new"))
    with someone(session, "caseworker", 90) as caseworker:
        for kind in DONE:
            Paper.of(matched, kind, caseworker).move(State.DONE, by=caseworker)
    with someone(session, "caseworker", 9) as caseworker:
        bank = Paper.of(matched, Kind.BANK, caseworker)
        bank.plan(Role.CONTACT, clock.today(), by=caseworker)
        bank.move(State.WAITS, "Banken har papirerne. Svar inden for to uger.", by=caseworker)
        mitid = Paper.of(matched, Kind.MITID, caseworker)
        mitid.plan(Role.CASEWORKER, clock.today(), by=caseworker)
        for kind in DONE[:2]:
            Paper.of(new, kind, caseworker).move(State.BEGUN, by=caseworker)
    _lay_others(session)


def _lay_others(session: Session) -> None:
    """For nearly everybody else all is in order; every fifth lacks something."""
    shown = [id_of(slug) for slug in ("youth-matched", "youth-new", "youth-waiting")]
    others = session.exec(select(Youth).where(col(Youth.id).not_in(shown)).order_by(col(Youth.id))).all()
    for number, youth in enumerate(others):
        left = number % len(Kind) if number % 5 == 0 else None
        session.add_all(
            Paper(
                youth_id=youth.id,
                kind=kind,
                state=State.DONE,
                changed_at=clock.in_days(-30),
                changed_by=id_of("caseworker"),
            )
            for place, kind in enumerate(Kind)
            if place != left
        )
    session.flush()
