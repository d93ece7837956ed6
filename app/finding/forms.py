"""What may be posted about finding families."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, EmailStr, Field, TypeAdapter, ValidationError

from app.finding.meetings import MOST_PEOPLE
from app.finding.pipeline import Besides
from app.friendship.forms import ProfileForm
from app.identity.policy import Role
from app.kit.clock import today
from app.people.models import FamilyState
from app.web.clocks import WhenForm
from app.web.forms import Day, Digits, Form, Line, Needed, NeededText, Posted, Text, problem
from app.web.i18n import N_
from app.web.i18n import gettext as _

_EMAIL = TypeAdapter(EmailStr)
SIGNS = " .-()/\u00a0"
SHORTEST, LONGEST = 8, 15  # digits of a number (ITU-T E.164); Danish ones have eight


def email_of(text: str) -> str:
    """An e-mail as it is kept, or empty. Raises an error in words."""
    try:
        return str(_EMAIL.validate_python(text)) if text else ""
    except ValidationError as error:
        raise problem(N_("This doesn't look like an e-mail. Look at it once more.")) from error


def phone_of(text: str) -> str:
    """A number as it is kept, or empty: a Danish one without +45, others with their plus. Raises an error in words."""
    digits = "".join(sign for sign in text if sign not in SIGNS)
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    digits = digits.removeprefix("+45") if len(digits) == len("+45") + SHORTEST else digits
    plain = digits.removeprefix("+")
    right = plain.isascii() and plain.isdigit() and SHORTEST <= len(plain) <= LONGEST
    if text and not right:
        raise problem(N_("This doesn't look like a phone number. Look at it once more."))
    return digits


def postcode_of(text: str) -> str:
    """A Danish postcode, or empty."""
    if text and not (text.isascii() and text.isdigit() and len(text) == 4):  # noqa: PLR2004
        raise problem(N_("A postcode has four digits."))
    return text


Email = Annotated[Line, AfterValidator(email_of)]
Phone = Annotated[Digits, Field(max_length=40), AfterValidator(phone_of)]
Postcode = Annotated[Digits, BeforeValidator(lambda text: text.strip() if isinstance(text, str) else text), AfterValidator(postcode_of)]  # fmt: skip
Maybe = Annotated[UUID | None, BeforeValidator(lambda value: value or None)]


class ReachedForm(Form):
    """Somebody who can be reached."""

    name: Needed
    email: Email = ""
    phone: Phone = ""

    def needs_a_way(self, posted: Posted[Any]) -> None:
        """One way to answer is enough; without any nobody can."""
        if not self.email and not self.phone:
            posted.refuse("email", _("Write an e-mail or a phone number, so that we can answer."))


class ApplyForm(ReachedForm, ProfileForm):
    """A family, or somebody who would be an MFI, writes to us."""

    town: Needed
    postcode: Postcode = ""
    organisation: Maybe = None
    words: Annotated[Text, Field(max_length=2000)] = ""
    read: Literal["yes"] | None = None

    def told(self) -> dict[str, Any]:
        """What goes into the file."""
        return {name: getattr(self, name) for name in ("name", "email", "phone", "town", "words")}


def people_of(text: str) -> str:
    """How many come with one sign-up."""
    if not (text.isascii() and text.isdigit() and len(text) == 1 and 1 <= int(text) <= MOST_PEOPLE):
        raise problem(N_("Write how many you are: 1 to 6."))
    return text


class SignUpForm(ReachedForm):
    """Coming to an information meeting."""

    people: Annotated[Digits, AfterValidator(people_of)] = "1"


def _seats(text: str) -> str:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text)):  # noqa: PLR2004
        raise problem(N_("Write a number here, or leave it empty."))
    return text


class MeetingForm(WhenForm):
    """A new information meeting."""

    organisation: UUID
    kind: Annotated[Literal[Role.FRIEND, Role.HOST, Role.MFI] | None, BeforeValidator(lambda value: value or None)] = None  # fmt: skip
    address: Needed
    language: Literal["da", "ar", "fa_AF", "ti", "en"] = "da"
    seats: Annotated[Digits, AfterValidator(_seats)] = ""
    words: Annotated[Text, Field(max_length=600)] = ""


class MoveForm(Form):
    """The next step of a family, since a day, with a word for colleagues."""

    state: FamilyState
    since: Annotated[Day | None, BeforeValidator(lambda value: value or None)] = None
    board: Literal["yes"] | None = None  # it was moved on the board, so that is where one goes on
    note: Annotated[Text, Field(max_length=1000)] = ""

    @property
    def day(self) -> date:
        """Since when; today where nothing was said."""
        return self.since or today()


class DayForm(Form):
    """The day of a certificate, an approval or a training."""

    what: Besides = Besides.CERTIFICATE
    on: Day


class NoteForm(Form):
    """Words for colleagues."""

    words: Annotated[NeededText, Field(max_length=2000)]
