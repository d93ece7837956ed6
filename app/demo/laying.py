"""Laying the cast into an empty database."""

from datetime import date, timedelta

from sqlmodel import Session

from app.demo.cast import BY_SLUG, CAST, FAMILIES, ORGANISATIONS, YOUTHS, FamilyPart, YouthPart, id_of
from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Family, FamilyMember, FamilyState, Residence, Tie, Youth


def lay_cast(session: Session) -> None:
    """Put the whole cast into an empty database."""
    for slug, (name, kind, short, within) in ORGANISATIONS.items():
        session.add(
            Organisation(
                id=id_of(slug),
                name=name,
                kind=kind,
                short=short,
                municipality_id=id_of(within) if within else None,
                phone="46 00 00 01",
                night_phone="46 00 00 02" if kind in {"municipality", "residence"} else "",
                demo=True,
            )
        )
        session.flush()
    for member in CAST:
        account = Account(id=id_of(member.slug), name=member.name, language=member.language, slug=member.slug)
        if member.roles[0][0] != Role.YOUTH:
            account.reach_by(f"{member.slug}@demo.example")
        session.add(account)
    session.flush()
    for member in CAST:
        for role, organisation in member.roles:
            session.add(
                Grant(
                    account_id=id_of(member.slug),
                    role=role,
                    organisation_id=id_of(organisation),
                    starts_at=clock.in_days(-1000),
                )
            )
    for family in FAMILIES:
        session.add(_family(family))
        session.flush()
        for slug in family.adults:
            session.add(FamilyMember(family_id=id_of(f"family:{family.slug}"), account_id=id_of(slug)))
    for part in YOUTHS:
        _lay_youth(session, part)
    session.flush()
    _lay_history(session)


def _family(part: FamilyPart) -> Family:
    approved = part.state in {FamilyState.APPROVED, FamilyState.MATCHED}
    return Family(
        id=id_of(f"family:{part.slug}"),
        name=part.name,
        kind=part.kind,
        state=part.state,
        since=clock.in_days(-40),
        organisation_id=id_of(part.organisation),
        postcode="4000",
        certificate_on=clock.in_days(-60).date() if approved else None,
        profile=part.profile,
    )


def _lay_youth(session: Session, part: YouthPart) -> None:
    next_birthday = clock.today() + timedelta(days=part.birthday_in)
    member = BY_SLUG[part.slug]
    youth = Youth(
        id=id_of(part.slug),
        name=member.name,
        birth_date=_years_before(next_birthday, part.age + 1),
        language=member.language,
        municipality_id=id_of(part.municipality) if part.municipality else None,
        residence=part.residence,
        residence_id=id_of("centre") if part.residence == Residence.CENTRE else None,
        postcode=part.postcode,
        arrived_on=(clock.in_days(-500)).date(),
        decided_on=clock.in_days(-170).date() if part.decided else None,
    )
    session.add(youth)
    session.flush()
    for role, who, days in part.ties:
        tie = Tie(youth_id=youth.id, role=role, starts_at=clock.in_days(-days))
        if role in {Role.FRIEND, Role.HOST}:
            tie.family_id = id_of(f"family:{who}")
        else:
            tie.account_id = id_of(who)
        if role == Role.MFI:
            tie.ends_at = youth.turns_18_at
        session.add(tie)


def _years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February for a leap day."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _lay_history(session: Session) -> None:
    """What was before: a caseworker who handed over, and an MFI whose custody ended at 18."""
    session.add(
        Tie(
            youth_id=id_of("youth-new"),
            account_id=id_of("caseworker-former"),
            role=Role.CASEWORKER,
            starts_at=clock.in_days(-190),
            ends_at=clock.in_days(-30),
            ended_because="handed-over",
        )
    )
    adult = session.get_one(Youth, id_of("youth-adult"))
    session.add(
        Tie(
            youth_id=adult.id,
            account_id=id_of("mfi"),
            role=Role.MFI,
            starts_at=clock.in_days(-1100),
            ends_at=adult.turns_18_at,
            ended_because="turned-18",
        )
    )
    session.flush()
