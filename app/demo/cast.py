"""The cast: fictional people of the demo and of the tests, by their slugs.

Birth dates and ties are laid out relative to the day they are made, so that nobody grows out of their part.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from app.identity.models import Account, Grant, Organisation
from app.identity.policy import Role
from app.kit import clock
from app.people.models import Family, FamilyMember, FamilyState, Residence, Tie, Youth
from app.web.i18n import N_

SPACE = UUID("5a3d7f0e-0000-7000-8000-00000000c0de")


def id_of(slug: str) -> UUID:
    """The id of somebody or something of the cast: the same in every database."""
    return uuid5(SPACE, slug)


@dataclass(frozen=True)
class Member:
    """One of the cast: who they are, and what to try as them (in English, marked for translation)."""

    slug: str
    name: str
    language: str
    roles: tuple[tuple[Role, str], ...]  # role, slug of the organisation
    who: str
    email: str = ""


@dataclass(frozen=True)
class YouthPart:
    """What is particular about a youth of the cast. Age in years and days until the next birthday."""

    slug: str
    age: int
    birthday_in: int
    residence: Residence = Residence.CENTRE
    municipality: str | None = "roskilde"
    decided: bool = True
    ties: tuple[tuple[Role, str, int], ...] = ()  # role, who, since so many days
    postcode: str = "4000"


ORGANISATIONS = {
    "roskilde": ("Roskilde Kommune", "municipality", "Roskilde Kommune", None),
    "centre": ("Ungecentret Fjordhuset", "residence", "Fjordhuset", "roskilde"),
    "rk": ("Røde Kors Roskilde", "volunteers", "Røde Kors", "roskilde"),
    "drc": ("Dansk Flygtningehjælp Frivillig Roskilde", "volunteers", "Dansk Flygtningehjælp", "roskilde"),
    "venner": ("Roskilde Flygtningevenner", "volunteers", "Flygtningevenner", "roskilde"),
    "tolke": ("Tolkeservice Sjælland", "interpreters", "Tolkeservice", "roskilde"),
    "lejre": ("Lejre Kommune", "municipality", "Lejre Kommune", None),
}

R = Role
CAST: tuple[Member, ...] = (
    Member("youth-new", "Selam Tesfay", "ti", ((R.YOUTH, "roskilde"),), N_("16, lives at the youth centre, has asked for nothing yet")),
    Member("youth-waiting", "Farid Noori", "fa_AF", ((R.YOUTH, "roskilde"),), N_("15, has asked for a family and waits for the decision")),
    Member("youth-matched", "Yara Haddad", "ar", ((R.YOUTH, "roskilde"),), N_("17, has a friendship family, turns 18 in 60 days")),
    Member("youth-adult", "Dawit Mehari", "ti", ((R.YOUTH, "roskilde"),), N_("19, the MFI ended at 18 and went on as a friend")),
    Member("youth-hosted", "Omid Rahimi", "fa_AF", ((R.YOUTH, "roskilde"),), N_("14, lives with an integration family")),
    Member("youth-elsewhere", "Hanan Saleh", "ar", ((R.YOUTH, "lejre"),), N_("16, lives in another municipality")),
    Member("family", "Mette Holm", "da", ((R.FRIEND, "rk"),), N_("a friendship family with a youth they know")),
    Member("family-two", "Jens Holm", "da", ((R.FRIEND, "rk"),), N_("the second adult of the same family")),
    Member("family-free", "Lone Bager", "da", ((R.FRIEND, "rk"),), N_("an approved family with two teenagers, not matched yet")),
    Member("family-applying", "Pia Skov", "da", ((R.FRIEND, "drc"),), N_("a family that has just asked to join")),
    Member("host-family", "Karen Lund", "da", ((R.HOST, "roskilde"),), N_("an integration family")),
    Member("mfi", "Birgit Dam", "da", ((R.MFI, "roskilde"), (R.FRIEND, "rk")), N_("MFI of two youths, friend of a third")),
    Member("interpreter-ti", "Almaz Gebre", "ti", ((R.INTERPRETER, "tolke"),), N_("interpreter of Tigrinya")),
    Member("interpreter-ti-2", "Biniam Haile", "ti", ((R.INTERPRETER, "tolke"),), N_("stands in for the interpreter of Tigrinya")),
    Member("interpreter-prs", "Nasrin Karimi", "fa_AF", ((R.INTERPRETER, "tolke"),), N_("interpreter of Dari")),
    Member("interpreter-ar", "Samir Khoury", "ar", ((R.INTERPRETER, "tolke"),), N_("interpreter of Arabic")),
    Member("contact-person", "Thomas Friis", "da", ((R.CONTACT, "centre"),), N_("contact person at the youth centre")),
    Member("caseworker", "Anne Winther", "da", ((R.CASEWORKER, "roskilde"),), N_("caseworker of the youths in the town")),
    Member("caseworker-former", "Ulla Bech", "da", ((R.CASEWORKER, "roskilde"),), N_("caseworker who handed one youth over last month")),
    Member("caseworker-elsewhere", "Henrik Toft", "da", ((R.CASEWORKER, "lejre"),), N_("caseworker in another municipality")),
    Member("supervisor", "Grethe Lind", "da", ((R.SUPERVISOR, "roskilde"),), N_("supervises the integration families")),
    Member("coordinator-rk", "Maria Juhl", "da", ((R.COORDINATOR, "rk"),), N_("volunteer coordinator at Røde Kors")),
    Member("coordinator-drc", "Peter Kjær", "da", ((R.COORDINATOR, "drc"),), N_("volunteer coordinator at Dansk Flygtningehjælp")),
    Member("safeguarding", "Inger Vang", "da", ((R.SAFEGUARDING, "roskilde"),), N_("reads what somebody reports as unsafe")),
    Member("safeguarding-2", "Ole Brandt", "da", ((R.SAFEGUARDING, "roskilde"),), N_("the second who approves")),
    Member("steering", "Kirsten Ravn", "da", ((R.STEERING, "roskilde"),), N_("member of the steering group: numbers only")),
    Member("admin", "Sofie Krogh", "da", ((R.ADMIN, "roskilde"),), N_("looks after accounts, sees no content")),
)  # fmt: skip

YEAR = 365
AROUND = ((R.CASEWORKER, "caseworker", 30), (R.CONTACT, "contact-person", 200))
YOUTHS: tuple[YouthPart, ...] = (
    YouthPart(
        "youth-new",
        16,
        150,
        ties=(*AROUND, (R.MFI, "mfi", 180), (R.INTERPRETER, "interpreter-ti", 190)),
    ),
    YouthPart(
        "youth-waiting",
        15,
        210,
        decided=False,
        ties=((R.CASEWORKER, "caseworker", 90), (R.CONTACT, "contact-person", 90), (R.INTERPRETER, "interpreter-prs", 80)),
    ),
    YouthPart(
        "youth-matched",
        17,
        60,
        ties=(
            (R.CASEWORKER, "caseworker", 400),
            (R.CONTACT, "contact-person", 400),
            (R.MFI, "mfi", 390),
            (R.INTERPRETER, "interpreter-ar", 380),
            (R.FRIEND, "family", 300),
        ),
    ),
    YouthPart(
        "youth-adult",
        19,
        100,
        Residence.OWN,
        ties=((R.CASEWORKER, "caseworker", 900), (R.INTERPRETER, "interpreter-ti", 900), (R.FRIEND, "mfi-family", 620)),
    ),
    YouthPart(
        "youth-hosted",
        14,
        300,
        Residence.HOST,
        ties=(
            (R.CASEWORKER, "caseworker", 150),
            (R.SUPERVISOR, "supervisor", 150),
            (R.INTERPRETER, "interpreter-prs", 140),
            (R.HOST, "host-family", 70),
        ),
    ),
    YouthPart(
        "youth-elsewhere",
        16,
        80,
        Residence.OWN,
        municipality="lejre",
        ties=((R.CASEWORKER, "caseworker-elsewhere", 200),),
    ),
)


@dataclass(frozen=True)
class FamilyPart:
    """A family of the cast."""

    slug: str
    name: str
    adults: tuple[str, ...]
    organisation: str
    state: FamilyState
    kind: Role = Role.FRIEND
    profile: dict[str, Any] = field(default_factory=dict)


FAMILIES: tuple[FamilyPart, ...] = (
    FamilyPart("family", "Holm", ("family", "family-two"), "rk", FamilyState.MATCHED,
        profile={"adults": 2, "children": [12, 16], "animals": ["cat"], "interests": ["cooking", "cycling"],
                 "times": ["saturday-day", "sunday-day"], "languages": ["da", "en"], "minutes": 15,
                 "about": "Vi bor i et rækkehus ved fjorden og laver mad sammen om søndagen."}),
    FamilyPart("family-free", "Bager", ("family-free",), "rk", FamilyState.APPROVED,
        profile={"adults": 2, "children": [14, 17], "animals": ["dog"], "interests": ["football", "music", "cooking"],
                 "times": ["saturday-day", "wednesday-evening"], "languages": ["da", "en"], "minutes": 10,
                 "about": "To teenagere, en gammel hund og altid plads til en mere ved bordet."}),
    FamilyPart("family-applying", "Skov", ("family-applying",), "drc", FamilyState.APPLIED,
        profile={"adults": 1, "children": [], "animals": [], "interests": ["reading", "swimming"],
                 "times": ["tuesday-evening"], "languages": ["da"], "minutes": 25, "about": ""}),
    FamilyPart("host-family", "Lund", ("host-family",), "roskilde", FamilyState.MATCHED, Role.HOST,
        profile={"adults": 2, "children": [13], "animals": ["dog"], "interests": ["cycling"], "times": [],
                 "languages": ["da", "en"], "minutes": 0, "about": ""}),
    FamilyPart("mfi-family", "Dam", ("mfi",), "rk", FamilyState.MATCHED,
        profile={"adults": 1, "children": [], "animals": [], "interests": ["reading", "cooking"],
                 "times": ["sunday-day"], "languages": ["da", "en"], "minutes": 20, "about": ""}),
)  # fmt: skip

BY_SLUG = {member.slug: member for member in CAST}


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
