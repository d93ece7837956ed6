"""What each role is to a youth, in plain words: the one place where it is said.

Sources: KORA 2017, 2.3 (integration families, supervision), 3.1 (friendship families), 4 and 4.1 (what an MFI
is; contact person and caseworker); forældreansvarsloven §§ 1, 2 and 28 (custody, until 18, temporary custody).
"""

from dataclasses import dataclass

from app.identity.policy import Role
from app.web.i18n import N_


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role: its name, what it helps with, what it decides, and when to call. English, marked for translation."""

    title: str
    helps_with: str
    decides: str
    when_to_call: str
    icon: str = "user"


ROLES: dict[Role, RoleWords] = {
    Role.MFI: RoleWords(
        N_("Temporary custody holder (MFI)"),
        N_(
            "Looks after your rights while your parents are not in Denmark. Also looks after your money with you."
        ),
        N_(
            "Decides the big things together with you: passport, travel, treatment, school. Until you turn 18."
        ),
        N_("Call when something big has to be decided or signed, or when you feel nobody listens."),
        "shield-check",
    ),
    Role.CASEWORKER: RoleWords(
        N_("Caseworker"),
        N_("Is responsible for you in the municipality: where you live, school, money and plans."),
        N_("Decides what help the municipality gives you."),
        N_("Call about letters from the municipality, about where you live, or when help is missing."),
        "landmark",
    ),
    Role.CONTACT: RoleWords(
        N_("Contact person"),
        N_(
            "Is there day to day where you live: school, doctor, clothes, leisure, and a talk when it is hard."
        ),
        N_("Decides small things of every day with you."),
        N_("Call about anything. If they can't help, they know who can."),
        "hand-helping",
    ),
    Role.INTERPRETER: RoleWords(
        N_("Interpreter"),
        N_("Explains letters and words in your language. Tells nobody else what you asked."),
        N_("Decides nothing about you."),
        N_("Ask in Sammen when there is a letter or a word you don't understand."),
        "languages",
    ),
    Role.FRIEND: RoleWords(
        N_("Friendship family"),
        N_(
            "People who want to know you: eat together, talk Danish, have fun. They do it because they like to."
        ),
        N_("Decides nothing about you."),
        N_("Write to them when you want to meet or tell something."),
        "heart-handshake",
    ),
    Role.HOST: RoleWords(
        N_("Integration family (foster family)"),
        N_("The family you live with. They help with everything at home, day and night."),
        N_("Decides small things of every day at home with you."),
        N_("Talk to them first about home, food, bedtime and who may visit."),
        "house",
    ),
    Role.SUPERVISOR: RoleWords(
        N_("Supervision consultant"),
        N_("Visits you and your integration family to see that you are well there."),
        N_("Says whether a family is good enough to live with."),
        N_("Call when something at home with the family is not right."),
        "eye",
    ),
}

# What an MFI is, said to those who never heard of one [4.1: most youths and friendship families hadn't].
WHAT_AN_MFI_IS = (
    N_("MFI is short for the Danish words midlertidig forældremyndighedsindehaver."),
    N_("It is an adult who has custody of you while you are under 18 and your parents are not in Denmark."),
    N_(
        "An MFI is a volunteer. They are not paid, and they are not from the police or the immigration service."
    ),
    N_("You can talk alone with your MFI. Nobody else reads it."),
    N_("It ends when you turn 18, or when your parents come to Denmark."),
)
