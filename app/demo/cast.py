"""The cast: fictional people of the demo and of the tests, by their slugs.

Birth dates and ties are laid out relative to the day they are made, so that nobody grows out of their part.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from app.identity.policy import Role
from app.people.models import FamilyState, Residence
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
        ties=(
            (R.CASEWORKER, "caseworker", 90),
            (R.CONTACT, "contact-person", 90),
            (R.INTERPRETER, "interpreter-prs", 80),
        ),
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
        ties=(
            (R.CASEWORKER, "caseworker", 900),
            (R.INTERPRETER, "interpreter-ti", 900),
            (R.FRIEND, "mfi-family", 620),
        ),
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
