"""The questions of the form (venskabsskema; report 3.2), once: the form, the pages and the summaries read them here."""

from dataclasses import dataclass
from enum import StrEnum

from app.web.i18n import N_


class Kind(StrEnum):
    """How a question is answered."""

    MANY = "many"  # tiles, any number of them
    ONE = "one"  # tiles, one of them
    GRID = "grid"  # days and parts of the day
    LINE = "line"  # a few words
    WORDS = "words"  # as many words as one likes


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to tap. `own` is a language's name in that language."""

    value: str
    label: str
    icon: str = ""
    own: str = ""
    lang: str = ""
    part: str = ""  # of the day


@dataclass(frozen=True, slots=True)
class Question:
    """One screen. `short` names the answer in a summary."""

    name: str
    kind: Kind
    title: str
    short: str
    icon: str
    help: str = ""
    options: tuple[Option, ...] = ()

    def chosen(self, answer: object) -> tuple[Option, ...]:
        """The options an answer names, in the order they are shown; unknown ones are passed over."""
        values = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()
        return tuple(option for option in self.options if option.value in values)

    def knows(self, values: list[str]) -> bool:
        """Whether these can be the answer."""
        known = {option.value for option in self.options}
        return set(values) <= known and (self.kind != Kind.ONE or len(set(values)) <= 1)


O = Option  # noqa: E741  a long table reads better so

INTERESTS = (
    O("football", N_("Football"), "volleyball"),
    O("swimming", N_("Swimming"), "waves"),
    O("cycling", N_("Cycling"), "bike"),
    O("cricket", N_("Cricket"), "trophy"),
    O("training", N_("Training and gym"), "dumbbell"),
    O("running", N_("Running"), "footprints"),
    O("music", N_("Music"), "music"),
    O("dancing", N_("Dancing"), "disc-3"),
    O("cooking", N_("Cooking"), "cooking-pot"),
    O("drawing", N_("Drawing"), "palette"),
    O("gaming", N_("Gaming"), "gamepad-2"),
    O("reading", N_("Reading"), "book-open"),
    O("films", N_("Films and series"), "clapperboard"),
    O("nature", N_("Being in nature"), "trees"),
    O("animals", N_("Animals"), "paw-print"),
    O("computers", N_("Computers"), "laptop"),
)
HOPES = (
    O("language", N_("Speaking Danish"), "languages"),
    O("friends", N_("Friends of my own age"), "users"),
    O("homework", N_("Help with homework"), "pencil"),
    O("help", N_("Help with home and job"), "briefcase"),
    O("talk", N_("Someone to talk to"), "message-circle"),
    O("activities", N_("Doing things together"), "sparkles"),
)
TOGETHER = (
    O("eat", N_("Eat together"), "utensils"),
    O("cook", N_("Cook together"), "cooking-pot"),
    O("home", N_("Just be at home"), "sofa"),
    O("sport", N_("Do sport"), "volleyball"),
    O("walk", N_("Go for a walk"), "trees"),
    O("town", N_("See the town"), "landmark"),
    O("cinema", N_("Go to the cinema"), "clapperboard"),
    O("games", N_("Play games"), "dices"),
    O("feasts", N_("Celebrate feasts"), "cake"),
    O("repair", N_("Build or repair things"), "wrench"),
)
FAMILY = (
    O("my-age", N_("With children of my age"), "users"),
    O("small", N_("With small children"), "baby"),
    O("no-children", N_("Without children at home"), "house"),
    O("couple", N_("Two adults"), "heart"),
    O("single", N_("One adult"), "user"),
    O("near", N_("Close to where I live"), "map-pin"),
)
ANIMALS = (
    O("yes", N_("Yes, I like animals"), "paw-print"),
    O("no-dogs", N_("Fine, but no dogs"), "dog"),
    O("no", N_("No animals, please"), "ban"),
)
PETS = (  # what lives with a family
    O("dog", N_("A dog"), "dog"),
    O("cat", N_("A cat"), "cat"),
    O("other", N_("Other animals"), "paw-print"),
)
OFTEN = (
    O("more", N_("More than once a week"), "calendar-plus"),
    O("weekly", N_("Once a week"), "calendar-days"),
    O("fortnightly", N_("Every second week"), "calendar-range"),
    O("monthly", N_("Once a month"), "calendar"),
    O("now-and-then", N_("Now and then"), "shuffle"),
)
DAYS = (
    O("monday", N_("Monday")),
    O("tuesday", N_("Tuesday")),
    O("wednesday", N_("Wednesday")),
    O("thursday", N_("Thursday")),
    O("friday", N_("Friday")),
    O("saturday", N_("Saturday")),
    O("sunday", N_("Sunday")),
)
PARTS = (O("day", N_("Daytime"), "sun"), O("evening", N_("Evening"), "moon"))
TIMES = tuple(
    O(f"{day.value}-{part.value}", day.label, part.icon, part=part.label) for day in DAYS for part in PARTS
)
LANGUAGES = (
    O("ti", N_("Tigrinya"), own="ትግርኛ", lang="ti"),
    O("ar", N_("Arabic"), own="العربية", lang="ar"),
    O("fa_AF", N_("Dari"), own="دری", lang="fa-AF"),
    O("ps", N_("Pashto"), own="پښتو", lang="ps"),
    O("fa", N_("Persian"), own="فارسی", lang="fa"),
    O("ku", N_("Kurdish"), own="Kurdî", lang="ku"),
    O("am", N_("Amharic"), own="አማርኛ", lang="am"),
    O("so", N_("Somali"), own="Soomaali", lang="so"),
    O("en", N_("English"), own="English", lang="en"),
    O("da", N_("Danish"), own="Dansk", lang="da"),
)

