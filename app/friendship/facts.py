"""What each side may know of the other before two yeses, and how a family and a youth's wishes go together."""

from dataclasses import dataclass
from typing import Any

from app.friendship import questions
from app.friendship.questions import Option, Question
from app.web.i18n import gettext as _

NEAR = 15  # minutes
SAME_AGE = 2  # years apart


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a family fits what a youth answered: what they share, and in words what fits and what doesn't."""

    shared: tuple[Option, ...]
    fits: tuple[str, ...]
    misfits: tuple[str, ...]

    @property
    def weight(self) -> int:
        """For the order of a short list alone; a person decides."""
        return len(self.shared) + 2 * len(self.fits) - 3 * len(self.misfits)


def compare(answers: dict[str, Any], age: int, facts: FamilyFacts) -> Comparison:
    """Put a youth's wishes and a family side by side."""
    wishes = set(answers.get("family") or [])
    checks = [
        ("my-age" in wishes, any(abs(child - age) <= SAME_AGE for child in facts.children),
         _("Children of the same age"), _("No children of the same age")),
        ("small" in wishes, any(child < 10 for child in facts.children),  # noqa: PLR2004
         _("Small children"), _("No small children")),
        ("no-children" in wishes, not facts.children, _("No children at home"), _("Children live at home")),
        ("couple" in wishes and "single" not in wishes, facts.adults > 1, _("Two adults"), _("One adult")),
        ("single" in wishes and "couple" not in wishes, facts.adults == 1, _("One adult"), _("Two adults")),
        ("near" in wishes, facts.near or 0 < facts.minutes <= NEAR, _("Lives close by"), _("Doesn't live close by")),
        (answers.get("animals") == "no-dogs", all(pet.value != "dog" for pet in facts.animals),
         _("No dog"), _("Wanted no dogs: there is one")),
        (answers.get("animals") == "no", not facts.animals, _("No animals"), _("Wanted no animals: there are some")),
    ]  # fmt: skip
    times, languages = set(answers.get("times") or []), set(answers.get("languages") or [])
    checks += [
        (bool(times and facts.times), any(time.value in times for time in facts.times),
         _("Has time on the same days"), _("No time in common")),
        (bool(languages and facts.languages), any(spoken.value in languages for spoken in facts.languages),
         _("A language in common"), _("No language in common yet")),
    ]  # fmt: skip
    likes = set(answers.get("interests") or [])
    return Comparison(
        shared=tuple(option for option in facts.interests if option.value in likes),
        fits=tuple(yes for asked, holds, yes, _no in checks if asked and holds),
        misfits=tuple(no for asked, holds, _yes, no in checks if asked and not holds),
    )
