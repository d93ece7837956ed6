"""What may be posted on the way in and out."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, EmailStr, Field, StringConstraints

from app.identity.invitations import Kind
from app.identity.passwords import MOST, PIN_LENGTH
from app.identity.policy import Role
from app.people.models import Residence
from app.web.forms import Digits, Form, Line, Needed, problem
from app.web.i18n import N_

Code = Literal["da", "ar", "fa_AF", "ti", "en"]
# Not trimmed and not composed: a password is what was typed. Above the limit nobody types, somebody attacks.
Secret = Annotated[str, StringConstraints(min_length=1, max_length=MOST)]


def _six(pin: str) -> str:
    digits = "".join(pin.split())
    if len(digits) != PIN_LENGTH or not (digits.isascii() and digits.isdigit()):
        raise problem(N_("A PIN has six digits."))
    return digits


def _trimmed(text: Any) -> Any:
    return text.strip() if isinstance(text, str) else text


Pin = Annotated[Digits, Field(max_length=40), AfterValidator(_six)]
Email = Annotated[EmailStr, BeforeValidator(_trimmed), Field(max_length=200)]


class CodeForm(Form):
    """The code of an invitation, and the language it is opened in."""

    code: Annotated[str, StringConstraints(max_length=400)] = ""
    language: Code | None = None


class PinForm(Form):
    """A PIN on a phone that is known."""

    pin: Pin
    next: Line = ""


class SignInForm(Form):
    """E-mail and password. The e-mail isn't checked for form here: whatever is wrong is told in the same words."""

    email: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
    password: Secret
    next: Line = ""


class NewPinForm(Form):
    """A PIN, twice."""

    pin: Pin
    again: Annotated[Digits, Field(max_length=40)]


class NewPasswordForm(Form):
    """A password; the e-mail only where none is known yet."""

    email: Email | None = None
    password: Secret


class EmailForm(Form):
    """The e-mail a link is wanted for."""

    email: Email


class LanguageForm(Form):
    """A language, the Danish under it or not, a message's own words first or not, and where to go on."""

    language: Code | None = None
    both: Literal["0", "1"] | None = None
    original: Literal["0", "1"] | None = None
    next: Line = ""


class KnownYouthForm(Form):
    """An invitation for one of my youths."""

    youth: UUID
    kind: Kind = Kind.FACE
    recovery: bool = False


class NewYouthForm(Form):
    """A youth who is new here."""

    name: Needed
    birth_date: date
    language: Code
    residence: Residence
    kind: Kind = Kind.FACE


class NewAdultForm(Form):
    """An adult for one of my youths."""

    youth: UUID
    role: Role
    name: Needed
    email: Email
    language: Code = "da"


class NewFamilyForm(Form):
    """An adult of a family; without one, of a new family with a name."""

    family: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None
    family_name: Line = ""
    name: Needed
    email: Email
    language: Code = "da"


class NewColleagueForm(Form):
    """An adult in any role."""

    role: Role
    organisation: UUID
    name: Needed
    email: Email
    language: Code = "da"
