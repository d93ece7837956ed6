"""Short statements about every day together: each side answers alone, then both see where they differ [2.2]."""

from dataclasses import dataclass
from enum import StrEnum

from app.web.i18n import N_


class Says(StrEnum):
    """What one side thinks of a statement."""

    YES = "yes"
    UNSURE = "unsure"
    OTHER = "other"


SAYS = {
    Says.YES: N_("I think so too"),
    Says.UNSURE: N_("I am not sure"),
    Says.OTHER: N_("I see it differently"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence both sides can agree with or not. English, to be translated."""

    words: str
    icon: str


STATEMENTS: dict[str, Statement] = {
    "meals": Statement(N_("We eat together on most days."), "utensils"),
    "evening": Statement(N_("We agree on when everybody is home in the evening."), "moon"),
    "chores": Statement(N_("Everybody helps at home: cooking, cleaning, laundry."), "cooking-pot"),
    "faith": Statement(N_("Faith, fasting and what one eats are one's own, and there is room for them."), "book-open"),
    "friends": Statement(N_("Friends may come home, when it is said first."), "users"),
    "room": Statement(N_("The room is one's own. Everybody knocks before going in."), "lock"),
    "danish": Statement(N_("We speak Danish every day, and use an interpreter for what is important."), "languages"),
    "money": Statement(N_("We talk openly about pocket money and clothes."), "wallet"),
    "early": Statement(N_("When something is hard, we say it early, also to the one who visits us."), "message-circle"),
}  # fmt: skip


def differing(*sides: dict[str, str]) -> list[str]:
    """The statements that not everybody says yes to: these they talk about."""
    return [key for key in STATEMENTS if any(side.get(key) != Says.YES for side in sides)]
