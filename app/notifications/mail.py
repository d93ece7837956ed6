"""E-mail: written in the receiver's language, sent by the worker; without SMTP it goes to the console and mail/."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel import Session

from app.kit import clock
from app.kit.jobs import enqueue, works_on
from app.kit.record import new_id
from app.kit.settings import settings
from app.web import i18n

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"
TIMEOUT = 20


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Plain text: nothing is escaped, and nothing is markup."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701  text/plain
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"_": i18n.gettext, "ngettext": i18n.ngettext, "pgettext": i18n.pgettext}
    return env


def send(session: Session, to: str, template: str, language: str, **values: Any) -> None:
    """Queue an e-mail: it goes out if this transaction is kept. Values lie sealed until then."""
    enqueue(session, "mail", {"to": to, "template": template, "language": language, "values": values})


def written(to: str, template: str, language: str, values: dict[str, Any]) -> EmailMessage:
    """The message. The first line of the template is the subject: never a name, never why somebody is here."""
    token = i18n.language.set(i18n.LANGUAGES[language])
    try:
        text = _environment().get_template(f"{template}.txt").render(values).strip()
    finally:
        i18n.language.reset(token)
    subject, _, body = text.partition("\n")
    message = EmailMessage()
    message["Subject"] = subject.strip()
    message["From"] = settings().mail_from
    message["To"] = to
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=urlsplit(origin()).hostname)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers from holiday machines
    message.set_content(body.strip() + "\n")
    message["Content-Language"] = i18n.LANGUAGES[language].tag
    return message


def origin() -> str:
    """The address that links in e-mails begin with: the one that was set, never one that a request claims."""
    return settings().base_url or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


@works_on("mail")
def deliver(payload: dict[str, Any]) -> None:
    """Send one e-mail. Raises what the server says, so that the worker tries again later."""
    message = written(payload["to"], payload["template"], payload["language"], payload["values"])
    if settings().smtp_url:
        _by_smtp(message, settings().smtp_url)
    else:
        _to_folder(message)


def _by_smtp(message: EmailMessage, url: str) -> None:
    """smtps:// is TLS from the start; smtp:// turns it on where offered, and never sends a password without it."""
    at = urlsplit(url)
    host = at.hostname or "localhost"
    tls = ssl.create_default_context()
    if at.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, at.port or 465, timeout=TIMEOUT, context=tls)
    else:
        server = smtplib.SMTP(host, at.port or 587, timeout=TIMEOUT)
    with server:
        server.ehlo()
        if at.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
        elif at.scheme == "smtp" and at.password:
            msg = "the mail server offers no TLS: the password was not sent"
            raise smtplib.SMTPException(msg)
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        server.send_message(message)


def _to_folder(message: EmailMessage) -> None:
    """For trying Sammen without a mail server."""
    folder = settings().data / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"{new_id()}.eml", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(message.as_bytes())
    print(f"--- e-mail to {message['To']}: {message['Subject']}\n{message.get_content()}---", flush=True)  # noqa: T201
