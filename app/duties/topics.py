"""The topics, and who decides, does and is told where nobody has agreed otherwise.

Sources: KORA 2017, 2.3 and 4.2 (paperwork fell on the families and MFIs; nobody knew whose it was: the municipality
does it first), 4 (what an MFI decides); forældreansvarsloven §§ 1-3 and 28 (custody until 18), sundhedsloven § 17
(from 15 a young person consents to treatment). To be checked by a lawyer.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.identity.policy import Role
from app.people.models import Residence
from app.web.i18n import N_


class Topic(StrEnum):
    """What somebody may have to do with a youth."""

    TRAVEL = "travel"
    PERMIT = "permit"
    SCHOOL = "school"
    HEALTH = "health"
    CARD = "card"
    MONEY = "money"
    MITID = "mitid"
    LEISURE = "leisure"
    HOUSING = "housing"
    WORK = "work"
    FAITH = "faith"
    RELATIVES = "relatives"


class Part(StrEnum):
    """What a role has to do with a topic."""

    DECIDES = "decides"
    DOES = "does"
    TOLD = "told"


Parts = dict[Role, Part]
PARTS = {Part.DECIDES: N_("Decides"), Part.DOES: N_("Does it"), Part.TOLD: N_("Is told")}
PART_ICONS = {Part.DECIDES: "scale", Part.DOES: "hand", Part.TOLD: "bell"}
# Who can stand in the table, in the order of its columns.
ROLES = (Role.YOUTH, Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.HOST, Role.SUPERVISOR, Role.FRIEND)


@dataclass(frozen=True, slots=True)
class Words:
    """A topic in plain words: its name, what belongs to it (also to search by), a picture. English, to be translated."""

    label: str
    about: str
    icon: str


TOPICS: dict[Topic, Words] = {
    Topic.TRAVEL: Words(N_("Passport and travel"), N_("Passport, journeys abroad, trips with school"), "plane"),
    Topic.PERMIT: Words(N_("Residence permit"), N_("Residence permit, extension, letters from the immigration authorities"), "file-text"),
    Topic.SCHOOL: Words(N_("School and talks with the school"), N_("School, teacher, talks between school and home, homework, absence"), "graduation-cap"),
    Topic.HEALTH: Words(N_("Doctor and health"), N_("Doctor, dentist, hospital, psychologist, medicine, feeling ill"), "stethoscope"),
    Topic.CARD: Words(N_("Health card and CPR number"), N_("Yellow health card, CPR number, moving to another address"), "credit-card"),
    Topic.MONEY: Words(N_("Bank and money"), N_("Bank account, card, pocket money, clothes, bills, tax"), "wallet"),
    Topic.MITID: Words(N_("MitID and digital post"), N_("MitID, passwords, digital post, letters from the public authorities"), "smartphone"),
    Topic.LEISURE: Words(N_("Leisure and friends"), N_("Football, training, club, friends, parties, sleeping over"), "volleyball"),
    Topic.HOUSING: Words(N_("Where I live"), N_("Room, flat, moving, rules at home, furniture"), "house"),
    Topic.WORK: Words(N_("Job and education"), N_("After-school job, work placement, education, application"), "briefcase"),
    Topic.FAITH: Words(N_("Faith and holidays"), N_("Religion, prayer, fasting, food, holidays"), "book-open"),
    Topic.RELATIVES: Words(N_("My own family"), N_("Contact with parents and siblings, searching for family, family reunification"), "phone-call"),
}  # fmt: skip

_D, _A, _T = Part.DECIDES, Part.DOES, Part.TOLD
_Y, _M, _C, _H, _F = Role.YOUTH, Role.MFI, Role.CASEWORKER, Role.HOST, Role.FRIEND
# `NEAR` is whoever is there day to day: the host where the youth lives with one, else the contact person.
NEAR = "near"

_MINOR: dict[Topic, dict[Role | str, Part]] = {
    Topic.TRAVEL: {_M: _D, _C: _A, _Y: _T, NEAR: _T},
    Topic.PERMIT: {_M: _D, _C: _A, _Y: _T, NEAR: _T},
    Topic.SCHOOL: {_M: _D, NEAR: _A, _C: _T, _Y: _T},
    Topic.HEALTH: {_M: _D, NEAR: _A, _Y: _T, _C: _T},
    Topic.CARD: {_C: _D, NEAR: _T, _M: _T, _Y: _A},
    Topic.MONEY: {_M: _D, _C: _A, NEAR: _T, _Y: _T},
    Topic.MITID: {_Y: _D, _C: _A, _M: _T, NEAR: _T},
    Topic.LEISURE: {_Y: _D, NEAR: _A, _M: _T, _F: _T},
    Topic.HOUSING: {_C: _D, NEAR: _A, _M: _T, _Y: _T},
    Topic.WORK: {_Y: _D, _C: _A, _M: _T, NEAR: _T},
    Topic.FAITH: {_Y: _D, NEAR: _A, _M: _T, _F: _T},
    Topic.RELATIVES: {_Y: _D, _C: _A, _M: _T, NEAR: _T},
}
_ADULT: dict[Topic, dict[Role | str, Part]] = {
    topic: {_Y: _D, (NEAR if topic in {Topic.HEALTH, Topic.LEISURE, Topic.HOUSING, Topic.FAITH} else _C): _A}
    for topic in Topic
} | {Topic.LEISURE: {_Y: _D, NEAR: _A, _F: _T}}


def template(residence: Residence, *, adult: bool) -> dict[Topic, Parts]:
    """Who decides, does and is told where nobody has agreed otherwise, by where a youth lives and whether they are 18.

    In a home of their own an adult does the things of every day themselves, with the caseworker to ask.
    """
    near = Role.HOST if residence == Residence.HOST else Role.CONTACT
    if residence == Residence.OWN and adult:
        near = Role.CASEWORKER
    lines = _ADULT if adult else _MINOR
    return {
        topic: {(near if role == NEAR else Role(role)): part for role, part in parts.items()}
        for topic, parts in lines.items()
    }


def at_18(parts: Parts) -> Parts:
    """What is left of a line when custody ends: nothing of the MFI's, and what they decided the youth decides."""
    left: Parts = {role: part for role, part in parts.items() if role != Role.MFI}
    if parts.get(Role.MFI) == Part.DECIDES and Part.DECIDES not in left.values():
        left[Role.YOUTH] = Part.DECIDES
    return left
