"""Forms that anybody may send, without a third party's riddles: a signed time, a field people don't see, limits."""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from app.identity import limits
from app.kit import clock
from app.kit.crypto import digest
from app.web.asking import asking
from app.web.forms import Posted
from app.web.i18n import gettext as _
from app.web.i18n import ngettext
from app.web.pages import again

QUICKEST = timedelta(seconds=4)  # nobody reads and writes so fast
LONGEST = timedelta(hours=24)
STAMP, TRAP = "opened", "website"


def stamp() -> str:
    """When this form was opened, signed."""
    seconds = str(int(clock.now().timestamp()))
    return f"{seconds}.{_sign(seconds)}"


def _sign(seconds: str) -> str:
    return digest(f"form opened at {seconds}")[:32]


def _age(written: str) -> timedelta | None:
    """How long ago a form was opened; None where the stamp isn't one of ours."""
    seconds, _dot, sign = written.partition(".")
    if not (seconds.isascii() and seconds.isdecimal()) or not hmac.compare_digest(
        sign.encode("utf-8", "replace"), _sign(seconds).encode()
    ):
        return None
    return clock.now() - datetime.fromtimestamp(int(seconds), UTC)


def let_in(posted: Posted[Any], template: str, **context: Any) -> None:
    """Let a person through, and ask everything else once more, words kept. Raises the answer.

    Tries are counted by address, and by the e-mail or number that would be written to. Nobody is told which rule it was that a machine met.
    """
    address, reached = asking.get().address, posted.raw("email") or posted.raw("phone")
    if wait := limits.too_many("join", address, reached):
        posted.refuse("", _many(wait))
        raise again(template, status=429, posted=posted, **context)
    age = _age(posted.raw(STAMP))
    if posted.raw(TRAP):
        posted.refuse(TRAP, _("Leave this field empty, then send once more."))
    elif age is None or not timedelta() <= age < LONGEST:
        posted.refuse("", _("This page had been open for a long time. Look at it once more, then send it."))
    elif age < QUICKEST:
        posted.refuse("", _("That was quick! Look at it once more, then send it."))


def _many(wait: int) -> str:
    return ngettext(
        "There were many tries from here. You can try again in %(n)s minute.",
        "There were many tries from here. You can try again in %(n)s minutes.",
        wait,
    )


def stamp_of(posted: Posted[Any] | None) -> str:
    """The stamp of a form that is shown: the one it came with while that holds, else a new one."""
    written = posted.raw(STAMP) if posted else ""
    age = _age(written) if written else None
    return written if age is not None and timedelta() <= age < LONGEST else stamp()
