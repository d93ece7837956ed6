"""The states of a placement and what can be said about it: words in English, to be translated."""

from enum import StrEnum

from app.identity.policy import Role
from app.web.i18n import N_


class PlacementState(StrEnum):
    """How far it has come (domain.md, Placement)."""

    CONSIDERED = "considered"
    EXPECTATIONS = "expectations"
    VISIT = "visit"
    MOVING_IN = "moving-in"
    LIVING = "living"
    ENDED = "ended"


STATES = {
    PlacementState.CONSIDERED: N_("Being considered"),
    PlacementState.EXPECTATIONS: N_("Talking about expectations"),
    PlacementState.VISIT: N_("Visiting"),
    PlacementState.MOVING_IN: N_("Moving in"),
    PlacementState.LIVING: N_("Living there"),
    PlacementState.ENDED: N_("Ended"),
}
# What it means, to the youth and to the family.
MEANS = {
    PlacementState.CONSIDERED: N_(
        "We look at whether this could be a good home. Nothing is decided yet, and everybody can say no."
    ),
    PlacementState.EXPECTATIONS: N_(
        "Each of you says alone what you expect of every day together. Then you talk about what you see differently."
    ),
    PlacementState.VISIT: N_("You visit, and then each of you says how it went. Nothing is decided yet."),
    PlacementState.MOVING_IN: N_(
        "The day is being arranged. A friend can come along for the first days, and an interpreter can be there."
    ),
    PlacementState.LIVING: N_(
        "You live together. Somebody visits you: often at first, less later. You can talk with them alone."
    ),
    PlacementState.ENDED: N_("It has ended. What was learned helps the next time."),
}


class Interpreter(StrEnum):
    """Whether an interpreter is there when the youth moves in."""

    NONE = "none"
    ASKED = "asked"
    BOOKED = "booked"


INTERPRETERS = {
    Interpreter.NONE: N_("No interpreter is needed"),
    Interpreter.ASKED: N_("An interpreter is asked for"),
    Interpreter.BOOKED: N_("An interpreter is booked"),
}


class Feeling(StrEnum):
    """How the visit went, for one side."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


FEELINGS = {
    Feeling.YES: N_("It felt right"),
    Feeling.UNSURE: N_("I am not sure"),
    Feeling.NO: N_("No, not this"),
}
FEELING_ICONS = {Feeling.YES: "smile", Feeling.UNSURE: "meh", Feeling.NO: "frown"}


class Because(StrEnum):
    """Why a placement ended."""

    YOUTH = "youth"
    FAMILY = "family"
    FIT = "fit"
    GROWN = "grown"
    HELP = "help"
    OTHER = "other"


BECAUSE = {
    Because.YOUTH: N_("The young person wanted to move"),
    Because.FAMILY: N_("Something changed in the family"),
    Because.FIT: N_("They didn't fit together"),
    Because.GROWN: N_("They are ready for a home of their own"),
    Because.HELP: N_("They need help of another kind"),
    Because.OTHER: N_("Something else"),
}


class With(StrEnum):
    """How a language was bridged when the youth was told something."""

    THERE = "there"
    PHONE = "phone"
    NOBODY = "nobody"


WITH = {
    With.THERE: N_("With an interpreter in the room"),
    With.PHONE: N_("With an interpreter by phone or video"),
    With.NOBODY: N_("Without an interpreter"),
}

# What a youth is told in each state, so that nobody moves without knowing what it means [2.2].
POINTS: dict[PlacementState, dict[str, str]] = {
    PlacementState.CONSIDERED: {
        "family": N_("Who the family is and where they live"),
        "foster": N_("What it is to live with a family: they are approved, helped and visited by the municipality"),
        "no": N_("That you can say no, and what happens then"),
    },
    PlacementState.EXPECTATIONS: {
        "everyday": N_("How an ordinary day at home is: food, school, evenings, friends"),
        "yours": N_("That your faith, your food and your language stay yours"),
    },
    PlacementState.VISIT: {"visit": N_("When the visit is, who comes along, and that nothing is decided yet")},
    PlacementState.MOVING_IN: {
        "day": N_("The day, what you take with you and who comes along"),
        "numbers": N_("Whom you can call in the evening and at the weekend"),
    },
    PlacementState.LIVING: {
        "alone": N_("How often somebody visits, and that you can talk with them alone"),
        "move": N_("What you can do if you want to move"),
    },
    PlacementState.ENDED: {"why": N_("Why it ended, and where you live now")},
}  # fmt: skip
ALL_POINTS = {key: words for points in POINTS.values() for key, words in points.items()}

# Whose a step of the plan can be.
DOERS = (Role.YOUTH, Role.HOST, Role.SUPERVISOR, Role.CASEWORKER, Role.CONTACT, Role.MFI)
