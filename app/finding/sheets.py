"""The columns of a sheet of families, in Danish and English, and what one of its rows says. No data here.

What is written out can be read in again: the same columns, the same words.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.friendship import questions
from app.friendship.questions import Option
from app.identity.policy import Role
from app.people.models import FamilyState
from app.web import i18n
from app.web.i18n import catalog

MOST_ROWS = 2000
MOST_BYTES = 2 * 1024 * 1024
MOST_COLUMNS = 60
WHY = "why"  # the column that says why a row was left out; passed over when it is read
# A spreadsheet would reckon with what begins so (OWASP, CSV injection); the full-width ones too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings, other words it is found by, and an example of what stands in it."""

    name: str
    danish: str
    english: str
    example: str = ""
    also: tuple[str, ...] = ()

    def heading(self, language: str) -> str:
        """Danish to a Danish reader; English to all others, as their colleagues' sheets may be either."""
        return self.danish if language == "da" else self.english


C = Column
COLUMNS = (
    C("name", "Familie", "Family", "Holm", ("navn", "name", "familienavn", "efternavn", "family name", "surname")),
    C("kind", "Slags", "Kind", "Venskabsfamilie", ("type", "familietype")),
    C("state", "Trin", "Step", "Informationsmøde", ("status", "state")),
    C("since", "Siden", "Since", "24-12-2025", ("dato", "date", "tilmeldt")),
    C("contact", "Kontakt", "Contact", "Mette Holm", ("kontaktnavn", "kontaktperson", "contact name", "contact person")),
    C("email", "E-mail", "E-mail", "mette@example.dk", ("mail", "email", "e-mailadresse", "e-post")),
    C("phone", "Telefon", "Phone", "22 33 44 55", ("tlf", "tlf.", "mobil", "telefonnummer", "mobile", "phone number")),
    C("town", "By", "Town", "Roskilde", ("city",)),
    C("postcode", "Postnummer", "Postcode", "4000", ("postnr", "postnr.", "post code", "zip")),
    C("language", "Vi skriver på", "We write in", "Dansk", ("skriftsprog",)),
    C("adults", "Voksne", "Adults", "2", ("antal voksne",)),
    C("children", "Børns alder", "Ages of children", "8, 14", ("børn", "children")),
    C("animals", "Dyr", "Animals", "En hund", ("kæledyr", "pets")),
    C("interests", "Kan lide", "Likes", "Fodbold, Madlavning", ("interesser", "interests")),
    C("times", "Har tid", "Has time", "lørdag om dagen, torsdag aften", ("tider", "times")),
    C("languages", "Taler", "Speaks", "Dansk, Engelsk", ("sprog", "languages")),
    C("minutes", "Minutter væk", "Minutes away", "15", ("minutter", "minutes")),
    C("ages", "Den unges alder", "Age of the young person", "15 til 17", ("alder", "ages")),
    C("capacity", "Pladser", "Places", "1", ("antal unge", "capacity")),
    C("certificate", "Børneattest", "Children's certificate", "24-01-2026", ("børneattest dato", "certificate")),
    C("authority", "Socialtilsynet", "Socialtilsynet", "", ("godkendt af socialtilsynet", "authority")),
    C("training", "Kursus", "Training", "", ("uddannelse", "træning")),
    C("about", "Om familien", "About the family", "Vi bor i et hus med have.", ("om", "about")),
    C("note", "Notat", "Note", "", ("bemærkning", "bemærkninger", "noter", "notes", "kommentar")),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
REASON = C(WHY, "Hvad der mangler", "What is missing", "")
TEMPLATE = tuple(column for column in COLUMNS if column.name not in {"authority", "training"})

KINDS = {Role.FRIEND: ("Venskabsfamilie", "Friendship family"), Role.HOST: ("Integrationsfamilie", "Integration family"),
         Role.MFI: ("MFI", "MFI")}  # fmt: skip
DATES = ("since", "certificate", "authority", "training")
NUMBERS = {"adults": 9, "minutes": 180, "capacity": 9}  # the greatest that is believed


@dataclass(frozen=True, slots=True)
class Entry:
    """A family as a row says it, whole and right."""

    name: str
    kind: Role = Role.FRIEND
    state: FamilyState = FamilyState.APPLIED
    since: date | None = None  # None: today
    contact: str = ""
    email: str = ""
    phone: str = ""
    town: str = ""
    postcode: str = ""
    language: str = "da"
    adults: int = 0
    children: tuple[int, ...] = ()
    animals: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    minutes: int = 0
    ages: tuple[int, int] | None = None
    capacity: int = 1
    certificate: date | None = None
    authority: date | None = None
    training: date | None = None
    about: str = ""
    note: str = ""

    @property
    def profile(self) -> dict[str, Any]:
        """What goes into Family.profile; ages only where they were told."""
        lists = {name: list(getattr(self, name)) for name in ("children", *CHOICES)}
        told = {"adults": self.adults, "minutes": self.minutes, "about": self.about, **lists}
        return told | ({"ages": list(self.ages)} if self.ages else {})


FIELDS = tuple(one.name for one in fields(Entry))
CHOICES: dict[str, tuple[Option, ...]] = {
    "animals": questions.PETS,
    "interests": questions.INTERESTS,
    "times": questions.TIMES,
    "languages": questions.LANGUAGES,
}


def folded(text: str) -> str:
    """Words as they are compared: no matter how they are spaced or capitalised."""
    return " ".join(text.casefold().split())


def called(option: Option, language: str) -> str:
    """What a choice is called in a sheet: of a time of the week, its day and its part of the day."""
    words = catalog("da" if language == "da" else "en")
    parts = [words.gettext(part) for part in (option.label, option.part) if part]
    return " ".join((parts[0], *(part.casefold() for part in parts[1:])))


def sheet_language() -> str:
    """The language that words of a sheet are shown in: Danish to Danish readers, English to all others."""
    return "da" if i18n.language.get().code == "da" else "en"


def language_name(code: str, language: str) -> str:
    """What one of our five languages is called in a sheet."""
    english = next(one.label for one in CHOICES["languages"] if one.value == code)
    return catalog("da" if language == "da" else "en").gettext(english)


def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for column in (*COLUMNS, REASON):
        for word in (column.name, *column.also, column.danish, column.english):
            found.setdefault(folded(word), column.name)
    # A heading proper wins over what another column is found by besides.
    return found | {folded(word): one.name for one in COLUMNS for word in (one.danish, one.english)}


HEADINGS = _headings()
