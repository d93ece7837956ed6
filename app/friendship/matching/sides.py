"""The two sides that are put together: what is wanted, what is offered.

Neither knows origin or religion, and of a youth's language only what they ticked themselves: what isn't here can't
count. (The form lets nobody ask for an origin; a question that does would be a wish like the others.)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.friendship.facts import FamilyFacts

# What can be done together with those who like this.
DOES = {
    "cook": frozenset({"cooking"}),
    "sport": frozenset({"football", "swimming", "cycling", "cricket", "training", "running"}),
    "walk": frozenset({"nature"}),
    "cinema": frozenset({"films"}),
    "games": frozenset({"gaming"}),
}


def _words(values: object) -> frozenset[str]:
    return frozenset(str(value) for value in values) if isinstance(values, list) else frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request: what its youth answered, and what was decided about it."""

    id: UUID
    age: int
    postcode: str = ""
    waited: int = 0  # days since it was sent
    gate: bool = True  # decision and municipality are there, or the gate was opened with a reason [3.2]
    interests: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    animals: str = ""
    ruled_out: frozenset[UUID] = (
        frozenset()
    )  # families that said no, were said no to, or were ruled out for a reason
    needs: frozenset[str] = frozenset()  # further papers a placement asks of a family (settled.md 17)

    @classmethod
    def of(
        cls, id: UUID, answers: dict[str, Any], *, age: int, postcode: str = "", waited: int = 0,  # noqa: A002
        gate: bool = True, ruled_out: Iterable[UUID] = (), needs: Iterable[str] = (),
    ) -> "Wanted":  # fmt: skip
        """Read a request's answers; every question can have been skipped."""
        wishes = _words(answers.get("family"))
        if "friends" in _words(answers.get("hopes")) and "no-children" not in wishes:
            wishes |= {"my-age"}
        return cls(
            id=id,
            age=age,
            postcode=postcode,
            waited=max(0, waited),
            gate=gate,
            interests=_words(answers.get("interests")),
            together=_words(answers.get("together")),
            wishes=wishes,
            times=_words(answers.get("times")),
            languages=_words(answers.get("languages")),
            animals=str(answers.get("animals") or ""),
            ruled_out=frozenset(ruled_out),
            needs=frozenset(needs),
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """One family: what it told of itself, and how far it has come with its organisation."""

    id: UUID
    approved: bool = True
    certified: bool = True
    places: int = 1  # free ones
    adults: int = 0
    children: tuple[int, ...] = ()
    animals: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    minutes: int = 0  # 0: not known
    postcode: str = ""
    ages: tuple[int, int] | None = None  # the youngest and oldest youth the family asked for
    papers: frozenset[str] = frozenset()  # the approval and training of an integration family

    @classmethod
    def of(
        cls, id: UUID, profile: dict[str, Any], *, approved: bool, certificate_on: date | None, today: date,  # noqa: A002
        places: int, postcode: str = "", papers: Iterable[str] = (),
    ) -> "Offered":  # fmt: skip
        """Read a family's profile. A certificate of a day to come isn't in force yet."""
        facts = FamilyFacts.of(profile, postcode)
        asked = profile.get("ages")
        return cls(
            id=id,
            approved=approved,
            certified=certificate_on is not None and certificate_on <= today,
            places=max(0, places),
            adults=facts.adults,
            children=facts.children,
            animals=frozenset(pet.value for pet in facts.animals),
            interests=frozenset(like.value for like in facts.interests),
            times=frozenset(time.value for time in facts.times),
            languages=frozenset(spoken.value for spoken in facts.languages),
            minutes=facts.minutes,
            postcode=postcode,
            ages=(int(asked[0]), int(asked[1])) if isinstance(asked, list) and len(asked) == 2 else None,  # noqa: PLR2004
            papers=frozenset(papers),
        )

    @property
    def activities(self) -> frozenset[str]:
        """What could be done together with this family, by what it likes."""
        return frozenset(doing for doing, likes in DOES.items() if likes & self.interests)
