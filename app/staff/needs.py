"""Who needs me today: what makes a youth stand at the top of a caseload."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from app.web.i18n import N_


class Kind(StrEnum):
    """Why somebody is needed, most pressing first: the order of these lines is the order of the list."""

    MESSAGE = "message"
    QUERY = "query"
    GATE = "gate"
    NO_MFI = "no-mfi"
    ALONE = "alone"
    TIE_ENDS = "tie-ends"
    PROPOSAL = "proposal"
    BIRTHDAY = "birthday"


LABELS = {
    Kind.MESSAGE: N_("Wrote to you, waits for an answer"),
    Kind.QUERY: N_("Waits for an interpreter"),
    Kind.GATE: N_("Has asked for a family, the decision isn't recorded"),
    Kind.NO_MFI: N_("Has no MFI"),
    Kind.ALONE: N_("Has no contact person or family at home"),
    Kind.TIE_ENDS: N_("Somebody around them stops soon"),
    Kind.PROPOSAL: N_("A proposed family hasn't been answered"),
    Kind.BIRTHDAY: N_("Turns 18 soon"),
}
# The same, as short as a filter needs it.
FILTERS = {
    Kind.MESSAGE: N_("Unanswered"),
    Kind.QUERY: N_("Interpreter"),
    Kind.GATE: N_("Decision missing"),
    Kind.NO_MFI: N_("No MFI"),
    Kind.ALONE: N_("Nobody day to day"),
    Kind.TIE_ENDS: N_("Somebody stops"),
    Kind.PROPOSAL: N_("Proposal"),
    Kind.BIRTHDAY: N_("Soon 18"),
}
ICONS = {
    Kind.MESSAGE: "message-circle",
    Kind.QUERY: "languages",
    Kind.GATE: "lock",
    Kind.NO_MFI: "shield-alert",
    Kind.ALONE: "user-x",
    Kind.TIE_ENDS: "hourglass",
    Kind.PROPOSAL: "heart-handshake",
    Kind.BIRTHDAY: "cake",
}

PATIENCE = timedelta(days=1)  # a question to an interpreter
ANSWER_TO_PROPOSAL = timedelta(days=7)
ENDS_SOON = timedelta(days=14)
BEFORE_18 = timedelta(days=90)  # when MFI and youth are asked whether to go on [4.2]


@dataclass(frozen=True, slots=True)
class Need:
    """One reason, and since when (or by when, for what is coming)."""

    kind: Kind
    at: datetime | date

    @property
    def label(self) -> str:
        """In words."""
        return LABELS[self.kind]

    @property
    def icon(self) -> str:
        """As a drawing."""
        return ICONS[self.kind]

    @property
    def is_coming(self) -> bool:
        """Whether the moment lies ahead."""
        return self.kind in {Kind.TIE_ENDS, Kind.BIRTHDAY}

    @property
    def rank(self) -> tuple[int, datetime]:
        """Most pressing kind first, then what has waited longest or comes soonest."""
        at = (
            self.at
            if isinstance(self.at, datetime)
            else datetime(self.at.year, self.at.month, self.at.day, tzinfo=UTC)
        )
        return list(Kind).index(self.kind), at
