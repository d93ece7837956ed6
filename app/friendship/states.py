"""How far a request and a proposal can have come, and why a friendship ended (domain.md, Friendship: states)."""

from enum import StrEnum

from app.identity.policy import Role


class RequestState(StrEnum):
    """How far a request has come."""

    DRAFT = "draft"
    SENT = "sent"
    LOOKING = "looking"
    PROPOSED = "proposed"
    FIRST_MEETING = "first-meeting"
    EXPECTATIONS = "expectations"
    ACTIVE = "active"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


CLOSED = (RequestState.ENDED, RequestState.WITHDRAWN)
# What the queue holds.
UNDER_WAY = (
    RequestState.SENT,
    RequestState.LOOKING,
    RequestState.PROPOSED,
    RequestState.FIRST_MEETING,
    RequestState.EXPECTATIONS,
)
# Both know each other's names, and write.
TOGETHER = (RequestState.FIRST_MEETING, RequestState.EXPECTATIONS, RequestState.ACTIVE)
CHANGEABLE = (RequestState.DRAFT, *UNDER_WAY)
HELPERS = (Role.MFI, Role.CONTACT, Role.CASEWORKER)  # may help to fill in, never send [3.2]


class ProposalState(StrEnum):
    """What became of a family that was put forward."""

    OPEN = "open"
    BOTH_YES = "both-yes"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"  # the friendship that came of it


class EndedBecause(StrEnum):
    """Why a friendship ended."""

    MOVED = "moved"
    NO_TIME = "no-time"
    NO_NEED = "no-need"
    NO_FIT = "no-fit"
    OTHER = "other"


class After(StrEnum):
    """What one side says after a first meeting."""

    YES = "yes"
    NO = "no"
    AGAIN = "again"


class Still(StrEnum):
    """Whether it is still as they agreed."""

    AS_AGREED = "as-agreed"
    CHANGED = "changed"
    TALK = "talk"
