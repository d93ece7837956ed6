"""Families on their way in: what they wrote, their steps, an information meeting to come and one that was held."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from app.demo.cast import id_of
from app.finding.meetings import InformationMeeting, MeetingSignUp
from app.finding.models import Application
from app.finding.pipeline import WAY
from app.finding.steps import FamilyStep, What
from app.identity.policy import Role
from app.kit import clock
from app.kit.crypto import digest
from app.people.models import Family, FamilyState

WORDS = "Vi bor i et hus med have. Vi vil gerne lave mad sammen og hjælpe med lektier."
# Whoever would be an integration family or an MFI: nobody of theirs is in the cast.
OTHERS = (
    ("Lykke", Role.HOST, FamilyState.APPLIED, 11, "roskilde"),
    ("Nygaard", Role.HOST, FamilyState.INTERVIEW, 30, "roskilde"),
    ("Brink", Role.MFI, FamilyState.MEETING, 5, "rk"),
    ("Bruun", Role.MFI, FamilyState.CERTIFICATE, 16, "drc"),
)


def lay_finding(session: Session) -> None:
    """Files and steps of the families on their way in, and meetings to hear about it."""
    for name, kind, state, days, organisation in OTHERS:
        session.add(
            Family(
                id=id_of(f"town-family:{name}"),
                name=name,
                kind=kind,
                state=state,
                since=clock.in_days(-days),
                organisation_id=id_of(organisation),
                postcode="4000",
                profile={"adults": 2, "children": [], "about": ""},
            )
        )
    session.flush()
    way = session.exec(select(Family).where(col(Family.state).in_(WAY)).order_by(col(Family.id))).all()
    for number, family in enumerate(way):
        if family.organisation_id:
            _file(session, family, number)
    held = _meeting(session, -20)
    soon = _meeting(session, 9)
    for number, meeting in enumerate((held, held, soon, soon, soon)):
        mail = f"comer-{number}@demo.example"
        session.add(
            MeetingSignUp(
                id=id_of(f"comer:{number}"),
                meeting_id=meeting.id,
                organisation_id=meeting.organisation_id,
                name=("Anne", "Bo", "Dorthe", "Erik", "Gitte")[number],
                email=mail,
                reached_digest=digest(mail),
                people=1 + number % 2,
            )
        )
    session.flush()


def _file(session: Session, family: Family, number: int) -> None:
    assert family.organisation_id is not None  # noqa: S101  asked above
    mail, phone = f"family-{number}@demo.example", f"550010{number:02}"
    session.add(
        Application(
            id=id_of(f"file:{family.id}"),
            family_id=family.id,
            organisation_id=family.organisation_id,
            name=f"Familien {family.name}",
            email=mail,
            phone=phone,
            town="Roskilde",
            email_digest=digest(mail),
            phone_digest=digest(phone),
        )
    )
    come = WAY[: WAY.index(family.state) + 1]
    days = (clock.now() - family.since).days
    _step(session, family, What.WROTE, FamilyState.APPLIED, days + 14 * (len(come) - 1), WORDS)
    for place, (_before, after) in enumerate(pairwise(come), start=2):
        _step(session, family, What.MOVED, after, days + 14 * (len(come) - place), None)


def _step(
    session: Session, family: Family, what: What, state: FamilyState, days: int, words: str | None
) -> None:
    assert family.organisation_id is not None  # noqa: S101  asked above
    session.add(
        FamilyStep(
            id=id_of(f"step:{family.id}:{state}"),
            family_id=family.id,
            organisation_id=family.organisation_id,
            what=what,
            state=state,
            at=clock.in_days(-days),
            told_by="mail",
            words=words,
        )
    )


def _meeting(session: Session, days: int) -> InformationMeeting:
    evening = datetime.combine(clock.today() + timedelta(days=days), time(19), clock.COPENHAGEN)
    made = InformationMeeting(
        id=id_of(f"meeting:{days}"),
        organisation_id=id_of("rk"),
        kind=Role.FRIEND,
        starts_at=evening,
        address="Frivilligcentret, Jernbanegade 21, Roskilde",
        seats=30,
        words="Vi fortæller, hvad en venskabsfamilie er, og en familie fortæller, hvordan det går.",
    )
    session.add(made)
    session.flush()
    return made
