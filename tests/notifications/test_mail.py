"""E-mail goes out in the receiver's language, once the transaction is kept, by SMTP or into a folder."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.kit import jobs
from app.kit.jobs import Job, run_due
from app.kit.settings import settings
from app.notifications import mail
from app.web.i18n import LANGUAGES

VALUES = {"name": "Rikke Dal", "by": "Anne Winther", "link": "https://sammen.example.dk/welcome#0123"}


class _Server(socketserver.StreamRequestHandler):
    """Just enough of SMTP (RFC 5321) to receive one message."""

    received: list[bytes] = []

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                for part in self.rfile:
                    if part == b".\r\n":
                        break
                    lines.append(part)
                self.received.append(b"".join(lines))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def smtp() -> Iterator[str]:
    """A mail server on this machine."""
    _Server.received.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("template", ["invitation", "reset"])
def test_every_mail_is_written_in_every_language(language: str, template: str) -> None:
    message = mail.written("rikke@demo.example", template, language, VALUES)
    body = message.get_content()
    assert message["Subject"]
    assert "Rikke" not in message["Subject"]
    assert VALUES["link"] in body.splitlines()  # alone on its line: no direction can mix it up
    assert "{" not in body
    assert "%(" not in body
    assert message["Content-Language"] == LANGUAGES[language].tag


def test_a_mail_goes_out_by_smtp(session: Session, smtp: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_url", smtp)
    mail.send(session, "rikke@demo.example", "invitation", "da", **VALUES)
    session.commit()
    assert run_due() == 1
    [raw] = _Server.received
    message = message_from_bytes(raw, policy=policy.default)
    assert message["To"] == "rikke@demo.example"
    assert VALUES["link"] in message.get_content()


def test_without_a_server_it_is_printed_and_kept(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = settings().data / "mail"
    before = set(folder.glob("*.eml"))
    mail.send(session, "rikke@demo.example", "invitation", "ti", **VALUES)
    session.commit()
    assert run_due() == 1
    [kept] = set(folder.glob("*.eml")) - before
    assert kept.stat().st_mode & 0o077 == 0
    assert VALUES["link"] in capsys.readouterr().out
    kept.unlink()


@pytest.fixture(autouse=True)
def _empty_queue(session: Session) -> None:
    """Work that others left waiting is not counted here; rolled back with the test."""
    for job in session.exec(select(Job)).all():
        session.delete(job)
    session.commit()


def test_a_transaction_that_is_not_kept_sends_nothing(session: Session) -> None:
    mail.send(session, "rikke@demo.example", "invitation", "da", **VALUES)
    session.rollback()
    assert run_due() == 0


def test_a_server_that_is_away_is_tried_again_later(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:9")
    mail.send(session, "rikke@demo.example", "invitation", "da", **VALUES)
    session.commit()
    assert run_due() == 0
    session.expire_all()
    [job] = session.exec(select(Job).where(Job.kind == "mail")).all()
    assert job.tries == 1
    assert job.due_at > job.created_at
    assert jobs.run_due() == 0


def test_a_password_is_never_sent_in_the_clear(smtp: str) -> None:
    message = mail.written("rikke@demo.example", "reset", "da", VALUES)
    with pytest.raises(smtplib.SMTPException, match="TLS"):
        mail._by_smtp(message, smtp.replace("//", "//user:secret@"))
    assert _Server.received == []


@pytest.mark.parametrize("name", ["Eve\nBcc: all@demo.example", "Eve\r\n\r\nhi"])
def test_a_name_smuggles_no_header_in(name: str) -> None:
    message = mail.written("rikke@demo.example", "invitation", "en", {**VALUES, "name": name})
    assert message["Bcc"] is None
    assert Path(settings().data).exists()
