"""What each side may know of the other before two yeses, and how a family and a youth's wishes go together."""

from dataclasses import dataclass
from typing import Any

from app.friendship import questions
from app.friendship.questions import Option, Question


def _options(known: tuple[Option, ...], values: object) -> tuple[Option, ...]:
    wanted = set(values) if isinstance(values, list) else set()
    return tuple(option for option in known if option.value in wanted)


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """A family without its name: who lives there, what they like, how far away."""

    adults: int
    children: tuple[int, ...]
    animals: tuple[Option, ...]
    interests: tuple[Option, ...]
    times: tuple[Option, ...]
    languages: tuple[Option, ...]
    minutes: int
    near: bool
    about: str

    @classmethod
    def of(cls, profile: dict[str, Any], postcode: str, youths_postcode: str = "") -> "FamilyFacts":
        """Read a family's profile; what is missing is empty."""
        pets = {pet if pet in {"dog", "cat"} else "other" for pet in profile.get("animals") or []}
        return cls(
            adults=int(profile.get("adults") or 0),
            children=tuple(sorted(int(age) for age in profile.get("children") or [])),
            animals=_options(questions.PETS, list(pets)),
            interests=_options(questions.INTERESTS, profile.get("interests")),
            times=_options(questions.TIMES, profile.get("times")),
            languages=_options(questions.LANGUAGES, profile.get("languages")),
            minutes=int(profile.get("minutes") or 0),
            near=bool(postcode) and postcode == youths_postcode,
            about=str(profile.get("about") or ""),
        )


@dataclass(frozen=True, slots=True)
class Said:
    """One answered question, ready to be shown."""

    question: Question
    options: tuple[Option, ...]
    words: str


def said(answers: dict[str, Any]) -> list[Said]:
    """The answered questions in their order."""
    shown = []
    for question in questions.QUESTIONS:
        answer = answers.get(question.name)
        if answer:
            words = answer if isinstance(answer, str) and not question.options else ""
            shown.append(Said(question, question.chosen(answer), words))
    return shown
