"""What may be posted about being told."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from app.notifications.kinds import Channel
from app.notifications.numbers import danish
from app.web.clocks import NeededClock
from app.web.forms import Digits, Form, problem
from app.web.i18n import N_

CODE_LENGTH = 6


def _danish(written: str) -> str:
    number = danish(written)
    if number is None:
        raise problem(N_("Write a Danish number with eight digits."))
    return number


def _code(written: str) -> str:
    code = "".join(written.split())
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()):
        raise problem(N_("The code has six digits."))
    return code


class ChoicesForm(Form):
    """By which ways each kind is told, and the quiet hours."""

    message: list[Channel] = []
    query: list[Channel] = []
    meetup: list[Channel] = []
    friendship: list[Channel] = []
    reminder: list[Channel] = []
    around: list[Channel] = []
    quiet: Literal["yes", ""] = ""
    starts: NeededClock
    ends: NeededClock


class SubscriptionForm(Form):
    """A browser, as it describes itself (W3C Push API)."""

    endpoint: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    p256dh: Annotated[str, StringConstraints(min_length=80, max_length=100)]
    auth: Annotated[str, StringConstraints(min_length=20, max_length=30)]


class NumberForm(Form):
    """A number for SMS."""

    number: Annotated[Digits, StringConstraints(max_length=40), AfterValidator(_danish)]


class CodeForm(Form):
    """The code that came by SMS."""

    code: Annotated[Digits, StringConstraints(max_length=40), AfterValidator(_code)]
