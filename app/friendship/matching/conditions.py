"""What is never broken, however well two would go together. As data: each kind of family has its own list."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from app.friendship.matching.sides import Offered, Wanted
from app.web.i18n import N_


@dataclass(frozen=True, slots=True)
class Condition:
    """`holds` is asked about the keys alone, so that a whole queue asks once for what is alike."""

    name: str
    wanted: Callable[[Wanted], Hashable]
    offered: Callable[[Offered], Hashable]
    holds: Callable[[Any, Any], bool]
    broken: str  # why not, in words to be translated


def _nothing(_side: object) -> None:
    return None


def _animals(answer: str, pets: frozenset[str]) -> bool:
    return not ((answer == "no" and pets) or (answer == "no-dogs" and "dog" in pets))


GATE = Condition(
    "gate",
    lambda w: w.gate,
    _nothing,
    lambda gate, _: gate,
    N_("The decision or the municipality isn't there yet"),
)
APPROVED = Condition("approved", _nothing, lambda o: o.approved, lambda _, yes: yes, N_("Isn't approved yet"))
CERTIFICATE = Condition(
    "certificate",
    _nothing,
    lambda o: o.certified,
    lambda _, yes: yes,
    N_("No children's certificate in force"),
)
CAPACITY = Condition(
    "capacity", _nothing, lambda o: o.places > 0, lambda _, free: free, N_("Has no free place just now")
)
RULED_OUT = Condition(
    "ruled-out",
    lambda w: w.ruled_out,
    lambda o: o.id,
    lambda out, family: family not in out,
    N_("Was ruled out"),
)
ANIMALS = Condition(
    "animals", lambda w: w.animals, lambda o: o.animals, _animals,
    N_("There are animals that the young person said no to"),
)  # fmt: skip
PAPERS = Condition(
    "papers", lambda w: w.needs, lambda o: o.papers, lambda needs, papers: needs <= papers,
    N_("An approval or a training is still missing"),
)  # fmt: skip

# "No dogs" is a misfit between friends, said in words (domain.md, Proposal); where somebody is to live it must hold.
FRIENDSHIP = (GATE, APPROVED, CERTIFICATE, CAPACITY, RULED_OUT)
PLACEMENT = (
    *FRIENDSHIP,
    ANIMALS,
    PAPERS,
)  # what else the supervisor asks is a need of the youth (settled.md 17)


def broken(
    wanted: Wanted, offered: Offered, conditions: tuple[Condition, ...] = FRIENDSHIP
) -> list[Condition]:
    """The conditions that keep these two apart."""
    return [one for one in conditions if not one.holds(one.wanted(wanted), one.offered(offered))]
