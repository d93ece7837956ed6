"""The way of a family to a young person: its steps, what each asks for, how long each may take. No data here.

domain.md, Families; report 2.1 and 3.1: that an integration family is approved and trained like a foster family came
as a surprise, so those steps are shown from the first day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.identity.policy import Role
from app.people.models import FamilyState
from app.web.i18n import N_

F = FamilyState

# What an organisation looks for. An MFI is one person, and comes the same way (settled 17).
KINDS = (Role.FRIEND, Role.HOST, Role.MFI)
KIND_NAMES = {
    Role.FRIEND: N_("Friendship families"),
    Role.HOST: N_("Integration families"),
    Role.MFI: N_("Custody holders (MFI)"),
}
ONE_OF_KIND = {
    Role.FRIEND: N_("Friendship family"),
    Role.HOST: N_("Integration family"),
    Role.MFI: N_("Custody holder (MFI)"),
}

# The columns of the board, in their order.
STATES = {
    F.APPLIED: N_("Has written to us"),
    F.MEETING: N_("Information meeting"),
    F.INTERVIEW: N_("Talk"),
    F.CERTIFICATE: N_("Children's certificate"),
    F.APPROVED: N_("Ready"),
    F.MATCHED: N_("Knows a young person"),
    F.RESTING: N_("Takes a break"),
    F.LEFT: N_("Has stopped"),
}
WAY = (F.APPLIED, F.MEETING, F.INTERVIEW, F.CERTIFICATE, F.APPROVED)

# Where one can go from where one is; the first is the next step. Steps back mend a slip of the finger.
ONWARDS: dict[FamilyState, tuple[FamilyState, ...]] = {
    F.APPLIED: (F.MEETING, F.LEFT),
    F.MEETING: (F.INTERVIEW, F.LEFT),
    F.INTERVIEW: (F.CERTIFICATE, F.LEFT),
    F.CERTIFICATE: (F.APPROVED, F.LEFT),
    F.APPROVED: (F.RESTING, F.LEFT),
    F.MATCHED: (),  # of a friendship family: it comes and goes with the friendship itself
    F.RESTING: (F.APPROVED, F.LEFT),
    F.LEFT: (F.APPLIED,),
}
BACK = {F.MEETING: F.APPLIED, F.INTERVIEW: F.MEETING, F.CERTIFICATE: F.INTERVIEW, F.APPROVED: F.CERTIFICATE}

# After so many days in a step somebody waits too long, and the board shows it.
PATIENCE = {F.APPLIED: 7, F.MEETING: 30, F.INTERVIEW: 21, F.CERTIFICATE: 28, F.APPROVED: 90}


class Besides(StrEnum):
    """What must be there besides the steps before somebody is ready."""

    CERTIFICATE = "certificate"  # børneattest: its day and who saw it, never the paper
    AUTHORITY = "authority"  # Socialtilsynet has approved them as a foster family [2.1]
    TRAINING = "training"  # the training is done


BESIDES = {
    Role.FRIEND: (Besides.CERTIFICATE,),
    Role.HOST: (Besides.CERTIFICATE, Besides.AUTHORITY, Besides.TRAINING),
    Role.MFI: (Besides.CERTIFICATE, Besides.TRAINING),
}
BESIDES_NAMES = {
    Besides.CERTIFICATE: N_("Children's certificate"),
    Besides.AUTHORITY: N_("Approved by Socialtilsynet"),
    Besides.TRAINING: N_("Training done"),
}
MISSING = {
    Besides.CERTIFICATE: N_("Write down the children's certificate first."),
    Besides.AUTHORITY: N_("Write down the approval by Socialtilsynet first."),
    Besides.TRAINING: N_("Write down the training first."),
}


def ways_from(kind: Role, state: FamilyState) -> tuple[FamilyState, ...]:
    """Where somebody of this kind can go now, the next step first, the step back last."""
    onwards = ONWARDS[state]
    if kind != Role.FRIEND:  # what comes after is kept elsewhere, so it is moved by hand
        onwards = {F.APPROVED: (F.MATCHED, *onwards), F.MATCHED: (F.APPROVED, F.RESTING)}.get(state, onwards)
    return (*onwards, BACK[state]) if state in BACK else onwards


def is_onwards(before: FamilyState, after: FamilyState) -> bool:
    """Whether a move is a step that the family is told of, rather than one that mends a slip."""
    return BACK.get(before) != after


def waits_too_long(state: FamilyState, since: datetime, now: datetime) -> bool:
    """Whether somebody has stood in this step for longer than they should."""
    return state in PATIENCE and now - since > timedelta(days=PATIENCE[state])


@dataclass(frozen=True, slots=True)
class Told:
    """What a family is told at a step, in its own words: where it is, and what comes next."""

    here: str
    next: str


WORDS: dict[FamilyState, Told] = {
    F.APPLIED: Told(
        N_("Thank you for writing to us."),
        N_("Next we invite you to an information meeting, where you can ask about everything."),
    ),
    F.MEETING: Told(
        N_("We would like to see you at an information meeting."),
        N_("After it we talk with you about yourselves and what you hope for. You decide after each step."),
    ),
    F.INTERVIEW: Told(
        N_("We would like to talk with you, at your home or where it suits you."),
        N_("We call or write to find a time. After it we ask for a children's certificate."),
    ),
    F.CERTIFICATE: Told(
        N_("We ask the police for a children's certificate. All adults at home say yes to it with MitID."),
        N_("It takes a week or two. We keep the day and who saw it, never the paper."),
    ),
    F.APPROVED: Told(
        N_("You are ready."),
        N_("Now we look for a young person whom you could get on well with. It can take some weeks."),
    ),
    F.MATCHED: Told(
        N_("You know a young person now."), N_("We are here whenever you want to talk about it.")
    ),
    F.RESTING: Told(
        N_("You take a break, and that is fine."), N_("Write to us when you would like to go on.")
    ),
    F.LEFT: Told(
        N_("You have stopped. Thank you for the time you gave."),
        N_("You are welcome again whenever you want."),
    ),
}
# Where it isn't the same for a foster family or a custody holder.
OTHER_WORDS: dict[tuple[Role, FamilyState], Told] = {
    (Role.HOST, F.INTERVIEW): Told(
        N_("We would like to talk with you at your home."),
        N_("Then Socialtilsynet begins its approval, and you take the training. Count on months, not weeks."),
    ),
    (Role.HOST, F.APPROVED): Told(
        N_("You are approved and trained."),
        N_("Now we look for a young person who could live with you. You meet before anybody moves in."),
    ),
    (Role.MFI, F.INTERVIEW): Told(
        N_("We would like to talk with you."),
        N_("After it we ask for a children's certificate, and you take the training."),
    ),
    (Role.MFI, F.APPROVED): Told(
        N_("You are ready to be an MFI."),
        N_("When a young person needs one, the authorities decide who it is. You are asked first."),
    ),
}


def words_for(kind: Role, state: FamilyState) -> Told:
    """What a family of this kind is told at a step."""
    return OTHER_WORDS.get((kind, state), WORDS[state])
