"""The town around the cast: youths, families and the ties between them, laid out the same way every time."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from sqlmodel import Session

from app.demo import desk, finding, life, meetings, together
from app.demo.answers import lay_answers
from app.demo.bookings import lay_bookings
from app.demo.cast import id_of
from app.demo.duties import lay_duties
from app.demo.expectations import lay_expectations
from app.demo.handovers import lay_handovers
from app.demo.matching import lay_matching
from app.demo.names import FAMILIES, YOUTHS
from app.demo.papers import lay_papers
from app.demo.placements import lay_placements
from app.identity.models import Account, Grant
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Family, FamilyMember, FamilyState, Residence, Tie, Youth

INTERPRETERS = {"ti": "interpreter-ti", "fa_AF": "interpreter-prs", "ar": "interpreter-ar"}
STATES = (
    *(FamilyState.APPROVED,) * 5,
    *(FamilyState.MATCHED,) * 6,
    FamilyState.APPLIED,
    FamilyState.APPLIED,
    FamilyState.MEETING,
    FamilyState.MEETING,
    FamilyState.INTERVIEW,
    FamilyState.CERTIFICATE,
    FamilyState.RESTING,
    FamilyState.RESTING,
    FamilyState.LEFT,
)
INTERESTS = ("football", "swimming", "music", "cooking", "cycling", "reading", "gaming", "drawing")
TIMES = ("saturday-day", "sunday-day", "wednesday-evening", "tuesday-evening", "friday-evening")


def _account(session: Session, slug: str, name: str, language: str, role: Role, organisation: str) -> Account:
    account = Account(id=id_of(slug), name=name, language=language)
    if role != Role.YOUTH:
        account.reach_by(f"{slug}@demo.example")
    session.add(account)
    session.flush()
    session.add(
        Grant(
            account_id=account.id,
            role=role,
            organisation_id=id_of(organisation),
            starts_at=clock.in_days(-900),
        )
    )
    return account


def lay_families(session: Session) -> None:
    """Twenty more families, in every state, with three organisations."""
    dice = Random(1951)  # the year of the Refugee Convention
    for number, (name, adult) in enumerate(FAMILIES):
        organisation = ("rk", "drc", "venner")[number % 3]
        account = _account(session, f"town-family-{number}", adult, "da", Role.FRIEND, organisation)
        children = sorted(dice.sample(range(3, 19), dice.randint(0, 3)))
        state = STATES[number]
        family = Family(
            id=id_of(f"town-family:{number}"),
            name=name,
            state=state,
            since=clock.in_days(-dice.randint(3, 160)),
            organisation_id=id_of(organisation),
            postcode="4000",
            certificate_on=clock.in_days(-90).date()
            if state in {FamilyState.APPROVED, FamilyState.MATCHED, FamilyState.RESTING}
            else None,
            profile={
                "adults": dice.randint(1, 2),
                "children": children,
                "animals": dice.sample(["dog", "cat"], dice.randint(0, 1)),
                "interests": dice.sample(INTERESTS, 3),
                "times": dice.sample(TIMES, 2),
                "languages": ["da", "en"],
                "minutes": dice.randint(5, 35),
                "about": "",
            },
        )
        session.add(family)
        session.flush()
        session.add(FamilyMember(family_id=family.id, account_id=account.id))
    session.flush()


def lay_youths(session: Session) -> None:
    """Two dozen more youths, most at the youth centre, six with a friendship family, some without an MFI."""
    dice = Random(1951)
    matched = [n for n, state in enumerate(STATES) if state == FamilyState.MATCHED]
    for number, (name, language) in enumerate(YOUTHS):
        _account(session, f"town-youth-{number}", name, language, Role.YOUTH, "roskilde")
        age = dice.randint(13, 20)
        born = clock.today() - timedelta(days=age * 365 + dice.randint(5, 350))
        youth = Youth(
            id=id_of(f"town-youth-{number}"),
            name=name,
            birth_date=born,
            language=language,
            municipality_id=id_of("roskilde"),
            residence=Residence.OWN if age >= 18 else Residence.CENTRE,
            residence_id=None if age >= 18 else id_of("centre"),
            postcode="4000",
            arrived_on=clock.in_days(-dice.randint(300, 900)).date(),
            decided_on=None if number % 6 == 5 else clock.in_days(-dice.randint(60, 280)).date(),
        )
        session.add(youth)
        session.flush()
        for tie in _ties(youth, number, matched, dice):
            session.add(tie)
    session.flush()


def _ties(youth: Youth, number: int, matched: list[int], dice: Random) -> list[Tie]:
    def tie(role: Role, who: str, days: int) -> Tie:
        return Tie(youth_id=youth.id, account_id=id_of(who), role=role, starts_at=clock.in_days(-days))

    ties = [
        tie(Role.CASEWORKER, "caseworker", dice.randint(30, 300)),
        tie(Role.INTERPRETER, INTERPRETERS[youth.language], dice.randint(30, 300)),
    ]
    if youth.residence == Residence.CENTRE:
        ties.append(tie(Role.CONTACT, "contact-person", dice.randint(30, 300)))
    if not youth.is_adult() and number % 4:
        custody = tie(Role.MFI, "mfi", dice.randint(30, 300))
        custody.ends_at = youth.turns_18_at
        ties.append(custody)
    if number < len(matched):
        friends = Tie(
            youth_id=youth.id,
            family_id=id_of(f"town-family:{matched[number]}"),
            role=Role.FRIEND,
            starts_at=clock.in_days(-dice.randint(40, 300)),
        )
        ties.append(friends)
    return ties


PARTS: tuple[Callable[[Session], None], ...] = (
    lay_families,
    lay_youths,
    finding.lay_finding,
    desk.lay_interpreters,
    life.lay_stand_in,
    life.lay_requests,
    lay_matching,
    lay_answers,
    lay_expectations,
    life.lay_questions,
    desk.lay_summary,
    together.lay_talk,
    desk.lay_checks,
    desk.lay_sheet,
    meetings.lay_meetups,
    lay_placements,
    lay_duties,
    lay_papers,
    lay_handovers,
    lay_bookings,
)
