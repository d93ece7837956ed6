"""What has to be in order: where one does it, what to bring, and within how many days of the decision.

Sources: KORA 2017, 2.3 and 4.2 (permit, health card, passport, bank and MitID fell on families and MFIs: the
municipality does it first); CPR-loven § 12 (a move is reported within five days). The other days are the house's own,
so that nothing is forgotten; each can be changed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.identity.policy import Role
from app.web.i18n import N_


class Kind(StrEnum):
    """One thing on the list, in the order in which one leads to the next."""

    PERMIT = "permit"
    CPR = "cpr"
    CARD = "card"
    DOCTOR = "doctor"
    SCHOOL = "school"
    BANK = "bank"
    MITID = "mitid"
    TAX = "tax"
    PASSPORT = "passport"


class State(StrEnum):
    """Where it stands."""

    TODO = "todo"
    BEGUN = "begun"
    WAITS = "waits"  # for an answer from an authority
    DONE = "done"
    NOT_NEEDED = "not-needed"


OVER = (State.DONE, State.NOT_NEEDED)
STATES = {
    State.TODO: N_("Not begun"),
    State.BEGUN: N_("Begun"),
    State.WAITS: N_("Waits for an answer"),
    State.DONE: N_("In order"),
    State.NOT_NEEDED: N_("Not needed"),
}
CHIPS = {
    State.TODO: ("plain", "circle-alert"),
    State.BEGUN: ("accent", "pencil"),
    State.WAITS: ("wait", "hourglass"),
    State.DONE: ("good", "check"),
    State.NOT_NEEDED: ("plain", "minus"),
}
# Whose it can be; the first is whose it is where nothing else was agreed.
OWNERS = (Role.CASEWORKER, Role.CONTACT, Role.HOST, Role.MFI, Role.YOUTH)


@dataclass(frozen=True, slots=True)
class Words:
    """A thing on the list in plain words. English, to be translated; `link` is the authority's own page."""

    label: str
    where: str
    bring: str
    icon: str
    link: str
    days: int  # after the decision


KINDS: dict[Kind, Words] = {
    Kind.PERMIT: Words(
        N_("Residence permit"),
        N_("The immigration authorities send the card by post. The caseworker asks where it is if it doesn't come."),
        N_("Photo and fingerprints, and the letter with the decision"),
        "file-text", "https://www.nyidanmark.dk", 30,
    ),
    Kind.CPR: Words(
        N_("CPR number"),
        N_("At the citizen service of the municipality (Borgerservice)"),
        N_("The residence permit and the new address"),
        "badge-check", "https://www.borger.dk", 5,
    ),
    Kind.CARD: Words(
        N_("Health card"),
        N_("Comes by post when the CPR number is there, within about two weeks"),
        N_("Nothing. The doctor is chosen at the same time."),
        "credit-card", "https://www.borger.dk", 21,
    ),
    Kind.DOCTOR: Words(
        N_("Own doctor"),
        N_("Chosen with the health card; the first visit is good to make soon, with an interpreter"),
        N_("The health card, and papers about medicine and vaccination"),
        "stethoscope", "https://www.sundhed.dk", 30,
    ),
    Kind.SCHOOL: Words(
        N_("Place at a school"),
        N_("The municipality finds the class; the school invites to a talk"),
        N_("Papers from schools before, if there are any"),
        "graduation-cap", "https://www.borger.dk", 21,
    ),
    Kind.BANK: Words(
        N_("Bank account"),
        N_("At a bank. Under 18 the MFI signs."),
        N_("Passport or residence permit, the health card, and a letter from the municipality"),
        "wallet", "https://www.borger.dk", 45,
    ),
    Kind.MITID: Words(
        N_("MitID and digital post"),
        N_("At the citizen service of the municipality (Borgerservice), in person"),
        N_("Passport or residence permit, the health card, and somebody who can vouch for you"),
        "smartphone", "https://www.mitid.dk", 45,
    ),
    Kind.TAX: Words(
        N_("Tax card"),
        N_("On the page of the tax authority, before the first pay"),
        N_("MitID, and the name of the place of work"),
        "receipt", "https://skat.dk", 90,
    ),
    Kind.PASSPORT: Words(
        N_("Travel document or passport"),
        N_("From the immigration authorities. Under 18 the MFI signs."),
        N_("Two photos, the residence permit and the fee"),
        "plane", "https://www.nyidanmark.dk", 120,
    ),
}  # fmt: skip


def due_on(kind: Kind, decided_on: date | None) -> date | None:
    """By when it should be in order, where nobody has set another day; None before the decision."""
    return decided_on + timedelta(days=KINDS[kind].days) if decided_on else None