QUESTIONS = (
    Question("interests", Kind.MANY, N_("What do you like to do?"), N_("Likes"), "heart",
             N_("Tap as many as you want."), INTERESTS),
    Question("hopes", Kind.MANY, N_("What do you hope for?"), N_("Hopes for"), "sparkles",
             N_("Tap as many as you want."), HOPES),
    Question("together", Kind.MANY, N_("What would you like to do together?"), N_("To do together"), "users",
             N_("Tap as many as you want."), TOGETHER),
    Question("family", Kind.MANY, N_("Which family would you like?"), N_("Family"), "house",
             N_("It isn't sure that there is one just like that, but we try."), FAMILY),
    Question("animals", Kind.ONE, N_("Are animals at home okay?"), N_("Animals at home"), "paw-print", "", ANIMALS),
    Question("often", Kind.ONE, N_("How often would you like to meet?"), N_("How often"), "calendar-days", "", OFTEN),
    Question("times", Kind.GRID, N_("When do you have time?"), N_("Has time"), "clock",
             N_("Tap the times that are good in a normal week."),
             TIMES),
    Question("languages", Kind.MANY, N_("Which languages do you speak?"), N_("Languages"), "languages",
             N_("A little also counts."), LANGUAGES),
    Question("origin", Kind.LINE, N_("Where do you come from?"), N_("Comes from"), "globe",
             N_("Write it only if you want to. A town or a country, as you like.")),
    Question("words", Kind.WORDS, N_("Is there anything else you want to say?"), N_("In their own words"), "pencil",
             N_("In your own language is fine.")),
)  # fmt: skip
# Of the answers that are words, the longest that is kept.
LONGEST = {Kind.LINE: 120, Kind.WORDS: 2000}
BY_NAME = {question.name: question for question in QUESTIONS}
NAMES = tuple(BY_NAME)

# What the organisations see of a request that none of them, or another, works on (domain.md: the fields sharing needs).
SHARED = ("interests", "languages")
# What a family sees before both said yes (settled.md: age, language, interests, times; and what the youth hopes for).
BEFORE_TWO_YESES = ("interests", "hopes", "together", "often", "times", "languages")


def next_after(name: str) -> str | None:
    """The next screen; None after the last."""
    at = NAMES.index(name) + 1
    return NAMES[at] if at < len(NAMES) else None


def before(name: str) -> str | None:
    """The screen before; None before the first."""
    at = NAMES.index(name)
    return NAMES[at - 1] if at else None


def only(answers: dict[str, object], names: tuple[str, ...]) -> dict[str, object]:
    """The answers to some of the questions."""
    return {name: answer for name, answer in answers.items() if name in names}
