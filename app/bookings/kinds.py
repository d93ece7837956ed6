"""What an interpreter is booked for, where, and how far a booking has come."""

from enum import StrEnum

from app.identity.policy import Role
from app.web.i18n import N_

# Who asks for somebody they are tied to; a friendship family asks for a meetup of theirs, a youth for themselves.
ASKERS = (Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR, Role.MFI, Role.HOST)
CARING = (Role.CASEWORKER, Role.CONTACT)
GRANTING = (Role.CASEWORKER, Role.SUPERVISOR)
LENGTHS = (30, 60, 90, 120, 180, 240)  # minutes
MOST_TIMES = 3


class Purpose(StrEnum):
    """What the meeting is."""

    FAMILY = "family"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    DOCTOR = "doctor"
    FIRST_MEETING = "first-meeting"
    MEETUP = "meetup"
    OTHER = "other"


class Venue(StrEnum):
    """Where it is."""

    HOME = "home"
    PLACE = "place"
    ONLINE = "online"
    PHONE = "phone"


# Interpreting online is without a limit: the hours granted are those in which somebody comes [2.3].
COMES = (Venue.HOME, Venue.PLACE)


class State(StrEnum):
    """How far a booking has come."""

    ASKED = "asked"
    OTHER_TIME = "offered-another-time"
    AGREED = "agreed"
    DECLINED = "declined"
    CALLED_OFF = "called-off"
    HELD = "held"
    NOBODY_CAME = "nobody-came"


OPEN = (State.ASKED, State.OTHER_TIME)
TAKEN = (State.OTHER_TIME, State.AGREED)  # an interpreter has it, and can give it back
OVER = (State.DECLINED, State.CALLED_OFF, State.HELD, State.NOBODY_CAME)

# The picture (a Lucide name) and the words.
PURPOSES: dict[Purpose, tuple[str, str]] = {
    Purpose.FAMILY: ("house-heart", N_("At home with the family")),
    Purpose.MUNICIPALITY: ("landmark", N_("Meeting at the municipality")),
    Purpose.SCHOOL: ("graduation-cap", N_("Talk at school")),
    Purpose.DOCTOR: ("stethoscope", N_("At the doctor's")),
    Purpose.FIRST_MEETING: ("heart-handshake", N_("First meeting")),
    Purpose.MEETUP: ("calendar-days", N_("A meetup")),
    Purpose.OTHER: ("sparkles", N_("Something else")),
}
VENUES: dict[Venue, tuple[str, str]] = {
    Venue.HOME: ("house", N_("At home")),
    Venue.PLACE: ("map-pin", N_("At another place")),
    Venue.ONLINE: ("laptop", N_("Online")),
    Venue.PHONE: ("phone", N_("By phone")),
}
STATES: dict[State, tuple[str, str, str]] = {
    State.ASKED: (N_("Waits for an interpreter"), "wait", "hourglass"),
    State.OTHER_TIME: (N_("Another time is offered"), "accent", "bell"),
    State.AGREED: (N_("Agreed"), "good", "check"),
    State.DECLINED: (N_("No interpreter could"), "warn", "circle-alert"),
    State.CALLED_OFF: (N_("Called off"), "plain", "calendar-x"),
    State.HELD: (N_("Held"), "plain", "check-check"),
    State.NOBODY_CAME: (N_("Nobody came"), "plain", "user-x"),
}
