"""What may be posted in conversations, and the photos and recordings that come along."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BeforeValidator

from app.identity.sessions import resolve
from app.kit import clock
from app.messaging.kinds import Topic
from app.messaging.messages import Sent
from app.messaging.photos import BadPhoto, Picture, prepare
from app.messaging.phrases import posted_phrase
from app.messaging.sheets import MOST_MINUTES
from app.messaging.voice import BadVoice, Recording, recording
from app.web.asking import asking
from app.web.forms import Form, Posted, Text, reads
from app.web.i18n import gettext as _

MOST_PHOTOS = 8  # pages of one letter


def _uuid_or_none(value: object) -> UUID | None:
    """A phone's own id of a message; one that makes no sense is as good as none."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _minutes_or_none(value: object) -> int | None:
    """Minutes for an interpreter's sheet; what makes no sense never stops an answer."""
    try:
        minutes = int(str(value))
    except ValueError:
        return None
    return minutes if 0 < minutes <= MOST_MINUTES else None


Minutes = Annotated[int | None, BeforeValidator(_minutes_or_none)]


class SayForm(Form):
    """A message: words, photos, or both."""

    body: Text = ""
    client_id: Annotated[UUID | None, BeforeValidator(_uuid_or_none)] = None
    minutes: Minutes = None


class AskForm(Form):
    """A question to an interpreter."""

    topic: Topic = Topic.OTHER
    body: Text = ""
    summary: Literal["", "yes"] = ""  # their contact person may read a short summary


SayPosted = Annotated[Posted[SayForm], reads(SayForm)]
AskPosted = Annotated[Posted[AskForm], reads(AskForm)]


def _prepared(posted: Posted[SayForm] | Posted[AskForm]) -> Sent:
    """What comes with the words, made ready before the transaction begins: decoding takes long, and a lock must not.

    For nobody who isn't signed in. What is wrong becomes an error of the form.
    """
    ask = asking.get()
    if not ask.token or (posted.files and resolve(ask.token, clock.now()) is None):
        return {}
    sent: Sent = {"pictures": _pictures(posted), "recording": recorded(posted)}
    if isinstance(posted.form, SayForm):
        sent["phrase"] = posted_phrase(posted)
    if posted.form and not posted.form.body and not any(sent.values()):
        posted.refuse("body", _("Write something, or add a photo."))
    if isinstance(posted.form, SayForm):
        sent["client_id"], sent["minutes"] = posted.form.client_id, posted.form.minutes
    return sent


def _pictures(posted: Posted[SayForm] | Posted[AskForm]) -> tuple[Picture, ...]:
    """The photos, redrawn."""
    files = posted.files.get("photos", [])
    if len(files) > MOST_PHOTOS:
        posted.refuse("photos", _("Choose at most %(most)s photos at a time.", most=MOST_PHOTOS))
        return ()
    pictures = []
    for file in files:
        try:
            pictures.append(prepare(file.content))  # type: ignore[attr-defined]
        except BadPhoto as bad:
            posted.refuse("photos", _(bad.message, **bad.values))
    return tuple(pictures)


def recorded(posted: Posted[Any]) -> Recording | None:
    """The voice that came along, looked at from outside; the worker hears it."""
    for file in posted.files.get("voice", [])[:1]:
        content: bytes = file.content  # type: ignore[attr-defined]
        try:
            return recording(content, file.content_type or "", posted.raw("voice_ms"), posted.raw("waveform"))
        except BadVoice as bad:
            posted.refuse("voice", _(bad.message, **bad.values))
    return None


def _said(posted: SayPosted) -> Sent:
    return _prepared(posted)


def _asked(posted: AskPosted) -> Sent:
    return _prepared(posted)


SaySent = Annotated[Sent, Depends(_said)]
AskSent = Annotated[Sent, Depends(_asked)]
